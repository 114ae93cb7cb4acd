"""The heartbeat and the front page say when it last ran well, and on what."""

import pytest

from sipgate_compat.monitor.heartbeat import heartbeat
from sipgate_compat.monitor.site import front_page

from ..report.runs import make_run, make_verdict

AT = "2026-11-25T03:17:00Z"


def test_live_runs_come_first():
    beat = heartbeat([make_run(), make_run(target="live")], AT)
    assert [run.target for run in beat.runs] == ["live", "emulator"]


def test_the_front_page_names_time_and_targets():
    page = front_page(heartbeat([make_run()], AT, "https://tracker.example/log?a=1&b=<2>"))
    assert f'datetime="{AT}"' in page
    assert "no statement about sipgate" in page
    assert "Live accounts" not in page
    assert "a=1&amp;b=&lt;2&gt;" in page


@pytest.mark.parametrize(
    "verdict, last, ran_well, told",
    [
        pytest.param({}, "before", AT, 0, id="all is told"),
        pytest.param({"verdict": "errored", "reason": "503"}, "before", "before", 1, id="errored"),
        pytest.param(
            {"verdict": "skipped", "reason": "spent", "failure": "budget"},
            *("never", "never", 1),
            id="left out",
        ),
        pytest.param({"verdict": "skipped", "reason": "no fax"}, "before", AT, 0, id="skipped"),
    ],
)
def test_a_night_that_left_something_undecided_did_not_run_well(verdict, last, ran_well, told):
    beat = heartbeat([make_run(make_verdict(**verdict), target="live")], AT, last=last)
    assert (beat.ran_well, len(beat.undecided)) == (ran_well, told)
    page = front_page(beat)
    assert (ran_well in page, "left something undecided" in page) == (True, bool(told))


def test_the_front_page_needs_no_other_host():
    page = front_page(heartbeat([make_run(target="live")], AT))
    assert "http" not in page
    assert "<script" not in page
