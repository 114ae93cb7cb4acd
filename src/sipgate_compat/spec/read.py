"""Swagger 2 and OpenAPI 3 documents, read into one model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from ..errors import DataError
from . import openapi3, swagger2
from .document import Document, Item, Operation, Parameter, keyed, normal
from .node import Node, References
from .source import name_of, text_at
from .text import parsed
from .words import a_kind, shown

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
BEARERS = ("oauth2", "openIdConnect")


def document_at(place: str) -> Document:
    """The document in a file, at a URL, or (`-`) on standard input.

    Raises:
        CompatError: it cannot be had, or is no OpenAPI document; one line says which.
    """
    name = name_of(place)
    return document(parsed(text_at(place), name), name)


def document(contents: Any, name: str) -> Document:
    """A parsed document.

    Args:
        contents: what JSON or YAML held.
        name: what to call it in complaints.

    Raises:
        DataError: it is none, or a part of it is not what it must be; names the place.
    """
    specification = _specification(contents, name)
    root = Node(contents, "", References(contents, name))
    info = root.child("info") or Node({}, "/info", root.references)
    version = swagger2 if specification.startswith("2") else openapi3
    return Document(
        name=name,
        title=shown(info.text("title")),
        version=shown(info.text("version")),
        specification=f"{'Swagger' if version is swagger2 else 'OpenAPI'} {specification}",
        servers=frozenset(shown(each) for each in version.servers(root)),
        operations=keyed(list(_operations(root, version))),
    )


def _specification(contents: Any, name: str) -> str:
    if not isinstance(contents, dict):
        raise DataError(f"{name}: {a_kind(contents)}, not an OpenAPI document")
    said = contents.get("openapi", contents.get("swagger"))
    if said is None:
        raise DataError(f"{name}: not an OpenAPI document: it has neither `openapi` nor `swagger`")
    text = said if isinstance(said, str) else str(said)
    expected = r"3\.[0-2](\.\S+)?" if "openapi" in contents else r"2\.0"
    if not re.fullmatch(expected, text):
        raise DataError(f"{name}: OpenAPI {shown(text, 20)} is not known; known: 2.0, 3.0 to 3.2")
    if not isinstance(contents.get("paths"), dict):
        raise DataError(f"{name}: not an OpenAPI document: `paths` is missing or no object")
    return shown(text, 20)


def _operations(root: Node, version: Any) -> Iterator[Operation]:
    base = version.base(root)
    schemes = {name: _scheme(each) for name, each in version.schemes(root)}
    for path, item in root.children("paths"):
        own = version.base(item) if "servers" in item.value else base
        place = normal(f"{own}/{path}" if own != base else path)
        for method in METHODS:
            if found := item.child(method):
                yield _operation(root, item, found, method.upper(), shown(place), version, schemes)


def _operation(
    root: Node,
    item: Node,
    node: Node,
    method: str,
    path: str,
    version: Any,
    schemes: dict[str, str],
) -> Operation:
    given = _parameters(item, node)
    return Operation(
        method=method,
        path=path,
        operation_id=shown(node.text("operationId")),
        description=f"{node.text('summary')}\n{node.text('description')}".strip(),
        tags=tuple(sorted(shown(each) for each in node.words("tags"))),
        deprecated=node.flag("deprecated"),
        parameters=tuple(_parameter(each, version) for each in given if _is_sent(each)),
        body=version.body(root, node, given),
        responses={
            status.upper() if status != "default" else status: version.response(root, node, each)
            for status, each in node.children("responses")
        },
        security=tuple(_security(node if "security" in node.value else root, schemes)),
    )


def _parameters(item: Node, node: Node) -> list[Node]:
    """The parameters of an operation; its own come before those of its path."""
    found: dict[tuple[str, str], Node] = {}
    for each in [*node.listed("parameters"), *item.listed("parameters")]:
        if not each.text("name") or not each.text("in"):
            raise each.wrong("name", "a parameter without `name` or `in`")
        found.setdefault((each.text("in"), each.text("name")), each)
    return list(found.values())


def _is_sent(node: Node) -> bool:
    """Bodies are no parameters here; headers that OpenAPI has other places for are none either."""
    place, name = node.text("in"), node.text("name").lower()
    if place == "header":
        return name not in ("accept", "authorization", "content-type")
    return place in ("query", "path", "cookie", "querystring")


def _parameter(node: Node, version: Any) -> Parameter:
    place = node.text("in")
    return Parameter(
        name=shown(node.text("name")),
        place=place,
        required=node.flag("required") or place == "path",
        schema=version.schema_of(node),
        style=shown(version.style(node, place)),
        deprecated=node.flag("deprecated"),
        description=node.text("description"),
    )


def _scheme(node: Node) -> str:
    """What a way to sign in looks like on the wire: several of OpenAPI's are one there."""
    kind = node.text("type")
    if kind in BEARERS:
        return "bearer"
    if kind == "http":
        return node.text("scheme").lower() or kind
    return f"{node.text('in')} {node.text('name')}".strip() if kind == "apiKey" else kind


def _security(node: Node, schemes: dict[str, str]) -> Iterator[frozenset[Item]]:
    """The ways to sign in, each with all that it asks for."""
    for each in node.listed("security"):
        needs: set[Item] = set()
        apart: list[Item] = []
        for name in each.value:
            way = shown(schemes.get(name, name))
            scopes = [shown(scope) for scope in each.words(name)]
            needs.add((way, ""))
            if "all" in scopes:
                apart = [(way, scope) for scope in scopes]
            else:
                needs |= {(way, scope) for scope in scopes}
        # `all` contains every scope of this API: where it is listed, one of the list suffices.
        yield from (frozenset({*needs, one}) for one in apart) if apart else [frozenset(needs)]


def path_of(url: str) -> str:
    """The path of a server's address."""
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""
