"""Shards make the run they are parts of; what does not fit together is refused by name."""

import re

import pytest

from sipgate_compat.change.model import Origin, Severity, change
from sipgate_compat.errors import UsageError
from sipgate_compat.report.matrix import matrix
from sipgate_compat.report.writers import WRITERS
from sipgate_compat.run.file import footer, text
from sipgate_compat.run.merge import merged
from sipgate_compat.run.model import Account, Shard
from sipgate_compat.run.shard import index_of

from ..report.runs import PROFILES, make_operation, make_run, make_verdict

NAMES = ("sendCallDtmf", "getCalls", "getHistory", "getUsers", "getDevices")
BEGUN, ENDED = "2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z"


def make_whole():
    """A run of two cases on each of five operations and three profiles, in the order of a run."""
    verdicts = [
        make_verdict(profile, case, operation=name)
        for name in NAMES
        for profile in PROFILES
        for case in ("valid", "another")
    ]
    return make_run(*verdicts, operations=[make_operation(n) for n in NAMES], started=BEGUN)


def make_part(run, shard=None, profiles=PROFILES, **more):
    """What a machine writes that puts a shard, or some profiles."""

    def own(verdict):
        fits = shard is None or index_of(verdict.operation, shard[1]) == shard[0]
        return fits and verdict.profile in profiles

    verdicts = tuple(each for each in run.verdicts if own(each))
    every = sum(each.profile in profiles for each in run.verdicts)
    update = {"planned": len(verdicts), "left_out": every - len(verdicts), "profiles": profiles}
    update |= more
    if shard:
        update["shard"] = Shard(index=shard[0], of=shard[1])
    header = run.header.model_copy(update=update)
    return run.model_copy(
        update={"header": header, "verdicts": verdicts, "footer": footer(verdicts, ENDED)}
    )


WHOLE = make_whole()
ONE, TWO = make_part(WHOLE, (1, 2)), make_part(WHOLE, (2, 2))
CLASSIC, NEWER = make_part(WHOLE, None, ("classic",)), make_part(WHOLE, None, ("neo", "migrated"))


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([ONE, TWO], id="two shards"),
        pytest.param([TWO, ONE], id="in any order"),
        pytest.param([make_part(WHOLE, (i, 7)) for i in range(1, 8)], id="seven, some empty"),
        pytest.param([CLASSIC, NEWER], id="profiles"),
        pytest.param([NEWER, CLASSIC], id="profiles in any order"),
        pytest.param(
            [make_part(WHOLE, (i, 2), (p,)) for i in (1, 2) for p in PROFILES],
            id="shards of profiles",
        ),
        pytest.param([make_part(WHOLE, (1, 1))], id="one of one"),
        pytest.param([WHOLE], id="a whole run"),
    ],
)
def test_parts_make_the_whole(parts):
    found = merged({str(i): each for i, each in enumerate(parts)})
    assert text(found) == text(WHOLE)
    for writer in WRITERS.values():
        assert writer.write(found, matrix(found)) == writer.write(WHOLE, matrix(WHOLE))


def test_a_merged_run_began_with_the_first_and_ended_with_the_last():
    late = make_part(WHOLE, (2, 2), started="2026-11-23T08:30:00Z")
    late = late.model_copy(update={"footer": footer(late.verdicts, "2026-11-23T09:30:00Z")})
    found = merged({"one": ONE, "two": late})
    assert (found.header.started, found.footer.finished) == (BEGUN, "2026-11-23T09:30:00Z")


def test_each_machine_may_have_an_emulator_of_its_own():
    other = make_part(WHOLE, (2, 2), base_url="http://127.0.0.1:9999/v2")
    assert merged({"one": ONE, "two": other}).header.base_url == WHOLE.header.base_url


