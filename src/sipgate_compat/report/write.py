"""The files of a run's reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..atomic import write_text
from ..contract.model import Profile
from ..history.model import Held
from ..run.model import Run
from .matrix import matrix
from .writers import USUAL, writer


def write(
    run: Run,
    folder: Path,
    formats: Iterable[str] = USUAL,
    past: Mapping[tuple[str, Profile], Held] | None = None,
) -> list[Path]:
    """Write a run's reports; each file is there whole or not at all.

    Args:
        run: a complete run.
        folder: where they go.
        formats: names of writers.
        past: what a history says of the cells.
    """
    table = matrix(run, past)
    written = []
    for name in formats:
        chosen = writer(name)
        path = folder / chosen.file
        write_text(path, chosen.write(run, table))
        written.append(path)
    return written
