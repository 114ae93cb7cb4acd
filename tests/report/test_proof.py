"""The README's words on what is noticed: never rounder than the truth, and dated."""

import pytest

from sipgate_compat.proof.result import (
    Changed,
    CleanRun,
    Noise,
    Row,
    Sensitivity,
    Unobservable,
)
from sipgate_compat.report.proof import noticed, silent


def found(missed=0, contracts="aaaaaaaaaaaa"):
    row = Row(
        kind="status",
        generated=10_000,
        generated_noticed=10_000 - missed,
        by_hand=0,
        by_hand_noticed=0,
    )
    return Sensitivity(
        date="2026-11-25",
        contracts=contracts,
        cases=5,
        rows=(row,),
        unnoticed=(),
        alike=(),
        nothing_promised={"neo": {"getCalls": 2}},
        unobservable=(
            Unobservable(operation="newRecording", reason="a telephone rings"),
            Unobservable(operation="startCall", fields=("caller", "callee"), reason="so it is"),
        ),
        unread={},
    )


@pytest.mark.parametrize("missed, share", [(0, "100 %"), (1, "99.9 %"), (2500, "75.0 %")])
def test_a_hundred_is_all_of_them(missed, share):
    lines = list(noticed(found(missed), "aaaaaaaaaaaa"))
    assert lines[2] == f"| status | 10000 | {share} | – | – |"


@pytest.mark.parametrize(
    "contracts, words",
    [
        ("aaaaaaaaaaaa", "contracts `aaaaaaaaaaaa`"),
        ("bbbbbbbbbbbb", "an earlier state of the contracts (`bbbbbbbbbbbb`)"),
    ],
)
def test_it_says_which_contracts_were_put(contracts, words):
    assert words in list(noticed(found(contracts=contracts), "aaaaaaaaaaaa"))[-1]


def run(number=1, **told):
    usual = {"moment": "midnight", "timezone": "UTC", "load": 2.5, "cases": 5, "alarms": 0}
    return CleanRun(number=number, **(usual | told))


def noise(*runs):
    changes = (Changed(change="ids", states="other ids", alarms=0),)
    return Noise(date="2026-11-25", contracts="a", cases=5, changes=changes, runs=runs, alarms=())


@pytest.mark.parametrize(
    "crossed, words",
    [
        pytest.param((0, 0), "1 moment by the emulator's clock alone", id="none"),
        pytest.param((1, 0), "clock and, in 1 run, by the runner's own", id="some"),
        pytest.param((1, 1), "clock and, in each run, by the runner's own", id="all"),
    ],
)
def test_it_says_by_whose_clock_the_moment_came(crossed, words):
    assert words in silent(noise(*(run(n, crossed=each) for n, each in enumerate(crossed))), "a")


def test_writes_and_fields_that_cannot_be_read_back_are_counted():
    last = list(noticed(found(), "aaaaaaaaaaaa"))[-1]
    assert "of 1 writes and 2 fields of others nothing can be read back" in last


@pytest.mark.parametrize(
    "alarms, words", [(0, "**no alarm**"), (1, "**1 alarm**"), (3, "**3 alarms**")]
)
def test_alarms_are_counted(alarms, words):
    said = silent(noise(run(alarms=alarms)), "a")
    assert words in said
    assert "1 harmless changes" not in said
    assert "load up to 2.5 a core" in said