def migrated(run, account="a1"):
    """A part in whose midst the Classic account was migrated."""
    moved = change(Origin.ACCOUNTS, "account-migrated", Severity.BREAKING, "a1", profile="classic")
    known = {"classic": Account(account=account, profiles=("classic",), how="groups")}
    return run.model_copy(
        update={
            "header": run.header.model_copy(update={"accounts": known}),
            "footer": run.footer.model_copy(update={"changes": (moved,)}),
        }
    )


def test_what_the_parts_met_is_kept_once():
    found = merged({"one": migrated(ONE), "two": migrated(TWO)})
    assert [each.kind for each in found.footer.changes] == ["account-migrated"]
    assert found.header.accounts["classic"].account == "a1"


def cut_short():
    return TWO.model_copy(update={"verdicts": TWO.verdicts[1:]})


LIVE = make_part(WHOLE, (1, 2), target="live")


@pytest.mark.parametrize(
    "parts, complaint",
    [
        pytest.param([], "no run to merge", id="nothing"),
        pytest.param([ONE], "classic: not all shards are there; missing: 2/2", id="a gap"),
        pytest.param(
            [make_part(WHOLE, (2, 4))], "missing: 1/4, 3/4, 4/4", id="gaps are named together"
        ),
        pytest.param([ONE, ONE, TWO], "1: .* stands in 0 too", id="a shard twice"),
        pytest.param([WHOLE, ONE], "1: .* stands in 0 too", id="a whole run and a part"),
        pytest.param(
            [make_part(WHOLE, (40, 40)), make_part(WHOLE, (40, 40))],
            "shard 40/40 of classic is 0 already",
            id="empty twice",
        ),
        pytest.param(
            [ONE, make_part(WHOLE, (2, 2), ("neo",))],
            "classic: not all shards are there; missing: 2/2",
            id="a shard that lacks a profile",
        ),
        pytest.param(
            [make_part(WHOLE, (1, 4)), make_part(WHOLE, (7, 7))],
            "1: classic is parted in 7, but in 4 in 0",
            id="parted otherwise",
        ),
        pytest.param([ONE, cut_short()], "were planned, .* have a verdict", id="cut short"),
        pytest.param(
            [migrated(ONE), migrated(TWO, "a2")],
            "1: its classic account is another one than in 0",
            id="another account",
        ),
        pytest.param(
            [ONE, make_part(WHOLE, (2, 2), contracts="f" * 12)],
            "1: its contracts is f{12}, that of 0 is 0123456789ab",
            id="other contracts",
        ),
        pytest.param(
            [ONE, make_part(WHOLE, (2, 2), edition="2026-01-01-en")],
            "1: its help page edition is 2026-01-01-en, that of 0 is 2026-11-23-en",
            id="another edition",
        ),
        pytest.param(
            [ONE, make_part(WHOLE, (2, 2), version="9")],
            "1: its version of sipgate-compat is 9, that of 0 is 0.1.0",
            id="another version",
        ),
        pytest.param(
            [ONE, make_part(WHOLE, (2, 2), target="live")],
            "1: its target is live, that of 0 is emulator",
            id="another target",
        ),
        pytest.param(
            [LIVE, make_part(WHOLE, (2, 2), target="live", base_url="https://staging.example")],
            "1: its base URL is https://staging.example, that of 0 is http://127",
            id="another live API",
        ),
        pytest.param(
            [ONE, make_part(WHOLE, (2, 2), selection="-k 'rtcm'")],
            "1: its selection is -k 'rtcm', that of 0 is none",
            id="another selection",
        ),
        pytest.param(
            [ONE, make_part(WHOLE, (2, 2), allowed=("write",))],
            "1: its allowed effects differ from those of 0",
            id="other effects",
        ),
        pytest.param(
            [ONE, make_part(WHOLE, (2, 2), operations=())],
            "1: its operations differ from those of 0",
            id="other operations",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(parts, complaint):
    with pytest.raises(UsageError) as caught:
        merged({str(i): each for i, each in enumerate(parts)})
    assert re.search(complaint, str(caught.value)), caught.value
