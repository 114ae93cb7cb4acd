"""What harmless changes and clean runs raise, as it is kept and shown."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..contract.model import Day
from ..model import Frozen


class Changed(Frozen):
    """A harmless change, put to every case."""

    change: str
    states: str
    alarms: int


class CleanRun(Frozen):
    """A run of the command on an emulator that keeps every promise."""

    number: int
    moment: str = Field(description="at which the emulator's clock stood soon after the beginning")
    timezone: str
    load: float = Field(description="of the machine, for each core, when the run began")
    cases: int
    alarms: int = Field(description="cases that neither conform nor are recorded, and drift")


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
