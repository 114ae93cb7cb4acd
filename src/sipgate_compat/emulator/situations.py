"""Situations: what can be made the case on an account before a request is put."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from .ending import end, event
from .seed import CALLER, OFFICE, entry
from .state import Call, Channel, State
from .tags import SITUATIONS as OF_TAGS

Arranged = dict[str, Any]
Arrangement = Callable[[State, datetime], Arranged]
NOBODYS_CHANNEL = "0982524d-1328-4830-89d8-a295f200e90e"
UNUSUAL = "+4930231250042"


def base(state: State, now: datetime) -> Arranged:
    """Values that every situation gives; a thing that the account lacks gets a likely id."""
    channel = next(iter(state.channels.values()), None)
    call = (
        "FFFFFFFFFFFFFFFFFFFFFF"
        if state.rules.has_groups
        else "ffffffff-ffff-4fff-8fff-ffffffffffff"
    )
    return {
        "userId": "w0",
        "memberId": "w1",
        "outsiderId": "w2",
        "registerDeviceId": "e0",
        "memberDeviceId": "e2",
        "appDeviceId": "e1",
        "mobileDeviceId": "y0",
        "externalDeviceId": "x0",
        "groupId": "g0",
        "phonelineId": "p0",
        "faxlineId": "f0",
        "smsId": "s0",
        "groupFaxlineId": "f1",
        "channelId": channel.id if channel else NOBODYS_CHANNEL,
        "channelName": channel.name if channel else "Reception",
        "callId": call,
        "entryId": state.history[0]["id"],
        "numberE164": OFFICE,
    }


def _call(state: State, now: datetime, established: bool, **more: Any) -> Call:
    channel = next(iter(state.channels), None)
    call = Call(
        state.call_id(),
        "w0",
        "e0",
        "INCOMING",
        remote=CALLER,
        local=OFFICE,
        started=now,
        channel=channel,
        established=now if established else None,
        **more,
    )
    state.calls[call.id] = call
    return call


def an_established_call(state: State, now: datetime) -> Arranged:
    """A call that somebody has picked up."""
    call = _call(state, now, established=True)
    return {"callId": call.id, "callerNumber": call.remote}


def a_ringing_call(state: State, now: datetime) -> Arranged:
    """An incoming call that nobody has picked up yet."""
    return {"callId": _call(state, now, established=False).id}


def a_held_call(state: State, now: datetime) -> Arranged:
    """A call on hold."""
    return {"callId": _call(state, now, established=True, hold=True).id}


def a_finished_call(state: State, now: datetime) -> Arranged:
    """A call that was picked up and has ended."""
    call = _call(state, now, established=True)
    end(state, call, now, "FINISHED")
    given = {"callId": call.id}
    if state.rules.calls_in_history:
        given["entryId"] = state.history[-1]["id"]
    if call.channel:
        given |= {
            "channelId": call.channel,
            "eventId": state.channels[call.channel].events[0]["eventId"],
        }
    return {"eventId": "", **given}


def _in_history(kind: str) -> Arrangement:
    def arrange(state: State, now: datetime) -> Arranged:
        return {"entryId": next(e["id"] for e in state.history if e["type"] == kind)}

    return arrange


def a_call_in_history(state: State, now: datetime) -> Arranged:
    """An ended call with a number of its own, written down even where the list hides it."""
    made = entry(state, "CALL", now, "INCOMING", UNUSUAL, OFFICE, ["p0"])
    state.history.append(made)
    return {"phoneNumber": UNUSUAL, "entryId": made["id"]}


def _channel(
    name: str, owner: str, users: dict[str, list[str]], private: bool, events: int
) -> Arrangement:
    def arrange(state: State, now: datetime) -> Arranged:
        if not state.rules.has_channels:
            return {"eventIds": []}
        made = Channel(state.uuid("channel"), name, owner, dict(users), now, private)
        state.channels[made.id] = made
        for i in range(events):
            begun = now - timedelta(minutes=events - i)
            call = Call(
                state.call_id(),
                owner,
                "e0",
                "INCOMING",
                CALLER,
                OFFICE,
                begun,
                made.id,
                established=begun,
            )
            ended = event(state, call, begun + timedelta(seconds=30), "FINISHED", True)
            made.events.insert(0, ended)
        ids = [each["eventId"] for each in made.events]
        return {"channelId": made.id, "channelName": name, "eventIds": ids}

    return arrange


def webhook_urls_set(state: State, now: datetime) -> Arranged:
    """Both webhook addresses are set."""
    urls = {
        "incomingUrl": "https://hooks.example.com/in",
        "outgoingUrl": "https://hooks.example.com/out",
    }
    # Another version than the one that a case names, so that it makes a difference.
    state.webhooks.update(urls, pushApiVersion=1)
    return dict(urls)


SHARED = {"w0": ["e0"], "w1": ["e2"]}
SITUATIONS: dict[str, Arrangement] = {
    "an-account": lambda state, now: {},
    "an-established-call": an_established_call,
    "a-ringing-call": a_ringing_call,
    "a-held-call": a_held_call,
    "a-finished-call": a_finished_call,
    "a-fax-in-history": _in_history("FAX"),
    "an-sms-in-history": _in_history("SMS"),
    "a-call-in-history": a_call_in_history,
    "a-channel": _channel("Dispatch", "w0", SHARED, private=False, events=0),
    "a-channel-with-events": _channel("Dispatch", "w0", SHARED, private=False, events=5),
    "a-channel-without-the-admin": _channel(
        "Workshop", "w0", {"w1": ["e2"]}, private=False, events=2
    ),
    "a-private-channel": _channel("Bela", "w1", {"w1": ["e2"]}, private=True, events=2),
    "webhook-urls-set": webhook_urls_set,
    **OF_TAGS,
}


def arrange(state: State, situation: str, now: datetime) -> Arranged:
    """Make a situation the case, and give its values; what it makes happen is over and not told."""
    given = base(state, now)
    given |= SITUATIONS[situation](state, now)
    state.happened.clear()
    return given


def values(situation: str) -> list[str]:
    """The names of the values that a situation gives beyond those of every one."""
    from .clock import EPOCH
    from .seed import seeded

    state = seeded("migrated", "names")
    common = set(base(state, EPOCH))
    return sorted(set(SITUATIONS[situation](state, EPOCH)) - common)
