"""A clock of the emulator's own: runs with real time unless it is frozen or advanced."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2026, 11, 23, 9, 0, 0, tzinfo=UTC)


def iso(moment: datetime) -> str:
    """A moment as the API writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Clock:
    """Starts at the same moment in every process.

    Args:
        ticks: seconds that only ever grow.
    """

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self.ticks = ticks
        self.reset()

    def reset(self) -> None:
        """Begin again."""
        self.base = EPOCH
        self.since = self.ticks()
        self.frozen = False

    def now(self) -> datetime:
        """This moment."""
        if self.frozen:
            return self.base
        return self.base + timedelta(seconds=self.ticks() - self.since)

    def set(self, moment: datetime) -> None:
        """Jump to a moment."""
        self.base, self.since = moment, self.ticks()

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self.set(self.now() + timedelta(seconds=seconds))

    def freeze(self, frozen: bool) -> None:
        """Stop, or run again."""
        self.set(self.now())
        self.frozen = frozen
