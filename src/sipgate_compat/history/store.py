"""The file of a history: made whole, opened by many, never left half-written."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ..errors import CompatError, DataError, Undecided, UsageError
from .schema import migrate

DEFAULT = Path("reports/history.sqlite")
PATIENCE = 60.0  # seconds that a writer waits for others


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    """An open history of the present version.

    Args:
        path: its file.
        create: make one where there is none.

    Raises:
        UsageError: there is no file, or it cannot be opened.
        DataError: no history, or one of a newer version.
        Undecided: others have been writing all the time.
    """
    try:
        if not path.is_file():
            _make(path, create)
        with closing(_connected(path)) as db:
            migrate(db, path)
            yield db
    except sqlite3.Error as error:
        raise _complaint(path, error) from None


def _connected(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=rw"
    db = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
    # What was committed outlives a loss of power too; a run a night can wait for the disk.
    db.execute("PRAGMA synchronous = FULL")
    return db


def _make(path: Path, create: bool) -> None:
    """Make the file elsewhere and link it to its place: of two at once, one is first.

    So nobody ever opens half a file, and none has to switch to the write-ahead log, for which
    SQLite lets nobody wait.
    """
    if path.exists():
        raise UsageError(f"{path}: is no file")
    if not create:
        raise UsageError(f"{path}: no history here; begin one with: history add RUN --db {path}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    os.close(handle)
    made = Path(name)
    try:
        with closing(_connected(made)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            migrate(db, made)
        made.chmod(0o644)
        with suppress(FileExistsError):
            path.hardlink_to(made)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        made.unlink(missing_ok=True)


def _complaint(path: Path, error: sqlite3.Error) -> CompatError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Undecided(f"{path}: others have been writing for {PATIENCE:.0f} s")
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return DataError(f"{path}: no history that can be read: {error}")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_FULL")):
        return UsageError(f"{path}: {error}")
    return CompatError(f"{path}: {error}")
