"""What a history answers."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from statistics import median_low

from ..change.model import Change
from ..errors import UsageError, nearest
from .drift import Labels, Seen
from .facts import UNTIMED, Facts, paced
from .flapping import RUNS
from .model import RunRow

NAME = 12
"""So many digits of a run's digest name it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A run in its history."""

    id: int
    at: int
    row: RunRow


def runs(db: sqlite3.Connection, target: str | None = None) -> list[Kept]:
    """All runs, or those of one target, newest first."""
    rows = db.execute(
        """SELECT id, at, digest, finished, target, base_url, profiles, cases, left_out, summary,
            changes FROM run WHERE ?1 IS NULL OR target = ?1 ORDER BY at DESC, id DESC""",
        (target,),
    )
    return [Kept(number, at, _row(*more)) for number, at, *more in rows]


def _row(
    digest: str,
    finished: str,
    target: str,
    base_url: str,
    profiles: str,
    cases: int,
    left_out: int,
    summary: str,
    changes: str,
) -> RunRow:
    return RunRow(
        run=digest[:NAME],
        finished=finished,
        target=target,
        base_url=base_url,
        profiles=tuple(profiles.split()),
        cases=cases,
        left_out=left_out,
        summary=json.loads(summary),
        changes=tuple(Change.model_validate(each) for each in json.loads(changes)),
    )


def named(found: list[Kept], name: str | None) -> Kept:
    """The run of a name, or the newest.

    Raises:
        UsageError: there is none, or the name fits several.
    """
    if not found:
        raise UsageError("the history has no runs; add one with: history add RUN")
    if name is None:
        return found[0]
    fits = [each for each in found if name and each.row.run.startswith(name[:NAME])]
    if len(fits) != 1:
        known = [each.row.run for each in found]
        said = f"{len(fits)} runs begin so" if fits else nearest(name, known)
        raise UsageError(f"{name}: no such file, and no run of that name; {said}")
    return fits[0]


def labels(db: sqlite3.Connection) -> Labels:
    """Method and path of each operation."""
    rows = db.execute("SELECT name, method, path FROM operation")
    return {name: (method, path) for name, method, path in rows}


def recent(db: sqlite3.Connection, kept: Kept) -> dict[str, list[Facts]]:
    """What the last twenty runs of a target up to this one saw of each case, oldest first.

    A latency is the middle one of three runs: one slow answer in one night is no news.
    """
    last = db.execute(
        "SELECT id FROM run WHERE target = ? AND (at, id) <= (?, ?) "
        "ORDER BY at DESC, id DESC LIMIT ?",
        (kept.row.target, kept.at, kept.id, RUNS),
    ).fetchall()
    paces: dict[str, list[str]] = defaultdict(list)
    found: dict[str, list[Facts]] = defaultdict(list)

    # The same facts are the same object, which is quick to compare.
    @cache
    def timed(form: int, *signs: str) -> Facts:
        return paced(_facts(db, form), middle(signs))

    for (number,) in reversed(last):
        for case, form, pace in _rows(db, number):
            if form is not None:
                paces[case].append(pace)
                found[case].append(timed(form, *paces[case][-3:]))
    return found


def seen(db: sqlite3.Connection, kept: Kept, lately: Mapping[str, list[Facts]]) -> Seen:
    """What a run saw, after what the last runs up to it did."""
    return {
        case: lately[case][-1] if form is not None else {} for case, form, _ in _rows(db, kept.id)
    }


def middle(paces: Iterable[str]) -> str:
    """Sign by sign the middle one of those that were taken."""
    columns = zip(*_padded(list(paces)), strict=True)
    kept = [[sign for sign in column if sign != UNTIMED] for column in columns]
    return "".join(median_low(signs) if signs else UNTIMED for signs in kept)


def _padded(paces: list[str]) -> list[str]:
    longest = max(map(len, paces), default=0)
    return [each.ljust(longest, UNTIMED) for each in paces]


def _rows(db: sqlite3.Connection, run: int) -> list[tuple[str, int | None, str]]:
    return db.execute(
        "SELECT address, form, pace FROM verdict JOIN series ON series.id = series WHERE run = ?",
        (run,),
    ).fetchall()


def _facts(db: sqlite3.Connection, form: int) -> Facts:
    row = db.execute("SELECT facts FROM form WHERE id = ?", (form,)).fetchone()
    found: Facts = json.loads(row[0])
    return found
