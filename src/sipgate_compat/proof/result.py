"""What is kept of a proof: which broken providers were noticed, and what raised an alarm."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from ..contract.model import PROFILES, Day, Name, Profile, Sentence
from ..model import Frozen


class Kind(StrEnum):
    """What is broken."""

    STATUS = "status"
    TEXT = "error-text"
    BODY = "value-in-a-body"
    NOT_EMPTY = "body-where-none-belongs"
    HEADER = "header"
    CONTENT_TYPE = "content-type"
    FIELD_MISSING = "required-field-missing"
    FIELD_RENAMED = "field-renamed"
    FIELD_TYPE = "field-of-another-type"
    FIELD_NULL = "field-null"
    FIELD_FORM = "field-of-another-form"
    ENUM = "value-outside-an-enum"
    DIFFERENCE = "difference-removed-or-reversed"
    PLATFORM = "profiles-swapped"
    SCOPE = "scope-not-enforced"
    CREDENTIALS = "credentials-not-asked-for"
    MEMBERSHIP = "membership-not-enforced"
    WRITE = "write-not-stored"
    FIELD = "one-field-not-stored"
    DELETE = "delete-not-done"
    FLAG = "flag-not-reflected"
    PARAMETER = "parameter-ignored"
    PAGING = "paging"
    WEBHOOK = "webhook"


class Unobservable(Frozen):
    """A write of which nothing, or only these fields not, can be read back, and why."""

    operation: Name
    profiles: tuple[Profile, ...] = PROFILES
    fields: tuple[Name, ...] = Field((), description="of its body; all that it does where empty")
    reason: Sentence


class Row(Frozen):
    """The mutants of one kind."""

    kind: Kind
    generated: int
    generated_noticed: int
    by_hand: int
    by_hand_noticed: int


class Unnoticed(Frozen):
    """A mutant that no case noticed, and why."""

    mutant: str
    states: str
    why: Sentence


class Sensitivity(Frozen):
    """sensitivity.json"""

    schema_: Literal["schemas/sensitivity-1.json"] = Field(
        "schemas/sensitivity-1.json", alias="schema"
    )
    date: Day
    contracts: str = Field(description="twelve hex digits that name the state of the contracts")
    cases: int
    rows: tuple[Row, ...]
    unnoticed: tuple[Unnoticed, ...]
    alike: tuple[str, ...] = Field(
        description="mutants that answer every case as a right provider does: nothing is broken"
    )
    nothing_promised: dict[Profile, dict[str, int]] = Field(
        description="operations with steps of cases whose answer is unknown, and how many"
    )
    unobservable: tuple[Unobservable, ...]
    unread: dict[Name, tuple[Name, ...]] = Field(
        description="fields of writes that on some profile no case reads back, by operation, "
        "but for those that are unobservable or of whose write nothing is promised"
    )


class Changed(Frozen):
    """A harmless change, put to every case."""

    change: str
    states: str
    alarms: int


class CleanRun(Frozen):
    """A run of the command on an emulator that keeps every promise."""

    number: int
    moment: str = Field(description="that the emulator's clock crossed while the run was on")
    timezone: str
    load: float = Field(description="of the machine, for each core, when the run began")
    cases: int
    alarms: int = Field(description="cases that neither conform nor are recorded, and drift")
    started: str | None = Field(None, description="by the runner's own clock")
    finished: str | None = Field(None, description="by the runner's own clock")
    crossed: bool = Field(False, description="whether the runner's clock crossed the moment too")


class Raised(Frozen):
    """An alarm that nobody is owed."""

    by: str
    case: str
    what: str


class Noise(Frozen):
    """noise.json"""

    schema_: Literal["schemas/noise-1.json"] = Field("schemas/noise-1.json", alias="schema")
    date: Day
    contracts: str = Field(description="twelve hex digits that name the state of the contracts")
    cases: int
    changes: tuple[Changed, ...]
    runs: tuple[CleanRun, ...]
    alarms: tuple[Raised, ...]
