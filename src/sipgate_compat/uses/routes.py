"""Which operation a method and an address mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from ..contract.book import Book
from ..contract.model import Operation
from ..web import is_loopback

API_HOST = re.compile(r"api(\.[a-z0-9-]+)*\.sipgate\.(com|de)", re.IGNORECASE)
VERSIONS = ("v2", "v3")
USER = re.compile(r"([0-9]{5,9})?w[0-9]{1,9}|\{[^{}]*\}")
NAMED = "{}"
Group = tuple[str, int, str]
"""A method, the number of segments, and the first of them."""
LONGEST = 20
"""Of a path that is looked at, in segments."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request went: the path's segments, the query as written.

    `ours` is true where host or path say that it is the API's, and not only the operation it fits.
    """

    segments: tuple[str, ...]
    query: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Found:
    """An operation, and what stands for each name in its path."""

    operation: Operation
    values: dict[str, str]


class Routes:
    """The operations of the contracts by their paths; fixed segments go before named ones."""

    def __init__(self, book: Book, hosts: frozenset[str] = frozenset()) -> None:
        """Args:
        book: all contracts.
        hosts: further hosts through which the API is reached, in lower case.
        """
        self.hosts = hosts
        self.operations = book.operations
        self.words = {part for each in book.operations.values() for part in _parts(each.path)}
        self.groups: dict[Group, list[tuple[tuple[str, ...], Operation]]] = {}
        for each in book.operations.values():
            parts = tuple(_parts(each.path))
            group = each.method, len(parts), _first(parts)
            self.groups.setdefault(group, []).append((parts, each))
        for routes in self.groups.values():
            routes.sort(key=lambda route: [part.startswith("{") for part in route[0]])

    def place(self, address: str) -> Place | None:
        """Where an address leads; None where it is none, or of another host."""
        try:
            parts = urlsplit(address if "://" in address else f"//-{_rooted(address)}")
            host = parts.hostname or ""
        except ValueError:
            return None
        segments = tuple(unquote(part) for part in parts.path.split("/") if part)[: LONGEST + 1]
        versioned = any(part in VERSIONS for part in segments)
        named = "sipgate" in f"{host}/{'/'.join(segments[:-1])}".lower()
        if host == "-":
            return Place(segments, parts.query, versioned or named)
        known = bool(API_HOST.fullmatch(host)) or host.lower() in self.hosts or is_loopback(host)
        if not known and not (named and versioned):
            return None
        return Place(segments, parts.query, True)

    def find(self, method: str, place: Place, strict: bool = True) -> Found | None:
        """The operation of a request; a base path before the API's own may stand in it.

        Args:
            method: in capitals.
            place: where it went.
            strict: whether a path without a version has to begin with a word of the API or a user.
        """
        if len(place.segments) > LONGEST:
            return None
        known = "GET" if method == "HEAD" else method
        for parts, named in _inner(place.segments, place.ours):
            if (named or not strict or self._begins(parts)) and (
                found := self._exact(known, parts)
            ):
                return found
        return None

    def nearest(self, method: str, segments: tuple[str, ...]) -> str | None:
        """The operation that comes nearest to a request which is none.

        Args:
            method: in capitals.
            segments: of its path; they are compared, and nothing of them is shown.
        """
        parts = [self._word(part) for part in self._own(segments)]
        labels = {_plain(each.label): each.label for each in self.operations.values()}
        wanted = f"{method} /{'/'.join(parts)}"
        return next((labels[each] for each in get_close_matches(wanted, labels, n=1)), None)

    def _word(self, part: str) -> str:
        """The word of the API that a part of a path comes near to, or braces."""
        if part in self.words and not part.startswith("{"):
            return part
        fixed = [each for each in self.words if not each.startswith("{")]
        return next(iter(get_close_matches(part[:100], fixed, n=1, cutoff=0.75)), "{}")

    def _own(self, segments: tuple[str, ...]) -> tuple[str, ...]:
        """The part of a path behind what marks the API's own."""
        few = segments[:LONGEST]
        return next((parts for parts, named in _inner(few, False) if named), few)

    def nearest_name(self, name: str) -> str | None:
        """The operationId that comes nearest to a word which is none."""
        return next(iter(get_close_matches(name, self.operations, n=1, cutoff=0.6)), None)

    def template(self, segments: tuple[str, ...]) -> str:
        """A path of no operation as it may be shown: words of the API, and braces for all else."""
        shown = [part if part in self.words else "{…}" for part in self._own(segments)]
        return "/" + "/".join(shown)

    def _begins(self, parts: tuple[str, ...]) -> bool:
        return bool(parts) and (parts[0] in self.words or bool(USER.fullmatch(parts[0])))

    def _exact(self, method: str, parts: tuple[str, ...]) -> Found | None:
        of_word, of_any = ((method, len(parts), first) for first in (_first(parts), NAMED))
        routes = [*self.groups.get(of_word, ()), *self.groups.get(of_any, ())]
        for route, operation in routes:
            if all(map(_fits, route, parts)):
                named = zip(route, parts, strict=True)
                values = {name[1:-1]: part for name, part in named if name.startswith("{")}
                return Found(operation, values)
        return None


def _plain(label: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{}", label)


def _first(parts: tuple[str, ...]) -> str:
    """What a path begins with: its first word, or any."""
    return NAMED if not parts or parts[0].startswith("{") else parts[0]


def _fits(template: str, part: str) -> bool:
    return template == part or (template.startswith("{") and bool(part))


def _parts(path: str) -> Iterator[str]:
    return (part for part in path.split("/") if part)


def _rooted(address: str) -> str:
    return address if address.startswith("/") else f"/{address}"


def _inner(segments: tuple[str, ...], ours: bool) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The API's own paths that a path may hold, and whether a version marks them."""
    versions = [at for at, part in enumerate(segments) if part in VERSIONS]
    if versions:
        yield from ((segments[at + (segments[at] == "v2") :], True) for at in versions)
    else:
        yield from ((segments[at:], False) for at in range(max(1, len(segments)) if ours else 1))
