"""The calls that a receiver is told of: made up, and the same in every check."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from ..contract.events import Direction, Event, EventName, Presence, PushApi
from ..contract.model import Profile
from ..errors import DataError

# Numbers kept free for stories.
OURS = "4930231250001"
THEIRS = "4930231250002"
FIRST_DIALLED = "4930231250003"
ACCOUNT = "1234567"
USERS = {"w0": "Ada Amsel", "w1": "Bo Birke", "w2": "Zoë Größer & Söhne"}
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Call:
    """A call with its end.

    Args of the constructor:
        name: what reports call it.
        cause: why it ends; `normalClearing` after it was answered.
        users: whom it concerns, by id.
        after: the call that it is made of, by a forwarding.
    """

    name: str
    direction: Direction
    cause: str
    users: tuple[str, ...] = ("w0",)
    anonymous: bool = False
    after: str | None = None

    @property
    def is_answered(self) -> bool:
        """True where the two speak."""
        return self.cause == "normalClearing"


CALLS = (
    Call("in-answered", "in", "normalClearing"),
    Call("out-answered", "out", "normalClearing"),
    Call("in-busy", "in", "busy", anonymous=True),
    Call("in-cancel", "in", "cancel", users=("w0", "w1", "w2")),
    Call("in-no-answer", "in", "noAnswer"),
    Call("out-congestion", "out", "congestion"),
    Call("out-not-found", "out", "notFound"),
    Call("in-forwarded", "in", "forwarded"),
    Call("in-after-forwarding", "in", "normalClearing", users=("w1",), after="in-forwarded"),
)


def covering(api: PushApi) -> tuple[Call, ...]:
    """The calls, which together end for every cause that the contract knows."""
    causes = set(api.events["hangup"].field("cause").values)
    missing = sorted(causes - {call.cause for call in CALLS})
    made = tuple(replace(CALLS[0], name=f"in-{c.lower()}", cause=c) for c in missing)
    lost = {call.cause for call in CALLS} - causes
    if lost:
        raise DataError(f"contracts/events/hangup.yaml: does not know {', '.join(sorted(lost))}")
    return (*CALLS, *made)


def form(
    api: PushApi, profile: Profile, call: Call, name: EventName, digits: str | None = None
) -> Fields:
    """What is pushed of a call: the fields of the contract, in its order.

    Args:
        api: the contract.
        profile: as which platform.
        call: of which call.
        name: which event.
        digits: the keys that were pressed, of a dtmf; left out where it is None.
    """
    event = api.events[name]
    return tuple(
        (field.key, value)
        for field in event.fields
        if field.owed(profile).on(call.direction) is not Presence.ABSENT
        for value in _values(event, profile, call, field.key, digits)
    )


def encoded(fields: Fields) -> bytes:
    """A form on the wire: UTF-8, the brackets percent-encoded, a blank as a plus."""
    return "&".join(f"{_quoted(key)}={_quoted(value)}" for key, value in fields).encode("ascii")


def _quoted(text: str) -> str:
    return quote(text, safe="*-._ ").replace(" ", "+")


def _values(
    event: Event, profile: Profile, call: Call, key: str, digits: str | None
) -> Iterator[str]:
    other = "anonymous" if call.anonymous else THEIRS
    incoming = call.direction == "in"
    match key:
        case "event":
            yield event.event
        case "direction":
            yield call.direction
        case "from":
            yield other if incoming else OURS
        case "to":
            yield OURS if incoming else THEIRS
        case "answeringNumber":
            if event.event == "answer" or call.is_answered:
                yield OURS if incoming else THEIRS
            else:
                yield ""
        case "callId":
            yield call_id(profile, call.name)
        case "origCallId":
            yield call_id(profile, call.after or call.name)
        case "xcid":
            yield call_id(profile, f"xcid {call.name}")[:16]
        case "diversion" if call.after:
            yield FIRST_DIALLED
        case "cause":
            yield call.cause
        case "dtmf" if digits is not None:
            yield digits
        case "user[]":
            yield from (USERS[each] for each in call.users)
        case "userId[]":
            yield from call.users
        case "fullUserId[]":
            yield from (f"{ACCOUNT}{each}" for each in call.users)
        case "user" if incoming:
            yield USERS[call.users[0]]
        case "userId" if incoming:
            yield call.users[0]
        case "fullUserId" if incoming:
            yield f"{ACCOUNT}{call.users[0]}"
        case _:
            return


def call_id(profile: Profile, name: str) -> str:
    """The same letters and digits for the same call in every check."""
    return hashlib.sha256(f"{profile} {name}".encode()).hexdigest()[:24].upper()
