"""The matrix over a history: what holds now, since when, and when it last held live."""

from __future__ import annotations

import itertools
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from typing import TypeAlias

from ..contract.model import Profile
from ..run.model import Outcome, worst
from .model import Cell, HistoryMatrix, Row
from .read import Kept, labels, runs
from .timeline import day

Begin: TypeAlias = "tuple[int, int, str]"
"""Time and run at which a stretch begins, and its outcome."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a case stands: its outcome, since when, and when it last kept its promise."""

    outcome: Outcome
    since: int
    held: int | None


def matrix(db: sqlite3.Connection, target: str) -> HistoryMatrix:
    """The matrix of one target."""
    kept = runs(db, target)
    stands = _stands(db, kept)
    live = stands if target == "live" else _stands(db, runs(db, "live"))
    cells: dict[str, dict[Profile, list[str]]] = defaultdict(lambda: defaultdict(list))
    for address, profile, operation in db.execute(
        "SELECT address, profile, operation FROM series WHERE target = ? ORDER BY id", (target,)
    ):
        if address in stands:
            cells[operation][profile].append(address)
    known = labels(db)
    rows = tuple(
        Row(
            operation=operation,
            method=known[operation][0],
            path=known[operation][1],
            profiles={p: _cell(cases, stands, live) for p, cases in by_profile.items()},
        )
        for operation, by_profile in cells.items()
    )
    return HistoryMatrix(target=target, runs=len(kept), operations=rows)


def _cell(cases: list[str], stands: dict[str, Stand], live: dict[str, Stand]) -> Cell:
    """A cell shows its worst case, since that one is so; it last held when all of its cases did."""
    found = [stands[each] for each in cases]
    verdict = worst([each.outcome for each in found])
    promised = [live[each].held for each in cases if each in live and _promises(live[each])]
    held = [each for each in promised if each is not None]
    return Cell(
        verdict=verdict,
        since=day(min(each.since for each in found if each.outcome is verdict)),
        cases=len(cases),
        last_live=day(min(held)) if held and len(held) == len(promised) else None,
    )


def _promises(stand: Stand) -> bool:
    """A case that was never held to a promise says nothing of when the promise held."""
    return stand.held is not None or stand.outcome in (Outcome.DEVIATES, Outcome.KNOWN)


def _stands(db: sqlite3.Connection, kept: list[Kept]) -> dict[str, Stand]:
    """Where each case of the newest runs stands."""
    newest = _newest(db, kept)
    lives: dict[int, list[Begin]] = defaultdict(list)
    for series, at, run, outcome in db.execute(
        "SELECT series, at, run, outcome FROM stretch ORDER BY series, at, run"
    ):
        if series in newest:
            lives[series].append((at, run, outcome))
    return {
        address: _stand(db, series, lives[series], at) for series, (address, at) in newest.items()
    }


def _newest(db: sqlite3.Connection, kept: list[Kept]) -> dict[int, tuple[str, int]]:
    """The cases of each profile's newest whole run and of partial ones since, with their time."""
    found: dict[int, tuple[str, int]] = {}
    wanted = {profile for each in kept for profile in each.row.profiles}
    for each in kept:
        if not wanted:
            break
        for series, address, profile in db.execute(
            "SELECT id, address, profile FROM verdict JOIN series ON id = series WHERE run = ?",
            (each.id,),
        ):
            if profile in wanted:
                found.setdefault(series, (address, each.at))
        if not each.row.left_out:
            wanted -= set(each.row.profiles)
    return found


def _stand(db: sqlite3.Connection, series: int, life: list[Begin], at: int) -> Stand:
    now = life[-1][2]
    same = itertools.takewhile(lambda begin: begin[2] == now, reversed(life))
    since = min(begin[0] for begin in same)
    held = at if now == Outcome.CONFORMS else _last_held(db, series, life)
    return Stand(Outcome(now), since, held)


def _last_held(db: sqlite3.Connection, series: int, life: list[Begin]) -> int | None:
    """The last run of the last stretch in which the promise was kept."""
    ends = [end for kept, end in itertools.pairwise(life) if kept[2] == Outcome.CONFORMS]
    if not ends:
        return None
    row = db.execute(
        """SELECT run.at FROM run
        JOIN series ON series.id = ?1 AND series.target = run.target
        JOIN verdict ON verdict.run = run.id AND verdict.series = ?1
        WHERE (run.at, run.id) < (?2, ?3) ORDER BY run.at DESC, run.id DESC LIMIT 1""",
        (series, *ends[-1][:2]),
    ).fetchone()
    return None if row is None else int(row[0])
