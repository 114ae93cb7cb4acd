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


def test_writes_and_fields_that_cannot_be_read_back_are_counted():
    last = list(noticed(found(), "aaaaaaaaaaaa"))[-1]
    assert "of 1 writes and 2 fields of others nothing can be read back" in last


@pytest.mark.parametrize(
    "alarms, words", [(0, "**no alarm**"), (1, "**1 alarm**"), (3, "**3 alarms**")]
)
def test_alarms_are_counted(alarms, words):
    run = CleanRun(number=1, moment="midnight", timezone="UTC", load=2.5, cases=5, alarms=alarms)
    change = Changed(change="ids", states="other ids", alarms=0)
    noise = Noise(
        date="2026-11-25", contracts="a", cases=5, changes=(change,), runs=(run,), alarms=()
    )
    said = silent(noise, "a")
    assert words in said
    assert "1 harmless changes" not in said
    assert "load up to 2.5 a core" in said
