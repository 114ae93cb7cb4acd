"""The desk of a run: whoever wants to send asks here first, whichever worker it is.

It keeps one pace per account, all budgets of the run, and the access tokens that are renewed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from .errors import Cause, Spent, UsageError
from .grant import Grant, Keeper

SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0}
RATE = re.compile(r"([1-9]\d{0,5})/(s|min|h)")
UNLIMITED = "unlimited"
# Who is told to wait longer than this comes another day.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may use.

    Attributes:
        interval: seconds between two requests of one account.
        requests: of the whole run, repeated ones too.
        seconds: that the run may last.
    """

    interval: float = 0.0
    requests: int | None = None
    seconds: float | None = None


def interval(rate: str) -> float:
    """Seconds between two requests.

    Args:
        rate: requests in a second, minute or hour, as ``10/s``, or ``unlimited``.

    Raises:
        UsageError: it is neither.
    """
    if rate == UNLIMITED:
        return 0.0
    found = RATE.fullmatch(rate)
    if not found:
        raise UsageError(f"rate: {rate!r} is none; say 5/s, 100/min, 1000/h or {UNLIMITED}")
    return SECONDS[found[2]] / int(found[1])


class Counter(Protocol):
    """What a client needs of the desk, which may stand in another process."""

    issued: list[str]
    """Every secret that came into being during the run."""

    def wait(self, account: str, owed: bool = False) -> float:
        """Seconds until asking again makes sense; 0 where the request may go out, and counts.

        Args:
            account: whose request it is.
            owed: it undoes what was written, so that no budget of ours keeps it back.

        Raises:
            Spent: no request may go out any more, and why.
        """

    def hold(self, account: str, seconds: float) -> None:
        """Keep an account quiet, as the API asked."""

    def give_up(self, account: str, why: str) -> None:
        """Send nothing to an account any more, for it does not answer."""

    def keep(self, grant: Grant) -> None:
        """Take a grant into keeping, once."""

    def access(self, variable: str, refused: str = "") -> str:
        """The access token of a grant; another one than what was refused."""


@dataclass(slots=True)
class Desk:
    """The desk itself, in the process that began the run.

    Args:
        limits: what the run may use.
        clock: seconds that only ever grow.
    """

    limits: Limits = Limits()
    clock: Callable[[], float] = time.monotonic
    issued: list[str] = field(default_factory=list, repr=False)
    begun: float = field(init=False)
    sent: int = 0
    free: dict[str, float] = field(default_factory=dict)
    closed: dict[str, tuple[str, Cause]] = field(default_factory=dict)
    keepers: dict[str, Keeper] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        self.begun = self.clock()

    def wait(self, account: str, owed: bool = False) -> float:
        """Seconds until asking again makes sense; 0 where the request may go out, and counts."""
        with self.lock:
            now = self.clock()
            wait = max(0.0, self.free.get(account, now) - now)
            self._check(account, now + wait, owed)
            if wait == 0.0:
                self.sent += 1
                if self.limits.interval:
                    self.free[account] = now + self.limits.interval
            return wait

    def _check(self, account: str, at: float, owed: bool) -> None:
        most, seconds = self.limits.requests, self.limits.seconds
        if account in self.closed:
            raise Spent(*self.closed[account])
        if owed:
            return
        if most is not None and self.sent >= most:
            raise Spent(f"the budget of {most} requests is spent (--max-requests)")
        if seconds is not None and at - self.begun >= seconds:
            raise Spent(f"the budget of {seconds:g} seconds is spent (--max-time)")

    def hold(self, account: str, seconds: float) -> None:
        """Keep an account quiet; to be told to wait very long ends its part of the run."""
        with self.lock:
            until = self.clock() + seconds
            self.free[account] = max(until, self.free.get(account, until))
            if seconds > PATIENCE:
                told = f"the API asks to wait {seconds:.0f} seconds, longer than {PATIENCE:.0f}"
                self.closed[account] = (told, "429")

    def give_up(self, account: str, why: str) -> None:
        """Send nothing to an account any more, for it does not answer."""
        with self.lock:
            self.closed.setdefault(account, (why, "network"))

    def keep(self, grant: Grant) -> None:
        """Take a grant into keeping; one that is kept already stays as it was renewed."""
        if grant.variable not in self.keepers:
            self.keepers[grant.variable] = Keeper(grant, self.clock, self.issued.append)

    def access(self, variable: str, refused: str = "") -> str:
        """The access token of a grant that is kept."""
        return self.keepers[variable].access(refused)
