"""What a gate says: its answer, and each reason with what it does to the answer."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from pydantic import Field

from ..contract.model import Evidence, Profile
from ..errors import Exit
from ..model import Frozen
from ..run.model import Named, Outcome


class Answer(StrEnum):
    """What a gate says; only `open` is a yes."""

    OPEN = "open"
    CLOSED = "closed"
    UNFIT = "unfit"
    """The files are not what an answer needs."""
    UNDECIDED = "undecided"

    @property
    def exit_code(self) -> Exit:
        """How a command ends that gives this answer."""
        return EXITS[self]


EXITS = {
    Answer.OPEN: Exit.FINE,
    Answer.CLOSED: Exit.FINDING,
    Answer.UNFIT: Exit.FAILED,
    Answer.UNDECIDED: Exit.UNDECIDED,
}


class Weight(StrEnum):
    """What a reason does to the answer, heaviest first."""

    UNFIT = "unfit"
    CLOSES = "closes"
    UNDECIDED = "undecided"
    NOTED = "noted"


class FailOn(StrEnum):
    """What closes a gate."""

    DEVIATES = "deviates"
    REGRESSED = "regressed"
    ERRORED = "errored"
    KNOWN = "known"
    RECORDED = "recorded"
    SKIPPED = "skipped"
    CHANGED = "changed"


# What can be told only where there is a baseline.
COMPARED = (FailOn.REGRESSED, FailOn.CHANGED)


class Reason(Frozen):
    """One thing that was looked at and said something."""

    weight: Weight
    kind: str
    says: str
    case: str | None = None
    profile: Profile | None = None
    operation: str | None = None
    evidence: Evidence | None = None
    states: str | None = None
    was: Outcome | None = None
    now: Outcome | None = None


class Gate(Frozen):
    """One yes or no with its reasons, heaviest first."""

    schema_: Literal["schemas/gate-1.json"] = Field("schemas/gate-1.json", alias="schema")
    answer: Answer
    strict: bool
    fail_on: tuple[FailOn, ...]
    profiles: tuple[Profile, ...]
    run: Named
    baseline: Named | None = None
    counts: dict[Outcome, int]
    reasons: tuple[Reason, ...]


def answer(reasons: Iterable[Reason]) -> Answer:
    """The answer that reasons make: nothing that is not known to be well is a yes."""
    found = {each.weight for each in reasons}
    if Weight.UNFIT in found:
        return Answer.UNFIT
    if Weight.CLOSES in found:
        return Answer.CLOSED
    return Answer.UNDECIDED if Weight.UNDECIDED in found else Answer.OPEN
