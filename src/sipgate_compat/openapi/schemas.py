"""Shapes as component schemas: the references rewritten, all that are reachable kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..contract.model import Shape
from ..errors import DataError, nearest

OURS = "#/$defs/"
THEIRS = "#/components/schemas/"
TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


def reference(name: str) -> dict[str, str]:
    """A reference to a component schema."""
    return {"$ref": f"{THEIRS}{name}"}


def shape(shapes: Mapping[str, Shape], name: str) -> Shape:
    """A shape by its name."""
    if name not in shapes:
        raise DataError(f"contracts/shapes/{name}.yaml: missing; {nearest(name, shapes)}")
    return shapes[name]


def rewritten(schema: Any) -> Any:
    """A schema whose references point into the document and whose enums name their type.

    Client generators make a class of an enum only where its type is said.
    """
    match schema:
        case {"$ref": str(target), **rest} if target.startswith(OURS):
            return {"$ref": THEIRS + target.removeprefix(OURS), **rewritten(rest)}
        case {"enum": list(values), **rest} if "type" not in rest and (kind := _type(values)):
            return {"type": kind, "enum": values, **rewritten(rest)}
        case dict():
            return {key: rewritten(value) for key, value in schema.items()}
        case list():
            return [rewritten(value) for value in schema]
        case _:
            return schema


def _type(values: list[Any]) -> str | list[str] | None:
    """The type of an enum's values, with null beside it; None where they are of several types."""
    kinds = sorted({TYPES.get(type(value), "") for value in values} - {"null"})
    if len(kinds) != 1 or not kinds[0]:
        return None
    return [kinds[0], "null"] if None in values else kinds[0]


def referenced(value: Any) -> Iterator[str]:
    """The names of all component schemas that a part of the document refers to."""
    if isinstance(value, dict):
        target = value.get("$ref")
        if isinstance(target, str) and target.startswith(THEIRS):
            yield target.removeprefix(THEIRS)
        for each in value.values():
            yield from referenced(each)
    elif isinstance(value, list):
        for each in value:
            yield from referenced(each)


def components(shapes: Mapping[str, Shape], start: Any) -> dict[str, Any]:
    """The component schemas that a part of the document needs, by name."""
    found: dict[str, Any] = {}
    open_ = list(referenced(start))
    while open_:
        name = open_.pop()
        if name not in found:
            found[name] = rewritten(shape(shapes, name).json_schema)
            open_ += referenced(found[name])
    return {name: found[name] for name in sorted(found)}
