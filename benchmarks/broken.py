"""Providers that are wrong in one way each: faults of the emulator, drawn from the contracts.

A fault meets all requests of an operation on one profile, so that whoever asks can notice it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sipgate_compat.contract.book import Book
from sipgate_compat.contract.cases import Case, cases
from sipgate_compat.contract.model import PROFILES, Availability, Effect, Operation

ELSEWHERE = "v3"  # its paths have another base than the documents' own
WRONG = {"string": 7, "integer": "7", "number": "7", "boolean": "true", "array": {}, "object": []}
OTHER = "something-else-altogether"


@dataclass(frozen=True, slots=True)
class Broken:
    """A provider, and the fault that makes it so."""

    kind: str
    profile: str
    operation: str
    tag: str
    wish: Mapping[str, Any]
    by_hand: bool = False
    name: str = ""

    @property
    def fault(self) -> dict[str, Any]:
        """As the control plane wants it."""
        return {"operation": self.operation, "profile": self.profile, **self.wish}

    @property
    def label(self) -> str:
        """What is wrong, for a person."""
        said = ", ".join(f"{k} {v}" for k, v in self.wish.items() if k != "kind")
        return self.name or f"{self.profile}/{self.operation}: {self.kind}{said and f' ({said})'}"


@dataclass(frozen=True, slots=True)
class Field:
    """A place of a body, as faults point to it."""

    pointer: str
    schema: Mapping[str, Any]
    required: bool


@dataclass(frozen=True)
class Draw:
    """Draws providers from the contracts, the same for the same seed."""

    book: Book
    seed: int
    by_name: dict[str, dict[str, Case]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for case in cases(self.book):
            self.by_name.setdefault(case.name, {})[case.profile] = case

    def kinds(self) -> dict[str, list[Broken]]:
        """All candidates of each kind, in an order of chance."""
        chance = random.Random(self.seed)
        found: dict[str, list[Broken]] = {}
        for each in self.all():
            found.setdefault(each.kind, []).append(each)
        for each_kind in found.values():
            chance.shuffle(each_kind)
        return found

    def all(self) -> Iterator[Broken]:
        """One for each way to be wrong that the contracts rule out."""
        for profile in PROFILES:
            for operation in self.book.operations.values():
                if operation.tag == ELSEWHERE:
                    continue
                for kind, wish in self.of(profile, operation):
                    yield Broken(kind, profile, operation.operation, operation.tag, wish)

    def of(self, profile: Any, operation: Operation) -> Iterator[tuple[str, dict[str, Any]]]:
        """Kinds and faults for one operation."""
        for other in self.differing(profile, operation.operation):
            yield "answers of another platform", {"kind": "act-as", "as": other}
        if operation.availability.get(profile) is not Availability.AVAILABLE:
            return
        yield "scope not enforced", {"kind": "ignore-scope"}
        yield "credentials not asked for", {"kind": "ignore-credentials"}
        yield "membership not enforced", {"kind": "ignore-membership"}
        if operation.effect is not Effect.READ:
            gone = operation.method == "DELETE"
            yield "delete not done" if gone else "write not stored", {"kind": "ignore-writes"}
        good = min((status for status in operation.responses if status < 300), default=200)
        for status in (404, 500, 200 if good != 200 else 204):
            yield "another status", {"kind": "status", "status": status}
        shape = operation.responses.get(good)
        if shape and self.book.shapes[shape].content == "application/json":
            page = {"status": good, "body": "<p>Welcome</p>", "content_type": "text/html"}
            yield "a page in place of JSON", {"kind": "status", **page}
            yield "half of the JSON", {"kind": "malformed"}
            yield from self.fields(shape)

    def differing(self, profile: Any, operation: str) -> Iterator[str]:
        """Profiles of which something is promised that would be wrong on this one."""
        for other in (each for each in PROFILES if each != profile):
            pairs = (
                (each[profile].promise.expectation, each[other].promise.expectation)
                for each in self.by_name.values()
                if {profile, other} <= each.keys()
                and each[profile].operation.operation == operation
            )
            if any(not set(a.statuses) & set(b.statuses) for a, b in pairs if a and b):
                yield other

    def fields(self, shape: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Faults of the fields of a body."""
        for each in walked(self.book.shapes, {"$ref": f"#/$defs/{shape}"}, "", (), False):
            at = {"field": each.pointer}
            if each.required:
                yield "required field missing", {"kind": "remove-field", **at}
                name = each.pointer.rsplit("/", 1)[1]
                yield "required field renamed", {"kind": "rename-field", **at, "to": f"{name}s2"}
            types = each.schema.get("type", ())
            known = (types,) if isinstance(types, str) else tuple(types)
            if known and known[0] in WRONG:
                yield "field of another type", {"kind": "set-field", **at, "value": WRONG[known[0]]}
            if each.required and known and "null" not in known:
                yield "field null", {"kind": "set-field", **at, "value": None}
            if "enum" in each.schema:
                yield "value outside an enum", {"kind": "set-field", **at, "value": OTHER}


def walked(
    shapes: Mapping[str, Any],
    schema: Mapping[str, Any],
    at: str,
    within: tuple[str, ...],
    required: bool,
) -> Iterator[Field]:
    """Every named place of a shape; a shape within itself once."""
    while "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        if name in within:
            return
        within, schema = (*within, name), shapes[name].json_schema
    if at and not at.endswith("*"):
        yield Field(at, schema, required)
    for key, each in schema.get("properties", {}).items():
        yield from walked(shapes, each, f"{at}/{key}", within, key in schema.get("required", ()))
    if isinstance(schema.get("items"), Mapping):
        yield from walked(shapes, schema["items"], f"{at}/*", within, False)


def by_hand(tags: Callable[[str], str]) -> list[Broken]:
    """Those that the tests of the suite name one by one."""
    from tests.meta.test_wrong_providers import PROVIDERS

    found = []
    for name, wrong in PROVIDERS.items():
        wish = dict(wrong.fault)
        profile, operation = wish.pop("profile"), wish.pop("operation")
        found.append(
            Broken("written by hand", profile, operation, tags(operation), wish, True, name)
        )
    return found
