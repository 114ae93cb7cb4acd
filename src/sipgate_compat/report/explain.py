"""One operation as a readable page: each profile's answers, and how they are known."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..contract.book import Book
from ..contract.cases import Case, Promise, cases
from ..contract.events import DIRECTIONS, Event, Presences, PushField
from ..contract.model import PROFILES, Operation, Profile, Sourced

WIDTH = 80


def page(book: Book, name: str) -> str:
    """The page of an operation, by id or ``METHOD /path``, or of an event of the Push API.

    One name, newCall, is both: an operation that starts a call, and what is pushed of one.
    """
    pushed = [event_page(event) for event in book.push.events.values() if event.event == name]
    if pushed and name not in book.operations:
        return pushed[0]
    return "\n\n\n".join([operation_page(book, book.operation(name, book.push.events)), *pushed])


def operation_page(book: Book, operation: Operation) -> str:
    """The page of an operation."""
    own = [case for case in cases(book) if case.operation is operation]
    return "\n".join(
        [
            f"{operation.label}  ({operation.operation})",
            *_wrapped(operation.summary),
            "",
            *_facts(book, operation),
            *(
                line
                for profile in operation.availability
                for line in _profile(operation, profile, own)
            ),
        ]
    )


def _facts(book: Book, operation: Operation) -> Iterator[str]:
    yield f"tag      {operation.tag}"
    yield f"effect   {operation.effect}"
    yield f"scope    {' or '.join(operation.scope) or 'none'}"
    rows = {f"{row.method} {row.path}": row for row in book.newest.rows}
    for label in book.rows_of(operation):
        if label in rows:
            row = rows[label]
            yield f"page     {row.status} (“{row.status_text}”, row {label}, {book.newest.name})"
    if operation.instead:
        yield from _wrapped(operation.instead, "instead  ", " " * 9)


def _profile(operation: Operation, profile: Profile, own: list[Case]) -> Iterator[str]:
    known = operation.availability_known.get(profile, operation)
    yield ""
    yield f"{profile}: {operation.availability[profile]}  [{_known(known)}]"
    for case in own:
        if case.profile == profile:
            yield from _case(case)


def _case(case: Case) -> Iterator[str]:
    promise = case.promise
    statuses = " or ".join(map(str, promise.expectation.statuses)) or "?"
    yield f"  {case.id}  {statuses}  [{_promise(promise)}]"
    yield from _wrapped(promise.states, "    ", "    ")
    for dispute in promise.expectation.disputed:
        said = f"disputed by {dispute.source.page} ({dispute.evidence}): {dispute.states}"
        yield from _wrapped(said, "    ", "    ")


def _promise(promise: Promise) -> str:
    page = f", {promise.source.page} {promise.source.read}" if promise.source else ""
    return f"{promise.evidence}{page}"


def _known(known: Sourced) -> str:
    page = f", {known.source.page} {known.source.read}" if known.source else ""
    return f"{known.evidence or 'assumed'}{page}"


def event_page(event: Event) -> str:
    """The page of an event that is pushed."""
    directions = " and ".join(event.directions)
    return "\n".join(
        [
            f"push {event.event}  (contracts/events/{event.event}.yaml)",
            *_wrapped(event.summary),
            "",
            f"asked by  {event.asked_by}",
            f"calls     {directions}",
            f"answer    {event.answer}",
            *(line for profile in PROFILES for line in _pushed(event, profile)),
        ]
    )


def _pushed(event: Event, profile: Profile) -> Iterator[str]:
    owed = event.owed(profile)
    yield ""
    yield f"{profile}: {'unknown' if owed.unknown else 'pushed'}  [{event.known(profile).said}]"
    yield from _wrapped(owed.states or owed.unknown or "", "  ", "  ")
    for dispute in owed.disputed:
        yield from _wrapped(f"disputed by {dispute.source.page}: {dispute.states}", "  ", "  ")
    for field in event.fields:
        yield from _field(event, field, profile)


def _field(event: Event, field: PushField, profile: Profile) -> Iterator[str]:
    owed = field.owed(profile)
    yield f"  {field.key}  {_presence(owed)}  [{event.known(profile, field).said}]"
    yield from _wrapped(field.states, "    ", "    ")
    for value, meaning in field.values.items():
        yield from _wrapped(f"{value}: {meaning}", "      ", "      ")
    if owed.states or owed.unknown:
        yield from _wrapped(owed.states or owed.unknown or "", "    ", "    ")
    for dispute in (*owed.disputed, *field.disputed):
        said = f"disputed by {dispute.source.page} ({dispute.evidence}): {dispute.states}"
        yield from _wrapped(said, "    ", "    ")


def _presence(owed: Presences) -> str:
    """``required``, or ``in optional, out absent`` where the direction decides."""
    if owed.presence or owed.unknown:
        return str(owed.presence or "unknown")
    return ", ".join(f"{direction} {owed.on(direction)}" for direction in DIRECTIONS)


def _wrapped(text: str, first: str = "", more: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=more)
