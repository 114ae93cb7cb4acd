"""How a call ends up: in the history where the platform keeps calls there, and in its channel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .clock import iso
from .seed import entry, routed
from .state import Call, State

ENDED = ("FINISHED", "TRANSFERRED")


def end(state: State, call: Call, now: datetime, how: str, cause: str | None = None) -> None:
    """End a call and write it down."""
    answered = call.is_established(now)
    call.finished = now
    call.cause = cause or _cause(how, answered)
    state.tell("hangup", call)
    if state.rules.calls_in_history:
        state.history.append(_entry(state, call, now, answered))
    if call.channel in state.channels:
        state.channels[call.channel].events.insert(0, event(state, call, now, how, answered))


def _cause(how: str, answered: bool) -> str:
    """Why a call ended, in the words of the Push API (documented)."""
    if how == "TRANSFERRED":
        return "forwarded"
    return "normalClearing" if answered else "cancel"


def _entry(state: State, call: Call, now: datetime, answered: bool) -> dict[str, Any]:
    incoming = call.direction == "INCOMING"
    source, target = (call.remote, call.local) if incoming else (call.local, call.remote)
    direction = call.direction if answered else f"MISSED_{call.direction}"
    connection = _line(state, call) if state.rules.has_groups else call.device
    made = entry(state, "CALL", now, direction, source, target, [connection], call.owner)
    # The document shows a device among the endpoints; that it is the one used is our reading.
    if call.device not in ("", connection) and (answered or not incoming):
        made["endpoints"].append(routed(call.device, "PICKUP"))
    lasted = int((now - call.established).total_seconds()) if call.established else 0
    return made | {
        "callId": call.id,
        "duration": lasted,
        "status": "PICKUP" if answered else "NOPICKUP",
        "callStatus": "SUCCESS" if answered else "FAILURE",
    }


def _line(state: State, call: Call) -> str:
    """The phoneline for which a call's device rings, or else one of its owner's."""
    lines = sorted(
        state.phonelines.values(), key=lambda each: (call.device not in each.devices, each.id)
    )
    return next((each.id for each in lines if each.owner == call.owner), "p0")


def event(state: State, call: Call, now: datetime, how: str, answered: bool) -> dict[str, Any]:
    """A call as its channel keeps it."""
    incoming = call.direction == "INCOMING"
    kind = how if answered else "MISSED" if incoming else "FINISHED"
    forwarding = {"type": "TRANSFER", "target": call.transferred_to}
    return {
        "eventId": state.uuid("event"),
        "type": "CALL",
        "createdAt": iso(call.started),
        "call": {
            "callSid": call.id,
            "channelId": call.channel,
            "direction": call.direction,
            "from": call.remote if incoming else call.local,
            "to": call.local if incoming else call.remote,
            "state": kind,
            "owner": call.owner if answered else None,
            "startedAt": iso(call.started),
            "establishedAt": iso(call.established) if call.established else None,
            "terminatedAt": iso(now),
            "terminatedReason": "TERMINATED" if answered else "CANCELLED",
            "forwarding": forwarding if call.transferred_to else None,
        },
        "recordings": [],
    }
