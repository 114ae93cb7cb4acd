"""Which cases and known deviations rest on what a change speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from ..contract.book import Book
from ..contract.cases import Case, cases
from ..contract.model import PROFILES, Operation, Profile
from ..edition import change as page
from ..edition.endpoint import Key, key
from ..edition.words import section_of
from .model import Change, Origin
from .page import as_change

# The page tells how far Neo is; what it says binds no Classic account.
ON_PAGE: tuple[Profile, ...] = ("neo", "migrated")
LISTED = "deviations.yaml: "


def touched(book: Book, change: Change) -> tuple[str, ...]:
    """The addresses of the cases that a change touches, then its known deviations."""
    return Touches(book).of(change)


class Touches:
    """Looks up what changes touch; of several changes the cases are expanded once.

    Args:
        book: all contracts.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.cases: dict[str, list[Case]] = {}
        for case in cases(book):
            self.cases.setdefault(case.operation.operation, []).append(case)

    def of(self, change: Change) -> tuple[str, ...]:
        """The addresses of the touched cases, then the patterns of the touched deviations."""
        found = [case.address for case in self._cases(change)]
        listed = [
            f"{LISTED}{each.case}"
            for each in self.book.deviations
            if any(fnmatchcase(address, each.case) for address in found)
        ]
        return (*found, *dict.fromkeys(listed))

    def named(self, change: Change) -> Change:
        """The change with what it touches."""
        return change.model_copy(update={"touches": self.of(change)})

    def of_page(self, found: page.Diff) -> page.Diff:
        """A diff of editions whose changes name what they touch."""
        named = tuple(
            each.model_copy(update={"touches": self.of(as_change(each, None))})
            for each in found.changes
        )
        return found.model_copy(update={"changes": named})

    def _cases(self, change: Change) -> Iterator[Case]:
        if change.origin is Origin.PAGE and change.method is None:
            yield from self._of_section(change.subject)
        elif change.origin in (Origin.PAGE, Origin.SPECIFICATION):
            of_page = change.origin is Origin.PAGE
            profiles = ON_PAGE if of_page else PROFILES
            keys, operations = set(_keys(change)), self.book.operations.values()
            own = [each.operation for each in operations if keys & set(self._rows(each, of_page))]
            for name in own:
                yield from (case for case in self.cases[name] if case.profile in profiles)

    def _rows(self, operation: Operation, of_page: bool) -> tuple[Key, ...]:
        own = key(operation.method, operation.path)
        return (own, *self.book.row_keys(operation)) if of_page else (own,)

    def _of_section(self, title: str) -> Iterator[Case]:
        """The cases that prove what our claims say of a section of the article."""
        section = section_of(title)
        names = {
            f"{profile}/{name}"
            for claim in self.book.claims.claims
            if section and section_of(claim.section) == section
            for profile in claim.profiles
            for name in claim.cases
        }
        for own in self.cases.values():
            yield from (case for case in own if case.address in names)


def _keys(change: Change) -> Iterator[Key]:
    """The endpoints that a change speaks of; a renamed one has two."""
    if change.method and change.path:
        yield key(change.method, change.path)
    if change.kind == page.Kind.ENDPOINT_RENAMED:
        for label in (change.old, change.new):
            method, _, path = (label or "").partition(" ")
            if path:
                yield key(method, path)
