"""What OpenAPI 3.0, 3.1 and 3.2 keep in places of their own."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from .document import Body
from .node import ANYTHING, Node

STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


def servers(root: Node) -> list[str]:
    """The addresses of the API."""
    return [each.text("url").rstrip("/") for each in root.listed("servers") if each.text("url")]


def base(node: Node) -> str:
    """The path of the first address of a document or path."""
    try:
        return urlsplit(next(iter(servers(node)), "")).path
    except ValueError:
        return ""


def schemes(root: Node) -> Iterator[tuple[str, Node]]:
    """The ways to sign in, by their names."""
    components = root.child("components")
    return components.children("securitySchemes") if components else iter(())


def schema_of(parameter: Node) -> Node:
    """The schema of a parameter, which may stand below a content type."""
    content = next(iter(_content(parameter).values()), None)
    anything = Node(ANYTHING, parameter.at, parameter.references)
    return parameter.schema("schema") or content or anything


def style(parameter: Node, place: str) -> str:
    """How a list or object is written into the request."""
    said = parameter.text("style") or STYLES.get(place, "")
    explode = parameter.value.get("explode", said == "form")
    return f"{said}, {'one by one' if explode is True else 'in one'}"


def body(root: Node, operation: Node, given: list[Node]) -> Body | None:
    """The request's body."""
    node = operation.child("requestBody")
    return Body(_content(node), node.flag("required")) if node else None


def response(root: Node, operation: Node, node: Node) -> Body:
    """A response's body."""
    return Body(_content(node))


def _content(node: Node) -> dict[str, Node | None]:
    return {media(name): each.schema("schema") for name, each in node.children("content")}


def media(name: str) -> str:
    """A content type without its parameters."""
    return name.partition(";")[0].strip().lower()
