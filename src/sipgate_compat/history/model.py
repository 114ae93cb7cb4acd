"""What ``history`` prints as JSON."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..change.model import Change
from ..contract.model import Profile
from ..model import Frozen
from ..run.model import Outcome


class RunRow(Frozen):
    """One run that is kept; `run` names it."""

    run: str
    finished: str
    target: str
    base_url: str
    profiles: tuple[str, ...]
    cases: int
    left_out: int
    summary: dict[str, int]
    changes: tuple[Change, ...] = ()


class Restless(Frozen):
    """A place that changed at least four times in the last twenty runs of its target."""

    target: str
    case: str
    place: str


class History(Frozen):
    """``history show``: newest run first."""

    schema_: Literal["schemas/history-1.json"] = Field("schemas/history-1.json", alias="schema")
    runs: tuple[RunRow, ...]
    flapping: tuple[Restless, ...]


class Drift(Frozen):
    """``history drift``: what one run saw against the baseline, worst first."""

    schema_: Literal["schemas/drift-1.json"] = Field("schemas/drift-1.json", alias="schema")
    run: str
    finished: str
    target: str
    profiles: tuple[str, ...]
    left_out: int
    changes: tuple[Change, ...]


class Stretch(Frozen):
    """What was so from a day on, and which facts were no longer as before."""

    since: str
    verdict: Outcome
    changed: tuple[str, ...] = ()


class Life(Frozen):
    """A case over all its runs, oldest stretch first."""

    target: str
    case: str
    stretches: tuple[Stretch, ...]


class Timeline(Frozen):
    """``history timeline``."""

    schema_: Literal["schemas/history-timeline-1.json"] = Field(
        "schemas/history-timeline-1.json", alias="schema"
    )
    cases: tuple[Life, ...]


class Cell(Frozen):
    """One operation on one profile, as its newest run left it.

    `since` is the first day of the present verdict; `last_live` the day on which, or after which,
    each promise of the cell held on a live account.
    """

    verdict: Outcome
    since: str
    cases: int
    last_live: str | None = None


class Held(Frozen):
    """What earlier runs say of a cell: its verdict, since when it is so, when it last held live."""

    verdict: Outcome | None = None
    since: str | None = None
    last_live: str | None = None


class Row(Frozen):
    """One operation."""

    operation: str
    method: str
    path: str
    profiles: dict[Profile, Cell]


class HistoryMatrix(Frozen):
    """``history matrix``."""

    schema_: Literal["schemas/history-matrix-1.json"] = Field(
        "schemas/history-matrix-1.json", alias="schema"
    )
    target: str
    runs: int
    operations: tuple[Row, ...]
