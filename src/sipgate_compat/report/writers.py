"""The writers by the names of their formats: a further format is one function and one line here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import UsageError, nearest
from ..run.model import Run
from .badge import shields, svg
from .github import github
from .html import html
from .junit import junit
from .markdown import markdown
from .matrix import Matrix
from .prometheus import prometheus
from .table import table
from .words import printable


@dataclass(frozen=True, slots=True)
class Writer:
    """A function from a run and its matrix to text, and the file that `run` writes it to."""

    file: str
    write: Callable[[Run, Matrix], str]


def _json(run: Run, matrix: Matrix) -> str:
    plain = matrix.model_dump(mode="json")
    text = printable(json.dumps(plain, ensure_ascii=False, indent=2))
    # No line begins in a string, so only the older commands of a runner could stand in one.
    return text.replace("##[", "##\\u005b") + "\n"


WRITERS: dict[str, Writer] = {
    "json": Writer("matrix.json", _json),
    "md": Writer("matrix.md", markdown),
    "csv": Writer("matrix.csv", table),
    "html": Writer("index.html", html),
    "junit": Writer("junit.xml", junit),
    "github": Writer("annotations.txt", github),
    "prometheus": Writer("sipgate-compat.prom", prometheus),
    "shields": Writer("badge.json", shields),
    "svg": Writer("badge.svg", svg),
}
# What `run` and `merge` leave; the others are rendered where somebody needs them.
USUAL = ("json", "md", "csv", "html", "junit")


def writer(name: str) -> Writer:
    """The writer of a format, or a UsageError with the nearest name."""
    if name not in WRITERS:
        raise UsageError(f"{name}: no such format; {nearest(name, WRITERS)}")
    return WRITERS[name]
