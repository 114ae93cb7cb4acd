"""Verdicts that part at the same place are one contradiction, whatever the values."""

import pytest

from sipgate_compat.run.model import Difference

from ..report.runs import deviating, make_verdict


def differing(pointer, observed, **more):
    difference = Difference(pointer=pointer, expected=1, observed=observed)
    return make_verdict(verdict="deviates", differences=(difference,), **more)


@pytest.mark.parametrize(
    "verdicts, count",
    [
        pytest.param([make_verdict()], 0, id="conforming"),
        pytest.param([make_verdict(verdict="known")], 0, id="known"),
        pytest.param([make_verdict(verdict="errored")], 0, id="errored"),
        pytest.param([deviating(case="a"), deviating(case="b")], 1, id="two cases, one status"),
        pytest.param([deviating(), deviating(profile="classic")], 2, id="two profiles"),
        pytest.param([deviating(), deviating(operation="other")], 2, id="two operations"),
        pytest.param(
            [differing("/status", 403, case="a"), differing("/status", 500, case="b")],
            2,
            id="two statuses",
        ),
        pytest.param(
            [differing("/body/items/0/id", "x"), differing("/body/items/1/id", "y", case="b")],
            1,
            id="two items, one field",
        ),
        pytest.param([make_verdict(verdict="deviates")], 1, id="without differences"),
    ],
)
def test_contradictions_are_grouped(live_night, verdicts, count):
    assert len(live_night(*verdicts).contradictions) == count


def test_values_are_no_part_of_the_fingerprint(live_night):
    one, other = (live_night(differing("/body/id", value)) for value in ("x", "y"))
    assert one.contradictions[0].fingerprint == other.contradictions[0].fingerprint


def test_an_emulator_says_nothing_about_sipgate(live_night):
    found = live_night(deviating(), make_verdict(case="b"), target="emulator")
    assert (found.contradictions, found.decided) == ((), frozenset())


def test_skipped_and_errored_cases_are_not_decided(live_night):
    kinds = ["conforms", "known", "recorded", "deviates", "skipped", "errored"]
    found = live_night(*(make_verdict(case=kind, verdict=kind) for kind in kinds))
    assert {case.rsplit("/", 1)[1] for case in found.decided} == set(kinds[:4])
