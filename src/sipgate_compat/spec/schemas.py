"""Where two schemas part, on the side of the client that sends or that receives.

Schemas refer to each other in circles and are shared by many operations. So a pair of schemas is
compared once, without its parts; the parts are further pairs, and an operation's differences are a
walk over the pairs that differ themselves or lead to one that does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..errors import DataError
from .kinds import Side
from .node import ANYTHING, Node
from .shape import LOWER, UPPER, Shape, Shapes
from .words import as_json, shown

DEEPEST = 200
MOST_STEPS = 3_000_000


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, at a place below a schema."""

    pointer: str
    what: str
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Two schemas that stand at the same place."""

    pointer: str
    old: Node
    new: Node

    @property
    def key(self) -> tuple[int, int]:
        """Names the pair."""
        return id(self.old.value), id(self.new.value)


Pair = tuple[int, int]


class Comparison:
    """The schemas of two documents on one side."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.shapes = Shapes()
        self._local: dict[Pair, list[Difference]] = {}
        self._parts: dict[Pair, list[Part]] = {}
        self._differing: set[Pair] = set()
        self._steps = 0

    def differences(self, old: Node | None, new: Node | None) -> Iterator[Difference]:
        """All differences at and below two schemas, the nearest first; each pair once."""
        if old is None and new is None:
            return
        whole = Part("", old or _anything(new), new or _anything(old))
        self._explore(whole)
        waiting, seen = deque([(whole, 0)]), {whole.key}
        while waiting:
            part, depth = waiting.popleft()
            for each in self._local[part.key]:
                yield Difference(part.pointer + each.pointer, each.what, each.old, each.new)
            for below in self._parts[part.key]:
                self._count(part.old, depth)
                if below.key in self._differing and below.key not in seen:
                    seen.add(below.key)
                    waiting.append(
                        (Part(part.pointer + below.pointer, below.old, below.new), depth + 1)
                    )

    def _count(self, node: Node, depth: int) -> None:
        self._steps += 1
        if depth > DEEPEST or self._steps > MOST_STEPS:
            raise DataError(
                f"{node.references.name}: its schemas are entangled too deeply to compare them"
            )

    def _explore(self, whole: Part) -> None:
        """Compare all pairs that are new here, and learn which of them lead to a difference."""
        waiting, leading = [whole], dict[Pair, list[Pair]]()
        found: list[Pair] = []
        while waiting:
            part = waiting.pop()
            if part.key in self._local:
                continue
            old, new = self.shapes.of(part.old), self.shapes.of(part.new)
            self._local[part.key] = list(differences(old, new, self.side, self.shapes))
            below = self._parts[part.key] = list(parts(old, new, self.side, self.shapes))
            found.append(part.key)
            for each in below:
                leading.setdefault(each.key, []).append(part.key)
            waiting += below
        differing = [pair for pair in found if self._local[pair]]
        differing += [pair for pair in leading if pair in self._differing]
        while differing:
            pair = differing.pop()
            self._differing.add(pair)
            differing += [each for each in leading.get(pair, ()) if each not in self._differing]


def _anything(beside: Node | None) -> Node:
    assert beside is not None
    return Node(ANYTHING, beside.at, beside.references)


def differences(old: Shape, new: Shape, side: Side, shapes: Shapes) -> Iterator[Difference]:
    """Where two schemas differ themselves, not in their parts."""
    yield from _types(old, new)
    yield from _nullable(old, new)
    yield from _values(old, new)
    yield from _limits(old, new)
    yield from _fields(old, new, side, shapes)
    yield from _variants(old, new)
    if old.default != new.default:
        yield Difference("", "default-changed", old.default, new.default)
    if old.deprecated != new.deprecated:
        yield Difference("", "field-deprecated" if new.deprecated else "field-reinstated")
    if old.description != new.description:
        yield Difference("", "described", old.description, new.description)


def parts(old: Shape, new: Shape, side: Side, shapes: Shapes) -> Iterator[Part]:
    """The schemas within two schemas that stand at the same place."""
    if _retyped(old, new):
        return
    after = _visible(new, side, shapes)
    for name, before in _visible(old, side, shapes).items():
        if name in after:
            yield Part(f"/{escaped(name)}", before, after[name])
    for a, b in ((old.items, new.items), (old.rest, new.rest)):
        if a or b:
            yield Part("/*", a or _anything(b), b or _anything(a))
    yield from _paired(old.variants, new.variants)[0]


def escaped(name: str) -> str:
    """A field's name as a step of a pointer."""
    return shown(name, 60).replace("~", "~0").replace("/", "~1")


