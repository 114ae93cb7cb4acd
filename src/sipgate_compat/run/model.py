"""The lines of ``run.jsonl``: a header, one line per verdict, a footer.

A run holds all that its reports need, so that it can be rendered anywhere and at any later time.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from ..change.model import Change
from ..contract.model import (
    Availability,
    Deviation,
    Dispute,
    Effect,
    Evidence,
    Method,
    Profile,
    Source,
    SourceData,
)
from ..edition.timeline import Life
from ..model import Frozen


class Outcome(StrEnum):
    """What became of a case, worst first; only `deviates` blames the API."""

    DEVIATES = "deviates"
    ERRORED = "errored"
    KNOWN = "known"
    CONFORMS = "conforms"
    RECORDED = "recorded"
    SKIPPED = "skipped"


class Failure(StrEnum):
    """Of which kind it is that a case does not conform, or was not put."""

    NETWORK = "network"
    SERVER = "5xx"
    LIMITED = "429"
    REFUSED = "refused"
    WRONG = "wrong"
    BUDGET = "budget"


def worst(outcomes: list[Outcome]) -> Outcome:
    """The outcome that stands for several: a parent shows its worst child."""
    order = list(Outcome)
    return min(outcomes, key=order.index, default=Outcome.SKIPPED)


class Difference(Frozen):
    """One place where an answer parted from its promise."""

    pointer: str
    expected: Any = None
    observed: Any = None
    absent: Literal["expected", "observed"] | None = None


class Answered(Frozen):
    """One answer as it came, redacted.

    `sent` is the body of the request; `form` is the form of a JSON body, which is kept where the
    body itself is cut.
    """

    operation: str
    request: str
    sent: str | None = None
    status: int
    content_type: str = ""
    body: Any = None
    form: dict[str, str] | None = None
    milliseconds: float | None = None


class Verdict(Frozen):
    """What became of one case on one profile."""

    kind: Literal["verdict"] = "verdict"
    case: str
    profile: Profile
    operation: str
    given: str
    verdict: Outcome
    states: str
    evidence: Evidence
    source: Source | None = None
    promised: tuple[int, ...] = ()
    claims: tuple[str, ...] = ()
    file: str
    differences: tuple[Difference, ...] = ()
    observed: tuple[Answered, ...] = ()
    reason: str | None = None
    failure: Failure | None = None
    notes: tuple[str, ...] = ()
    curl: str = ""
    milliseconds: float | None = None

    @property
    def left_out(self) -> bool:
        """True where a budget was spent, or the API wanted to be left in peace, before its turn."""
        return self.verdict is Outcome.SKIPPED and self.failure is not None


class ProfileInfo(Frozen):
    """What is said of an operation on one profile."""

    documented_status: str | None = None
    availability: Availability
    evidence: Evidence
    source: Source | None = None


class OperationInfo(Frozen):
    """What reports need to know of an operation."""

    operation: str
    method: Method
    path: str
    tag: str
    summary: str
    effect: Effect
    scope: tuple[str, ...] = ()
    instead: str | None = None
    profiles: dict[Profile, ProfileInfo]


class ClaimInfo(Frozen):
    """A statement of the help page."""

    claim: str
    section: str
    states: str
    profiles: tuple[Profile, ...]
    cases: tuple[str, ...] = ()
    unverifiable: str | None = None


class RtcmRow(Frozen):
    """A row of the page's RTCM table, and since when it reads so."""

    method: str
    path: str
    status: str
    status_text: str
    note: str = ""
    since: str
    edition: str


class Disputed(Frozen):
    """A promise that another witness contradicts; `case` is without the profile."""

    case: str
    operation: str
    profiles: tuple[Profile, ...]
    states: str
    promised: tuple[int, ...]
    evidence: Evidence
    source: Source | None
    against: Dispute


class Shard(Frozen):
    """Which part of all cases a run put: the shard `index` of `of`, counted from 1."""

    index: int
    of: int

    def __str__(self) -> str:
        """As people write it: ``2/4``."""
        return f"{self.index}/{self.of}"


class Account(Frozen):
    """An account of a live run under a pseudonym, and the profiles it can have by its answers."""

    account: str | None = None
    profiles: tuple[Profile, ...]
    how: str


class Header(Frozen):
    """What is about to be asked of whom.

    `selection` is what ``-k`` and ``-m`` chose, empty where all cases were put; `left_out` cases of
    these profiles were not put, for they were not selected or are of other shards. `lives` are the
    RTCM rows over the `editions` of the page, `log` is what changed from one to the next.
    """

    kind: Literal["header"] = "header"
    schema_: Literal["schemas/run-1.json"] = Field("schemas/run-1.json", alias="schema")
    version: str
    target: Literal["emulator", "live"]
    base_url: str
    profiles: tuple[Profile, ...]
    planned: int
    shard: Shard | None = None
    selection: str = ""
    left_out: int = 0
    accounts: dict[Profile, Account] = {}
    started: str | None = None
    contracts: str
    edition: str
    allowed: tuple[Effect, ...]
    operations: tuple[OperationInfo, ...]
    claims: tuple[ClaimInfo, ...]
    rtcm: tuple[RtcmRow, ...]
    editions: tuple[str, ...] = ()
    lives: tuple[Life, ...] = ()
    log: tuple[Change, ...] = ()
    disputes: tuple[Disputed, ...] = ()
    known: tuple[Deviation, ...] = ()
    sources: tuple[SourceData, ...] = ()


class Stale(Frozen):
    """A known deviation that has to be taken out of deviations.yaml, and why."""

    deviation: Deviation
    why: Literal["expired", "not-needed", "no-such-case"]
    said: str


class Footer(Frozen):
    """The run came to its end; without this line it is no run.

    `changes` are those that the run met itself: an account that was migrated. `left_out` cases
    were not put because a budget was `spent`; their verdicts name them.
    """

    kind: Literal["footer"] = "footer"
    finished: str | None = None
    stale: tuple[Stale, ...] = ()
    cases: int
    summary: dict[Outcome, int]
    failures: dict[Failure, int] = {}
    left_out: int = 0
    spent: str | None = None
    changes: tuple[Change, ...] = ()


class Run(Frozen):
    """A complete run."""

    header: Header
    verdicts: tuple[Verdict, ...]
    footer: Footer


class Named(Frozen):
    """Which run a report speaks of."""

    target: Literal["emulator", "live"]
    base_url: str
    contracts: str
    edition: str
    version: str
    started: str | None = None
    cases: int


def named(run: Run) -> Named:
    """What tells a run from others."""
    head = run.header
    return Named(
        target=head.target,
        base_url=head.base_url,
        contracts=head.contracts,
        edition=head.edition,
        version=head.version,
        started=head.started,
        cases=len(run.verdicts),
    )
