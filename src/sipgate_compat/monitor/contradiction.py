"""Contradictions of a live run: what sipgate's API does is not what is promised."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from ..change.model import fingerprint
from ..model import Frozen
from ..run.model import Outcome, Run, Verdict

ITEM = re.compile(r"/\d+(?=/|$)")
DECIDED = frozenset({Outcome.CONFORMS, Outcome.KNOWN, Outcome.RECORDED, Outcome.DEVIATES})


class Contradiction(Frozen):
    """Cases of one operation on one profile that part from their promises at the same place.

    `place` is the pointer of the first difference with its list items as ``*``; at ``/status`` it
    ends in the status that came. Values are no part of it, so an answer that holds another id each
    night is one contradiction.
    """

    fingerprint: str
    profile: str
    operation: str
    place: str
    cases: tuple[str, ...]
    first: Verdict


class Night(Frozen):
    """What the live runs of a night say: contradictions, and the cases that came to a decision."""

    contradictions: tuple[Contradiction, ...]
    decided: frozenset[str]


def night(runs: Iterable[Run]) -> Night:
    """What the live runs among these saw; an emulator's say nothing about sipgate."""
    verdicts = [each for run in runs if run.header.target == "live" for each in run.verdicts]
    groups: dict[tuple[str, str, str], list[Verdict]] = defaultdict(list)
    for each in verdicts:
        if each.verdict is Outcome.DEVIATES:
            groups[each.profile, each.operation, place(each)].append(each)
    return Night(
        contradictions=tuple(_contradiction(*key, groups[key]) for key in sorted(groups)),
        decided=frozenset(each.case for each in verdicts if each.verdict in DECIDED),
    )


def place(verdict: Verdict) -> str:
    """Where a verdict parts from its promise."""
    if not verdict.differences:
        return "/"
    first = verdict.differences[0]
    pointer = ITEM.sub("/*", first.pointer) or "/"
    return f"{pointer} {first.observed}" if pointer.endswith("/status") else pointer


def _contradiction(
    profile: str, operation: str, place: str, verdicts: list[Verdict]
) -> Contradiction:
    ordered = sorted(verdicts, key=lambda each: each.case)
    return Contradiction(
        fingerprint=fingerprint("contradiction", profile, operation, place),
        profile=profile,
        operation=operation,
        place=place,
        cases=tuple(each.case for each in ordered),
        first=ordered[0],
    )
