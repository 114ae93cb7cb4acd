"""What a run is shown with: since when, and when it last held live."""

from sipgate_compat.history.add import add
from sipgate_compat.history.earlier import earlier

from .make import night, verdict

CELL = ("getHistory", "neo")


def test_since_is_of_the_same_target_and_live_is_live(db, path):
    add(db, night(1, target="live"))
    add(db, night(2, verdict(outcome="deviates"), target="emulator"))
    on_emulator, live = earlier(path, "emulator")[CELL], earlier(path, "live")[CELL]
    assert (on_emulator.verdict, on_emulator.since) == ("deviates", "2026-11-02")
    assert (live.verdict, live.since) == ("conforms", "2026-11-01")
    assert on_emulator.last_live == live.last_live == "2026-11-01"


def test_a_history_that_is_not_there_yet_says_nothing(tmp_path):
    assert earlier(tmp_path / "none.sqlite", "live") == {}
