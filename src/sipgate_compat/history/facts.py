"""The fingerprint of an observation: plain facts, each at its place.

The places of the first answer are ``/status``, ``/content-type``, ``/error``, ``/latency`` and
``/body`` with the JSON pointers below it; those of the second begin with ``step 2 ``. A fact is a
short text, so a fingerprint reads well in a file and one line of a diff is one thing that changed.
An empty body and an absent content type are no facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ..form import form
from ..run.model import Answered, Outcome, Verdict
from .placeholders import numbered

Facts: TypeAlias = Mapping[str, str]

UNSEEN = (Outcome.ERRORED, Outcome.SKIPPED)
BOUNDS = tuple(50 * 2**n for n in range(9))  # milliseconds
LATENCIES = (*(f"up to {each} ms" for each in BOUNDS), f"over {BOUNDS[-1]} ms")
UNTIMED = "-"
UNKNOWN = "unknown"


def facts(verdict: Verdict) -> dict[str, str]:
    """All facts of a case but its latency; none where it was not put or could not be told."""
    if verdict.verdict in UNSEEN:
        return {}
    found: dict[str, str] = {}
    for number, answered in enumerate(verdict.observed, start=1):
        found |= {f"{step(number)}{at}": fact for at, fact in _facts(answered)}
    return found


def step(number: int) -> str:
    """What the places of a step begin with."""
    return "" if number == 1 else f"step {number} "


def _facts(answered: Answered) -> Iterator[tuple[str, str]]:
    yield "/status", str(answered.status)
    if answered.content_type:
        yield "/content-type", answered.content_type
    if answered.status >= 400 and answered.body not in (None, ""):
        yield "/error", numbered(_text(answered.body))
    for at, types in _form(answered).items():
        yield f"/body{at}", types


def _form(answered: Answered) -> Mapping[str, str]:
    if answered.form is not None:
        return answered.form
    if answered.body is None:
        return {}
    if isinstance(answered.body, dict | list):
        return form(answered.body)  # a run of before forms were kept
    # Of JSON that was cut before forms were kept nobody knows the form.
    return {"": UNKNOWN if answered.content_type.endswith("json") else "text"}


def _text(body: object) -> str:
    if isinstance(body, str):
        return body
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def pace(verdict: Verdict) -> str:
    """One sign for each answer of a case: its latency class, or that nobody took the time."""
    if verdict.verdict in UNSEEN:
        return ""
    return "".join(_class(each.milliseconds) for each in verdict.observed)


def _class(milliseconds: float | None) -> str:
    if milliseconds is None:
        return UNTIMED
    return str(sum(milliseconds > bound for bound in BOUNDS))


def paced(found: Facts, signs: str) -> dict[str, str]:
    """Facts with the latency of each step."""
    timed = {
        f"{step(number)}/latency": LATENCIES[int(sign)]
        for number, sign in enumerate(signs, start=1)
        if sign != UNTIMED and f"{step(number)}/status" in found
    }
    return {**found, **timed}
