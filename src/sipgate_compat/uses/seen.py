"""A request reduced to what one is told from another by: kinds of values at places."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import parse_qsl

from ..contract.book import Book
from ..contract.kinds import Kinds
from ..contract.model import Operation

PARTS = ("path", "query", "body")
DEEPEST = 6
MOST_ITEMS = 1_000
LARGEST_BODY = 1_000_000
"""In characters; what a longer body holds is not known."""
Pairs = frozenset[tuple[str, str]]


class Body(Enum):
    """What is said of a body other than its value."""

    ABSENT = "absent"
    UNKNOWN = "unknown"
    UNREAD = "unread"
    """There is one, and it is no JSON."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as far as it is told from others.

    `values` pairs a place (``query types``, ``body announcement``) with a kind; `unknown` holds the
    places and parts (``body``) of which the witness says nothing.
    """

    operation: str
    values: Pairs
    unknown: frozenset[str] = frozenset()

    def at(self, place: str) -> frozenset[str]:
        """The kinds that stand at a place; none where it is left out."""
        return frozenset(kind for where, kind in self.values if where == place)

    def knows(self, place: str) -> bool:
        """Whether the witness would tell what stands at a place."""
        return place not in self.unknown and place.partition(" ")[0] not in self.unknown


@dataclass(slots=True)
class Vocabulary:
    """The places of one operation's requests, and the words that are kinds of their own there."""

    places: set[str] = field(default_factory=set)
    words: dict[str, set[str]] = field(default_factory=dict)
    filters: set[str] = field(default_factory=set)
    """Lists of words in the query: left out, they stand for every word."""

    def learn(self, place: str, schema: Mapping[str, Any], book: Book, depth: int = 0) -> None:
        """Take in what a JSON Schema says of a place and of those below it."""
        if "$ref" in schema and depth < DEEPEST:
            shape = book.shapes.get(str(schema["$ref"]).rsplit("/", 1)[-1])
            return self.learn(place, shape.json_schema if shape else {}, book, depth + 1)
        self.places.add(place)
        self.words.setdefault(place, set()).update(map(str, schema.get("enum", ())))
        if "items" in schema and depth < DEEPEST:
            self.learn(place, schema["items"], book, depth + 1)
            if place.startswith("query ") and "enum" in schema["items"]:
                self.filters.add(place)
        if depth < DEEPEST:
            for name, below in schema.get("properties", {}).items():
                self.learn(f"{place} {name}", below, book, depth + 1)
        return None


class Reducer:
    """Reduces requests; values go in and kinds come out."""

    def __init__(self, book: Book) -> None:
        self.kinds: Kinds = book.kinds
        self.unknown_ids = frozenset(book.conventions.unknown_ids.values())
        self._book = book
        self._vocabularies: dict[str, Vocabulary] = {}

    def vocabulary(self, operation: Operation) -> Vocabulary:
        """The places and words of an operation's requests."""
        name = operation.operation
        if name not in self._vocabularies:
            self._vocabularies[name] = _vocabulary(operation, self._book)
        return self._vocabularies[name]

    def reduce(
        self,
        operation: Operation,
        path: Mapping[str, str],
        query: str | None,
        body: Any,
    ) -> Seen:
        """A request that was sent.

        Args:
            operation: what it means.
            path: what stands for the names in the path; ``{…}`` is not known.
            query: as written; None is not known.
            body: its JSON value, or what else is said of it.
        """
        known = self.vocabulary(operation)
        values, unknown = set[tuple[str, str]](), set[str]()
        for name, value in path.items():
            if value.startswith("{"):
                unknown.add(f"path {name}")
            else:
                values |= self.at(f"path {name}", value, known)
        if query is None:
            unknown.add("query")
        else:
            values |= set(self._query(_pairs(query), known))
        if body is Body.UNKNOWN:
            unknown.add("body")
        else:
            values |= set(self.body(body, known))
        kept = frozenset((place, kind) for place, kind in values if place in known.places)
        return Seen(operation.operation, kept, frozenset(unknown))

    def body(self, body: Any, known: Vocabulary) -> Iterator[tuple[str, str]]:
        """The kinds of a body and of what it holds."""
        if isinstance(body, Body):
            yield "body", body.value
        else:
            yield from self._below("body", body, known)

    def _query(
        self, pairs: Iterable[tuple[str, str]], known: Vocabulary
    ) -> Iterator[tuple[str, str]]:
        for name, value in pairs:
            yield from self.at(f"query {name}", value, known)

    def at(self, place: str, value: Any, known: Vocabulary) -> set[tuple[str, str]]:
        """The kinds of a value in a path or query; words may stand there in a list with commas."""
        text = value if isinstance(value, str) else json.dumps(value)
        words = known.words.get(place, set())
        parts = text.split(",")[:MOST_ITEMS]
        if len(parts) > 1 and text not in words and all(part in words for part in parts):
            return {(place, part) for part in parts}
        return {(place, self.kind(place, text, known))}

    def kind(self, place: str, value: Any, known: Vocabulary) -> str:
        """The kind of one value; a subclass may know more of it."""
        if isinstance(value, str):
            if value in known.words.get(place, ()):
                return value
            if place.startswith("query ") and value in ("true", "false"):
                return value
        return self.kinds.of(value)

    def _below(
        self, place: str, value: Any, known: Vocabulary, depth: int = 0
    ) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            yield place, "object"
            for name, each in value.items():
                if depth < DEEPEST and f"{place} {name}" in known.places:
                    yield from self._below(f"{place} {name}", each, known, depth + 1)
        elif isinstance(value, list):
            if not value:
                yield place, "empty-list"
            if place == "body":
                yield place, "list"
            for each in value[:MOST_ITEMS]:
                yield from self._below(place, each, known, depth)
        else:
            yield place, self.kind(place, value, known)


def _vocabulary(operation: Operation, book: Book) -> Vocabulary:
    found = Vocabulary(places={"body", *(f"path {name}" for name in operation.path_parameters)})
    for name, schema in operation.request.query.items():
        found.learn(f"query {name}", schema, book)
    if operation.request.body:
        found.learn("body", book.shapes[operation.request.body].json_schema, book)
    for case in operation.cases:
        for name, value in case.request.query.items():
            place = f"query {name}"
            found.places.add(place)
            words = [value] if isinstance(value, str) else value if isinstance(value, list) else []
            found.words.setdefault(place, set()).update(filter(_is_word, words))
        found.places |= set(_places("body", case.request.body))
    return found


def _is_word(value: Any) -> bool:
    """A word that a case puts into a query, and neither an id nor a number."""
    return isinstance(value, str) and value.replace("_", "").isalpha() and len(value) <= 30


def _places(place: str, body: Any) -> Iterator[str]:
    if isinstance(body, dict):
        for name, value in body.items():
            yield f"{place} {name}"
            yield from _places(f"{place} {name}", value)
    elif isinstance(body, list):
        for each in body:
            yield from _places(place, each)


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query[:LARGEST_BODY], keep_blank_values=True, errors="replace")


def body_of(text: str | bytes | None, content_type: str = "") -> Any:
    """A body's JSON value, or what else can be said of it."""
    if not text or not text.strip():
        return Body.ABSENT
    if len(text) > LARGEST_BODY:
        return Body.UNKNOWN
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return Body.UNREAD
