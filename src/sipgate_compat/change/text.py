"""Changes as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from .model import Change
from .words import counted, plain, sentence

SHOWN_TOUCHES = 3


def line(change: Change) -> str:
    """One change in one line; its day first, where it has one."""
    day = f"{plain(change.seen)}  " if change.seen else ""
    return f"{day}{change.severity:<8}  {change.origin:<13}  {sentence(change)}{_touches(change)}"


def lines(changes: Iterable[Change]) -> str:
    """A line per change in the order given, and how many there are of each severity."""
    changes = tuple(changes)
    if not changes:
        return "no change"
    return "\n".join([*(line(each) for each in changes), "", counted(changes)])


def some(touches: tuple[str, ...]) -> str:
    """The first of what a change touches, and how many more there are."""
    named = ", ".join(plain(each) for each in touches[:SHOWN_TOUCHES])
    more = len(touches) - SHOWN_TOUCHES
    return f"{named} and {more} more" if more > 0 else named


def _touches(change: Change) -> str:
    return f"; touches {some(change.touches)}" if change.touches else ""
