"""What a run is shown with: how long its cells are as they are, and when they last held live."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..contract.model import Profile
from .matrix import matrix
from .model import Cell, Held, HistoryMatrix
from .store import opened


def earlier(file: Path, target: str) -> dict[tuple[str, Profile], Held]:
    """What a history says of each operation on each profile.

    Args:
        file: the history; what is not there yet says nothing.
        target: since when a verdict is so is told of this target only.

    Raises:
        CompatError: the history cannot be read; names the file.
    """
    if not file.is_file():
        return {}
    with opened(file) as db:
        own, live = (dict(_cells(matrix(db, each))) for each in (target, "live"))
    return {key: _held(own.get(key), live.get(key)) for key in {**own, **live}}


def _cells(made: HistoryMatrix) -> Iterator[tuple[tuple[str, Profile], Cell]]:
    for row in made.operations:
        for profile, cell in row.profiles.items():
            yield (row.operation, profile), cell


def _held(own: Cell | None, live: Cell | None) -> Held:
    return Held(
        verdict=own.verdict if own else None,
        since=own.since if own else None,
        last_live=live.last_live if live else None,
    )
