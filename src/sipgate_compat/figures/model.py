"""The values that `make bench`, `make peers`, `make endurance` and `make fuzz` write."""

from __future__ import annotations

from statistics import median
from typing import Literal

from pydantic import Field

from ..model import Frozen

Sense = Literal["at most", "at least"]
Unit = Literal["s", "MiB", "MB", "/s", "×"]


class Circumstances(Frozen):
    """When, of what and where it was measured: without them a figure says nothing."""

    date: str
    commit: str
    """Ends with ``+`` where files differed from the commit."""
    command: str
    machine: str
    cores: int
    load: float
    """How many processes wanted a core on average in the minute before."""
    versions: dict[str, str]


class Reach(Frozen):
    """What a figure is to reach."""

    sense: Sense
    value: float


class Figure(Frozen):
    """One thing measured in several rounds."""

    name: str
    unit: Unit
    rounds: tuple[float, ...] = Field(min_length=1)
    reach: Reach | None = None

    @property
    def least(self) -> float:
        """The round in which it was smallest."""
        return min(self.rounds)

    @property
    def median(self) -> float:
        """The middle of all rounds."""
        return median(self.rounds)

    @property
    def held(self) -> bool | None:
        """Whether its median reaches what it is to reach; None where nothing is asked of it."""
        if self.reach is None:
            return None
        if self.reach.sense == "at most":
            return self.median <= self.reach.value
        return self.median >= self.reach.value


class Bench(Frozen):
    """All figures of one `make bench`."""

    circumstances: Circumstances
    cases: int
    requests: int
    figures: tuple[Figure, ...]


class Tool(Frozen):
    """One of those that look at the same providers, and what it says of the right one."""

    name: str
    command: str
    requests: int | None = None
    seconds: tuple[float, ...]
    """One pass over the right provider, all profiles, in each round."""
    alarms: tuple[str, ...]
    """What it complains of on the right provider."""


class Looked(Frozen):
    """A provider that is wrong in one way, and by what each tool noticed it."""

    name: str
    kind: str
    by_hand: bool
    profile: str
    operation: str
    noticed: dict[str, str | None]


class Peers(Frozen):
    """All of one `make peers`."""

    circumstances: Circumstances
    seed: int
    tools: tuple[Tool, ...]
    providers: tuple[Looked, ...]


class Fire(Frozen):
    """Generated requests to one profile's account, and what they were answered."""

    suite: str
    profile: str
    passed: bool
    """Whether every answer was allowed, and the account as it was in the end."""
    statuses: dict[str, int] = Field({}, description="answers by status")
    digest: str = Field("", description="of all requests, in their order")

    @property
    def requests(self) -> int:
        """How many were answered."""
        return sum(self.statuses.values())


class Fuzz(Frozen):
    """All of one `make fuzz`."""

    circumstances: Circumstances
    passes: tuple[Fire, ...]

    @property
    def held(self) -> bool:
        """Whether all passed, and no answer was a server's failure that nobody promised."""
        return all(each.passed for each in self.passes)


class Walks(Frozen):
    """An emulator compared with its model, under load and faults."""

    minutes: float
    steps: int
    """Things done to the emulator and to its model alike."""
    requests: int
    faults: int
    server_errors: tuple[str, ...]
    """Answers from 500 on that no fault and no promise explains."""
    disagreements: tuple[str, ...]
    memory: tuple[float, ...]
    """MiB at even distances, oldest first."""
    growth: float | None
    """MiB, from when its journal and sandboxes were full to the end; None in too short a time."""
    limit: float


class Writers(Frozen):
    """A history under processes that add runs at once and are killed."""

    processes: int
    kills: int
    promised: int
    """Runs whose process said, before it was killed, that they are stored."""
    stored: int
    lost: tuple[str, ...]
    halves: tuple[str, ...]
    integrity: str


class Endurance(Frozen):
    """All of one `make endurance`."""

    circumstances: Circumstances
    emulator: Walks
    history: Writers

    @property
    def held(self) -> bool:
        """Whether nothing was lost, nothing disagreed and nothing grew."""
        found, kept = self.emulator, self.history
        complaints = (*found.server_errors, *found.disagreements, *kept.lost, *kept.halves)
        return not complaints and (found.growth or 0) <= found.limit and kept.integrity == "ok"
