"""Pure: an answer held against the contracts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..contract.events import Direction, EventName, PushApi
from ..contract.model import Profile
from .document import Node, Unreadable, read
from .grammar import Grammar, quoted
from .model import Said, Weight
from .wire import Received

SHOWN = 20
REDIRECTS = range(300, 400)
UNSIGNED = (
    "the check cannot sign as sipgate does: a receiver that verifies X-Sipgate-Signature has to "
    "leave that out while it is checked"
)


@dataclass(frozen=True)
class Judged:
    """What is to be said of an answer, and what the platform would do with it."""

    said: tuple[Said, ...]
    root: Node | None = None
    """The answer's XML, where it is followed and holds what it may."""


@dataclass(frozen=True)
class Judge:
    """Judges answers on one profile."""

    api: PushApi
    profile: Profile
    limit: float

    def judged(self, event: EventName, direction: Direction, came: Received) -> Judged:
        """Status and time of every answer; type and XML of one that is followed."""
        said = [*self._late(came), *self._status(came)]
        if self.api.events[event].answer == "discarded" or said_of_status(said):
            return Judged(tuple(said))
        if not came.body.strip():
            return Judged((*said, self._empty(came)))
        charset = parameter(came.headers.get("content-type", ""), "charset")
        said += self._content_type(came)
        try:
            root = read(came.body, charset)
        except Unreadable as error:
            accepted = "one XML document, <Response> … </Response>"
            says = f"the answer is no XML: {error}"
            return Judged((*said, self.said("well-formed", says, accepted)))
        found = Grammar(self.api, self.profile, direction).complaints(root)
        said += [*found[:SHOWN], *self._more(len(found) - SHOWN), *self._signature(root)]
        return Judged(tuple(said), root if root.name == "Response" else None)

    def said(self, rule: str, says: str, accepted: str, weight: Weight = Weight.FINDING) -> Said:
        """Something about a rule of the contract, with how that is known."""
        known = self.api.rule(rule).known(self.profile)
        return Said(weight=weight, rule=rule, says=says, accepted=accepted, known=known)

    def _late(self, came: Received) -> Iterator[Said]:
        if came.seconds > self.limit:
            says = f"the answer took {came.seconds:.1f} seconds"
            yield self.said("answer-time", says, f"a whole answer within {self.limit:g} seconds")

    def _status(self, came: Received) -> Iterator[Said]:
        accepted = self.api.value("status", self.profile)
        if came.status in REDIRECTS:
            says = f"status {came.status} leads elsewhere, and was not followed"
            hint = "the last address itself: whether a redirect is followed is not said"
            yield self.said("redirects", says, hint)
        elif came.status not in accepted and not (came.status < 300 and not came.body.strip()):
            says = f"the answer has status {came.status}"
            yield self.said("status", says, "status 200, or 204 without a body")
            if came.status in (401, 403):
                yield self._unsigned()

    def _unsigned(self) -> Said:
        return self.said("signed", "the push was refused", UNSIGNED, Weight.NOTE)

    def _signature(self, root: Node) -> Iterator[Said]:
        if root.name == "Error":
            yield self._unsigned()

    def _empty(self, came: Received) -> Said:
        says = f"the answer is empty (status {came.status}): the call goes on, no event follows"
        return self.said("empty-answer", says, "an empty <Response/> says so aloud", Weight.NOTE)

    def _content_type(self, came: Received) -> Iterator[Said]:
        found = came.headers.get("content-type", "").partition(";")[0].strip().lower()
        accepted = self.api.value("content-type", self.profile)
        if found not in accepted:
            says = f"the content type is {quoted(found)}" if found else "there is no content type"
            yield self.said("content-type", says, f"{accepted[0]}; otherwise it is ignored")
        elif found != accepted[0]:
            says = f"the content type is {found}, which only an older page names"
            yield self.said("content-type", says, accepted[0], Weight.NOTE)

    def _more(self, number: int) -> Iterator[Said]:
        if number > 0:
            says = f"{number} more things in this answer are not allowed"
            yield self.said("well-formed", says, "the first ones mended, and the check repeated")


def said_of_status(said: list[Said]) -> bool:
    """True where an answer's status keeps it from being looked at."""
    return any(each.rule in ("status", "redirects") for each in said)


def parameter(content_type: str, name: str) -> str | None:
    """A parameter of a content type."""
    for part in content_type.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == name:
            return value.strip().strip("\"'") or None
    return None
