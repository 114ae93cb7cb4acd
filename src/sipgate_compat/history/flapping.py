"""Flapping is a state: a place that changed four times in twenty runs is not four alarms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from .differences import ONE_WAY, differences
from .drift import Places
from .facts import Facts

RUNS = 20
CHANGES = 4


def flapping(lately: Mapping[str, Sequence[Facts]]) -> Places:
    """The places of each case that changed too often to be told as changes.

    Args:
        lately: the facts of each case in its last runs, oldest first.
    """
    restless = {case: _restless(facts[-RUNS:]) for case, facts in lately.items()}
    return {case: places for case, places in restless.items() if places}


def _restless(facts: Sequence[Facts]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for old, new in pairwise(facts):
        if old is not new and old != new:
            counts.update(_places(old, new))
    return frozenset(at for at, changes in counts.items() if changes >= CHANGES)


def _places(old: Facts, new: Facts) -> Iterable[str]:
    return {each.at for each in differences(old, new) if each.kind not in ONE_WAY}
