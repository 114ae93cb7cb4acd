"""Each way in which an answer could break what an expectation says of its body or text.

The counterpart of `compare`: where that says whether an observed value fits, this says what would
not fit any more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..compare import ABSENT, matches

OTHER = "something-else-altogether"
SENTENCE = "That is not possible at this time"
WRONG_TYPES: tuple[Any, ...] = (OTHER, 7, True, {}, [], None)


@dataclass(frozen=True, slots=True)
class Broken:
    """One place of a body, what is wrong there, and the value that stands there instead."""

    pointer: str
    what: str
    value: Any


Breaks: TypeAlias = "Iterator[Broken]"


def breaks(expected: Any, observed: Any, at: str = "") -> Breaks:
    """All breaks of a body that fits; a word of the expectation is broken as far as it can be."""
    if isinstance(expected, dict) and len(expected) == 1:
        (word, operand), *_ = expected.items()
        if word.startswith("$"):
            yield from WORDS[word](operand, observed, at)
            return
    if isinstance(expected, dict):
        for key, each in expected.items():
            inner = observed.get(key, ABSENT) if isinstance(observed, dict) else ABSENT
            if inner is not ABSENT and not matches(each, ABSENT):
                yield Broken(f"{at}/{key}", "missing", ABSENT)
            yield from breaks(each, inner, f"{at}/{key}")
    elif isinstance(expected, list):
        yield Broken(at, "one more", [*observed, OTHER])
        if observed:
            yield Broken(at, "one less", observed[:-1])
        for i, each in enumerate(expected):
            yield from breaks(each, observed[i], f"{at}/{i}")
    else:
        yield Broken(at, "another value", other(expected))


def texts(expected: Any) -> list[str]:
    """Texts that break what is expected of one; made of its own words where it excludes some."""
    pattern = expected if isinstance(expected, str) else str(expected.get("$matches", ""))
    words = " ".join(re.findall(r'"?\w{2,}"?', pattern))
    found = [each for each in (SENTENCE, "", words) if not matches(expected, each)]
    return list(dict.fromkeys(found))[:2]


def other(value: Any) -> Any:
    """Another value of the same type."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value}-other"
        case _:
            return OTHER


def sample(expected: Any, like: Any = ABSENT) -> Any:
    """A value that fits an expectation, or ABSENT where nobody can tell one."""
    if isinstance(expected, dict) and len(expected) == 1:
        (word, operand), *_ = expected.items()
        if word.startswith("$"):
            return _sample_of(word, operand)
    if isinstance(expected, dict):
        base = like if isinstance(like, dict) else {}
        made = {key: sample(each) for key, each in expected.items()}
        return {**base, **{k: v for k, v in made.items() if v is not ABSENT}}
    return expected


def _sample_of(word: str, operand: Any) -> Any:
    match word:
        case "$one-of":
            return operand[0]
        case "$type":
            return next((v for v in WRONG_TYPES if matches({word: operand}, v)), ABSENT)
        case "$unordered" | "$contains":
            return [sample(each) for each in operand]
        case "$matches":
            return next((v for v in ("a", "1", "+49") if matches({word: operand}, v)), ABSENT)
        case _:
            return ABSENT


def _contains(wanted: Any, observed: Any, at: str) -> Breaks:
    for i, each in enumerate(wanted):
        left = [o for o in observed if not matches(each, o)]
        yield Broken(at, f"without what it contains ({i + 1})", left)
        found = next((n for n, o in enumerate(observed) if matches(each, o)), None)
        if found is None or sum(matches(each, o) for o in observed) > 1:
            continue
        yield from breaks(each, observed[found], f"{at}/{found}")


def _lacks(unwanted: Any, observed: Any, at: str) -> Breaks:
    for i, each in enumerate(unwanted):
        made = sample(each, observed[0] if observed else ABSENT)
        if matches(each, made):
            yield Broken(at, f"with what it lacks ({i + 1})", [*observed, made])


def _each(expected: Any, observed: Any, at: str) -> Breaks:
    if observed:
        yield from breaks(expected, observed[-1], f"{at}/{len(observed) - 1}")
        return
    for value in WRONG_TYPES:
        if not matches(expected, value):
            yield Broken(at, "an item that does not fit", [value])
            return


def _unordered(expected: Any, observed: Any, at: str) -> Breaks:
    if observed:
        yield Broken(at, "one less", observed[1:])
    yield Broken(at, "one more", [*observed, OTHER])


def _size(expected: Any, observed: Any, at: str) -> Breaks:
    bounds = expected if isinstance(expected, dict) else {"min": expected, "max": expected}
    if bounds.get("min"):
        yield Broken(at, "too few", observed[: bounds["min"] - 1])
    if "max" in bounds:
        item = observed[0] if observed else OTHER
        missing = bounds["max"] + 1 - len(observed)
        yield Broken(at, "too many", [*observed, *([item] * missing)])


def _unfit(word: str) -> Callable[[Any, Any, str], Breaks]:
    def unfit(operand: Any, observed: Any, at: str) -> Breaks:
        for value in WRONG_TYPES:
            if not matches({word: operand}, value):
                yield Broken(at, "a value that does not fit", value)
                return

    return unfit


def _absent(wanted: Any, observed: Any, at: str) -> Breaks:
    yield Broken(at, "there" if wanted else "missing", OTHER if wanted else ABSENT)


WORDS: dict[str, Callable[[Any, Any, str], Breaks]] = {
    "$contains": _contains,
    "$lacks": _lacks,
    "$each": _each,
    "$unordered": _unordered,
    "$size": _size,
    "$one-of": _unfit("$one-of"),
    "$matches": _unfit("$matches"),
    "$type": _unfit("$type"),
    "$absent": _absent,
}
