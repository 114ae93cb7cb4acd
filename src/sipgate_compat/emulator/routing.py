"""Routes as data, and a tree that finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from .answers import Answer
from .asking import Ask

Handler = Callable[[Ask], Answer]
INTERNAL = ("internal",)


@dataclass(frozen=True, slots=True)
class Route:
    """One operation: its id, where it stands, who may ask, and who answers.

    `classic_only` operations are refused on Neo before anything else is looked at; `open` ones need
    no credentials.
    """

    operation: str
    method: str
    path: str
    handler: Handler
    scopes: tuple[str, ...] = ()
    classic_only: bool = False
    open: bool = False

    @property
    def granted_by(self) -> tuple[str, ...]:
        """The scopes that will do; `all` covers all but what the document calls internal."""
        return self.scopes if self.scopes == INTERNAL else (*self.scopes, "all")

    @property
    def full_path(self) -> str:
        """The path from the root of the host; whatever names no version is of the second."""
        return self.path if self.path.startswith("/v3/") else f"/v2{self.path}"


@dataclass(slots=True)
class Node:
    """A place in the tree of path segments."""

    fixed: dict[str, Node] = field(default_factory=dict)
    named: Node | None = None
    routes: dict[str, Route] = field(default_factory=dict)
    names: tuple[str, ...] = ()


class Router:
    """Finds the route of a method and a path; fixed segments go before named ones."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = tuple(routes)
        self.root = Node()
        for route in self.routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        node, names = self.root, []
        for part in _segments(route.full_path):
            if part.startswith("{"):
                names.append(part[1:-1])
                node.named = node.named or Node()
                node = node.named
            else:
                node = node.fixed.setdefault(part, Node())
        node.routes[route.method] = route
        node.names = tuple(names)

    def find(self, path: str) -> tuple[Node, dict[str, str]] | None:
        """The node of a path with what its names stand for; None where there is none."""
        values: list[str] = []
        node = self._walk(self.root, _segments(path), 0, values)
        return (node, dict(zip(node.names, values, strict=True))) if node else None

    def _walk(self, node: Node, parts: list[str], at: int, values: list[str]) -> Node | None:
        if at == len(parts):
            return node if node.routes else None
        fixed = node.fixed.get(parts[at])
        if fixed and (found := self._walk(fixed, parts, at + 1, values)):
            return found
        if node.named and parts[at]:
            values.append(parts[at])
            if found := self._walk(node.named, parts, at + 1, values):
                return found
            values.pop()
        return None

    def nearest(self, method: str, path: str) -> str | None:
        """The route that comes nearest to a request which matches none."""
        wanted = f"{method} {path.removeprefix('/v2')[:200]}"
        labels = [f"{route.method} {route.path}" for route in self.routes]
        return next(iter(get_close_matches(wanted, labels, n=1, cutoff=0.5)), None)


def _segments(path: str) -> list[str]:
    """The parts of a path; a slash at its end says nothing."""
    return path.strip("/").split("/")
