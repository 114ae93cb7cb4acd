"""Whatever dies while it writes, earlier runs are there and the file opens."""

import shutil
import signal

import pytest

from sipgate_compat.history.add import add
from sipgate_compat.history.read import runs
from sipgate_compat.history.store import opened

from .make import account, answered, file, night, run, verdict

MANY = [verdict(answered(200 + n), case=f"classic/getHistory/case-{n}") for n in range(40)]


@pytest.fixture
def two(tmp_path):
    """Two runs, the second of which changes much and knows an account."""
    other = [verdict(answered(400 + n), case=f"classic/getHistory/case-{n}") for n in range(40)]
    made = [run(*MANY), run(*other, finished="2026-11-21T03:00:00Z", accounts=account("classic"))]
    return [file(tmp_path / f"run{n}", each).parent for n, each in enumerate(made)]


def kept(path):
    with opened(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [each.row.finished[:10] for each in runs(db)]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("BEGIN", id="before it begins"),
        pytest.param("INSERT INTO run", id="before the run"),
        pytest.param("INSERT INTO form", id="among the facts"),
        pytest.param("INSERT INTO verdict", id="before the verdicts"),
        pytest.param("INSERT OR REPLACE INTO stretch", id="among the stretches"),
        pytest.param("INSERT OR IGNORE INTO account", id="before the accounts"),
        pytest.param("COMMIT", id="before the end"),
    ],
)
def test_a_killed_add_has_added_nothing(path, two, added, words):
    assert added(two[0]) == (0, "")
    assert added(two[1], dies_before=words)[0] == -signal.SIGKILL
    assert kept(path) == ["2026-11-20"]
    assert added(two[1]) == (0, "")
    assert kept(path) == ["2026-11-21", "2026-11-20"]


def test_what_was_added_before_the_kill_is_there(path, two, added):
    assert added(two[0], dies_before="end")[0] == -signal.SIGKILL
    assert kept(path) == ["2026-11-20"]


@pytest.mark.parametrize("words", ["PRAGMA journal_mode", "CREATE TABLE verdict", "COMMIT"])
def test_a_file_whose_making_was_killed_is_none(path, two, added, words):
    assert added(two[0], dies_before=words)[0] == -signal.SIGKILL
    assert not path.exists()
    assert added(two[0]) == (0, "")
    assert kept(path) == ["2026-11-20"]


@pytest.mark.parametrize("part", [0, 0.3, 0.7, 0.999, 1])
def test_a_log_that_was_written_in_part_loses_no_earlier_run(tmp_path, path, part):
    with opened(path, create=True) as db:
        add(db, night(20, *MANY))
    torn = tmp_path / "torn.sqlite"
    with opened(path) as db:
        add(db, night(21, *MANY, verdict()))
        shutil.copy(path, torn)
        log = (tmp_path / "history.sqlite-wal").read_bytes()
    (tmp_path / "torn.sqlite-wal").write_bytes(log[: int(len(log) * part)])
    assert kept(torn)[-1] == "2026-11-20"
    assert len(kept(torn)) == (2 if part == 1 else 1)


def test_writers_at_once_lose_nothing(tmp_path, path, child):
    days = range(10, 22)
    folders = {
        day: file(tmp_path / f"{day}", run(*MANY, finished=f"2026-11-{day}T03:00:00Z")).parent
        for day in days
    }
    shared = folders[21]
    writers = [child(shared, *(folders[day] for day in days if day % 4 == n)) for n in range(4)]
    said = [each.communicate(timeout=60)[1] for each in writers]
    assert ([each.returncode for each in writers], said) == ([0] * 4, [b""] * 4)
    assert kept(path) == [f"2026-11-{day}" for day in reversed(days)]
