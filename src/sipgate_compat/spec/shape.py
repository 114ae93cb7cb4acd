"""What a schema says, its references and compositions put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .node import ANYTHING, Node
from .words import as_json

MOST_PARTS = 200
KINDS = ("string", "number", "integer", "boolean", "array", "object", "null")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
OTHER_LIMITS = ("pattern", "multipleOf", "uniqueItems")
LIMITS = (*UPPER, *LOWER, *OTHER_LIMITS)


@dataclass(slots=True)
class Shape:
    """The values that a schema admits, as far as two schemas are compared."""

    types: set[str] = field(default_factory=set)
    """Empty: any."""
    nullable: bool = False
    format: str = ""
    values: dict[str, None] | None = None
    """The enumerated values as JSON, in their order; None: not enumerated."""
    limits: dict[str, Any] = field(default_factory=dict)
    properties: dict[str, Node] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    items: Node | None = None
    rest: Node | None = None
    """What other fields hold."""
    closed: bool = False
    """No other fields are admitted."""
    variants: list[Node] = field(default_factory=list)
    default: str | None = None
    description: str = ""
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False

    @property
    def said(self) -> str:
        """The types in words."""
        types = " or ".join(sorted(self.types)) or "any"
        return f"{types} ({self.format})" if self.format else types


class Shapes:
    """The shape of every schema that was asked for, each made once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Node, Shape]] = {}

    def of(self, node: Node) -> Shape:
        """A schema's shape."""
        if id(node.value) not in self._known:
            # The node is kept with it: an id is only unique while its object lives.
            self._known[id(node.value)] = (node, shape(node))
        return self._known[id(node.value)][1]


def shape(node: Node) -> Shape:
    """A schema's shape.

    Raises:
        DataError: a keyword holds what it must not, or the schema is made of too many others.
    """
    made = Shape()
    for part in parts(node):
        _add(made, part)
    _settle_null(made)
    if not made.types:
        made.types = _implied(made)
    for name in made.required:
        made.properties.setdefault(name, Node(ANYTHING, f"{node.at}/required", node.references))
    return made


def parts(node: Node) -> list[Node]:
    """A schema and all that it refers to or is composed of, outermost first."""
    found: dict[int, Node] = {}
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if id(part.value) in found:
            continue
        found[id(part.value)] = part
        if len(found) > MOST_PARTS:
            raise node.wrong("allOf", f"made of more than {MOST_PARTS} schemas")
        waiting += reversed(part.schemas("allOf"))
        if isinstance(part.value.get("$ref"), str):
            waiting.append(part.followed())
    return list(found.values())


def _add(made: Shape, part: Node) -> None:
    value = part.value
    made.types = made.types or _types(part)
    made.nullable |= part.flag("nullable") or part.flag("x-nullable") or "null" in _types(part)
    made.format = made.format or part.text("format")
    made.values = _values(part) if made.values is None else made.values
    for key, limit in _limits(value).items():
        made.limits.setdefault(key, limit)
    for name, each in part.named_schemas("properties").items():
        made.properties.setdefault(name, each)
    made.required |= set(part.words("required"))
    made.items = made.items or part.schema("items")
    if value.get("additionalProperties") is False:
        made.closed = True
    elif isinstance(value.get("additionalProperties"), dict):
        made.rest = made.rest or part.schema("additionalProperties")
    made.variants = made.variants or part.schemas("oneOf") or part.schemas("anyOf")
    if made.default is None and "default" in value:
        made.default = as_json(value["default"])
    made.description = made.description or part.text("description")
    made.deprecated |= part.flag("deprecated")
    made.read_only |= part.flag("readOnly")
    made.write_only |= part.flag("writeOnly")


def _types(part: Node) -> set[str]:
    said = part.value.get("type")
    if said == "file":
        return {"string"}
    types = set(part.words("type")) if isinstance(said, list) else {part.text("type")}
    return {each for each in types if each in KINDS}


def _values(part: Node) -> dict[str, None] | None:
    if "const" in part.value:
        return {as_json(part.value["const"]): None}
    return dict.fromkeys(map(as_json, part.list_("enum"))) if "enum" in part.value else None


def _limits(value: dict[str, Any]) -> dict[str, Any]:
    """The limits of a schema; 3.0's `exclusiveMaximum: true` in the words of 3.1."""
    if value.keys().isdisjoint(LIMITS):
        return {}
    found = {key: value[key] for key in LIMITS if value.get(key)}
    found |= {key: 0 for key in (*UPPER, *LOWER) if _is_zero(value.get(key))}
    for plain, exclusive in (("maximum", "exclusiveMaximum"), ("minimum", "exclusiveMinimum")):
        if found.get(exclusive) is True:
            found[exclusive] = found.pop(plain, None)
    for key in LOWER[2:]:
        # At least none is no limit.
        if found.get(key) == 0:
            del found[key]
    return {key: each for key, each in found.items() if each is not None}


def _is_zero(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == 0


def _settle_null(made: Shape) -> None:
    """Null is no type of its own here, whichever of its four spellings a document uses."""
    others = [each for each in made.variants if each.value.get("type") != "null"]
    if len(others) < len(made.variants):
        made.nullable, made.variants = True, others
    made.types = made.types - {"null"} if len(made.types) > 1 else made.types
    if len(made.variants) == 1:
        # One of one: that one.
        only = made.variants.pop()
        for part in parts(only):
            _add(made, part)
        made.types = made.types - {"null"} if len(made.types) > 1 else made.types
    if made.values is not None and "null" in made.values:
        made.nullable = True
        made.values = {each: None for each in made.values if each != "null"}


def _implied(made: Shape) -> set[str]:
    """The type that a schema without one can only mean."""
    if made.properties or made.required or made.rest or made.closed:
        return {"object"}
    if made.items:
        return {"array"}
    if made.values and all(each.startswith('"') for each in made.values):
        return {"string"}
    return set()
