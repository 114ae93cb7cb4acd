"""What Allure groups results by: why a case is not as it was promised."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from ...contract.model import Evidence
from ...report.words import cut, plural, printable, shown
from ..model import Failure, Outcome, Verdict

AWAY = (Failure.NETWORK, Failure.SERVER, Failure.LIMITED)
# What an emulator answers that has no such route, or not with this method.
NO_ROUTE = (404, 405, 501)
LONG = 200
UNKNOWN_FIELD = "field unknown to "


class Category(StrEnum):
    """The first words of a result's message, by which it is recognised."""

    KNOWN = "known deviation"
    GONE = "difference gone"
    CONTRADICTION = "contradiction"
    DRIFT = "drift"
    REFUSED = "refused"
    OUTAGE = "outage"
    GAP = "emulator gap"
    UNTOLD = "could not be told"


SAID = {
    Category.KNOWN: "Listed in deviations.yaml, with its reason and its end.",
    Category.GONE: "A profile answers as another one, where the two are promised to differ.",
    Category.CONTRADICTION: "The answer parts from what is documented or specified.",
    Category.DRIFT: "The answer is not what was once seen or read, or has fields nobody knows.",
    Category.REFUSED: "The credentials were not accepted, so nothing is known of the case.",
    Category.OUTAGE: "No answer, a failing server, or a limit: the case says nothing of promises.",
    Category.GAP: "The emulator lacks it; nothing is said of sipgate.",
    Category.UNTOLD: "The suite could not judge the answer.",
}


def categories() -> list[dict[str, Any]]:
    """``categories.json``: Allure 2 matches the whole message and Allure 3 a part of it."""
    return [
        {
            "name": each.value[0].upper() + each.value[1:],
            "description": SAID[each],
            "messageRegex": rf"^{each.value}: [\s\S]*$",
            "matchedStatuses": ["failed", "broken", "passed"],
        }
        for each in Category
    ]


def category(verdict: Verdict, target: str, elsewhere: Collection[int] = ()) -> Category | None:
    """Why a case is not as it was promised; None where it is.

    Args:
        verdict: what became of it.
        target: what it was put to.
        elsewhere: statuses that only other profiles are promised in this case.
    """
    match verdict.verdict:
        case Outcome.KNOWN:
            return Category.KNOWN
        case Outcome.DEVIATES:
            return _deviating(verdict, target, elsewhere)
        case Outcome.ERRORED:
            return _untold(verdict, target)
        case Outcome.CONFORMS | Outcome.RECORDED if _unknown_fields(verdict):
            return Category.DRIFT
    return None


def _deviating(verdict: Verdict, target: str, elsewhere: Collection[int]) -> Category:
    status = next((d.observed for d in verdict.differences if d.pointer == "/status"), None)
    if verdict.failure in AWAY:
        return Category.OUTAGE
    if status in elsewhere:
        return Category.GONE
    if target == "emulator" and status in NO_ROUTE:
        return Category.GAP
    if verdict.evidence in (Evidence.DOCUMENTED, Evidence.SPECIFIED):
        return Category.CONTRADICTION
    return Category.DRIFT


def _untold(verdict: Verdict, target: str) -> Category:
    if verdict.failure is Failure.REFUSED:
        return Category.REFUSED
    if verdict.failure in AWAY:
        return Category.OUTAGE
    return Category.GAP if target == "emulator" else Category.UNTOLD


def _unknown_fields(verdict: Verdict) -> list[str]:
    return [each for each in verdict.notes if each.startswith(UNKNOWN_FIELD)]


def message(verdict: Verdict, found: Category) -> str:
    """One line that begins with the category; equal faults have equal lines, which Allure joins."""
    return f"{found}: {printable(_said(verdict))}"


def _said(verdict: Verdict) -> str:
    if verdict.verdict in (Outcome.KNOWN, Outcome.ERRORED):
        return verdict.reason or "no reason"
    if not verdict.differences:
        return "; ".join(_unknown_fields(verdict)) or verdict.states
    first, *more = verdict.differences
    observed = shown(first.observed, first.absent == "observed", limit=80)
    expected = shown(first.expected, first.absent == "expected", limit=80)
    also = f", and {plural(len(more), 'difference')} more" if more else ""
    return f"{cut(first.pointer, LONG) or '/'} is {observed}, promised {expected}{also}"
