"""Where a convention applies to an operation, and the requests by which it is put."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import DataError
from .model import Convention, ConventionStep, Operation, Profile, Request, Shape

if TYPE_CHECKING:
    from .book import Book

Said: TypeAlias = "Convention | ConventionStep"
# A value that no reader of a type takes for one of it, however much it forgives.
MISTYPED: Mapping[str, Any] = {
    "string": {"no": "text"},
    "integer": "many",
    "number": "many",
    "boolean": "perhaps",
    "array": "no list",
    "object": "no object",
}
UNKNOWN_WORD = "NO_SUCH_WORD"


@dataclass(frozen=True, slots=True)
class Application:
    """A convention put to one operation: a case's id, its situation, its requests in order."""

    convention: Convention
    id: str
    given: str
    steps: tuple[tuple[Request, Said], ...]
    unknown: Mapping[Profile, str]


def applications(book: Book, operation: Operation) -> Iterator[Application]:
    """Every convention that holds for an operation."""
    valid = next((case for case in operation.cases if case.id == "valid"), None)
    base, situation = (valid.request, valid.given) if valid else (Request(), "an-account")
    for convention in book.conventions.conventions:
        excepted = [e for e in convention.exceptions if e.operation == operation.operation]
        if any(not each.profiles for each in excepted):
            continue
        unknown = {profile: each.reason for each in excepted for profile in each.profiles}
        given = convention.given or situation
        for case_id, wrong in APPLIES[convention.applies](book, convention, operation, base):
            steps: list[tuple[Request, Said]] = [
                (_changed(each, convention.request), convention) for each in wrong
            ]
            steps += [(_changed(base, more.request), more) for more in convention.then]
            if steps:
                yield Application(convention, case_id, given, tuple(steps), unknown)


def _changed(valid: Request, wrong: Request) -> Request:
    """A valid request, wrong only in what is about to be seen."""
    said = {name: getattr(wrong, name) for name in wrong.model_fields_set}
    for name in ("query", "path", "headers"):
        if name in said:
            said[name] = {**getattr(valid, name), **said[name]}
    return valid.model_copy(update={"paging": None, **said})


Found: TypeAlias = Iterator[tuple[str, list[Request]]]


def _if(holds: Callable[[Operation], object]) -> Callable[..., Found]:
    def apply(book: Book, convention: Convention, operation: Operation, valid: Request) -> Found:
        if holds(operation):
            yield convention.id, [valid]

    return apply


def _path_ids(book: Book, convention: Convention, operation: Operation, valid: Request) -> Found:
    """One case for each thing that the path names."""
    for name in operation.path_parameters:
        unknown = book.conventions.unknown_ids.get(name)
        if unknown is None:
            raise DataError(
                f"contracts/conventions.yaml: unknown_ids: says nothing of {name} "
                f"in {operation.label}"
            )
        path = {**valid.path, name: unknown}
        yield f"unknown-{kebab(name)}", [valid.model_copy(update={"path": path})]


def _query(book: Book, convention: Convention, operation: Operation, valid: Request) -> Found:
    """A request for each way in which a parameter can be unfit."""
    wrong = [
        valid.model_copy(update={"query": {**valid.query, name: value}})
        for name, schema in operation.request.query.items()
        for value in unfit(schema)
    ]
    yield convention.id, wrong


def unfit(schema: Mapping[str, Any]) -> Iterator[str]:
    """Values that a parameter cannot have; none where any text will do."""
    schema = schema.get("items", schema)
    match schema:
        case {"enum": _}:
            yield UNKNOWN_WORD
        case {"type": "integer", "minimum": least}:
            yield "many"
            yield str(least - 1)
        case {"type": "integer" | "number"}:
            yield "many"
        case {"type": "boolean"}:
            yield "perhaps"
        case {"format": "date-time"}:
            yield "yesterday"


def _body_fields(book: Book, convention: Convention, operation: Operation, valid: Request) -> Found:
    """A request for each required field that is missing and each field that is mistyped."""
    if operation.request.body and isinstance(valid.body, dict):
        schema = book.shapes[operation.request.body].json_schema
        wrong = [
            valid.model_copy(update={"body": body})
            for body in spoiled(valid.body, schema, book.shapes)
        ]
        yield convention.id, wrong


def spoiled(
    body: Mapping[str, Any], schema: Mapping[str, Any], shapes: Mapping[str, Shape]
) -> Iterator[dict[str, Any]]:
    """Bodies wrong in one field each."""
    for name in schema.get("required", ()):
        yield {key: value for key, value in body.items() if key != name}
    for name, field in schema.get("properties", {}).items():
        if name in body and (wrong := mistyped(field, shapes)) is not None:
            yield {**body, name: wrong}


def mistyped(field: Mapping[str, Any], shapes: Mapping[str, Shape]) -> Any:
    """A value that a field cannot have, or None where anything will do."""
    if "$ref" in field:
        return mistyped(shapes[field["$ref"].rsplit("/", 1)[1]].json_schema, shapes)
    if "enum" in field:
        return UNKNOWN_WORD
    kinds = field.get("type")
    kind = next((k for k in kinds if k != "null"), None) if isinstance(kinds, list) else kinds
    return MISTYPED.get(str(kind))


APPLIES: Mapping[str, Callable[..., Found]] = {
    "everything": _if(lambda operation: True),
    "scoped": _if(lambda operation: operation.scope),
    "path-id": _path_ids,
    "body": _if(lambda operation: operation.request.body and operation.request.required),
    "body-fields": _body_fields,
    "query": _query,
    "limit": _if(lambda operation: "limit" in operation.request.query),
    "offset": _if(lambda operation: "offset" in operation.request.query),
    "user-path": _if(lambda operation: operation.path.startswith(("/{userId}", "/users/{userId}"))),
    "administrator": _if(lambda operation: operation.administrator),
}


def kebab(name: str) -> str:
    """``callId`` as ``call-id``."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower()
