"""What is pushed: the fields of each event, in the order that sipgate's own examples have."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from urllib.parse import urlencode

from ..state import NAMESPACE, Call, State, User
from ..tags.devices import MASTER

Fields = list[tuple[str, str]]
NATIONAL = re.compile("^0")  # numbers of a country come without it; the accounts are German
EMERGENCY = ("110", "112")


def encoded(fields: Fields) -> bytes:
    """As a form; the brackets of repeated keys are written in percents (documented)."""
    return urlencode(fields).encode()


def number(value: str | None) -> str:
    """A number without its plus, or the word for none (documented; of Neo it is not known)."""
    digits = re.sub(r"[^0-9]", "", value or "")
    return NATIONAL.sub("49", digits.removeprefix("00")) or "anonymous"


def is_emergency(call: Call) -> bool:
    """True for calls that are put through at once and pushed to nobody (documented)."""
    return call.direction == "OUTGOING" and number(call.remote) in EMERGENCY


def receivers(state: State, call: Call) -> list[User]:
    """Who is called, or who calls."""
    names: Iterable[str] = [call.owner]
    if call.direction == "INCOMING":
        called = state.numbered(call.local)
        place = state.channels.get(call.channel or "") or state.groups.get(
            called.endpoint if called else ""
        )
        names = place.users if place else names
    return [state.users[name] for name in names if name in state.users]


def new_call(state: State, call: Call) -> Fields:
    """A call begins."""
    users = receivers(state, call)
    return [
        ("event", "newCall"),
        *_ends(call),
        *_ids(call),
        *(("user[]", _name(user)) for user in users),
        *(("userId[]", user.id) for user in users),
        *(("fullUserId[]", f"{MASTER}{user.id}") for user in users),
        *_diversion(call),
    ]


def answer(state: State, call: Call) -> Fields:
    """Somebody picks up; who, is said where it is one of the account (our reading of optional)."""
    user = state.users.get(call.answered_by or "")
    named = [
        ("user", _name(user)),
        ("userId", user.id),
        ("fullUserId", f"{MASTER}{user.id}"),
    ] if user else []  # fmt: skip
    return [("event", "answer"), *_ends(call), *_ids(call), *named, *_answering(call)]


def hangup(call: Call, cause: str) -> Fields:
    """A call is over."""
    return [("event", "hangup"), ("cause", cause), *_ends(call), *_ids(call), *_answering(call)]


def dtmf(call: Call, keys: str) -> Fields:
    """Keys were pressed; where none was, the field is left out.

    One page says that it is there and empty, another that it is not, and a log of 2021 has none.
    """
    pressed = [("dtmf", keys)] if keys else []
    return [("event", "dtmf"), *pressed, ("callId", call.id)]


def _ends(call: Call) -> Fields:
    incoming = call.direction == "INCOMING"
    source, target = (call.remote, call.local) if incoming else (call.local, call.remote)
    direction = "in" if incoming else "out"
    return [("direction", direction), ("from", number(source)), ("to", number(target))]


def _ids(call: Call) -> Fields:
    """Its id, that of the call it came from, and one more, whose form is our choice."""
    xcid = str(uuid.uuid5(NAMESPACE, f"xcid {call.id}"))
    return [("callId", call.id), ("origCallId", call.origin or call.id), ("xcid", xcid)]


def _answering(call: Call) -> Fields:
    """The number that picked up; before that it is the one called (our choice)."""
    called = call.local if call.direction == "INCOMING" else call.remote
    answering = ("answeringNumber", number(call.answering or called))
    return [answering, *_diversion(call)]


def _diversion(call: Call) -> Fields:
    return [("diversion", number(call.diversion))] if call.diversion else []


def _name(user: User) -> str:
    """Clients can set names that no encoding has."""
    return f"{user.firstname} {user.lastname}".encode(errors="replace").decode()
