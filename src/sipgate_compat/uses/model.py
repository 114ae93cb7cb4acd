"""What is answered to an integration: one row for each operation that it uses, worst first."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from ..contract.model import Evidence, Profile, Source
from ..errors import Exit
from ..model import Frozen
from ..run.model import Named, Outcome


class Use(StrEnum):
    """What becomes of an operation where the integration moves to, worst first."""

    DISCONTINUED = "discontinued"
    """The platform does not have it, and nobody plans that it will."""
    REFUSED = "refused"
    DIFFERENT = "works-differently"
    NOT_DECIDED = "not-decided"
    WORKS = "works"


class Move(StrEnum):
    """May the integration move? Only `may-move` is a yes."""

    MAY = "may-move"
    MUST_CHANGE = "must-change"
    NOT_DECIDED = "not-decided"

    @property
    def exit_code(self) -> Exit:
        """How a command ends that gives this answer."""
        return EXITS[self]


EXITS = {
    Move.MAY: Exit.FINE,
    Move.MUST_CHANGE: Exit.FINDING,
    Move.NOT_DECIDED: Exit.UNDECIDED,
}


class Observed(Frozen):
    """What a run saw of a case."""

    verdict: Outcome
    statuses: tuple[int, ...]
    target: Literal["emulator", "live"]
    on: str | None = None


class Known(Frozen):
    """One thing that is known, or known to be unknown, of how an operation is answered.

    `when` says of which requests or situations it speaks, empty where it is of all; `decides` is
    false where the integration may never meet it, or nothing worked there before.
    """

    use: Use
    says: str
    when: str = ""
    decides: bool
    case: str | None = None
    evidence: Evidence
    source: Source | None = None
    observed: Observed | None = None


class PageStatus(Frozen):
    """What the help page's table says of an operation, and for how many days it has said so.

    `since` is the first kept edition that reads so; the page may have read so before.
    """

    row: str
    status: str
    since: str
    days: int
    edition: str


class UsedOperation(Frozen):
    """An operation that is used, and what becomes of it; `says` is the worst of what is known."""

    operation: str
    method: str
    path: str
    use: Use
    says: str
    instead: str | None = None
    deprecated: bool = False
    status: PageStatus | None = None
    evidence: Evidence
    source: Source | None = None
    requests: int | None = None
    """How many were seen; nothing where a list or a document names it."""
    known: tuple[Known, ...] = ()


class Stranger(Frozen):
    """A request of the API that is no operation of the contracts, without what may be personal."""

    method: str
    path: str
    first: str
    says: str
    nearest: str | None = None
    requests: int = 1


class Read(Frozen):
    """What the uses were read from, and what of it was not taken."""

    name: str
    form: Literal["operations", "har", "access-log", "openapi", "recording"]
    unit: str
    read: int
    not_understood: int = 0
    first_not_understood: str | None = None
    elsewhere: int = 0
    """Requests to other hosts, or that no operation fits and nothing calls the API's."""


class Uses(Frozen):
    """May an integration move to a profile, by what it uses?"""

    schema_: Literal["schemas/uses-1.json"] = Field("schemas/uses-1.json", alias="schema")
    answer: Move
    says: str
    profile: Profile
    moves_from: Profile
    uses: Read
    contracts: str
    edition: str
    today: str
    run: Named | None = None
    counts: dict[Use, int]
    operations: tuple[UsedOperation, ...]
    strangers: tuple[Stranger, ...] = ()
