"""The tables of a history, and how those of an older version become the present ones.

A verdict is a few small numbers; facts, cases and operations stand once. `stretch` holds only the
rows at which a case's outcome or facts begin to be others, so that a timeline of years is short.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ..errors import DataError

APPLICATION = 0x53434831  # says of a file of SQLite that it is a history of this tool

RUNS = (
    f"PRAGMA application_id = {APPLICATION}",
    """CREATE TABLE run (
        id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, target TEXT NOT NULL,
        base_url TEXT NOT NULL, at INTEGER NOT NULL, finished TEXT NOT NULL,
        version TEXT NOT NULL, contracts TEXT NOT NULL, edition TEXT NOT NULL,
        profiles TEXT NOT NULL, cases INTEGER NOT NULL, left_out INTEGER NOT NULL,
        summary TEXT NOT NULL)""",
    "CREATE INDEX run_by_time ON run (target, at, id)",
    """CREATE TABLE operation (
        name TEXT PRIMARY KEY, method TEXT NOT NULL, path TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE series (
        id INTEGER PRIMARY KEY, target TEXT NOT NULL, address TEXT NOT NULL,
        profile TEXT NOT NULL, operation TEXT NOT NULL, UNIQUE (target, address))""",
    "CREATE TABLE form (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, facts TEXT NOT NULL)",
    """CREATE TABLE verdict (
        run INTEGER NOT NULL, series INTEGER NOT NULL, outcome TEXT NOT NULL, form INTEGER,
        pace TEXT NOT NULL, PRIMARY KEY (run, series)) WITHOUT ROWID""",
    """CREATE TABLE stretch (
        series INTEGER NOT NULL, at INTEGER NOT NULL, run INTEGER NOT NULL,
        outcome TEXT NOT NULL, form INTEGER, PRIMARY KEY (series, at, run)) WITHOUT ROWID""",
)
ACCOUNTS = (
    "ALTER TABLE run ADD COLUMN changes TEXT NOT NULL DEFAULT '[]'",
    """CREATE TABLE account (
        account TEXT NOT NULL, run INTEGER NOT NULL, answers_as TEXT NOT NULL,
        profile TEXT NOT NULL, PRIMARY KEY (account, run, answers_as)) WITHOUT ROWID""",
)
MIGRATIONS = (RUNS, ACCOUNTS)


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring a file to the present version; one transaction, so a killed migration is none.

    Raises:
        DataError: a file of another program, or of a newer version of this one.
    """
    if _version(db, path) == len(MIGRATIONS):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been faster.
        for statements in MIGRATIONS[_version(db, path) :]:
            for statement in statements:
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _version(db: sqlite3.Connection, path: Path) -> int:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    tables: int = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise DataError(f"{path}: a database of another program, no history of sipgate-compat")
    if version > len(MIGRATIONS):
        raise DataError(
            f"{path}: a history of version {version}; this sipgate-compat knows versions up to "
            f"{len(MIGRATIONS)}, a newer one reads it"
        )
    return version
