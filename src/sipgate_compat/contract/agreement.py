"""Do the newest edition of the page and the contracts say the same?"""

from __future__ import annotations

from collections.abc import Iterator

from .book import Book
from .cases import Case, cases
from .model import Availability, Operation

GONE = (Availability.REFUSED, Availability.ABSENT)
NOT_YET = ("planned", "not-planned")


def disagreements(book: Book) -> Iterator[str]:
    """One line for each row of the newest edition that the contracts contradict, naming both."""
    main = {c.operation.operation: c for c in cases(book, ["neo"]) if c.id == "valid"}
    speaking: dict[str, list[Operation]] = {}
    for operation in book.operations.values():
        for label in book.rows_of(operation):
            speaking.setdefault(label, []).append(operation)
    for row in book.newest.rows:
        label = f"{row.method} {row.path}"
        where = f"edition {book.newest.name}, row {label}: {row.status}"
        if label not in speaking:
            yield f"{where}: no operation speaks of it; write one, or name the row in its `rows`"
        for operation in speaking.get(label, ()):
            said = _contradiction(str(row.status), operation, main.get(operation.operation))
            if said:
                yield f"{where}: {book.files[operation.operation].name} {said}"


def _contradiction(status: str, operation: Operation, case: Case | None) -> str | None:
    neo = operation.availability["neo"]
    if status == "implemented":
        if neo in GONE:
            return f"says {neo} on neo"
        if case and _refuses(case):
            return "expects a valid request to be refused on neo"
    if status in NOT_YET and neo is Availability.AVAILABLE:
        return "says available on neo"
    return None


def _refuses(case: Case) -> bool:
    statuses = case.promise.expectation.statuses
    return bool(statuses) and all(status >= 400 for status in statuses)
