"""A call that is pushed, and the choices of an account how."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from ..state import Call, State
from .plan import Gather


class Wishes:
    """How one account wants its pushes, where it differs from the emulator's options."""

    def __init__(self, state: State) -> None:
        self.ca = ""
        self.signed = True
        self.seconds: float | None = None


@dataclass(slots=True, eq=False)
class Line:
    """A call whose beginning was pushed, and what its receiver asked for since."""

    account: str
    sandbox: str | None
    state: State
    call: Call
    on_answer: str = ""
    on_hangup: str = ""
    gather: Gather | None = None
    playing: bool = False
    keys: str = ""
    gathered: int = 0
    rings_for: timedelta | None = None
    told_answer: bool = False
    last: asyncio.Task[None] | None = None
    """The newest thing to do; each waits for the one before it."""
