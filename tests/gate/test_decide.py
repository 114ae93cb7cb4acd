"""One yes or no: what closes a gate, what leaves it undecided, what keeps it from answering."""

import pytest

from sipgate_compat.change.model import Origin, Severity, change
from sipgate_compat.contract.model import PROFILES
from sipgate_compat.errors import UsageError
from sipgate_compat.gate.decide import decide
from sipgate_compat.gate.model import FailOn
from sipgate_compat.run.model import Answered, Shard

from ..report.runs import make_run, make_verdict

STATUSES = {"deviates": 400, "errored": 503, "skipped": None}


def put(verdict="conforms", *statuses, profile="neo", case="empty-body", **more):
    """A case with its verdict and the statuses of its answers."""
    seen = statuses or (STATUSES.get(verdict, 204),)
    observed = tuple(
        Answered(operation="sendCallDtmf", request="POST /x", status=each) for each in seen if each
    )
    return make_verdict(profile, case, verdict, observed=observed, **more)


def run_of(*verdicts, profiles=("neo",), **more):
    """A run of one profile, in which a second case conforms."""
    fine = put(case="valid")
    run = make_run(*verdicts, fine)
    header = run.header.model_copy(update={"profiles": profiles, "target": "live", **more})
    return run.model_copy(update={"header": header})


def kinds(gate):
    return [(str(each.weight), each.kind) for each in gate.reasons]


@pytest.mark.parametrize(
    "verdict, fail_on, answer",
    [
        pytest.param(put("conforms"), [], "open", id="conforms"),
        pytest.param(put("deviates"), [], "closed", id="deviates"),
        pytest.param(put("errored"), [], "undecided", id="errored"),
        pytest.param(put("errored"), ["errored"], "closed", id="errored on demand"),
        pytest.param(put("known"), [], "open", id="known"),
        pytest.param(put("known"), ["known"], "closed", id="known on demand"),
        pytest.param(put("recorded"), [], "open", id="recorded"),
        pytest.param(put("recorded"), ["recorded"], "closed", id="recorded on demand"),
        pytest.param(put("skipped"), [], "open", id="skipped"),
        pytest.param(put("skipped"), ["skipped"], "closed", id="skipped on demand"),
        pytest.param(put("deviates"), ["errored"], "closed", id="demands add"),
    ],
)
def test_without_a_baseline(verdict, fail_on, answer):
    assert decide(run_of(verdict), fail_on=[FailOn(each) for each in fail_on]).answer == answer


@pytest.mark.parametrize(
    "was, now, answer, kind",
    [
        pytest.param(put(), put(), "open", None, id="nothing happened"),
        pytest.param(put(), put("deviates"), "closed", "regressed", id="no longer conforms"),
        pytest.param(put(), put("known"), "closed", "regressed", id="known, but once conformed"),
        pytest.param(put(), put("recorded"), "open", None, id="no promise, the same answer"),
        pytest.param(
            put(), put("recorded", 200), "closed", "regressed", id="no promise, another answer"
        ),
        pytest.param(
            put("recorded"),
            put("recorded", 500),
            "closed",
            "regressed",
            id="works no more",
        ),
        pytest.param(put("recorded", 403), put("recorded", 404), "open", None, id="another error"),
        pytest.param(put("recorded", 403), put("recorded", 200), "open", None, id="works now"),
        pytest.param(
            put("recorded", 404), put("recorded", 500), "closed", "regressed", id="falls over now"
        ),
        pytest.param(put(), put("conforms", 403), "open", None, id="a new promise, kept"),
        pytest.param(
            put("errored", 200), put("recorded", 500), "open", None, id="once could not be told"
        ),
        pytest.param(put("deviates"), put("deviates"), "open", "deviates", id="deviates as before"),
        pytest.param(
            put("known", 400), put("deviates"), "closed", "deviates", id="no longer excused"
        ),
        pytest.param(
            put("skipped"), put("deviates"), "closed", "deviates", id="deviates when first put"
        ),
        pytest.param(put("deviates"), put(), "open", None, id="mended"),
        pytest.param(put(), put("skipped"), "undecided", "skipped", id="no longer put"),
        pytest.param(put("skipped"), put("skipped"), "open", None, id="never put"),
        pytest.param(put(), put("errored"), "undecided", "errored", id="could not be told"),
    ],
)
def test_with_a_baseline(was, now, answer, kind):
    gate = decide(run_of(now), run_of(was))
    assert (gate.answer, [each.kind for each in gate.reasons]) == (answer, [kind] if kind else [])


def test_every_deviation_closes_on_demand():
    both = run_of(put("deviates"))
    assert decide(both, both, fail_on=[FailOn.DEVIATES]).answer == "closed"


@pytest.mark.parametrize(
    "was, now",
    [
        pytest.param(put("recorded", 200), put("recorded", 204), id="a status"),
        pytest.param(put("deviates"), put(), id="a verdict"),
    ],
)
def test_any_change_closes_on_demand(was, now):
    assert decide(run_of(now), run_of(was)).answer == "open"
    assert decide(run_of(now), run_of(was), fail_on=[FailOn.CHANGED]).answer == "closed"
    assert decide(run_of(now), run_of(now), fail_on=[FailOn.CHANGED]).answer == "open"


ASSUMED = put("deviates", evidence="assumed")


