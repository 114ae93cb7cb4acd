"""What anybody may read: words, field names and values that the contracts themselves write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from ..contract.book import Book
from ..contract.model import Expectation
from .fields import words

# What a proxy, a web server or a table says, beside the words of the contracts.
WORDS = words("""
    a an and are at be by for from has in is it no not of on or that the this to was with you your
    html head body title meta charset utf doctype h1 h2 p div span br hr center script style link
    rel href nginx apache cloudflare openresty server client error gateway proxy request response
    header cookie too large long many requests try again later please contact invalid missing
    required expected unexpected must null true false type value field parameter json xml secret
    token begin end vcard version csv tel email adr org fn n rev uid work home cell voice pref
    prodid unauthorized forbidden unavailable timeout bearer basic realm unknown unable could can
    cannot did does do exist exists already allowed permitted permission find found given more than
    least most only should may such there use used user users account password pin failed failure
    internal bad method supported format length range between greater less equal empty blank size
    one of either or any all some no none other another same different first last new old when while
    if then else after before during because but also so very just still yet
""")

# A word that is written small somewhere is no name there; a name in a story is always capital.
SMALL = re.compile(r"(?<![^\W_])[a-zäöüß]{2,}(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Public:
    """Words of sentences (in small letters), names of fields, and whole values."""

    words: frozenset[str] = WORDS
    fields: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()


def public(book: Book) -> Public:
    """All that the contracts write and that is nobody's."""
    prose = [*_prose(book), *(each.phrase.lower() for each in HTTPStatus)]
    small = {word for text in prose for word in SMALL.findall(text)}
    schemas = [shape.json_schema for shape in book.shapes.values()]
    fields = {name for schema in schemas for name in _fields(schema)}
    values = {value for schema in schemas for value in _constants(schema)}
    values |= {scope for each in book.operations.values() for scope in each.scope}
    values |= set(_texts(book))
    said = {word.lower() for text in _texts(book) for word in re.findall(r"[^\W_]+", text)}
    return Public(WORDS | small | said, frozenset(fields), frozenset(values))


def _prose(book: Book) -> Iterator[str]:
    for operation in book.operations.values():
        yield operation.summary
        for case in operation.cases:
            yield from _said(case.expect.values())
    for convention in book.conventions.conventions:
        yield convention.states
        yield from _said(convention.expect.values())
    yield from (each.states for each in book.situations.values())
    yield from (each.states for each in book.claims.claims)


def _said(expectations: Iterable[Expectation]) -> Iterator[str]:
    for each in expectations:
        yield each.states or ""


def _texts(book: Book) -> Iterator[str]:
    """Sentences of the API that are promised word for word."""
    for profile in book.profiles.values():
        yield profile.groups_text or ""
    for operation in book.operations.values():
        for case in operation.cases:
            for expectation in case.expect.values():
                if isinstance(expectation.text, str):
                    yield expectation.text


def _fields(schema: Any) -> Iterator[str]:
    for name, inner in _properties(schema):
        yield name
        yield from _fields(inner)
    for inner in _parts(schema):
        yield from _fields(inner)


def _constants(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        found = [*schema.get("enum", ()), schema.get("const")]
        yield from (each for each in found if isinstance(each, str))
    for _, inner in _properties(schema):
        yield from _constants(inner)
    for inner in _parts(schema):
        yield from _constants(inner)


def _properties(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, Mapping):
        yield from schema.get("properties", {}).items()


def _parts(schema: Any) -> Iterator[Any]:
    if isinstance(schema, Mapping):
        yield from (schema[key] for key in ("items", "additionalProperties") if key in schema)
        for key in ("anyOf", "oneOf", "allOf"):
            yield from schema.get(key, ())
