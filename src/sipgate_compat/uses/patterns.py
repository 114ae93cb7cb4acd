"""What tells a case's request from the valid one of its operation, and whether a request has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ..contract.book import Book
from ..contract.cases import Case
from ..contract.model import Actor, Operation, Request
from .seen import Body, Reducer, Seen, Vocabulary, body_of

ABSENT = Body.ABSENT.value

NEVER = "unknown-id"
"""The kind of an id that nothing has: no request of an integration is taken for it."""
ANY = "any"
"""The kind of a situation's value whose form tells nothing."""
Mark = tuple[str, frozenset[str]]
"""A place, and the kinds that all stand there."""
Marks = frozenset[Mark]


class Fit(Enum):
    """Whether a request is one of a case's kind."""

    YES = "yes"
    MAYBE = "maybe"
    """The witness does not tell."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A case by its request: what marks it, and what else is special about it."""

    marks: Marks
    situation: str | None
    """Where it is not the valid request's situation."""
    actor: Actor | None
    """Where somebody other than the administrator asks."""

    @property
    def situational(self) -> bool:
        """True where no request can tell whether the case is met."""
        return self.actor is not None or (self.situation is not None and not self.marks)


class Patterns:
    """The patterns of one operation's cases."""

    def __init__(self, operation: Operation, book: Book, reducer: CaseReducer) -> None:
        self.reducer = reducer
        self.known: Vocabulary = reducer.vocabulary(operation)
        self.takes_body = operation.request.body is not None
        self.required = _required(operation, book)
        self.expected = {case.id: case.expect for case in operation.cases}
        valid = next(case for case in operation.cases if case.id == "valid")
        self.given = valid.given
        self.standing = self._kinds(valid.request)
        self.valid = self._values(valid.request)
        self.named: dict[str, set[str]] = {}
        for case in operation.cases:
            for place, kinds in self._values(case.request).items():
                self.named.setdefault(place, set()).update(kinds)

    def of(self, case: Case) -> Pattern:
        """What marks a case."""
        request = case.steps[0].request
        situation = case.given if case.given != self.given else None
        actor = request.actor if request.actor is not Actor.ADMIN else None
        values = self._values(request)
        own = {(p, kinds) for p, kinds in values.items() if self._special(p, kinds)}
        lacks = self._lacks(values, of_little=bool(own or situation))
        about = self._about(case, values) if own or situation else set()
        return Pattern(frozenset(own | lacks | about), situation, actor)

    def fit(self, marks: Marks, seen: Seen) -> Fit:
        """Whether a request has all marks."""
        found = [self._fits(place, kinds, seen) for place, kinds in marks]
        if Fit.NO in found:
            return Fit.NO
        return Fit.MAYBE if Fit.MAYBE in found else Fit.YES

    def contradicts(self, case: Case, marks: Marks, seen: Seen) -> bool:
        """Whether a case's own request has something else where another's marks are.

        Args:
            case: the one that may not speak of the request.
            marks: of one that does.
            seen: the request.
        """
        has = self._values(case.steps[0].request)
        return any(place in has and not (has[place] & self._at(place, seen)) for place, _ in marks)

    def _at(self, place: str, seen: Seen) -> frozenset[str]:
        return seen.at(place) or self._left_out(place)

    def _fits(self, place: str, wanted: frozenset[str], seen: Seen) -> Fit:
        if NEVER in wanted:
            return Fit.NO
        if not seen.knows(place):
            return Fit.MAYBE
        has = self._at(place, seen)
        if wanted <= has or self._akin(place, wanted, has):
            return Fit.YES
        return Fit.NO

    def _left_out(self, place: str) -> frozenset[str]:
        if place in self.known.filters:
            return frozenset({ABSENT, *self.known.words[place]})
        return frozenset({ABSENT})

    def _akin(self, place: str, wanted: frozenset[str], has: frozenset[str]) -> bool:
        """Things of one family that no case tells apart at this place."""
        kinds = self.reducer.kinds
        unnamed = has - self.named.get(place, set())
        families = {kinds.family(kind) for kind in unnamed}
        return bool(unnamed) and {kinds.family(kind) for kind in wanted} <= families

    def _special(self, place: str, kinds: frozenset[str]) -> bool:
        return ANY not in kinds and kinds != self.valid.get(place)

    def _lacks(self, values: Mapping[str, frozenset[str]], of_little: bool) -> set[Mark]:
        """What the valid request has and a case's lacks.

        Where something else is special about the case, a field that nobody requires says little.
        """
        gone = {place for place in self.valid.keys() - values.keys() if not _is_path(place)}
        outer = {place for place in gone if place.rpartition(" ")[0] not in gone}
        return {
            (place, frozenset({ABSENT}))
            for place in outer
            if place in self.required or not of_little
        }

    def _about(self, case: Case, values: Mapping[str, frozenset[str]]) -> set[Mark]:
        """Words of a filter that the request leaves out, and that the answers speak of."""
        said = {word for each in self.expected[case.id].values() for word in _words(each.body)}
        found = {
            place: frozenset(self.known.words[place] & said)
            for place in self.known.filters - values.keys()
        }
        return {(place, words) for place, words in found.items() if words}

    def _values(self, request: Request) -> dict[str, frozenset[str]]:
        """The kinds at each place; a literal in place of a thing of the account is nobody's."""
        return {
            place: frozenset(
                NEVER if f"${kind}" in self.standing.get(place, ()) else kind.removeprefix("$")
                for kind in kinds
            )
            for place, kinds in self._kinds(request).items()
        }

    def _kinds(self, request: Request) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for place, kind in self._pairs(request):
            found.setdefault(place, set()).add(kind)
        return found

    def _pairs(self, request: Request) -> Iterator[tuple[str, str]]:
        for name, value in request.path.items():
            yield from self.reducer.at(f"path {name}", value, self.known)
        for name, value in request.query.items():
            for each in value if isinstance(value, list) else [value]:
                yield from self.reducer.at(f"query {name}", each, self.known)
        if request.raw is not None:
            yield from self.reducer.body(body_of(request.raw), self.known)
        elif request.body is not None:
            yield from self.reducer.body(request.body, self.known)
        elif self.takes_body:
            yield "body", ABSENT


class CaseReducer(Reducer):
    """Reduces the requests of cases, in which ``$name`` stands for a situation's value."""

    def kind(self, place: str, value: Any, known: Vocabulary) -> str:
        """The kind of a literal; with a dollar before it, the one that a ``$name`` stands for."""
        if isinstance(value, str) and value.startswith("$"):
            kind = self.kinds.standing_for(value[1:].partition("/")[0])
            return f"${kind}" if kind else ANY
        if value in self.unknown_ids:
            return NEVER
        return super().kind(place, value, known)


def _required(operation: Operation, book: Book) -> set[str]:
    """The places that a valid request cannot do without, as far as they are declared."""
    found = {
        f"query {name}"
        for name, schema in operation.request.query.items()
        if schema.get("required")
    }
    if operation.request.body:
        schema = book.shapes[operation.request.body].json_schema
        found |= {"body", *(f"body {name}" for name in schema.get("required", ()))}
    return found


def _is_path(place: str) -> bool:
    return place.startswith("path ")


def _words(body: Any) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict | list):
        for each in body.values() if isinstance(body, dict) else body:
            yield from _words(each)
