"""Of which requests something is known, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..contract.book import Book
from ..contract.model import Actor
from .patterns import ABSENT, Pattern
from .seen import Vocabulary

LEFT_OUT = frozenset({ABSENT})
ACTORS = {
    Actor.MEMBER: "an ordinary user asks",
    Actor.OUTSIDER: "a user asks who has no part in it",
}


def when(pattern: Pattern, known: Vocabulary, book: Book) -> str:
    """Where a case is met, as the end of a sentence; empty where every request meets it."""
    said = _and([*_requests(pattern, known, book), *_others(pattern)])
    said = f"if {said}" if said else ""
    if pattern.situation:
        given = f"given {book.situations[pattern.situation].states}"
        return f"{said}, {given}" if said else given
    return said


def _requests(pattern: Pattern, known: Vocabulary, book: Book) -> Iterator[str]:
    marks = dict(pattern.marks)
    if marks.get("body") == LEFT_OUT:
        yield "the body is empty"
        marks = {place: kinds for place, kinds in marks.items() if not place.startswith("body")}
    gone = sorted(place for place, kinds in marks.items() if kinds == LEFT_OUT)
    for place in sorted(marks.keys() - set(gone)):
        left_out = " or left out" if place in known.filters else ""
        yield f"{_place(place)} is {_kinds(marks[place], book)}{left_out}"
    if gone:
        yield f"{_and(map(_place, gone))} {'is' if len(gone) == 1 else 'are'} left out"


def _others(pattern: Pattern) -> Iterator[str]:
    if pattern.actor:
        yield ACTORS.get(pattern.actor, "another user asks")


def _place(place: str) -> str:
    """``body emails email`` as ``emails.email in the body``."""
    part, _, name = place.partition(" ")
    return f"{name.replace(' ', '.')} in the {part}" if name else f"the {part}"


def _kinds(kinds: frozenset[str], book: Book) -> str:
    return _and(sorted(book.kinds.said(kind) for kind in kinds))


def _and(words: Iterable[str]) -> str:
    return " and ".join(words)
