"""How one case's promise on a platform stands to the one that was kept before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ..contract.cases import Promise
from ..contract.model import Availability, Profile
from .model import Use

FAILS = 400
TITLES: dict[Profile, str] = {
    "classic": "Classic",
    "neo": "Neo",
    "migrated": "a migrated account",
}
# Sentences that differ, and say that what they speak of does not.
AS_BEFORE = r"\b(as (on )?{}|still|as well)\b"


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers a case: a promise, or what a run saw in its place."""

    statuses: tuple[int, ...]
    states: str
    body: Any = None
    text: Any = None
    shape: str | None = None
    seen: Literal["instead", "unpromised"] | None = None
    """Where a run saw it: instead of what is promised, or where nothing is."""

    @property
    def known(self) -> bool:
        """Whether anybody knows."""
        return bool(self.statuses)

    @property
    def fails(self) -> bool:
        """True where every answer is an error."""
        return self.known and min(self.statuses) >= FAILS

    @property
    def succeeds(self) -> bool:
        """True where an answer is none."""
        return self.known and not self.fails


def promised(promise: Promise) -> Answer:
    """What a promise says."""
    said = promise.expectation
    states = said.states or said.unknown or ""
    return Answer(said.statuses, states, said.body, said.text, said.shape)


def relation(before: Answer, after: Answer, was: Profile) -> tuple[Use, str]:
    """What becomes of a request, and a sentence that says it.

    Args:
        before: the answer on the profile that the integration comes from.
        after: the answer on the one that it moves to.
        was: the profile that it comes from.
    """
    if not after.known:
        return Use.NOT_DECIDED, after.states
    if after.fails and not before.fails:
        return Use.REFUSED, after.states
    if after.seen == "instead":
        return Use.DIFFERENT, after.states
    if not before.known or (difference := _difference(before, after, was)) is None:
        return Use.WORKS, after.states
    return Use.DIFFERENT, difference


def _difference(before: Answer, after: Answer, was: Profile) -> str | None:
    """How two known answers differ for a client; None where they do not."""
    same_status = before.statuses == after.statuses
    if after.seen:
        return None if same_status else f"{after.states}, {_where(before, after)}"
    if same_status and re.search(AS_BEFORE.format(TITLES[was]), after.states):
        return None
    same = same_status and _rest(before) == _rest(after)
    if same and (before.fails or before.states == after.states):
        return None
    if before.states != after.states:
        return f"{after.states}; on {TITLES[was]}, {before.states}"
    return f"{after.states}, but {_where(before, after)}"


def _rest(answer: Answer) -> tuple[Any, ...]:
    return answer.body, answer.text, answer.shape


def _where(before: Answer, after: Answer) -> str:
    """The place at which two promises with the same sentence part."""
    if before.statuses != after.statuses:
        old, new = (" or ".join(map(str, each.statuses)) for each in (before, after))
        return f"with status {new} in place of {old}"
    lost = sorted(set(_pointers(before.body)) - set(_pointers(after.body)))
    if lost:
        return f"nothing is promised of {', '.join(lost)} any more"
    return "what is promised of the answer's body is another thing"


def _pointers(body: Any, at: str = "") -> Iterator[str]:
    if isinstance(body, dict):
        for name, value in body.items():
            where = at if name.startswith("$") else f"{at}/{name}"
            yield from {where} if where != at else ()
            yield from _pointers(value, where)
    elif isinstance(body, list):
        for each in body:
            yield from _pointers(each, at)


def worst(uses: Iterable[Use]) -> Use:
    """The use that stands for several."""
    return min(uses, key=list(Use).index, default=Use.WORKS)


# What a platform is without an operation, whatever the operation's cases say.
WITHOUT = {Availability.REFUSED: Use.REFUSED, Availability.ABSENT: Use.DISCONTINUED}
