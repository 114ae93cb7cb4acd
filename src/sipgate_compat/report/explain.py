"""One operation as a readable page of eighty columns: its cases, each profile's answers, proofs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from ..contract.book import Book
from ..contract.cases import Case, Promise, cases
from ..contract.model import Dispute, Operation, Profile, Source, Sourced
from .explain_event import event_page
from .words import plural, printable

WIDTH = 80
NAMES = 24
"""Columns of the profiles' names and a status before the promise itself."""


def page(book: Book, name: str) -> str:
    """The page of an operation, by id or ``METHOD /path``, or of an event of the Push API.

    One name, newCall, is both: an operation that starts a call, and what is pushed of one.

    Args:
        book: all contracts.
        name: what somebody calls it.

    Raises:
        DataError: nothing is called so; names the nearest.
    """
    pushed = [event_page(event) for event in book.push.events.values() if event.event == name]
    if pushed and name not in book.operations:
        return pushed[0]
    return "\n\n\n".join([operation_page(book, book.operation(name, book.push.events)), *pushed])


def operation_page(book: Book, operation: Operation) -> str:
    """The page of an operation."""
    own = [case for case in cases(book) if case.operation is operation]
    sections = (
        _title(operation),
        _facts(book, operation),
        _section("USE INSTEAD", _wrapped(operation.instead or "", "  ")),
        _section("AVAILABILITY", _availability(operation)),
        _section(f"CASES ({len({case.id for case in own})})", _cases(own)),
        _section("SOURCES", _sources(book, operation, own)),
    )
    return "\n\n".join(text for lines in sections if (text := "\n".join(lines)))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading and what stands below it; nothing where nothing does."""
    for place, line in enumerate(lines):
        if place == 0:
            yield title
        yield line


def _title(operation: Operation) -> Iterator[str]:
    label, name = operation.label, operation.operation
    yield from (
        [f"{label}{name:>{WIDTH - len(label)}}"]
        if len(label) + len(name) + 2 <= WIDTH
        else [*_wrapped(label), name]
    )
    yield from _wrapped(operation.summary)


def _facts(book: Book, operation: Operation) -> Iterator[str]:
    yield "WHAT IT IS"
    yield f"  tag      {operation.tag}"
    yield f"  effect   {operation.effect}"
    yield from _wrapped(" or ".join(operation.scope) or "none", "  scope    ", " " * 11)
    rows = {f"{row.method} {row.path}": row for row in book.newest.rows}
    for label in book.rows_of(operation):
        if label in rows:
            row = rows[label]
            said = f"{row.status} (“{row.status_text}”, row {label}, {book.newest.name})"
            yield from _wrapped(said, "  page     ", " " * 11)


def _availability(operation: Operation) -> Iterator[str]:
    for profile, availability in operation.availability.items():
        known = operation.availability_known.get(profile, operation)
        said = f"{availability}  [{_known(known)}]"
        yield from _wrapped(said, f"  {profile:<10}", " " * 12)


def _cases(own: list[Case]) -> Iterator[str]:
    by_id: dict[str, list[Case]] = {}
    for case in own:
        by_id.setdefault(case.id, []).append(case)
    for name, found in by_id.items():
        steps = len(found[0].steps)
        more = f", {plural(steps, 'request')}" if steps > 1 else ""
        yield from _wrapped(f"{name}  (given {found[0].given}{more})", "  ", "      ")
        for promise, profiles in _groups(found):
            yield from _promised(promise, profiles)
        for dispute in dict.fromkeys(d for c in found for d in c.promise.expectation.disputed):
            yield from _disputed(dispute)


def _groups(found: list[Case]) -> list[tuple[Promise, list[Profile]]]:
    """Profiles that are promised the same, known in the same way, stand together."""
    groups: dict[tuple[object, ...], tuple[Promise, list[Profile]]] = {}
    for case in found:
        groups.setdefault(_told(case.promise), (case.promise, []))[1].append(case.profile)
    return list(groups.values())


def _told(promise: Promise) -> tuple[object, ...]:
    said = promise.expectation
    return (said.statuses, promise.states, promise.evidence, promise.source)


def _promised(promise: Promise, profiles: list[Profile]) -> Iterator[str]:
    statuses = " or ".join(map(str, promise.expectation.statuses)) or "?"
    names = "all profiles" if len(profiles) == 3 else ", ".join(profiles)
    first = f"    {names}  "
    yield from _wrapped(f"{statuses}  {promise.states}", f"{first:<{NAMES}}", " " * NAMES)
    yield from _wrapped(
        f"[{_evidence(promise.evidence, promise.source)}]", " " * NAMES, " " * NAMES
    )


def _disputed(dispute: Dispute) -> Iterator[str]:
    said = f"{dispute.source.page} says otherwise ({dispute.evidence}): {dispute.states}"
    yield from _wrapped(said, f"{'    disputed':<{NAMES}}", " " * NAMES)


def _sources(book: Book, operation: Operation, own: list[Case]) -> Iterator[str]:
    known = [operation.availability_known.get(p, operation) for p in operation.availability]
    found = [each.source for each in known] + [case.promise.source for case in own]
    found += [d.source for case in own for d in case.promise.expectation.disputed]
    for page in dict.fromkeys(each.page for each in found if each):
        witness = book.sources[page]
        yield from _wrapped(f"{page}: {witness.title}", "  ", "    ")
        if witness.link:
            yield from _wrapped(witness.link, "    ", "    ")


def _evidence(evidence: object, source: Source | None) -> str:
    page = f", {source.page} {source.read}" if source else ""
    return f"{evidence}{page}"


def _known(known: Sourced) -> str:
    return _evidence(known.evidence or "assumed", known.source)


def _wrapped(text: str, first: str = "", more: str = "") -> list[str]:
    """Lines that fit; an address or an id is not parted at its hyphens."""
    return textwrap.wrap(
        printable(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=more,
        break_on_hyphens=False,
    )
