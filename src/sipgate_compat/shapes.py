"""Bodies against their declared shapes, with compiled JSON Schema validators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from .compare import ABSENT, Mismatch, escaped
from .contract.model import Shape
from .errors import DataError, nearest
from .form import Declared

# A shape may refer to itself; deeper than this nobody declares an enum.
NESTED = 10

# What messages say in place of a value, which may be anybody's.
MASK = "the value"


class Shapes:
    """Validators of all shapes; each is compiled when it is first asked for."""

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self.shapes = shapes
        self.schemas = {name: shape.json_schema for name, shape in shapes.items()}
        self.compiled: dict[str, jsonschema_rs.Validator] = {}
        self.said: dict[str, Declared] = {}

    def validator(self, name: str) -> jsonschema_rs.Validator:
        """The compiled validator of a shape."""
        if name not in self.compiled:
            self._known(name)
            schema = {"$ref": f"#/$defs/{name}", "$defs": self.schemas}
            self.compiled[name] = jsonschema_rs.Draft202012Validator(schema, mask=MASK)
        return self.compiled[name]

    def _known(self, name: str) -> Shape:
        if name not in self.shapes:
            raise DataError(f"{name}: no such shape; {nearest(name, self.shapes)}")
        return self.shapes[name]

    def mismatches(self, name: str, content_type: str, body: Any) -> Iterator[Mismatch]:
        """Where a body parts from a shape; a body of null stands for an empty one."""
        wanted = self._known(name).content
        if wanted == "none":
            if body is not None:
                yield Mismatch("/body", "an empty body", body)
            return
        if content_type != wanted:
            yield Mismatch("/content-type", wanted, content_type or "none")
        if wanted != "application/json":
            if self.schemas[name] and not self.validator(name).is_valid(body):
                yield Mismatch("/body", self.schemas[name], body)
            return
        validator = self.validator(name)
        if validator.is_valid(body):
            return
        for error in validator.iter_errors(body):
            yield _mismatch(error)

    def unknown_fields(self, name: str, body: Any) -> list[str]:
        """Pointers of fields that the shape does not know; list items share one pointer, ``*``."""
        found: dict[str, None] = {}
        for pointer in self._unknown({"$ref": f"#/$defs/{name}"}, body, ""):
            found[pointer] = None
        return list(found)

    def _unknown(self, schema: Mapping[str, Any], value: Any, at: str) -> Iterator[str]:
        schema = self._resolved(schema)
        if isinstance(value, list):
            for item in value:
                yield from self._unknown(schema.get("items", {}), item, f"{at}/*")
        elif isinstance(value, dict) and (known := schema.get("properties")) is not None:
            for key, each in value.items():
                if key in known:
                    yield from self._unknown(known[key], each, f"{at}/{key}")
                elif "additionalProperties" not in schema:
                    yield f"{at}/{escaped(key)}"

    def declared(self, name: str | None) -> Declared:
        """Where a shape declares an enum, and where the keys of an object are data."""
        if name is None:
            return Declared()
        if name not in self.said:
            self._known(name)
            enums, maps = set[str](), set[str]()
            self._declare({"$ref": f"#/$defs/{name}"}, "", enums, maps, NESTED)
            self.said[name] = Declared(frozenset(enums), frozenset(maps))
        return self.said[name]

    def _declare(
        self, schema: Mapping[str, Any], at: str, enums: set[str], maps: set[str], deep: int
    ) -> None:
        if not deep:
            return
        while "$ref" in schema:
            schema = self.schemas[schema["$ref"].rsplit("/", 1)[1]]
        for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
            self._declare(each, at, enums, maps, deep - 1)
        if "enum" in schema:
            enums.add(at)
        if isinstance(schema.get("items"), Mapping):
            self._declare(schema["items"], f"{at}/*", enums, maps, deep - 1)
        for key, each in schema.get("properties", {}).items():
            self._declare(each, f"{at}/{key}", enums, maps, deep - 1)
        if isinstance(schema.get("additionalProperties"), Mapping):
            maps.add(at)
            self._declare(schema["additionalProperties"], f"{at}/*", enums, maps, deep - 1)

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in schema:
            schema = self.schemas[schema["$ref"].rsplit("/", 1)[1]]
        variants = [self._resolved(each) for each in schema.get("anyOf", schema.get("oneOf", ()))]
        if not variants:
            return schema
        properties = {k: v for each in variants for k, v in each.get("properties", {}).items()}
        items: Mapping[str, Any] = next((v["items"] for v in variants if "items" in v), {})
        return {"properties": properties, "items": items} if properties else {"items": items}


def _mismatch(error: jsonschema_rs.ValidationError) -> Mismatch:
    where = "".join(f"/{escaped(str(part))}" for part in error.instance_path)
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Required):
        return Mismatch(f"/body{where}/{error.kind.property}", {"$absent": False}, ABSENT)
    rule = str(error.schema_path[-1])
    wanted = error.message.partition(" is not ")[2] or error.message
    return Mismatch(f"/body{where}", {rule: wanted}, error.instance)
