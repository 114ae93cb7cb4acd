"""The questions of ``history``, each answered as one value."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ..change.model import worst_first
from . import baseline
from .drift import Labels, Places, Seen, drift
from .flapping import flapping
from .model import Drift, History, Restless, RunRow
from .read import Kept, labels, recent, runs, seen
from .reduced import Reduced


def shown(db: sqlite3.Connection) -> History:
    """All runs, and what flaps on each target."""
    kept = runs(db)
    newest: dict[str, Kept] = {}
    for each in kept:
        newest.setdefault(each.row.target, each)
    restless = [
        Restless(target=target, case=case, place=place)
        for target, each in newest.items()
        for case, places in flapping(recent(db, each)).items()
        for place in sorted(places)
    ]
    return History(runs=tuple(each.row for each in kept), flapping=tuple(restless))


def of_kept(db: sqlite3.Connection, kept: Kept, folder: Path) -> Drift:
    """What a run of the history saw against the baseline.

    Args:
        folder: of the baselines.

    Raises:
        DataError: a profile of the run has no baseline.
    """
    lately = recent(db, kept)
    found = seen(db, kept, lately)
    return _drift(kept.row, found, folder, labels(db), flapping(lately))


def of_run(run: Reduced, folder: Path) -> Drift:
    """The same for a run that no history has: nothing is known of flapping."""
    return _drift(row(run), run.seen(), folder, run.labels, {})


def row(run: Reduced) -> RunRow:
    """A run as a history would list it."""
    return RunRow(
        run=run.digest[:12],
        finished=run.finished,
        target=run.target,
        base_url=run.base_url,
        profiles=run.profiles,
        cases=len(run.entries),
        left_out=run.left_out,
        summary=dict(run.summary),
        changes=run.changes,
    )


def _drift(run: RunRow, found: Seen, folder: Path, known: Labels, restless: Places) -> Drift:
    old = baseline.loaded(folder, run.target, run.profiles)
    here = {case: places for case, places in restless.items() if case in found}
    changes = drift(
        old,
        found,
        labels=known,
        day=run.finished[:10],
        complete=not run.left_out,
        flapping=here,
    )
    return Drift(
        run=run.run,
        finished=run.finished,
        target=run.target,
        profiles=run.profiles,
        left_out=run.left_out,
        changes=worst_first((*run.changes, *changes)),
    )
