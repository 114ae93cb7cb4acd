"""Where an answer parts from what is expected. Pure functions over plain values.

An expected mapping may hold fewer keys than the observed one; a list must have as many items. Words
that begin with ``$`` say more: ``$contains``, ``$lacks``, ``$each``, ``$unordered``, ``$size``,
``$one-of``, ``$matches``, ``$type`` and ``$absent``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import DataError, nearest


class Absent:
    """What stands where a key is missing; not the same as null."""

    def __repr__(self) -> str:
        return "absent"


ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One place where an observation departs from its expectation."""

    pointer: str
    expected: Any
    observed: Any

    def lines(self) -> str:
        """The place, and two aligned lines of JSON."""
        expected, observed = shown(self.expected), shown(self.observed)
        return f"{self.pointer}\n  expected  {expected}\n  observed  {observed}"


def shown(value: Any, limit: int = 200) -> str:
    """A value as JSON, cut where it is long."""
    if value is ABSENT:
        return "absent"
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=repr)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def mismatches(expected: Any, observed: Any, at: str = "") -> Iterator[Mismatch]:
    """Each place where an answer parts from the expected.

    Args:
        expected: a JSON value, possibly with words that begin with ``$``.
        observed: a JSON value, or ABSENT.
        at: the JSON pointer of both.
    """
    if isinstance(expected, dict) and len(expected) == 1:
        (word, operand), *_ = expected.items()
        if word.startswith("$"):
            yield from _word(word)(operand, observed, at)
            return
    if isinstance(expected, dict) and isinstance(observed, dict):
        for key in expected:
            yield from mismatches(expected[key], observed.get(key, ABSENT), f"{at}/{key}")
    elif isinstance(expected, list) and isinstance(observed, list):
        if len(expected) != len(observed):
            yield Mismatch(at, expected, observed)
            return
        for i, each in enumerate(expected):
            yield from mismatches(each, observed[i], f"{at}/{i}")
    elif not same(expected, observed):
        yield Mismatch(at, expected, observed)


def same(expected: Any, observed: Any) -> bool:
    """Equal as JSON sees it: true is not 1, but 1 is 1.0."""
    if isinstance(expected, bool) or isinstance(observed, bool):
        return expected is observed
    return bool(expected == observed) and (expected is None) == (observed is None)


def matches(expected: Any, observed: Any) -> bool:
    """True where there is no mismatch."""
    return next(mismatches(expected, observed), None) is None


def _contains(wanted: Any, observed: Any, at: str) -> Iterator[Mismatch]:
    for each in wanted:
        if not isinstance(observed, list) or not any(matches(each, o) for o in observed):
            yield Mismatch(at, {"$contains": [each]}, observed)


def _lacks(unwanted: Any, observed: Any, at: str) -> Iterator[Mismatch]:
    if not isinstance(observed, list):
        yield Mismatch(at, {"$lacks": unwanted}, observed)
        return
    for i, each in enumerate(observed):
        if any(matches(u, each) for u in unwanted):
            yield Mismatch(f"{at}/{i}", {"$lacks": unwanted}, each)


def _each(expected: Any, observed: Any, at: str) -> Iterator[Mismatch]:
    if not isinstance(observed, list):
        yield Mismatch(at, {"$each": expected}, observed)
        return
    for i, item in enumerate(observed):
        yield from mismatches(expected, item, f"{at}/{i}")


def _unordered(expected: Any, observed: Any, at: str) -> Iterator[Mismatch]:
    left = list(observed) if isinstance(observed, list) else []
    for each in expected:
        found = next((i for i, o in enumerate(left) if matches(each, o)), None)
        if found is None:
            yield Mismatch(at, {"$unordered": expected}, observed)
            return
        del left[found]
    if left or not isinstance(observed, list):
        yield Mismatch(at, {"$unordered": expected}, observed)


def _size(expected: Any, observed: Any, at: str) -> Iterator[Mismatch]:
    """Exactly so many items, or between `min` and `max` of them."""
    if not isinstance(observed, list):
        yield Mismatch(at, {"$size": expected}, observed)
        return
    bounds = expected if isinstance(expected, dict) else {"min": expected, "max": expected}
    if not bounds.get("min", 0) <= len(observed) <= bounds.get("max", len(observed)):
        yield Mismatch(at, {"$size": expected}, observed)


def _one_of(expected: Any, observed: Any, at: str) -> Iterator[Mismatch]:
    if not any(matches(each, observed) for each in expected):
        yield Mismatch(at, {"$one-of": expected}, observed)


def _matches(pattern: Any, observed: Any, at: str) -> Iterator[Mismatch]:
    if not isinstance(observed, str) or not re.search(pattern, observed):
        yield Mismatch(at, {"$matches": pattern}, observed)


TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "array": lambda v: isinstance(v, list),
    "object": lambda v: isinstance(v, dict),
    "null": lambda v: v is None,
}


def _type(name: Any, observed: Any, at: str) -> Iterator[Mismatch]:
    if not TYPES[name](observed):
        yield Mismatch(at, {"$type": name}, observed)


def _absent(wanted: Any, observed: Any, at: str) -> Iterator[Mismatch]:
    if (observed is ABSENT) is not bool(wanted):
        yield Mismatch(at, {"$absent": wanted}, observed)


WORDS: dict[str, Callable[[Any, Any, str], Iterator[Mismatch]]] = {
    "$contains": _contains,
    "$lacks": _lacks,
    "$each": _each,
    "$unordered": _unordered,
    "$size": _size,
    "$one-of": _one_of,
    "$matches": _matches,
    "$type": _type,
    "$absent": _absent,
}


def _word(word: str) -> Callable[[Any, Any, str], Iterator[Mismatch]]:
    if word not in WORDS:
        raise DataError(f"{word}: no such word of an expectation; {nearest(word, WORDS)}")
    return WORDS[word]


def filled(value: Any, values: Mapping[str, Any]) -> Any:
    """A value with each ``$name`` replaced by what the situation gave under that name.

    ``$name/0`` is the first item of a list.

    Raises:
        DataError: the situation gives no such name; names the nearest.
    """
    match value:
        case str() if value.startswith("$"):
            name, slash, rest = value[1:].partition("/")
            if name not in values:
                raise DataError(
                    f"{value}: the situation gives no such value; {nearest(name, values)}"
                )
            return pointed(values[name], f"/{rest}") if slash else values[name]
        case dict():
            return {key: filled(each, values) for key, each in value.items()}
        case list() | tuple():
            return [filled(each, values) for each in value]
        case _:
            return value


def escaped(part: str) -> str:
    """The name of a field as a part of a JSON pointer."""
    return part.replace("~", "~0").replace("/", "~1")


def pointed(value: Any, pointer: str) -> Any:
    """What stands at a JSON pointer, or ABSENT."""
    for part in pointer.split("/")[1:]:
        if isinstance(value, dict):
            value = value.get(part, ABSENT)
        elif (
            isinstance(value, list)
            and part.lstrip("-").isdigit()
            and -len(value) <= int(part) < len(value)
        ):
            value = value[int(part)]
        else:
            return ABSENT
    return value
