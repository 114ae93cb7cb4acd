"""A change of the page, the specification, the behaviour or the accounts, in one shape."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Literal

from pydantic import Field

from ..model import Frozen


class Origin(StrEnum):
    """What changed."""

    PAGE = "page"
    SPECIFICATION = "specification"
    BEHAVIOUR = "behaviour"
    ACCOUNTS = "accounts"
    SUITE = "suite"
    """What is promised and asked by us: no change of sipgate's."""


class Severity(StrEnum):
    """How much it matters, worst first."""

    BREAKING = "breaking"
    NOTICE = "notice"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Less is worse."""
        return list(Severity).index(self)


class Change(Frozen):
    """One change.

    `subject` is what changed, in a form that people can search for: ``PUT /calls/{callId}/hold``,
    a case's address with a pointer, a profile. `seen` is the first day on which it was seen; it is
    no part of the fingerprint, so that the same change has the same one in every run.
    """

    origin: Origin
    kind: str
    severity: Severity
    subject: str
    method: str | None = None
    path: str | None = None
    profile: str | None = None
    case: str | None = None
    old: str | None = None
    new: str | None = None
    seen: str | None = None
    touches: tuple[str, ...] = ()
    fingerprint: str


class Changes(Frozen):
    """``changes.json``: all changes, newest first."""

    schema_: Literal["schemas/changes-1.json"] = Field("schemas/changes-1.json", alias="schema")
    changes: tuple[Change, ...]


def fingerprint(*parts: str | None) -> str:
    """Twelve hex digits that name a change in every run and every tracker."""
    joined = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def change(
    origin: Origin,
    kind: str,
    severity: Severity,
    subject: str,
    *,
    method: str | None = None,
    path: str | None = None,
    profile: str | None = None,
    case: str | None = None,
    old: str | None = None,
    new: str | None = None,
    seen: str | None = None,
    touches: tuple[str, ...] = (),
) -> Change:
    """A change with its fingerprint: over origin, kind, subject, profile, and both values."""
    return Change(
        origin=origin,
        kind=kind,
        severity=severity,
        subject=subject,
        method=method,
        path=path,
        profile=profile,
        case=case,
        old=old,
        new=new,
        seen=seen,
        touches=touches,
        fingerprint=fingerprint(origin, kind, subject, profile, old, new),
    )


def worst_first(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Changes in the order in which they matter."""
    return tuple(sorted(changes, key=lambda each: (each.severity.rank, each.subject, each.kind)))
