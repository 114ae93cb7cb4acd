"""The form of a body: which fields it has, of which types, with which values of enums.

No other value stays, so a form can be kept and compared where a body cannot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

DEEP = 64
MANY = 1000
DATA_KEY = re.compile(r"[+]?\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
OF = " of "


@dataclass(frozen=True, slots=True)
class Declared:
    """What a shape says of its pointers: which hold an enum, and whose keys are data."""

    enums: frozenset[str] = frozenset()
    maps: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Seen:
    types: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        types = self.types - {"integer"} if "number" in self.types else self.types
        said = "|".join(sorted(types, key=lambda each: (each == "null", each)))
        return f"{said}{OF}{'|'.join(sorted(self.values))}" if self.values else said


def form(body: Any, declared: Declared = Declared()) -> dict[str, str]:
    """The types at each JSON pointer of a body, sorted; all items of a list share ``*``.

    Args:
        body: a JSON value, redacted.
        declared: pointers at which a string is kept as a value, and at which keys are data.

    Returns:
        For instance ``{"": "array", "/*": "string|null of CALL|SMS"}``.
    """
    seen: dict[str, _Seen] = {}
    _walk(body, "", declared, seen)
    return {at: str(seen[at]) for at in sorted(seen)}


def _walk(value: Any, at: str, declared: Declared, seen: dict[str, _Seen]) -> None:
    if at not in seen:
        # What has more fields than this is no form of anything, but a flood.
        if len(seen) >= MANY or at.count("/") > DEEP:
            return
        seen[at] = _Seen()
    seen[at].types.add(type_of(value))
    if isinstance(value, str) and at in declared.enums:
        seen[at].values.add(value[:100])
    elif isinstance(value, list):
        for each in value:
            _walk(each, f"{at}/*", declared, seen)
    elif isinstance(value, dict):
        for key, each in value.items():
            _walk(each, f"{at}/{_key(key, at, declared)}", declared, seen)


def _key(key: str, at: str, declared: Declared) -> str:
    if at in declared.maps or DATA_KEY.fullmatch(key):
        return "*"
    return key.replace("~", "~0").replace("/", "~1")


def type_of(value: Any) -> str:
    """The word of JSON Schema for a value's type."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"
