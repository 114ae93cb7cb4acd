"""How things are known, as extensions of the document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..contract.model import Evidence, Operation, Source, Sourced
from .promised import Promises, Said

STRONGEST = list(Evidence)


def known(evidence: Evidence | None, source: Source | None) -> dict[str, str]:
    """Evidence, page and date, flat."""
    said = {"evidence": str(evidence or Evidence.ASSUMED)}
    if source:
        said["page"] = source.page
        if source.section:
            said["section"] = source.section
        said["read"] = source.read
    return said


def of_responses(said: Iterable[Said]) -> list[dict[str, str]]:
    """Each different witness of an answer once, the strongest first."""
    ranked = sorted((each.promise for each in said), key=lambda p: STRONGEST.index(p.evidence))
    return distinct(known(each.evidence, each.source) for each in ranked)


def distinct(values: Iterable[Any]) -> list[Any]:
    """Each value once, in the order of its first appearance."""
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def extensions(promises: Promises, operation: Operation) -> dict[str, Any]:
    """What OpenAPI has no word for."""
    profile = promises.profile
    there: Sourced = operation.availability_known.get(profile, operation)
    said: dict[str, Any] = {
        "x-sipgate-effect": str(operation.effect),
        "x-sipgate-availability": str(promises.has(operation)),
        "x-sipgate-availability-evidence": known(
            there.evidence or operation.evidence, there.source or operation.source
        ),
        "x-sipgate-evidence": known(operation.evidence, operation.source),
    }
    if operation.administrator:
        said["x-sipgate-administrator"] = True
    if profile != "classic":
        said |= _of_neo(promises, operation)
    return said


def _of_neo(promises: Promises, operation: Operation) -> dict[str, Any]:
    """What the page and the contract say for those who come from Classic."""
    said: dict[str, Any] = {}
    if operation.instead:
        said["x-sipgate-instead"] = operation.instead
    status = _rtcm_status(promises, operation)
    if status:
        said["x-sipgate-rtcm-status"] = status
    return said


def _rtcm_status(promises: Promises, operation: Operation) -> str | None:
    """The status that the newest edition of the page gives an operation on Neo."""
    rows = {row.label: row.shown for row in promises.book.newest.rows}
    return next((rows[x] for x in promises.book.rows_of(operation) if x in rows), None)
