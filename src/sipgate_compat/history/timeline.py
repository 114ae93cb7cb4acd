"""Each case's life: its verdicts and facts, and since when they are so."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import cache
from itertools import groupby

from ..run.model import Outcome
from .differences import Difference, differences
from .facts import Facts
from .model import Life, Stretch


def day(at: int) -> str:
    """Seconds since 1970 as a day, ISO."""
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def timeline(db: sqlite3.Connection, pattern: str = "*") -> tuple[Life, ...]:
    """The lives of all cases whose address fits a pattern, in the order of their addresses."""
    forms = cache(lambda form: _facts(db, form))
    rows = db.execute(
        """SELECT target, address, at, outcome, form FROM stretch
        JOIN series ON series.id = stretch.series ORDER BY target, address, at, run"""
    )
    lives = []
    for (target, case), found in groupby(rows, key=lambda row: row[:2]):
        if fnmatchcase(case, pattern):
            states = [(at, outcome, forms(form)) for _, _, at, outcome, form in found]
            lives.append(Life(target=target, case=case, stretches=_stretches(states)))
    return tuple(lives)


def _stretches(states: list[tuple[int, str, Facts]]) -> tuple[Stretch, ...]:
    """A case that was not put for a while is compared with what was seen before that."""
    stretches = []
    last: Facts = {}
    for at, outcome, facts in states:
        changed = tuple(said(each) for each in differences(last, facts))
        stretches.append(Stretch(since=day(at), verdict=Outcome(outcome), changed=changed))
        last = facts or last
    return tuple(stretches)


def said(each: Difference) -> str:
    """A difference in one line."""
    return f"{each.kind} {each.at} {each.old or 'nothing'} → {each.new or 'nothing'}"


def _facts(db: sqlite3.Connection, form: int | None) -> Facts:
    row = db.execute("SELECT facts FROM form WHERE id = ?", (form,)).fetchone()
    found: Facts = json.loads(row[0]) if row else {}
    return found
