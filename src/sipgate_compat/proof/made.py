"""Values made of shapes, for providers that show what the right one has no occasion to show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .alter import is_json, parts, with_body
from .mutant import Change
from .provider import Told

Schemas = Mapping[str, Any]
PLAIN: dict[str, Any] = {
    "string": "+4930231250250",
    "integer": 1,
    "number": 1,
    "boolean": True,
    "array": [],
    "object": {},
    "null": None,
}


def shown(schemas: Schemas, name: str, pattern: str) -> Change:
    """An answer that shows whatever holds the last part of a pattern."""
    root = {"$ref": f"#/$defs/{name}"}

    def show(told: Told) -> Told:
        if not is_json(told):
            return told
        return with_body(told, _shown(schemas, root, json.loads(told.content), parts(pattern)))

    return show


def _shown(schemas: Schemas, schema: Mapping[str, Any], value: Any, way: list[str]) -> Any:
    schema = resolved(schemas, schema)
    if not way:
        return value
    first, *rest = way
    if first != "*":
        inner = schema["properties"][first]
        if not rest:
            return value if isinstance(value, dict) else made(schemas, schema)
        own = value if isinstance(value, dict) else made(schemas, schema)
        return {**own, first: _shown(schemas, inner, own.get(first), rest)}
    if isinstance(schema.get("items"), Mapping):
        items = value or [made(schemas, schema["items"])]
        return [_shown(schemas, schema["items"], each, rest) for each in items]
    inner = schema["additionalProperties"]
    named = value or {"key": made(schemas, inner)}
    return {k: _shown(schemas, inner, each, rest) for k, each in named.items()}


def resolved(schemas: Schemas, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema behind its references; of several variants the first that is not null."""
    while "$ref" in schema or "anyOf" in schema:
        if "$ref" in schema:
            schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
        else:
            schema = next(each for each in schema["anyOf"] if each != {"type": "null"})
    return schema


def made(schemas: Schemas, schema: Mapping[str, Any]) -> Any:
    """The smallest value that keeps a schema."""
    schema = resolved(schemas, schema)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    kind = kind if isinstance(kind, str) else kind[0]
    if kind != "object":
        return PLAIN[kind]
    wanted = schema.get("required", ())
    return {each: made(schemas, schema["properties"][each]) for each in wanted}