def _types(old: Shape, new: Shape) -> Iterator[Difference]:
    if old.types != new.types:
        what = "retyped"
        if _admits(new, old):
            what = "type-widened"
        elif _admits(old, new):
            what = "type-narrowed"
        yield Difference("", what, old.said, new.said)
    elif old.format != new.format:
        what = "format-changed" if old.format and new.format else "format-removed"
        yield Difference(
            "", what if old.format else "format-added", old.format or None, new.format or None
        )


def _admits(wide: Shape, narrow: Shape) -> bool:
    """Does one shape admit every type of another?"""
    types = wide.types | ({"integer"} if "number" in wide.types else set())
    return not wide.types or (bool(narrow.types) and narrow.types <= types)


def _retyped(old: Shape, new: Shape) -> bool:
    return old.types != new.types and not _admits(new, old) and not _admits(old, new)


def _nullable(old: Shape, new: Shape) -> Iterator[Difference]:
    # Whoever names no type says nothing of null either.
    if old.nullable != new.nullable and old.types and new.types:
        yield Difference("", "nullable" if new.nullable else "not-nullable")


def _values(old: Shape, new: Shape) -> Iterator[Difference]:
    if old.values is not None and new.values is not None:
        for value in new.values:
            if value not in old.values:
                yield Difference("", "enum-value-added", None, value)
        for value in old.values:
            if value not in new.values:
                yield Difference("", "enum-value-removed", value)
    elif old.values is not None:
        yield Difference("", "values-unlisted", ", ".join(old.values))
    elif new.values is not None:
        yield Difference("", "values-listed", None, ", ".join(new.values))


def _limits(old: Shape, new: Shape) -> Iterator[Difference]:
    for key in old.limits | new.limits:
        before, after = old.limits.get(key), new.limits.get(key)
        if before != after:
            looser = after is None or (before is not None and _looser(key, before, after))
            what = "limit-loosened" if looser else "limit-tightened"
            yield Difference("", what, _limit(key, before), _limit(key, after))


def _looser(key: str, before: Any, after: Any) -> bool:
    numbers = all(isinstance(each, int | float) for each in (before, after))
    if numbers and key in UPPER:
        return bool(after > before)
    return bool(numbers and key in LOWER and after < before)


def _limit(key: str, value: Any) -> str | None:
    return None if value is None else f"{key} {as_json(value)}"


def _visible(shape: Shape, side: Side, shapes: Shapes) -> dict[str, Node]:
    """The fields that are sent on this side."""
    if not shape.properties:
        return {}
    return {
        name: each for name, each in shape.properties.items() if _is_sent(shapes.of(each), side)
    }


def _is_sent(shape: Shape, side: Side) -> bool:
    return not (shape.write_only if side is Side.RESPONSE else shape.read_only)


def _fields(old: Shape, new: Shape, side: Side, shapes: Shapes) -> Iterator[Difference]:
    before, after = _visible(old, side, shapes), _visible(new, side, shapes)
    if _retyped(old, new):
        return
    for name, node in before.items():
        pointer = f"/{escaped(name)}"
        if name not in after:
            yield Difference(pointer, "field-removed", shapes.of(node).said)
        elif (name in old.required) != (name in new.required):
            yield Difference(
                pointer, "field-required" if name in new.required else "field-optional"
            )
    for name, node in after.items():
        if name not in before:
            what = "required-field-added" if name in new.required else "field-added"
            yield Difference(f"/{escaped(name)}", what, None, shapes.of(node).said)
    if old.closed != new.closed:
        yield Difference("", "closed" if new.closed else "opened")


def _variants(old: Shape, new: Shape) -> Iterator[Difference]:
    if not old.variants or not new.variants:
        return
    _, gone, come = _paired(old.variants, new.variants)
    for each in gone:
        yield Difference("", "variant-removed", _name(each))
    for each in come:
        yield Difference("", "variant-added", None, _name(each))


def _paired(old: list[Node], new: list[Node]) -> tuple[list[Part], list[Node], list[Node]]:
    """Variants with the same name, those that only the old and those that only the new has."""
    before, after = ({_name(each): each for each in nodes} for nodes in (old, new))
    pairs = [Part("", before[name], after[name]) for name in before if name in after]
    gone = [each for name, each in before.items() if name not in after]
    come = [each for name, each in after.items() if name not in before]
    if len(gone) == len(come) == 1:
        # The one that is left on either side: the same under another name.
        return [*pairs, Part("", gone[0], come[0])], [], []
    return pairs, gone, come


def _name(variant: Node) -> str:
    """What a variant is called: its component, its title, its type."""
    if variant.at.startswith("#/"):
        return shown(variant.at.rpartition("/")[2])
    title = variant.text("title")
    return shown(title or as_json(variant.value.get("type", variant.value)))
