"""What was seen, request by request: counted, reduced to kinds, and never too much of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..contract.book import Book
from ..contract.model import Operation
from ..edition.endpoint import METHODS
from ..spec.document import key
from .model import Stranger
from .routes import Place, Routes
from .seen import PARTS, Reducer, Seen

MOST_SEEN = 200
"""Of the requests of one operation that are told apart; what more there is counts as not told."""
MOST_STRANGERS = 100
NOT_COVERED = "no contract speaks of it"
NO_SUCH = "no such operation is known"
# A browser asks so before another origin's request, and no platform answers it otherwise.
PREFLIGHT = "OPTIONS"


class Collector:
    """Requests of the API as they are read, whatever they are read from."""

    def __init__(self, book: Book, hosts: frozenset[str] = frozenset()) -> None:
        self.routes = Routes(book, hosts)
        self.reducer = Reducer(book)
        self.left_out = {key("", each.path)[1]: each.reason for each in book.documented.left_out}
        self.seen: Counter[Seen] = Counter()
        self.strangers: dict[tuple[str, str], Stranger] = {}
        self.elsewhere = 0
        self.count = 0
        self._apart: Counter[str] = Counter()

    def request(
        self,
        method: str,
        address: str,
        body: Any,
        where: str,
        *,
        strict: bool = True,
        has_query: bool = True,
    ) -> None:
        """Take in one request.

        Args:
            method: in any case.
            address: a URL, or its path and query.
            body: its JSON value, or what else is said of it.
            where: names the place that it was read from.
            strict: whether an address without host and version has to look like the API's.
            has_query: whether the address would show a query.
        """
        self.count += 1
        method = method.upper()
        place = self.routes.place(address)
        if place is None or method == PREFLIGHT or method not in METHODS:
            self.elsewhere += 1
            return
        found = self.routes.find(method, place, strict)
        if found:
            query = place.query if has_query or place.query else None
            self.add(self.reducer.reduce(found.operation, found.values, query, body))
        elif place.ours or not strict:
            self.stranger(method, place, where)
        else:
            self.elsewhere += 1

    def named(self, method: str, path: str, unknown: frozenset[str], where: str) -> None:
        """Take in an operation by the template of its path.

        Args:
            method: in capitals.
            path: the template.
            unknown: the places of which nothing is said.
            where: names the place that it was read from.
        """
        self.count += 1
        place = Place(tuple(part for part in path.split("/") if part), "", True)
        if found := self.routes.find(method, place, strict=False):
            self.add(Seen(found.operation.operation, frozenset(), unknown))
        else:
            self.stranger(method, place, where)

    def noted(self, seen: Seen, times: int) -> None:
        """Take in what was reduced before, with an operation that may be gone since."""
        if seen.operation in self.routes.operations:
            self.add(seen, times)
        else:
            self.name(seen.operation, "the recording")

    def operation(self, operation: Operation, unknown: frozenset[str] = frozenset(PARTS)) -> None:
        """Take in an operation that is named, with the places of which nothing is said."""
        self.count += 1
        self.add(Seen(operation.operation, frozenset(), unknown))

    def add(self, seen: Seen, times: int = 1) -> None:
        """Count a reduced request."""
        if seen not in self.seen:
            self._apart[seen.operation] += 1
            if self._apart[seen.operation] > MOST_SEEN:
                seen = Seen(seen.operation, frozenset(), frozenset(PARTS))
        self.seen[seen] += times

    def stranger(self, method: str, place: Place, where: str) -> None:
        """Count a request of the API that is no operation."""
        nearest = self.routes.nearest(method, place.segments)
        self.strange(method, self.routes.template(place.segments), where, nearest=nearest)

    def name(self, name: str, where: str) -> None:
        """Take in an operationId, which may be none."""
        if operation := self.routes.operations.get(name):
            self.operation(operation)
            return
        self.count += 1
        nearest = self.routes.nearest_name(name)
        # A word that comes near to no name may be anything, somebody's name too.
        self.strange(name if nearest else "…", "", where, nearest=nearest)

    def strange(
        self, method: str, path: str, where: str, times: int = 1, nearest: str | None = None
    ) -> None:
        """Count what is no operation, by a path that holds nothing personal any more."""
        if (method, path) not in self.strangers and len(self.strangers) >= MOST_STRANGERS:
            method, path, nearest = "…", "", None
        known = self.strangers.get((method, path)) or Stranger(
            method=method,
            path=path,
            first=where,
            says=self._said(path),
            nearest=nearest,
            requests=0,
        )
        more = known.model_copy(update={"requests": known.requests + times})
        self.strangers[method, path] = more

    def _said(self, path: str) -> str:
        reason = self.left_out.get(key("", path.replace("{…}", "{}"))[1]) if path else None
        return f"{NOT_COVERED}: {reason}" if reason else NO_SUCH
