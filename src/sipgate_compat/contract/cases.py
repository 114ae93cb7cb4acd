"""Cases: what a run puts to a target, expanded from the operations, conventions and lifecycles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from ..errors import DataError, nearest
from .book import Book
from .conventional import applications
from .model import (
    PROFILES,
    Availability,
    Evidence,
    Expectation,
    Lifecycle,
    Operation,
    Profile,
    Request,
    Source,
    Sourced,
)

CONVENTIONS = "contracts/conventions.yaml"
SILENT = Expectation(unknown="the convention says nothing of such an operation")

StepDraft: TypeAlias = "tuple[Operation, Request, Mapping[Profile, Promise], Mapping[str, str]]"


@dataclass(frozen=True, slots=True)
class Promise:
    """An expectation whose mirror is followed and whose evidence and source are settled."""

    expectation: Expectation
    evidence: Evidence
    source: Source | None

    @property
    def is_unknown(self) -> bool:
        """True where nothing is promised."""
        return self.expectation.unknown is not None

    @property
    def states(self) -> str:
        """The promise in one sentence."""
        return self.expectation.states or f"unknown: {self.expectation.unknown}"


@dataclass(frozen=True, slots=True)
class Step:
    """One request of a case and the answer it is owed."""

    operation: Operation
    request: Request
    promise: Promise
    save: Mapping[str, str]
    declared: bool
    """Whether a status implies the operation's declared shape; a convention names its own."""

    def shape_of(self, status: int) -> str | None:
        """The shape that an answer of a status owes."""
        if self.promise.expectation.shape or not self.declared:
            return self.promise.expectation.shape
        return self.operation.responses.get(status)


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """A situation and one or more requests, put to one profile."""

    profile: Profile
    operation: Operation
    id: str
    given: str
    steps: tuple[Step, ...]
    claims: tuple[str, ...]
    file: str

    def __repr__(self) -> str:
        """Its address: whatever shows a case shows it in a word."""
        return self.address

    @property
    def address(self) -> str:
        """The public name: ``neo/sendCallDtmf/empty-body``."""
        return f"{self.profile}/{self.name}"

    @property
    def name(self) -> str:
        """The name without its profile."""
        return f"{self.operation.operation}/{self.id}"

    @property
    def promise(self) -> Promise:
        """What the case is about: the promise of its first step."""
        return self.steps[0].promise

    @property
    def is_convention(self) -> bool:
        """True where the case puts what holds for every operation."""
        return self.file == CONVENTIONS

    @property
    def changes_nothing(self) -> bool:
        """True where the case only reads, or is refused before anything happens."""
        return self.is_convention or self.effects == {"read"}

    @property
    def effects(self) -> frozenset[str]:
        """All that the case does to the world."""
        return frozenset(str(step.operation.effect) for step in self.steps)


def cases(book: Book, profiles: Iterable[Profile] = PROFILES) -> list[Case]:
    """Every case of every contract on each profile, in a stable order."""
    return list(_made(book, tuple(profiles)))


@lru_cache(maxsize=8)
def _made(book: Book, profiles: tuple[Profile, ...]) -> tuple[Case, ...]:
    lifecycles = _by_operation(book)
    found = []
    for operation in book.operations.values():
        drafts = [
            *_own(book, operation),
            *_conventional(book, operation),
            *(_lived(book, each) for each in lifecycles.get(operation.operation, ())),
        ]
        found += [draft.on(profile) for profile in profiles for draft in drafts]
    return tuple(found)


def own_cases(book: Book, operation: Operation, profile: Profile) -> dict[str, Case]:
    """The cases that stand in an operation's own file, on one profile, by their ids."""
    return {draft.id: draft.on(profile) for draft in _own(book, operation)}


