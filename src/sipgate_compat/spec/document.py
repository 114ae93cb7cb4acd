"""A document as two of them are compared, whichever version of OpenAPI they are written in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .node import Node
from .words import shown

Key = tuple[str, str]
Item = tuple[str, str]
"""A way to sign in, and a scope or nothing."""
ANY_TYPE = "*/*"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `place` is ``query``, ``path``, ``header`` or ``cookie``."""

    name: str
    place: str
    required: bool
    schema: Node
    style: str
    deprecated: bool
    description: str


@dataclass(frozen=True, slots=True)
class Body:
    """A request's or response's bodies by content type; a schema may be missing."""

    content: dict[str, Node | None] = field(default_factory=dict)
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path."""

    method: str
    path: str
    operation_id: str
    description: str
    tags: tuple[str, ...]
    deprecated: bool
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: dict[str, Body]
    security: tuple[frozenset[Item], ...]

    @property
    def label(self) -> str:
        """The operation as people write it."""
        return f"{self.method} {self.path}"

    @property
    def scopes(self) -> set[str]:
        """All scopes that stand at the operation."""
        return {scope for each in self.security for _, scope in each if scope}


@dataclass(frozen=True, slots=True)
class Document:
    """An OpenAPI document."""

    name: str
    title: str
    version: str
    specification: str
    servers: frozenset[str]
    operations: dict[Key, Operation]


def key(method: str, path: str) -> Key:
    """What makes two operations the same: parameters count by their place, not their name."""
    return method.upper(), re.sub(r"\{[^{}]*\}", "{}", normal(path))


def normal(path: str) -> str:
    """A path without the API's own version before it and without a slash at its end."""
    path = re.sub(r"/{2,}", "/", f"/{path}")
    return re.sub(r"^/v2(?=/|$)", "", path).rstrip("/") or "/"


def keyed(operations: list[Operation]) -> dict[Key, Operation]:
    """Operations by their keys; where two would share one, the later keeps its names."""
    found: dict[Key, Operation] = {}
    for each in operations:
        place = key(each.method, each.path)
        found[(each.method, each.path) if place in found else place] = each
    return found


def in_path(path: str) -> list[str]:
    """The names in braces, in their order."""
    return [shown(each) for each in re.findall(r"\{([^{}]*)\}", path)]
