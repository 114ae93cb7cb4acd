"""Mutants made of the shapes: each field that a status implies, broken in all answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..compare import ABSENT
from ..contract.model import PROFILES, Profile, Shape
from .alter import at, constant, of_type, renamed, shows, with_body, with_text, without_header
from .breaks import OTHER
from .made import shown
from .mutant import Change, Kind, Mutant, answering
from .provider import Told
from .truth import Heard, Truth

WRONG: dict[str, Any] = {
    "string": 7,
    "integer": "7",
    "number": "7",
    "boolean": "true",
    "array": {},
    "object": [],
    "null": OTHER,
}


@dataclass(frozen=True, slots=True)
class Field:
    """A place of a shape, and what its schema says of it."""

    pointer: str
    schema: Mapping[str, Any]
    required: bool

    @property
    def types(self) -> tuple[str, ...]:
        """The types that will do; none where any will."""
        if "enum" in self.schema and "type" not in self.schema:
            return ("string", "null") if None in self.schema["enum"] else ("string",)
        found = self.schema.get("type", ())
        return (found,) if isinstance(found, str) else tuple(found)


def mutants(truth: Truth) -> Iterator[Mutant]:
    """For each operation, profile, and status with a shape: each field, and the content type."""
    for profile in PROFILES:
        for operation in truth.book.operations:
            yield from _of(truth, profile, operation)


def _of(truth: Truth, profile: Profile, operation: str) -> Iterator[Mutant]:
    for (status, shape), heard in _answered(truth, profile, operation).items():
        addresses = tuple(dict.fromkeys(each.case.address for each in heard))
        told = [each.told for each in heard]
        for kind, tag, states, change in _changes(truth.book.shapes, shape, told):
            yield Mutant(
                f"{profile}/{operation}/{status}-{shape}/{tag}",
                kind,
                f"{states} in each {status}",
                profile,
                operation,
                addresses,
                answering(profile, operation, status, change),
            )


def _answered(truth: Truth, profile: Profile, operation: str) -> dict[tuple[int, str], list[Heard]]:
    """The steps by status and shape, where either is promised; the operation's own cases first."""
    found: dict[tuple[int, str], list[Heard]] = {}
    for each in truth.by_operation.get((profile, operation), ()):
        shape = each.step.shape_of(each.told.status)
        if shape and not each.step.promise.is_unknown:
            found.setdefault((each.told.status, shape), []).append(each)
    return {
        key: sorted(each, key=lambda h: h.case.operation.operation != operation)
        for key, each in found.items()
    }


Named = tuple[Kind, str, str, Change]


def _changes(shapes: Mapping[str, Shape], name: str, told: Sequence[Told]) -> Iterator[Named]:
    shape = shapes[name]
    if shape.content == "none":
        yield Kind.NOT_EMPTY, "not-empty", "a body where none belongs", _full
        return
    page = of_type("text/html")
    yield Kind.CONTENT_TYPE, "other-type", f"text/html in place of {shape.content}", page
    yield Kind.CONTENT_TYPE, "no-type", "no content type", without_header("content-type")
    if shape.content != "application/json":
        if shape.json_schema:
            yield Kind.TEXT, "other-text", "another text", _other_text
        return
    schemas = {n: s.json_schema for n, s in shapes.items()}
    for field in fields(schemas, name):
        first: Change = _same
        if not any(shows(each, field.pointer) for each in told):
            # No situation shows such a thing: this provider does, and gets it wrong.
            first = shown(schemas, name, field.pointer)
        for kind, tag, states, change in _field(field):
            yield kind, f"{field.pointer[1:]}/{tag}", states, _both(first, change)


def _full(told: Told) -> Told:
    return with_body(told, {"message": OTHER})


def _other_text(told: Told) -> Told:
    return with_text(told, OTHER)


def _same(told: Told) -> Told:
    return told


def _both(first: Change, then: Change) -> Change:
    return lambda told: then(first(told))


def _field(field: Field) -> Iterator[Named]:
    pointer = field.pointer
    shown = pointer or "the body"
    if field.required:
        yield Kind.FIELD_MISSING, "missing", f"{shown} is missing", at(pointer, lambda _: ABSENT)
        yield Kind.FIELD_RENAMED, "renamed", f"{shown} is renamed", renamed(pointer)
    if field.types:
        wrong = next(v for t, v in WRONG.items() if t in field.types and t != "null")
        another = at(pointer, lambda _: wrong)
        yield Kind.FIELD_TYPE, "type", f"{shown} is of another type", another
        if "null" not in field.types:
            yield Kind.FIELD_NULL, "null", f"{shown} is null", at(pointer, lambda _: None)
    if "enum" in field.schema:
        yield Kind.ENUM, "enum", f"{shown} is outside its enum", at(pointer, lambda _: OTHER)
    for rule, value in _forms(field.schema):
        unfit = at(pointer, constant(value))
        yield Kind.FIELD_FORM, rule, f"{shown} breaks {rule}", unfit


def _forms(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Values of the right type that break what is said of them beyond it."""
    if "pattern" in schema:
        yield "pattern", OTHER
    if schema.get("minLength"):
        yield "minLength", ""
    if "maxLength" in schema:
        yield "maxLength", "x" * (schema["maxLength"] + 1)
    if "minimum" in schema:
        yield "minimum", schema["minimum"] - 1
    if "maximum" in schema:
        yield "maximum", schema["maximum"] + 1


def fields(schemas: Mapping[str, Any], name: str) -> Iterator[Field]:
    """Every place that a shape says something of, the whole body first.

    A shape within itself is looked into once.
    """
    yield from _fields(schemas, {"$ref": f"#/$defs/{name}"}, "", False, ())


def _fields(
    schemas: Mapping[str, Any],
    schema: Mapping[str, Any],
    pointer: str,
    required: bool,
    within: tuple[str, ...],
) -> Iterator[Field]:
    while "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        if name in within:
            return
        within, schema = (*within, name), schemas[name]
    variants = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if variants:
        null = len(variants) < len(schema["anyOf"])
        yield from _variant(schemas, variants[0], pointer, required, within, null)
        return
    yield Field(pointer, schema, required)
    wanted = schema.get("required", ())
    for key, each in schema.get("properties", {}).items():
        yield from _fields(schemas, each, f"{pointer}/{key}", key in wanted, within)
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), Mapping):
            yield from _fields(schemas, schema[word], f"{pointer}/*", False, within)


def _variant(
    schemas: Mapping[str, Any],
    schema: Mapping[str, Any],
    pointer: str,
    required: bool,
    within: tuple[str, ...],
    null: bool,
) -> Iterator[Field]:
    """One of several schemas; what may be null as well says so at its root."""
    first, *rest = _fields(schemas, schema, pointer, required, within)
    types = (*first.types, "null") if null and first.types else first.types
    yield Field(pointer, {**first.schema, "type": list(types)}, required)
    yield from rest
