"""The matrix as CSV (RFC 4180): a line per operation and profile, and nothing that is computed."""

from __future__ import annotations

import csv
import io

from ..run.model import Run
from .matrix import Matrix
from .words import cut, printable, quiet

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
# Spreadsheets cut a cell at 32767 signs.
LONG = 30_000
# Some spreadsheets take the wide forms of these signs for the signs.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: object) -> str:
    """A cell as text; what would begin a formula gets an apostrophe before it."""
    text = "" if value is None else cut(quiet(printable(str(value))), LONG)
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else text


def table(run: Run, matrix: Matrix) -> str:
    """All cells, each in quotes: where semicolons part cells, a comma inside one begins none."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
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
