"""What a check of a receiver says: each push, each finding with what would be accepted."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from pydantic import Field

from ..contract.events import Direction, EventName, Known
from ..contract.model import Profile
from ..errors import Exit
from ..model import Frozen


class Weight(StrEnum):
    """What a finding does to the answer, heaviest first."""

    FINDING = "finding"
    UNDECIDED = "undecided"
    NOTE = "note"


class Answer(StrEnum):
    """What the whole check says."""

    FINE = "fine"
    FINDINGS = "findings"
    UNDECIDED = "undecided"

    @property
    def exit_code(self) -> Exit:
        """How a command ends that gives this answer."""
        return EXITS[self]


EXITS = {
    Answer.FINE: Exit.FINE,
    Answer.FINDINGS: Exit.FINDING,
    Answer.UNDECIDED: Exit.UNDECIDED,
}


class Said(Frozen):
    """One thing about an answer, before it is known which push it belongs to."""

    weight: Weight
    rule: str
    says: str
    accepted: str
    known: Known


class Finding(Frozen):
    """One thing that a receiver does, what would be accepted, and how that is known."""

    weight: Weight
    profile: Profile
    call: str | None = None
    event: EventName | None = None
    rule: str
    says: str
    accepted: str
    known: Known
    times: int = 1
    """How often it was found; it is listed once."""


class Push(Frozen):
    """One push and what came back."""

    profile: Profile
    call: str
    event: EventName
    direction: Direction
    cause: str | None = None
    url: str
    status: int | None = None
    content_type: str | None = None
    size: int | None = None
    seconds: float | None = None
    action: str | None = None
    """The actions that the answer names."""
    error: str | None = None
    """Why there is no answer."""


class WebhookCheck(Frozen):
    """A whole check."""

    schema_: Literal["schemas/webhook-check-1.json"] = Field(
        "schemas/webhook-check-1.json", alias="schema"
    )
    answer: Answer
    url: str
    profiles: tuple[Profile, ...]
    events: tuple[EventName, ...]
    contracts: str
    version: str
    pushes: tuple[Push, ...]
    findings: tuple[Finding, ...]


def answer(findings: Iterable[Finding]) -> Answer:
    """The answer that findings make."""
    found = {each.weight for each in findings}
    if Weight.FINDING in found:
        return Answer.FINDINGS
    return Answer.UNDECIDED if Weight.UNDECIDED in found else Answer.FINE
