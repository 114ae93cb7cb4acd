"""What a history of runs has to tell: behaviour against its baseline, and migrated accounts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..history.look import of_kept
from ..history.read import Kept, runs
from ..history.store import opened
from .model import Change


def behaviour(history: Path, baselines: Path) -> tuple[Change, ...]:
    """The changes that any run met, and those of each target's newest run against its baseline.

    Args:
        history: the file of the runs.
        baselines: the folder of what was observed before.

    Raises:
        CompatError: no history is there, or a profile has no baseline.
    """
    with opened(history) as db:
        kept = runs(db)
        met = tuple(each for run in kept for each in run.row.changes)
        newest = (of_kept(db, each, baselines).changes for each in _newest(kept))
        return (*met, *(each for changes in newest for each in changes))


def _newest(kept: list[Kept]) -> Iterator[Kept]:
    """The newest run of each target, from all runs newest first."""
    seen = set[str]()
    for each in kept:
        if each.row.target not in seen:
            seen.add(each.row.target)
            yield each
