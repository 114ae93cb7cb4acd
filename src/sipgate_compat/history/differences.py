"""Two fingerprints of one case: what is no longer as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..change.model import Severity
from ..compare import matches
from ..form import OF
from .facts import LATENCIES, UNKNOWN, Facts


class Kind(StrEnum):
    """What can change in an observed behaviour."""

    STATUS_CHANGED = "status-changed"
    CONTENT_TYPE_CHANGED = "content-type-changed"
    ERROR_TEXT_CHANGED = "error-text-changed"
    FIELD_ADDED = "field-added"
    FIELD_REMOVED = "field-removed"
    TYPE_CHANGED = "type-changed"
    BECAME_NULLABLE = "became-nullable"
    ENUM_GREW = "enum-grew"
    FILLED = "filled"
    EMPTIED = "emptied"
    SLOWER = "slower"
    FASTER = "faster"
    CASE_ADDED = "case-added"
    CASE_REMOVED = "case-removed"
    FLAPPING = "flapping"


SEVERITY = {
    Kind.CONTENT_TYPE_CHANGED: Severity.BREAKING,
    Kind.ERROR_TEXT_CHANGED: Severity.NOTICE,
    Kind.FIELD_ADDED: Severity.INFO,
    Kind.FIELD_REMOVED: Severity.BREAKING,
    Kind.TYPE_CHANGED: Severity.BREAKING,
    Kind.BECAME_NULLABLE: Severity.NOTICE,
    Kind.ENUM_GREW: Severity.NOTICE,
    Kind.FILLED: Severity.INFO,
    Kind.EMPTIED: Severity.INFO,
    Kind.SLOWER: Severity.NOTICE,
    Kind.FASTER: Severity.INFO,
    Kind.CASE_ADDED: Severity.INFO,
    Kind.CASE_REMOVED: Severity.NOTICE,
    Kind.FLAPPING: Severity.NOTICE,
}
# What comes and goes with an account's data: the baseline holds all that was seen.
ONE_WAY = (Kind.ENUM_GREW, Kind.BECAME_NULLABLE)
# Neighbouring latency classes may only be two sides of one bound.
PACES = 2
# A placeholder that stands for a number, and for which number varies with those before it.
BARE = re.compile(r"(?<=[:\[,] )<\w+>|(?<=\[)<\w+>")
# A fifth of a second more is the weather; whatever is quicker than this may well meet it.
FELT = LATENCIES.index("up to 400 ms")


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that is no longer as it was, and where."""

    kind: Kind
    at: str
    old: str | None
    new: str | None

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        if self.kind is Kind.STATUS_CHANGED:
            return _status_severity(int(self.old or 0), int(self.new or 0))
        return SEVERITY[self.kind]


def _status_severity(old: int, new: int) -> Severity:
    """What worked and is refused, or fails with 5xx, breaks; the rest is worth a look."""
    broke = new >= 500 > old or old < 400 <= new
    return Severity.BREAKING if broke else Severity.NOTICE


def differences(old: Facts, new: Facts) -> Iterator[Difference]:
    """What changed between two fingerprints, step by step.

    Steps that only one of them has are left out: a case ends early when a step deviates.
    """
    for prefix in dict.fromkeys(at.partition("/")[0] for at in (*old, *new)):
        if f"{prefix}/status" in old and f"{prefix}/status" in new:
            yield from _step(prefix, old, new)


def _step(prefix: str, old: Facts, new: Facts) -> Iterator[Difference]:
    status, content, error = (f"{prefix}/{each}" for each in ("status", "content-type", "error"))
    if old[status] != new[status]:
        # Another status is another answer: the rest of it says nothing more.
        yield Difference(Kind.STATUS_CHANGED, status, old[status], new[status])
        return
    yield from _latency(f"{prefix}/latency", old, new)
    if not _says_still(old.get(error), new.get(error)):
        yield Difference(Kind.ERROR_TEXT_CHANGED, error, old.get(error), new.get(error))
    if old.get(content) != new.get(content):
        yield Difference(Kind.CONTENT_TYPE_CHANGED, content, old.get(content), new.get(content))
        return
    root = f"{prefix}/body"
    old, new = ({root: "empty", **each} for each in (old, new))
    if UNKNOWN not in (old[root], new[root]):
        yield from _body(root, old, new)


def _says_still(old: str | None, new: str | None) -> bool:
    """Whether an error says what it said, if in JSON with more fields than before."""
    if old == new or old is None or new is None:
        return old == new
    before, after = _as_json(old), _as_json(new)
    return isinstance(before, dict | list) and matches(before, after)


def _as_json(error: str) -> Any:
    """An error's JSON, whose numbers are placeholders; None where it is a text."""
    try:
        return json.loads(BARE.sub('"<>"', error))
    except ValueError:
        return None


def _latency(at: str, old: Facts, new: Facts) -> Iterator[Difference]:
    if at in old and at in new and old[at] in LATENCIES and new[at] in LATENCIES:
        before, after = LATENCIES.index(old[at]), LATENCIES.index(new[at])
        further = after - before
        if abs(further) >= PACES and max(before, after) > FELT:
            kind = Kind.SLOWER if further > 0 else Kind.FASTER
            yield Difference(kind, at, old[at], new[at])


def _body(root: str, old: Facts, new: Facts) -> Iterator[Difference]:
    places = {at for facts in (old, new) for at in facts if at == root or at.startswith(f"{root}/")}
    for at in sorted(places):
        if at not in old:
            yield from _only_in(new, old, at, Kind.FIELD_ADDED, Kind.FILLED)
        elif at not in new:
            yield from _only_in(old, new, at, Kind.FIELD_REMOVED, Kind.EMPTIED)
        elif old[at] != new[at]:
            yield from _types(at, old[at], new[at])


def _only_in(one: Facts, other: Facts, at: str, field: Kind, item: Kind) -> Iterator[Difference]:
    """A field that one side lacks, if its parent is there; an empty list says nothing of items."""
    parent, _, key = at.rpartition("/")
    types, _ = _parsed(other.get(parent, ""))
    if key == "*" and types & {"array", "object"}:
        kind = item
    elif "object" in types:
        kind = field
    else:
        return
    fact = _words(one[at])
    added = kind in (Kind.FIELD_ADDED, Kind.FILLED)
    yield Difference(kind, at, None if added else fact, fact if added else None)


def _types(at: str, old: str, new: str) -> Iterator[Difference]:
    (before, known), (after, values) = _parsed(old), _parsed(new)
    if "null" in after and "null" not in before:
        yield Difference(Kind.BECAME_NULLABLE, at, _words(old), _words(new))
    wanted = before | ({"integer"} if "number" in before else set())
    if before == {"null"} != after:
        yield Difference(Kind.FILLED, at, _words(old), _words(new))
    elif not after - {"null"} <= wanted:
        yield Difference(Kind.TYPE_CHANGED, at, _words(old), _words(new))
    if known and values - known:
        more = "|".join(sorted(values - known))
        yield Difference(Kind.ENUM_GREW, at, "|".join(sorted(known)), more)


def _parsed(fact: str) -> tuple[set[str], set[str]]:
    types, _, values = fact.partition(OF)
    return set(types.split("|")), set(values.split("|")) - {""}


def _words(fact: str) -> str:
    """The types alone: values come and go, and a change is to be the same one every night."""
    return fact.partition(OF)[0]
