"""A change in words: one line of harmless text, whatever stands in its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .model import Change, Severity

LONGEST = 80
# Their values are digests, which tell a reader nothing.
OPAQUE = ("section-changed",)


def plain(text: str, most: int | None = None) -> str:
    """Text on one line, without control, direction and other characters that nobody sees.

    Args:
        text: anything, from anywhere.
        most: characters at the most; what is too long ends in an ellipsis.
    """
    line = " ".join(text.split())
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in line)
    return shown if most is None or len(shown) <= most else f"{shown[: most - 1]}…"


def said(change: Change) -> str:
    """What happened, with both values where they tell something."""
    words = plain(change.kind).replace("-", " ")
    old, new = (None if each is None else plain(each, LONGEST) for each in _values(change))
    if old is not None and new is not None:
        return f"{words}: {old or 'nothing'} → {new or 'nothing'}"
    value = new if old is None else old
    return f"{words}: {value}" if value else words


def sentence(change: Change) -> str:
    """What changed, and how."""
    where = f" on {change.profile}" if change.profile and not change.case else ""
    return f"{plain(change.subject)}{plain(where)}: {said(change)}"


def counted(changes: Iterable[Change]) -> str:
    """How many changes there are of each severity."""
    counts = Counter(each.severity for each in changes)
    return ", ".join(f"{counts[each]} {each}" for each in Severity if counts[each]) or "no change"


def _values(change: Change) -> tuple[str | None, str | None]:
    return (None, None) if change.kind in OPAQUE else (change.old, change.new)
