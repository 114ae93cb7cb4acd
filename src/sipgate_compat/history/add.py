"""A run goes into a history in one transaction: whole or not at all."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import TypeAlias

from .reduced import Reduced

State: TypeAlias = "tuple[str, int | None]"
"""An outcome and the number of its facts: what a stretch is made of."""


def add(db: sqlite3.Connection, run: Reduced) -> bool:
    """Store a run; False where it is there already.

    Writers come one after another; runs may be added in any order.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        there = db.execute("SELECT 1 FROM run WHERE digest = ?", (run.digest,)).fetchone()
        if not there:
            _store(db, run)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return not there


def _store(db: sqlite3.Connection, run: Reduced) -> None:
    number = _run(db, run)
    series = _series(db, run)
    states = {each.case: (each.outcome, _form(db, each.facts)) for each in run.entries}
    db.executemany(
        "INSERT INTO verdict VALUES (?, ?, ?, ?, ?)",
        sorted((number, series[e.case], *states[e.case], e.pace) for e in run.entries),
    )
    is_last = not _later_runs(db, run, number)
    for each in run.entries:
        _live(db, run, number, series[each.case], states[each.case], is_last)
    _accounts(db, run, number)


def _run(db: sqlite3.Connection, run: Reduced) -> int:
    cursor = db.execute(
        """INSERT INTO run (digest, target, base_url, at, finished, version, contracts, edition,
            profiles, cases, left_out, summary, changes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(run.digest, run.target, run.base_url, run.at, run.finished, run.version),
            *(run.contracts, run.edition, " ".join(run.profiles), len(run.entries), run.left_out),
            json.dumps(run.summary),
            json.dumps([each.model_dump(mode="json") for each in run.changes]),
        ),
    )
    db.executemany(
        "INSERT INTO operation VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET "
        "method = excluded.method, path = excluded.path "
        "WHERE method <> excluded.method OR path <> excluded.path",
        [(name, *label) for name, label in run.labels.items()],
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _series(db: sqlite3.Connection, run: Reduced) -> dict[str, int]:
    def known() -> dict[str, int]:
        rows = db.execute("SELECT address, id FROM series WHERE target = ?", (run.target,))
        return dict(rows.fetchall())

    found = known()
    new = [each for each in run.entries if each.case not in found]
    if not new:
        return found
    db.executemany(
        "INSERT INTO series (target, address, profile, operation) VALUES (?, ?, ?, ?)",
        [(run.target, each.case, each.profile, each.operation) for each in new],
    )
    return known()


def _form(db: sqlite3.Connection, facts: str | None) -> int | None:
    """The number of facts, which stand once however many runs saw them."""
    if facts is None:
        return None
    digest = hashlib.sha256(facts.encode()).digest()[:16]
    found = db.execute("SELECT id FROM form WHERE digest = ?", (digest,)).fetchone()
    if found:
        return int(found[0])
    return db.execute("INSERT INTO form (digest, facts) VALUES (?, ?)", (digest, facts)).lastrowid


def _later_runs(db: sqlite3.Connection, run: Reduced, number: int) -> bool:
    later = "SELECT 1 FROM run WHERE target = ? AND (at, id) > (?, ?) LIMIT 1"
    return db.execute(later, (run.target, run.at, number)).fetchone() is not None


def _live(
    db: sqlite3.Connection, run: Reduced, number: int, series: int, state: State, is_last: bool
) -> None:
    """Begin a stretch where the state is another than before, and mend the one that follows."""
    here = (series, run.at, number)
    before = db.execute(
        "SELECT outcome, form FROM stretch WHERE series = ? AND (at, run) < (?, ?) "
        "ORDER BY at DESC, run DESC LIMIT 1",
        here,
    ).fetchone()
    if before != state:
        _begin(db, here, state)
    if not is_last:
        _mend(db, run.target, here, state)


def _begin(db: sqlite3.Connection, here: tuple[int, int, int], state: State) -> None:
    db.execute("INSERT OR REPLACE INTO stretch VALUES (?, ?, ?, ?, ?)", (*here, *state))


def _mend(db: sqlite3.Connection, target: str, here: tuple[int, int, int], state: State) -> None:
    """A run older than others was added: what comes after it begins a stretch, or no longer."""
    series, at, number = here
    row = db.execute(
        """SELECT run.at, run.id, verdict.outcome, verdict.form FROM run
        JOIN verdict ON verdict.run = run.id AND verdict.series = ?
        WHERE run.target = ? AND (run.at, run.id) > (?, ?) ORDER BY run.at, run.id LIMIT 1""",
        (series, target, at, number),
    ).fetchone()
    if row is None:
        return
    following = (series, row[0], row[1])
    if row[2:] == state:
        db.execute("DELETE FROM stretch WHERE series = ? AND at = ? AND run = ?", following)
    else:
        _begin(db, following, row[2:])


def _accounts(db: sqlite3.Connection, run: Reduced, number: int) -> None:
    for profile, known in (run.accounts or {}).items():
        said = [" ".join(known.profiles)]
        said += [each.new or "" for each in run.changes if each.profile == profile]
        if known.account:
            db.executemany(
                "INSERT OR IGNORE INTO account VALUES (?, ?, ?, ?)",
                [(known.account, number, each, profile) for each in said],
            )
