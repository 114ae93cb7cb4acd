"""One operation as a readable page: each profile's answers, and how they are known."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..contract.book import Book
from ..contract.cases import Case, Promise, cases
from ..contract.model import Operation, Profile, Sourced

WIDTH = 80


def page(book: Book, name: str) -> str:
    """The page of an operation, by id or ``METHOD /path``."""
    operation = book.operation(name)
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


def _wrapped(text: str, first: str = "", more: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=more)