@dataclass(frozen=True, slots=True)
class Draft:
    """A case before its profile is chosen."""

    book: Book
    operation: Operation
    id: str
    given: str
    steps: tuple[StepDraft, ...]
    claims: Mapping[Profile, tuple[str, ...]]
    file: str

    def on(self, profile: Profile) -> Case:
        """The case on one profile; steps that are silent about the profile fall away."""
        steps = tuple(
            Step(operation, request, promises[profile], save, self.file != CONVENTIONS)
            for operation, request, promises, save in self.steps
            if profile in promises
        )
        claims = self.claims.get(profile, ())
        return Case(profile, self.operation, self.id, self.given, steps, claims, self.file)


def _by_operation(book: Book) -> dict[str, list[Lifecycle]]:
    found: dict[str, list[Lifecycle]] = {}
    for each in book.lifecycles:
        if each.about not in book.operations:
            raise DataError(
                f"lifecycles/{each.lifecycle}.yaml: about {each.about}: no such operation; "
                f"{nearest(each.about, book.operations)}"
            )
        found.setdefault(each.about, []).append(each)
    return found


def _own(book: Book, operation: Operation) -> Iterator[Draft]:
    for case in operation.cases:
        first = (operation, case.request, promises(case, case.expect, operation), case.save)
        more = tuple(
            (
                _operation(book, step.operation, operation),
                step.request,
                promises(step, step.expect, case, operation),
                step.save,
            )
            for step in case.then
        )
        yield _draft(book, operation, case.id, case.given, (first, *more), _file(book, operation))


def _conventional(book: Book, operation: Operation) -> Iterator[Draft]:
    has = operation.availability
    for applied in applications(book, operation):
        convention = applied.convention
        steps: list[StepDraft] = []
        for request, said in applied.steps:
            # What a platform does not have answers the first request like all others.
            profiles = [p for p in PROFILES if not steps or has[p] is Availability.AVAILABLE]
            expect = {
                p: Expectation(unknown=applied.unknown[p])
                if p in applied.unknown
                else said.expect.get(has[p], SILENT)
                for p in profiles
            }
            steps.append((operation, request, promises(said, expect, convention), {}))
        yield _draft(book, operation, applied.id, applied.given, tuple(steps), CONVENTIONS)


def _lived(book: Book, life: Lifecycle) -> Draft:
    about = book.operations[life.about]
    steps = tuple(
        (
            _operation(book, step.operation, about),
            step.request,
            promises(step, step.expect, life),
            step.save,
        )
        for step in life.steps
    )
    file = f"contracts/lifecycles/{life.lifecycle}.yaml"
    return _draft(book, about, life.lifecycle, life.given, steps, file)


def _operation(book: Book, name: str, owner: Operation) -> Operation:
    if name not in book.operations:
        hint = nearest(name, book.operations)
        raise DataError(f"{_file(book, owner)}: {name}: no such operation; {hint}")
    return book.operations[name]


def _draft(
    book: Book,
    operation: Operation,
    case_id: str,
    given: str,
    steps: tuple[StepDraft, ...],
    file: str,
) -> Draft:
    name = f"{operation.operation}/{case_id}"
    claims = {
        profile: tuple(
            c.claim for c in book.claims.claims if name in c.cases and profile in c.profiles
        )
        for profile in PROFILES
    }
    return Draft(book, operation, case_id, given, steps, claims, file)


def _file(book: Book, operation: Operation) -> str:
    return f"contracts/operations/{operation.tag}/{operation.operation}.yaml"


def promises(
    own: Sourced, expect: Mapping[Profile, Expectation], *outer: Sourced
) -> dict[Profile, Promise]:
    """Each profile's promise: mirrors followed, evidence and source from the nearest level."""
    return {profile: _settle(_followed(profile, expect), own, *outer) for profile in expect}


def _followed(profile: Profile, expect: Mapping[Profile, Expectation]) -> Expectation:
    expectation = expect[profile]
    while expectation.mirror:
        expectation = expect[expectation.mirror]
    return expectation


def _settle(expectation: Expectation, *outer: Sourced) -> Promise:
    levels = (expectation, *outer)
    evidence = next((each.evidence for each in levels if each.evidence), Evidence.ASSUMED)
    source = next((each.source for each in levels if each.source), None)
    return Promise(expectation, evidence, source)
