"""Pages from their files, editions by hand."""

from pathlib import Path

from sipgate_compat.edition.model import Edition
from sipgate_compat.edition.words import status_of

PAGES = Path(__file__).parent / "pages"


def make_row(label, status="Planned", note=""):
    method, path = label.split(" ", 1)
    return {
        "method": method,
        "path": path,
        "status": status_of(status),
        "status_text": status,
        "note": note,
    }


def make_edition(*rows, **more):
    """An edition of these rows; a label stands for a planned row without a note."""
    made = [make_row(row) if isinstance(row, str) else row for row in rows]
    return Edition.model_validate({"date": "2026-01-01", "lang": "en", "rows": made, **more})


def make_described(label, description=""):
    method, path = label.split(" ", 1)
    return {"method": method, "path": path, "description": description}