@pytest.mark.parametrize(
    "strict, baseline, answer",
    [
        pytest.param(False, None, "open", id="not strict"),
        pytest.param(True, None, "closed", id="strict"),
        pytest.param(False, put("deviates", evidence="assumed"), "open", id="as before"),
        pytest.param(False, put("conforms", evidence="assumed"), "closed", id="conformed before"),
        pytest.param(False, put("recorded", 200), "closed", id="worked before"),
        pytest.param(False, put("recorded", 400), "open", id="failed before"),
        pytest.param(True, put("recorded", 400), "closed", id="failed before, strict"),
    ],
)
def test_a_deviation_from_an_assumed_promise(strict, baseline, answer):
    before = run_of(baseline) if baseline else None
    assert decide(run_of(ASSUMED), before, strict=strict).answer == answer


def without_profile():
    return run_of(put(), profiles=("classic", "neo"))


def fewer():
    run = run_of(put(), put(case="another"))
    header = run.header.model_copy(update={"planned": 99})
    return run.model_copy(update={"header": header})


def empty():
    run = run_of()
    return run.model_copy(update={"verdicts": ()})


def only_recorded():
    run = run_of(put("recorded"))
    return run.model_copy(update={"verdicts": run.verdicts[:1]})


FULL = run_of(put(), put(case="one"), put(case="two"), put(case="three"), put(case="four"))


@pytest.mark.parametrize(
    "run, baseline, says",
    [
        pytest.param(without_profile(), None, "no case of profile classic", id="profile"),
        pytest.param(fewer(), None, "99 cases were planned, 3 have a verdict", id="fewer"),
        pytest.param(empty(), None, "no case ran", id="zero"),
        pytest.param(
            run_of(put(), shard=Shard(index=2, of=4)),
            None,
            "the run is shard 2/4 alone",
            id="shard",
        ),
        pytest.param(
            run_of(put()),
            run_of(put(), shard=Shard(index=2, of=4)),
            "the baseline is shard",
            id="part",
        ),
        pytest.param(
            run_of(put()),
            FULL,
            "lacks 4 cases of the baseline: neo/sendCallDtmf/one, neo/sendCallDtmf/two, "
            "neo/sendCallDtmf/three and 1 more",
            id="fewer than the baseline",
        ),
        pytest.param(
            run_of(put()),
            run_of(put(), put(profile="classic"), profiles=("classic", "neo")),
            "the run has no case of profile classic",
            id="a profile of the baseline",
        ),
        pytest.param(
            run_of(put()),
            run_of(put(), profiles=("classic",)),
            "the baseline has no profile neo",
            id="the baseline lacks it",
        ),
        pytest.param(
            run_of(put()), run_of(put(), target="emulator"), "the run's target is live", id="target"
        ),
        pytest.param(only_recorded(), None, "no promise of neo was put", id="nothing told"),
    ],
)
def test_what_keeps_a_gate_from_answering(run, baseline, says):
    gate = decide(run, baseline)
    assert gate.answer == "unfit"
    assert any(says in each.says for each in gate.reasons), gate.reasons


def test_a_wanted_profile_that_is_missing():
    assert decide(run_of(put()), profiles=("neo", "classic")).answer == "unfit"
    assert decide(run_of(put()), profiles=("neo",)).answer == "open"


def test_a_profile_that_is_not_wanted_closes_nothing():
    run = run_of(put(), put("deviates", profile="classic"), profiles=("classic", "neo"))
    assert decide(run, profiles=("neo",)).answer == "open"
    assert decide(run).answer == "closed"


def test_the_heaviest_reason_gives_the_answer():
    bad, unclear = put("deviates"), put("errored", case="b")
    assert decide(run_of(bad, unclear)).answer == "closed"
    assert decide(run_of(bad, unclear, profiles=PROFILES)).answer == "unfit"


def test_where_nothing_conforms_there_is_no_yes():
    run = run_of(ASSUMED)
    run = run.model_copy(update={"verdicts": run.verdicts[:1]})
    header = run.header.model_copy(update={"planned": 1})
    gate = decide(run.model_copy(update={"header": header}))
    assert (gate.answer, kinds(gate)[0]) == ("undecided", ("undecided", "nothing-kept"))


def test_an_account_that_was_migrated_leaves_it_undecided():
    run = run_of(put())
    moved = change(Origin.ACCOUNTS, "account-migrated", Severity.BREAKING, "x", profile="neo")
    footer = run.footer.model_copy(update={"changes": (moved,)})
    gate = decide(run.model_copy(update={"footer": footer}))
    assert (gate.answer, kinds(gate)) == ("undecided", [("undecided", "account-migrated")])


@pytest.mark.parametrize("word", ["regressed", "changed"])
def test_what_only_a_baseline_can_tell(word):
    with pytest.raises(UsageError, match=f"--fail-on {word}: only a baseline can tell"):
        decide(run_of(put()), fail_on=[FailOn(word)])


@pytest.mark.parametrize(
    "was, now, kind",
    [
        pytest.param({}, {"target": "emulator"}, "emulator", id="an emulator"),
        pytest.param({}, {"selection": "-k 'rtcm'"}, "selection", id="a selection"),
        pytest.param({"contracts": "f" * 12}, {}, "contracts", id="other contracts"),
        pytest.param({"version": "9"}, {}, "version", id="another version"),
    ],
)
def test_what_a_reader_has_to_know(was, now, kind):
    before = None if now else run_of(put(), **was)
    gate = decide(run_of(put(), **now), before)
    assert (gate.answer, kinds(gate)) == ("open", [("noted", kind)])
