"""Timeline and matrix over a history."""

import pytest

from sipgate_compat.history.add import add
from sipgate_compat.history.look import shown
from sipgate_compat.history.matrix import matrix
from sipgate_compat.history.timeline import timeline

from .make import CASE, answered, night, verdict


def nights(db, outcomes, first=1, **more):
    for day, outcome in enumerate(outcomes, start=first):
        add(db, night(day, verdict(outcome=outcome), **more))


def cell(db, target="live"):
    (row,) = matrix(db, target).operations
    return row.profiles["neo"]


@pytest.mark.parametrize(
    "outcomes, verdict_, since, live",
    [
        pytest.param(["conforms"] * 3, "conforms", "01", "03", id="always held"),
        pytest.param(["conforms", "conforms", "deviates"], "deviates", "03", "02", id="broke"),
        pytest.param(["deviates", "conforms"], "conforms", "02", "02", id="mended"),
        pytest.param(["deviates", "deviates"], "deviates", "01", None, id="never held"),
        pytest.param(["recorded", "recorded"], "recorded", "01", None, id="nothing promised"),
        pytest.param(["conforms", "skipped"], "skipped", "02", "01", id="not put any more"),
    ],
)
def test_a_cell(db, outcomes, verdict_, since, live):
    nights(db, outcomes)
    found = cell(db)
    assert (found.verdict, found.since[-2:]) == (verdict_, since)
    assert found.last_live == (f"2026-11-{live}" if live else None)


def test_a_cell_shows_its_worst_case_and_held_when_all_held(db):
    add(db, night(1, verdict(), verdict(case="neo/getHistory/other")))
    add(db, night(2, verdict(), verdict(case="neo/getHistory/other", outcome="deviates")))
    found = cell(db)
    assert (found.verdict, found.cases, found.since) == ("deviates", 2, "2026-11-02")
    assert found.last_live == "2026-11-01"


def test_an_emulator_run_says_nothing_of_live(db):
    nights(db, ["conforms"], target="emulator")
    assert cell(db, "emulator").last_live is None


def test_a_case_that_is_gone_is_in_no_cell(db):
    add(db, night(1, verdict(), verdict(case="neo/getHistory/other")))
    add(db, night(2))
    assert cell(db).cases == 1


def test_a_partial_run_hides_no_other_case(db):
    add(db, night(1, verdict(), verdict(case="neo/getHistory/other")))
    add(db, night(2, left_out=1))
    assert cell(db).cases == 2


def test_a_timeline_tells_what_changed(db):
    for day, status in enumerate([200, 200, 403], start=1):
        add(db, night(day, verdict(answered(status))))
    (life,) = timeline(db)
    assert [each.since for each in life.stretches] == ["2026-11-01", "2026-11-03"]
    assert life.stretches[1].changed == ("status-changed /status 200 → 403",)


def test_a_timeline_of_some_cases(db):
    add(db, night(1, verdict(), verdict(case="classic/getHistory/valid")))
    assert [each.case for each in timeline(db, "neo/*")] == [CASE]


@pytest.mark.parametrize("changes, places", [(4, ["/status"]), (3, [])])
def test_what_flaps_is_shown(db, changes, places):
    for day in range(changes + 1):
        add(db, night(day + 1, verdict(answered(200 if day % 2 else 500))))
    assert [each.place for each in shown(db).flapping] == places
