"""What can change between two editions."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from ..change.model import Severity, fingerprint
from ..model import Frozen
from .model import Status


class Kind(StrEnum):
    """What happened."""

    STATUS_CHANGED = "status-changed"
    UNKNOWN_STATUS = "unknown-status"
    ROW_ADDED = "row-added"
    ROW_REMOVED = "row-removed"
    ENDPOINT_RENAMED = "endpoint-renamed"
    NOTE_CHANGED = "note-changed"
    SECTION_CHANGED = "section-changed"


class Direction(StrEnum):
    """Where a status went."""

    PROGRESS = "progress"
    REGRESSION = "regression"
    SIDEWAYS = "sideways"


# How near to working each status is. A review may end either way: it counts like a plan.
NEARNESS = {
    Status.NOT_PLANNED: 0,
    Status.PLANNED: 1,
    Status.UNDER_REVIEW: 1,
    Status.IN_PROGRESS: 2,
    Status.IMPLEMENTED: 3,
}


class Change(Frozen):
    """One difference between an older and a newer edition, and the contracts that it touches."""

    kind: Kind
    table: Literal["rtcm", "devices", "channels", "others"] | None = None
    method: str | None = None
    path: str | None = None
    section: str | None = None
    old: str | None = None
    new: str | None = None
    direction: Direction | None = None
    severity: Severity
    touches: tuple[str, ...] = ()
    fingerprint: str


class Diff(Frozen):
    """All differences, worst first, and what could not be compared."""

    schema_: Literal["schemas/edition-diff-1.json"] = Field(
        "schemas/edition-diff-1.json", alias="schema"
    )
    old: str
    new: str
    changes: tuple[Change, ...]
    not_compared: tuple[str, ...] = ()


def change(
    kind: Kind,
    severity: Severity,
    *,
    table: str | None = None,
    method: str | None = None,
    path: str | None = None,
    section: str | None = None,
    old: str | None = None,
    new: str | None = None,
    direction: Direction | None = None,
) -> Change:
    """A change with its fingerprint: the same change has the same one in every diff."""
    return Change.model_validate(
        {
            "kind": kind,
            "table": table,
            "method": method,
            "path": path,
            "section": section,
            "old": old,
            "new": new,
            "direction": direction,
            "severity": severity,
            "fingerprint": fingerprint(kind, method, path or section, old, new),
        }
    )


def direction(old: Status, new: Status) -> Direction:
    """Where a status went; sideways where nobody can tell."""
    if old not in NEARNESS or new not in NEARNESS or NEARNESS[old] == NEARNESS[new]:
        return Direction.SIDEWAYS
    return Direction.PROGRESS if NEARNESS[new] > NEARNESS[old] else Direction.REGRESSION
