"""What a profile promises of each operation, gathered from every case that asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..contract.book import Book
from ..contract.cases import Case, Promise, Step, cases
from ..contract.model import PROFILES, Actor, Availability, Operation, Profile

OPERATIONS = "contracts/operations/"
GONE = (Availability.REFUSED, Availability.ABSENT)


@dataclass(frozen=True, slots=True)
class Said:
    """A promise about one status of an operation, and the case that makes it."""

    status: int
    step: Step
    case: Case

    @property
    def promise(self) -> Promise:
        """The promise itself."""
        return self.step.promise

    @property
    def shape(self) -> str | None:
        """The body's shape; None where nothing is promised of the body."""
        return self.step.shape_of(self.status)

    @property
    def is_own(self) -> bool:
        """True where the operation's own file says so of the first request of a case."""
        return self.step is self.case.steps[0] and self.case.file.startswith(OPERATIONS)

    @property
    def is_general(self) -> bool:
        """True where it can be read without the steps before it."""
        return self.is_own or self.case.is_convention

    @property
    def succeeds(self) -> bool:
        """True where the request does what was asked for."""
        return self.status < 400


@dataclass(frozen=True)
class Promises:
    """All that is said on one profile, and by which status the other profiles refuse."""

    book: Book
    profile: Profile
    cases: tuple[Case, ...]
    said: Mapping[str, tuple[Said, ...]]
    refusals: Mapping[str, frozenset[int]]

    def of(self, operation: Operation) -> tuple[Said, ...]:
        """What is said of an operation."""
        return self.said.get(operation.operation, ())

    def has(self, operation: Operation) -> Availability:
        """Whether the profile has an operation; unknown where the contract is silent."""
        return operation.availability.get(self.profile, Availability.UNKNOWN)

    def is_gone(self, operation: Operation) -> bool:
        """True where the profile refuses an operation or does not have it."""
        return self.has(operation) in GONE

    def declared(self, operation: Operation) -> tuple[int, ...]:
        """Statuses that the contract declares for this profile, promised or not.

        A platform that refuses an operation owes its refusal and nothing else; a status that only
        another platform's refusal has is not for this one.
        """
        if self.is_gone(operation):
            return ()
        refused = self.refusals.get(operation.operation, frozenset())
        return tuple(status for status in operation.responses if status not in refused)

    def is_open(self, operation: Operation) -> bool:
        """True where nobody's credentials are needed."""
        return any(
            said.is_own and said.succeeds and said.step.request.actor is Actor.NOBODY
            for said in self.of(operation)
        )


def promises(book: Book, profile: Profile) -> Promises:
    """Gather what every case promises on a profile."""
    asked = tuple(cases(book, [profile]))
    said: dict[str, list[Said]] = {}
    for case in asked:
        for step in case.steps:
            for status in step.promise.expectation.statuses:
                said.setdefault(step.operation.operation, []).append(Said(status, step, case))
    ordered = {name: tuple(sorted(each, key=_rank)) for name, each in said.items()}
    return Promises(book, profile, asked, ordered, _refusals(book, profile))


def _rank(said: Said) -> int:
    """The operation's own promises first, then what holds for all, then steps of longer stories."""
    return 0 if said.is_own else 1 if said.case.is_convention else 2


def _refusals(book: Book, profile: Profile) -> dict[str, frozenset[int]]:
    """The status by which other platforms refuse a valid request, where it is known which."""
    found: dict[str, set[int]] = {}
    for case in cases(book, [other for other in PROFILES if other != profile]):
        gone = case.operation.availability.get(case.profile) in GONE
        if gone and case.id == "valid" and case.steps:
            statuses = case.promise.expectation.statuses
            if len(statuses) == 1:
                found.setdefault(case.operation.operation, set()).update(statuses)
    return {name: frozenset(statuses) for name, statuses in found.items()}
