"""Two runs: each kind of change is seen, and nothing is where nothing changed."""

import pytest

from sipgate_compat.errors import UsageError
from sipgate_compat.run.diff import diff
from sipgate_compat.run.diff_cases import severity_of, status_severity
from sipgate_compat.run.model import Answered, Outcome, ProfileInfo, RtcmRow

from ..report.runs import deviating, make_operation, make_run, make_verdict

RUN = "the run"
LABEL = "POST /calls/{callId}/dtmf"
ROW = RtcmRow(
    method="POST",
    path="/calls/{callId}/dtmf",
    status="planned",
    status_text="Planned",
    since="2026-11-23",
    edition="2026-11-23-en",
)


def answered(status, operation="sendCallDtmf"):
    return Answered(operation=operation, request="POST /x", status=status)


def changes(old, new):
    return [(each.kind, each.subject, each.old, each.new) for each in diff(old, new).changes]


def head(run, **more):
    return run.model_copy(update={"header": run.header.model_copy(update=more)})


def kinds(old, new):
    return [each.kind for each in diff(old, new).changes]


def test_the_same_run_has_no_changes():
    found = diff(make_run(), make_run())
    assert (found.changes, found.notes) == ((), ())


def test_a_verdict_that_changed():
    (found,) = diff(make_run(), make_run(make_verdict(verdict="deviates"))).changes
    assert (found.kind, found.severity, found.case) == (
        "verdict-changed",
        "breaking",
        "neo/sendCallDtmf/empty-body",
    )
    assert (found.old, found.new, found.path) == ("conforms", "deviates", "/calls/{callId}/dtmf")


@pytest.mark.parametrize(
    "old, new, severity",
    [
        ("conforms", "deviates", "breaking"),
        ("known", "deviates", "breaking"),
        ("skipped", "deviates", "breaking"),
        ("deviates", "conforms", "info"),
        ("known", "conforms", "info"),
        ("skipped", "recorded", "info"),
        ("recorded", "skipped", "info"),
        ("conforms", "known", "notice"),
        ("conforms", "errored", "notice"),
        ("conforms", "skipped", "notice"),
        ("conforms", "recorded", "notice"),
        ("deviates", "skipped", "notice"),
        ("deviates", "known", "notice"),
        ("skipped", "errored", "notice"),
    ],
)
def test_how_much_another_verdict_matters(old, new, severity):
    assert severity_of(Outcome(old), Outcome(new)) == severity


@pytest.mark.parametrize(
    "old, new, severity",
    [
        (200, 403, "breaking"),
        (400, 500, "breaking"),
        (400, 404, "notice"),
        (500, 503, "notice"),
        (400, 204, "notice"),
        (200, 204, "notice"),
    ],
)
def test_how_much_another_status_matters(old, new, severity):
    assert status_severity(old, new) == severity


def test_a_case_is_aligned_by_its_address_and_no_rename_is_guessed():
    old, new = make_run(make_verdict(case="old-name")), make_run(make_verdict(case="new-name"))
    assert [(kind, subject) for kind, subject, *_ in changes(old, new)] == [
        ("case-removed", "neo/sendCallDtmf/old-name"),
        ("case-added", "neo/sendCallDtmf/new-name"),
    ]


@pytest.mark.parametrize(
    "left_out, kind", [((0, 1), "case-added"), ((1, 0), "case-removed"), ((1, 1), None)]
)
def test_what_was_not_selected_was_not_removed(left_out, kind):
    runs = (make_run(make_verdict(case="a")), make_run(make_verdict(case="b")))
    found = diff(*(head(r, left_out=n) for r, n in zip(runs, left_out, strict=True)))
    assert [each.kind for each in found.changes] == ([kind] if kind else [])
    assert [each for each in found.notes if "left out 1 cases" in each]


def test_the_order_of_cases_says_nothing():
    one, other = make_verdict(case="a"), make_verdict(case="b")
    assert changes(make_run(one, other), make_run(other, one)) == []


@pytest.mark.parametrize(
    "old, new, found",
    [
        pytest.param([204], [400], [("neo/sendCallDtmf/empty-body /status", "204", "400")], id="1"),
        pytest.param(
            [204, 200], [204, 404], [("neo/sendCallDtmf/empty-body step 2 /status", "200", "404")],
            id="second step",
        ),
        pytest.param([204, 200], [204], [], id="a step that was not reached"),
        pytest.param([], [204], [], id="not recorded in both"),
        pytest.param([204], [204], [], id="the same"),
    ],
)  # fmt: skip
def test_another_status_where_both_runs_have_one(old, new, found):
    runs = [make_run(make_verdict(observed=tuple(map(answered, each)))) for each in (old, new)]
    assert changes(*runs) == [("status-changed", *each) for each in found]


