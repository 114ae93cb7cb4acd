"""A command whose own clock stands at another moment: libfaketime around it and its children."""

from __future__ import annotations

import shutil
from datetime import datetime
from math import ceil

from ..run.model import Run

PROGRAM = "faketime"
ABSENT = f"{PROGRAM}: not found (Debian's package is called so): only the emulator's clock is moved"
ENVIRONMENT = {
    # The times of files stay as they are, or Python would take every compiled module for stale.
    "NO_FAKE_STAT": "1",
    # Repairs timeouts where all clocks are moved; where seconds are not, threads would spin by it.
    "FAKETIME_FORCE_MONOTONIC_FIX": "0",
}


def program() -> str | None:
    """Where libfaketime's program is; None where it is not installed."""
    return shutil.which(PROGRAM)


def seconds(now: datetime, then: datetime) -> int:
    """Whole seconds that a clock which shows one moment is put forward to show another."""
    return ceil((then - now).total_seconds())


def moved(command: list[str], by: int, tool: str | None) -> list[str]:
    """A command as it runs with its wall clock, and that of its children, put forward.

    An offset means the same in every time zone and in every child; a date would be read in the
    command's own zone, and each child would begin at it anew. What counts seconds is left alone:
    timeouts would hang. Under libfaketime 0.9.10 Python 3.11 and later cannot sleep then
    (wolfcw/libfaketime#426), and a run in which nothing goes wrong does not.

    Args:
        command: a program and its arguments.
        by: seconds; negative ones put it back.
        tool: of `program`; without it the command stays as it is.
    """
    return [tool, "-m", "--exclude-monotonic", "-f", f"{by:+d}", *command] if tool else command


def span(run: Run) -> tuple[float, float]:
    """Between which seconds since 1970 a run was on, by its own clock; it writes whole ones."""
    started, finished = run.header.started, run.footer.finished
    assert started
    assert finished
    return _at(started), _at(finished) + 1


def crossed(run: Run, moment: datetime) -> bool:
    """Whether a moment came while a run was on, by the run's own clock."""
    started, ended = span(run)
    return started < moment.timestamp() < ended - 1


def _at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
