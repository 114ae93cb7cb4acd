"""The matrix as CSV: a line per operation and profile, and nothing a spreadsheet would compute."""

from __future__ import annotations

import csv
import io

from ..run.model import Run
from .matrix import Matrix
from .words import printable

COLUMNS = (
    "operation",
    "method",
    "path",
    "tag",
    "effect",
    "profile",
    "documented_status",
    "availability",
    "verdict",
    "evidence",
    "source",
    "read",
    "cases",
    "last_live",
    "target",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: object) -> str:
    """A cell as text; what would begin a formula gets an apostrophe before it."""
    text = "" if value is None else printable(str(value))
    return f"'{text}" if text.startswith(FORMULA) else text


def table(run: Run, matrix: Matrix) -> str:
    """All cells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in matrix.operations:
        for profile, cell in row.profiles.items():
            page, read = (cell.source.page, cell.source.read) if cell.source else ("", "")
            values = (
                *(row.operation, row.method, row.path, row.tag, row.effect, profile),
                *(cell.documented_status, cell.availability, cell.verdict, cell.evidence),
                *(page, read, cell.cases, cell.last_live, matrix.target),
            )
            writer.writerow([harmless(value) for value in values])
    return out.getvalue()