def test_answers_of_different_operations_are_not_compared():
    old = make_run(make_verdict(observed=(answered(204, "getCalls"),)))
    assert changes(old, make_run(make_verdict(observed=(answered(400),)))) == []


@pytest.mark.parametrize(
    "more, found",
    [
        ({"contracts": "f" * 12}, ("contracts-changed", RUN, "0123456789ab", "f" * 12)),
        ({"version": "9"}, ("version-changed", RUN, "0.1.0", "9")),
        ({"edition": "2026-12-01-en"}, ("edition-changed", RUN, "2026-11-23-en", "2026-12-01-en")),
        ({"target": "live"}, ("target-changed", RUN, "emulator", "live")),
        ({"rtcm": (ROW,)}, ("status-changed", LABEL, "implemented", "planned")),
        ({"rtcm": ()}, None),
        ({"started": "2026-11-23T09:00:00Z", "base_url": "http://127.0.0.1:1/v2"}, None),
    ],
    ids=["contracts", "version", "edition", "target", "row", "no rows", "nothing"],
)  # fmt: skip
def test_what_the_runs_were_held_against(more, found):
    assert changes(make_run(), head(make_run(), **more)) == ([found] if found else [])


def test_a_row_of_the_page_has_the_same_fingerprint_as_in_a_diff_of_editions():
    from sipgate_compat.edition.diff import diff as editions

    from ..edition.make import make_edition, make_row

    old, new = (make_edition(make_row(LABEL, each)) for each in ("Implemented", "Planned"))
    (row,) = diff(make_run(), head(make_run(), rtcm=(ROW,))).changes
    assert (row.fingerprint, row.severity) == (
        editions(old, new).changes[0].fingerprint,
        "breaking",
    )


def test_an_edition_that_is_called_otherwise_is_not_compared():
    assert changes(head(make_run(), edition="?"), head(make_run(), edition="?", rtcm=(ROW,))) == []


@pytest.mark.parametrize(
    "field, value, kind",
    [
        ("availability", "refused", "availability-changed"),
        ("evidence", "observed", "evidence-changed"),
    ],
)
def test_what_is_said_of_an_operation(field, value, kind):
    info = {"availability": "available", "evidence": "documented", field: value}
    other = make_operation().model_copy(update={"profiles": {"neo": ProfileInfo(**info)}})
    (found,) = diff(make_run(), make_run(operations=[other])).changes
    assert (found.kind, found.profile, found.new, found.origin) == (kind, "neo", value, "suite")


def test_operations_that_came_and_went():
    old, new = (
        make_run(operations=[make_operation(path=p, operation=p[1:])]) for p in ("/a", "/b")
    )
    assert kinds(old, new) == ["operation-removed", "operation-added"]


@pytest.mark.parametrize(
    "more, kind, values",
    [
        ({"promised": (400,)}, "promise-changed", ("204", "400")),
        ({"promised": ()}, "promise-changed", ("204", "unknown")),
        ({"evidence": "observed"}, "evidence-changed", ("documented", "observed")),
    ],
)
def test_a_promise_of_a_case_that_changed(more, kind, values):
    (found,) = diff(make_run(), make_run(make_verdict(**more))).changes
    assert (found.kind, (found.old, found.new), found.origin) == (kind, values, "suite")


def test_the_same_change_has_the_same_fingerprint_in_every_run():
    one = diff(make_run(), make_run(deviating())).changes
    other = diff(
        make_run(make_verdict(), make_verdict("classic")),
        make_run(deviating(), make_verdict("classic")),
    ).changes
    assert {each.fingerprint for each in one} == {each.fingerprint for each in other}


def test_other_targets_and_contracts_are_said():
    found = diff(make_run(), head(make_run(), target="live", contracts="f" * 12))
    assert [each.split(":")[0] for each in found.notes] == [
        "the targets differ",
        "the contracts differ",
    ]


def test_a_profile_that_a_run_lacks_is_refused():
    with pytest.raises(UsageError, match=r"the new run has no profile classic; .* --profile neo$"):
        diff(make_run(), head(make_run(), profiles=("neo",)))


def test_runs_that_share_no_profile_are_refused():
    old, new = (head(make_run(), profiles=(each,)) for each in ("classic", "neo"))
    with pytest.raises(UsageError, match="both share none"):
        diff(old, new)


def test_profiles_can_be_named():
    old = make_run(make_verdict(), make_verdict("classic"))
    new = head(make_run(make_verdict()), profiles=("neo",))
    assert diff(old, new, ("neo",)).changes == ()
