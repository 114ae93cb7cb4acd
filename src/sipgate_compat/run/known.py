"""Known deviations: which one excuses a case, and which have to be taken out of their file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from ..contract.book import Book
from ..contract.cases import Case
from ..contract.model import Deviation
from .model import Outcome, Stale

# A case that kept its promises, or that nothing is promised in, needs no excuse.
FINE = (Outcome.CONFORMS, Outcome.RECORDED)


def listed(book: Book, target: str, case: Case) -> tuple[Deviation, ...]:
    """The entries that speak of a case on a target, in their order."""
    return tuple(
        each
        for each in book.deviations
        if each.target == target and fnmatchcase(case.address, each.case)
    )


def expired(deviation: Deviation, case: Case, book: Book, today: str) -> bool:
    """True when a known deviation is no longer accepted: its day has come, or the page says so."""
    if deviation.expires:
        return today >= deviation.expires
    rows = {row.key: str(row.status) for row in book.newest.rows}
    return any(rows.get(key) == deviation.until for key in book.row_keys(case.operation))


def end(deviation: Deviation, book: Book) -> str:
    """How a deviation that has expired came to its end."""
    if deviation.expires:
        return f"it expired on {deviation.expires}"
    return f"the page says {deviation.until} since edition {book.newest.name}"


def stale(
    book: Book,
    cases: Iterable[Case],
    outcomes: Mapping[str, Outcome],
    target: str,
    today: str,
) -> tuple[Stale, ...]:
    """The entries of deviations.yaml that have to go, each with why.

    Args:
        book: all contracts.
        cases: every case of all profiles, whether it was put or not.
        outcomes: what became of the cases that were put, by address.
        target: what they were put to; entries of another target are not judged.
        today: the day, ISO.
    """
    cases = list(cases) if book.deviations else []
    return tuple(_stale(book, cases, outcomes, target, today))


def _stale(
    book: Book, cases: list[Case], outcomes: Mapping[str, Outcome], target: str, today: str
) -> Iterator[Stale]:
    for each in book.deviations:
        own = [case for case in cases if fnmatchcase(case.address, each.case)]
        put = [case for case in own if case.address in outcomes]
        if not own:
            yield Stale(deviation=each, why="no-such-case", said="no case is called so")
        elif each.target != target or not put:
            continue
        elif all(expired(each, case, book, today) for case in own):
            yield Stale(deviation=each, why="expired", said=end(each, book))
        elif all(outcomes.get(case.address) in FINE for case in own):
            yield Stale(deviation=each, why="not-needed", said=_conforming(own))


def _conforming(cases: list[Case]) -> str:
    if len(cases) == 1:
        return "its case conforms"
    return f"all of its {len(cases)} cases conform"
