"""A history's file: made where asked for, migrated, and refused in one line where it is none."""

import sqlite3

import pytest

from sipgate_compat.errors import DataError, Undecided, UsageError
from sipgate_compat.history import store
from sipgate_compat.history.add import add
from sipgate_compat.history.read import runs
from sipgate_compat.history.schema import MIGRATIONS
from sipgate_compat.history.store import opened

from .make import night


def test_a_new_file_writes_ahead(db):
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_nothing_is_left_beside_it(path):
    with opened(path, create=True):
        pass
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_an_older_version_is_migrated_and_keeps_its_runs(path):
    old = sqlite3.connect(path, isolation_level=None)
    for statement in MIGRATIONS[0]:
        old.execute(statement)
    old.execute("PRAGMA user_version = 1")
    finished = "2026-11-01T03:00:00Z"
    row = ("d" * 64, "live", "https://x", 1, finished, "0", "c", "e", "neo", 0, 0, "{}")
    old.execute(f"INSERT INTO run VALUES (1, {', '.join('?' * 12)})", row)
    old.close()
    with opened(path) as db:
        assert add(db, night(20))
        assert [each.row.finished[:10] for each in runs(db)] == ["2026-11-20", "2026-11-01"]


def newer(path):
    with opened(path, create=True) as db:
        db.execute("PRAGMA user_version = 99")


def foreign(path):
    sqlite3.connect(path).execute("CREATE TABLE cookies (name)").connection.close()


def text(path):
    path.write_text("{}" * 1000)


@pytest.mark.parametrize(
    "make, complaint",
    [
        pytest.param(newer, "version 99; this sipgate-compat knows versions up to 2", id="newer"),
        pytest.param(foreign, "a database of another program", id="foreign"),
        pytest.param(text, "no history that can be read", id="text"),
    ],
)
def test_what_is_no_history_is_refused(path, make, complaint):
    make(path)
    with pytest.raises(DataError, match=complaint) as caught, opened(path, create=True):
        pass
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_is_no_history(tmp_path, create):
    with pytest.raises(UsageError, match="is no file"), opened(tmp_path, create=create):
        pass


def test_no_file_is_made_for_a_reader(path):
    with (
        pytest.raises(UsageError, match="no history here; begin one with: history add"),
        opened(path),
    ):
        pass
    assert not path.exists()


def test_who_waits_in_vain_is_undecided(path, db, monkeypatch):
    db.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(store, "PATIENCE", 0)
    with pytest.raises(Undecided, match="others have been writing"), opened(path) as other:
        add(other, night(20))
