"""An emulator of one's own: three accounts behind one address, and a control plane."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from ..emulator.child import emulating
from .account import Account, Profile
from .control import Control
from .seen import Entry


class Emulator:
    """A running emulator, for the three accounts and what they share: clock, faults, journal.

    Args:
        ready: its ready line.
    """

    def __init__(self, ready: Mapping[str, Any]) -> None:
        self.base_url = str(ready["base_url"])
        self.control = Control(str(ready["control_url"]))
        self._accounts: dict[str, Any] = self.control.get("accounts")["accounts"]

    def __repr__(self) -> str:
        """Its address."""
        return f"<emulator {self.base_url}>"

    def account(self, profile: Profile) -> Account:
        """The account of a profile."""
        return Account(self, profile, self._accounts[profile]["users"])

    def reset(self) -> None:
        """Back to how it was at its start: accounts, clock, faults, journal."""
        self.control.post("reset")

    @property
    def situations(self) -> tuple[str, ...]:
        """The names of all situations that can be arranged."""
        return tuple(each["situation"] for each in self.control.get("situations"))

    @property
    def journal(self) -> tuple[Entry, ...]:
        """Every request since the last reset, oldest first, also those of nobody."""
        return tuple(Entry.of(row) for row in self.control.get("journal")["requests"])

    @property
    def now(self) -> datetime:
        """The emulator's own time."""
        return datetime.fromisoformat(self.control.get("clock")["now"])

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self.control.post("clock", advance=seconds)

    def freeze(self, frozen: bool = True) -> None:
        """Stop the clock, or let it run again; it can be advanced while it stands."""
        self.control.post("clock", freeze=frozen)


@contextmanager
def running() -> Iterator[Emulator]:
    """An emulator in a process of its own, which ends with the block, or with this process.

    Raises:
        CompatError: it did not become ready.
    """
    with emulating() as ready:
        yield Emulator(ready)
