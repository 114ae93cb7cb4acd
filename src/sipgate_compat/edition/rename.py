"""Which row that is gone and which that came are the same under another name; no guessing."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from .model import Described, Row

NEAR = 0.6


def renames(
    gone: Sequence[Row | Described], come: Sequence[Row | Described], notes: bool
) -> list[tuple[Row | Described, Row | Described]]:
    """Pairs of a row and its new name, where each has no other candidate.

    Args:
        gone: rows that only the older edition has.
        come: rows that only the newer one has.
        notes: do notes speak the same language, so that they must agree?
    """
    near = [(a, b) for a in gone for b in come if _same_but_named(a, b, notes)]
    return [
        (a, b)
        for a, b in near
        if sum(x is a for x, _ in near) == 1 and sum(y is b for _, y in near) == 1
    ]


def _same_but_named(a: Row | Described, b: Row | Described, notes: bool) -> bool:
    if not _near(a, b):
        return False
    if isinstance(a, Row) and isinstance(b, Row):
        return a.shown == b.shown and (not notes or a.note == b.note)
    if isinstance(a, Described) and isinstance(b, Described):
        return not notes or a.description == b.description
    return False


def _near(a: Row | Described, b: Row | Described) -> bool:
    """The same path under another method, or the same method with one segment spelt anew."""
    if a.method != b.method:
        return a.key[1] == b.key[1]
    ours, theirs = a.key[1].split("/"), b.key[1].split("/")
    if len(ours) != len(theirs):
        return False
    differing = [(x, y) for x, y in zip(ours, theirs, strict=True) if x != y]
    return len(differing) == 1 and _alike(*differing[0])


def _alike(a: str, b: str) -> bool:
    return "{}" not in (a, b) and difflib.SequenceMatcher(None, a, b).ratio() >= NEAR
