"""What an answer of a live account means where it says nothing about the promise."""

from __future__ import annotations

from ..client import Answer, Credentials
from ..contract.cases import Step
from ..contract.model import Actor
from ..errors import CompatError, Refused, Spent, Undecided
from .model import Answered, Failure, Outcome
from .recognise import claims

OUTAGES = {429: "rate limited", 502: "bad gateway", 503: "unavailable", 504: "gateway time-out"}
REDIRECTS = (301, 302, 303, 307, 308)


class Unclear(Exception):
    """The answer does not let us tell."""

    def __init__(self, reason: str, failure: Failure | None = None) -> None:
        super().__init__(reason)
        self.failure = failure


def outage(step: Step, answer: Answer) -> Unclear | None:
    """An answer that says "not now", whatever was promised."""
    if answer.status not in OUTAGES:
        return None
    said = f"{step.operation.label}: {OUTAGES[answer.status]}"
    return Unclear(said, of_status(answer.status))


def of_status(status: int) -> Failure | None:
    """The class of an answer that was no part of a promise."""
    if status == 429:
        return Failure.LIMITED
    if status >= 500:
        return Failure.SERVER
    return Failure.REFUSED if status == 401 else None


def excuse(step: Step, answer: Answer, own: Credentials | None) -> Unclear | None:
    """Why an answer that breaks its promise may still not be the API's fault.

    Args:
        step: what was asked.
        answer: what came.
        own: what it was asked with.
    """
    label = step.operation.label
    if answer.status in REDIRECTS:
        return Unclear(f"{label}: redirects elsewhere, which is not followed", Failure.REFUSED)
    if answer.content_type == "text/html" and answer.text.lstrip().startswith("<"):
        return Unclear(
            f"{label}: an HTML page ({answer.status}), as a proxy sends one and not the API",
            Failure.NETWORK,
        )
    if step.request.actor is not Actor.ADMIN or own is None:
        return None
    if answer.status == 401:
        return Unclear(f"{label}: the credentials are no longer accepted", Failure.REFUSED)
    if answer.status == 403 and answer.body is None and _may_lack(step, own):
        scopes = " or ".join(step.operation.scope)
        return Unclear(
            f"{label}: 403 without a word, as a token without the scope {scopes} is answered",
            Failure.REFUSED,
        )
    return None


def _may_lack(step: Step, own: Credentials) -> bool:
    """Whether a token may lack the scope; a personal access token does not show what it has."""
    wanted = step.operation.scope
    bearer = own.bearer()
    if not wanted or not bearer:
        return bool(wanted)
    granted = str(claims(bearer).get("scope", "")).split()
    return not granted or not {*wanted, "all"} & set(granted)


def classed(error: Exception) -> Failure | None:
    """The class of what kept a case from being put."""
    match error:
        case Unclear():
            return error.failure
        case Spent():
            return Failure(error.cause)
        case Undecided():
            return Failure.NETWORK
        case Refused():
            return Failure.REFUSED
        case CompatError():
            return None
    return None


def deviating(outcome: Outcome, answered: list[Answered]) -> Failure | None:
    """The class of a deviation: a server that fails, or one that answers wrongly."""
    if outcome is not Outcome.DEVIATES:
        return None
    failing = answered and answered[-1].status >= 500
    return Failure.SERVER if failing else Failure.WRONG
