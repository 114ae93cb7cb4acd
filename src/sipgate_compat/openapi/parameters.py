"""Parameters and request bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..contract.model import CaseData, Operation, Request
from .examples import example, of_parameter
from .promised import Promises, Said
from .schemas import reference, rewritten, shape

# What a contract writes into a parameter's schema and OpenAPI has beside it.
BESIDE = ("description", "required", "deprecated", "style", "explode", "allowEmptyValue")
# OpenAPI has other places for these.
NO_HEADERS = ("accept", "authorization", "content-type")
TEXT: dict[str, Any] = {"type": "string"}


def parameters(operation: Operation) -> list[dict[str, Any]]:
    """All parameters: path, query, headers."""
    sent = _valid(operation)
    return [
        *_path(operation, sent),
        *_listed("query", operation.request.query, sent.query),
        *_listed("header", operation.request.headers, sent.headers),
    ]


def _valid(operation: Operation) -> Request:
    """The request that the contract calls valid."""
    found: CaseData | None = next((c for c in operation.cases if c.id == "valid"), None)
    return found.request if found else Request()


def _path(operation: Operation, sent: Request) -> Iterator[dict[str, Any]]:
    for name in operation.path_parameters:
        schema = operation.request.path.get(name, TEXT)
        value = sent.path.get(name, f"${name}")
        yield _parameter("path", name, {**schema, "required": True}, value)


def _listed(
    where: str, schemas: Mapping[str, Mapping[str, Any]], sent: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    for name, schema in schemas.items():
        if where != "header" or name.lower() not in NO_HEADERS:
            yield _parameter(where, name, schema, sent.get(name))


def _parameter(where: str, name: str, said: Mapping[str, Any], value: Any) -> dict[str, Any]:
    schema = {key: each for key, each in said.items() if not _is_beside(key, each)}
    beside = {key: each for key, each in said.items() if _is_beside(key, each)}
    made: dict[str, Any] = {"name": name, "in": where, **beside}
    if where == "query" and schema.get("type") == "array":
        # A list is repeated, `types=CALL&types=FAX`, unless the contract says otherwise.
        made = {**made, "style": said.get("style", "form"), "explode": said.get("explode", True)}
    made["schema"] = rewritten(schema)
    shown = None if value is None else of_parameter(value, schema)
    return made if shown is None else {**made, "example": shown}


def _is_beside(key: str, value: Any) -> bool:
    """A schema's own `required` is a list of names; a parameter's is true or false."""
    return key in BESIDE and not isinstance(value, list)


def body(promises: Promises, operation: Operation) -> dict[str, Any] | None:
    """The request body, or None where the operation has none."""
    if operation.request.body is None:
        return None
    declared = shape(promises.book.shapes, operation.request.body)
    if declared.content == "none":
        return None
    media: dict[str, Any] = {"schema": reference(declared.shape)}
    defs = {name: each.json_schema for name, each in promises.book.shapes.items()}
    sent = _valid(operation)
    shown = example(sent.body, {"$ref": f"#/$defs/{declared.shape}"}, defs)
    if shown is not None:
        media["examples"] = {"valid": {"value": shown}}
    return {"required": _is_required(promises, operation), "content": {declared.content: media}}


def _is_required(promises: Promises, operation: Operation) -> bool:
    """A profile that promises to accept an empty body requires none, whatever others do."""
    return operation.request.required and not any(map(_accepts_nothing, promises.of(operation)))


def _accepts_nothing(said: Said) -> bool:
    request = said.step.request
    return said.is_own and said.succeeds and request.body is None and request.raw in (None, "")
