"""What Swagger 2 keeps in places of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .document import ANY_TYPE, Body
from .node import ANYTHING, Node
from .openapi3 import media

NOT_OF_THE_SCHEMA = ("name", "in", "required", "description", "collectionFormat")
STYLES = {
    "csv": "form, in one",
    "multi": "form, one by one",
    "ssv": "spaceDelimited, in one",
    "pipes": "pipeDelimited, in one",
    "tsv": "tabDelimited, in one",
}
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def servers(root: Node) -> list[str]:
    """The addresses of the API; none where no host is named."""
    if not root.text("host"):
        return []
    schemes = root.words("schemes") or ["https"]
    return [f"{each}://{root.text('host')}{base(root)}" for each in schemes]


def base(node: Node) -> str:
    """The path before all paths."""
    return node.text("basePath").rstrip("/")


def schemes(root: Node) -> Iterator[tuple[str, Node]]:
    """The ways to sign in, by their names."""
    return root.children("securityDefinitions")


def schema_of(parameter: Node) -> Node:
    """The schema of a parameter, which stands in the parameter itself."""
    value = {k: v for k, v in parameter.value.items() if k not in NOT_OF_THE_SCHEMA}
    return Node(value or ANYTHING, parameter.at, parameter.references)


def style(parameter: Node, place: str) -> str:
    """How a list is written into the request, in the words of OpenAPI 3."""
    said = STYLES.get(parameter.text("collectionFormat") or "csv", "")
    return said if place in ("query", "cookie") else said.replace("form", "simple")


def body(root: Node, operation: Node, given: list[Node]) -> Body | None:
    """The request's body: one parameter, or the fields of a form."""
    types = [media(each) for each in _types("consumes", root, operation)]
    for each in given:
        if each.text("in") == "body":
            return _body(types or [ANY_TYPE], each.schema("schema"), each.flag("required"))
    fields = [each for each in given if each.text("in") == "formData"]
    if not fields:
        return None
    form = Node(_form(fields), operation.at, operation.references)
    named = [each for each in types if each in FORMS] or [FORMS[0]]
    return _body(named, form, any(each.flag("required") for each in fields))


def response(root: Node, operation: Node, node: Node) -> Body:
    """A response's body."""
    schema = node.schema("schema")
    if schema is None:
        return Body()
    types = [media(each) for each in _types("produces", root, operation)]
    return _body(types or [ANY_TYPE], schema, False)


def _body(types: list[str], schema: Node | None, required: bool) -> Body:
    """The same schema in every content type."""
    return Body(dict.fromkeys(types, schema), required)


def _types(key: str, root: Node, operation: Node) -> list[str]:
    return operation.words(key) if key in operation.value else root.words(key)


def _form(fields: list[Node]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {each.text("name"): schema_of(each).value for each in fields},
        "required": [each.text("name") for each in fields if each.flag("required")],
    }
