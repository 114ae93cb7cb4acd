"""The heartbeat and the front page say when it last ran well, and on what."""

from sipgate_compat.monitor.heartbeat import heartbeat
from sipgate_compat.monitor.site import front_page

from ..report.runs import make_run

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


def test_the_front_page_needs_no_other_host():
    page = front_page(heartbeat([make_run(target="live")], AT))
    assert "http" not in page
    assert "<script" not in page
