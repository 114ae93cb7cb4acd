"""Calls that run: RTCM, and the two ways to start one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from ..answers import Answer, denied, empty, json_answer
from ..asking import Ask, refuse
from ..ending import end
from ..routing import Route
from ..state import Call, Device
from .device_settings import settings

WRITE = ("rtcm:write",)
DIGITS = re.compile(r"[0-9A-Da-d#*]{1,100}")
NUMBER = re.compile(r"\+?[0-9 ()/-]{3,30}")
EXTENSION = re.compile(r"[a-z](0|[1-9][0-9]{0,8})")
PRICE = 100  # of any call, in 1/10000 of the currency; our choice
UNFIT = "Invalid invitable device"  # observed for a mobile device
RINGS_FOR = timedelta(seconds=1)


def shown(call: Call) -> dict[str, Any]:
    """A call as the list shows it."""
    flags = {"muted": call.muted, "hold": call.hold}
    return {
        "callId": call.id,
        **flags,
        "recording": call.recording,
        "participants": [
            {"participantId": "0", "phoneNumber": call.local, **flags, "owner": True},
            {
                "participantId": "1",
                "phoneNumber": call.remote,
                "muted": False,
                "hold": False,
                "owner": False,
            },
        ],
    }


def get_calls(ask: Ask) -> Answer:
    """The established calls that the user may see."""
    running = [
        call
        for call in ask.state.calls.values()
        if call.is_established(ask.now)
        and call.listed
        and (ask.user.admin or call.owner == ask.user.id)
    ]
    return json_answer({"data": [shown(call) for call in running]})


def call_of(ask: Ask) -> Call:
    """The call that the path names, ringing or established; 404 for any other."""
    call = ask.find(ask.state.calls, "callId")
    call.is_established(ask.now)
    if call.finished:
        raise refuse(404)
    ask.own(call.owner)
    return call


def established_call(ask: Ask) -> Call:
    """The same, and somebody has picked up; 409 while it rings."""
    call = call_of(ask)
    if not call.is_established(ask.now):
        raise refuse(409)
    return call


def send_call_dtmf(ask: Ask) -> Answer:
    """Send keys to a call; an empty body is where the platforms part."""
    sequence = ask.fields({"sequence": str})["sequence"] if ask.has_body else ""
    if sequence and not DIGITS.fullmatch(sequence):
        raise refuse(400)
    call = call_of(ask)
    if not sequence:
        return empty(ask.rules.empty_dtmf)
    call.digits += sequence
    return empty()


def set_call_hold(ask: Ask) -> Answer:
    """Put a call on hold, or take it back."""
    value = ask.fields({"value": bool})["value"]
    established_call(ask).hold = value
    return empty()


def set_call_muted(ask: Ask) -> Answer:
    """Mute a call; Neo does not have it."""
    call = established_call(ask)
    if ask.rules.mute != 204:
        return empty(ask.rules.mute)
    call.muted = ask.fields({"value": bool})["value"]
    return empty()


def set_call_recording(ask: Ask) -> Answer:
    """Record a call; on Neo the announcement is played whatever is asked."""
    required: dict[str, type] = {"value": bool}
    if ask.rules.announcement_required:
        required["announcement"] = bool
    found = ask.fields(required, announcement=bool)
    call = established_call(ask)
    call.recording = found["value"]
    call.announced = not ask.rules.announcement_required or found["announcement"]
    return empty()


def transfer_call(ask: Ask) -> Answer:
    """Hand a call over; it then is no longer ours."""
    found = ask.fields({"attended": bool, "phoneNumber": str}, callerId=str)
    if not NUMBER.fullmatch(found["phoneNumber"]):
        raise refuse(400)
    call = established_call(ask)
    call.transferred_to = found["phoneNumber"]
    handed_on(ask, call)
    end(ask.state, call, ask.now, "TRANSFERRED")
    return empty()


def handed_on(ask: Ask, call: Call) -> None:
    """Transferred to a number of the account, a call is a new one that rings there (documented)."""
    target = ask.state.numbered(call.transferred_to or "")
    if target is None:
        return
    made = Call(
        ask.state.call_id(),
        target.owner,
        ask.state.users[target.owner].default_device if target.owner in ask.state.users else "",
        "INCOMING",
        remote=call.remote,
        local=target.number,
        started=ask.now,
        channel=target.channel,
        origin=call.origin or call.id,
        diversion=call.local,
    )
    ask.state.calls[made.id] = made
    ask.state.tell("newCall", made)


def start_call_announcement(ask: Ask) -> Answer:
    """Play a file to a call; Neo does not have it."""
    call = established_call(ask)
    if ask.rules.announcements != 204:
        return empty(ask.rules.announcements)
    url = ask.fields({"url": str})["url"]
    if not url.startswith(("http://", "https://")):
        raise refuse(400)
    call.announcement = url
    return empty()


def hangup_call(ask: Ask) -> Answer:
    """End a call, also one that still rings: then it is the called who refuses it."""
    call = call_of(ask)
    refused = call.direction == "INCOMING" and not call.is_established(ask.now)
    end(ask.state, call, ask.now, "FINISHED", "noAnswer" if refused else None)
    return empty()


def answer_call(ask: Ask) -> Answer:
    """Pick up a call on a device; one client speaks of it, so how it answers is our choice."""
    device_id = ask.fields({"deviceId": str})["deviceId"]
    if not ask.rules.starts_calls:
        raise refuse(404)
    call, device = call_of(ask), ask.device(device_id)
    ask.own(device.owner)
    if call.established or call.direction != "INCOMING":
        raise refuse(409)
    call.device = device.id
    call.pick_up(ask.now, device.owner)
    ask.state.tell("answer", call)
    return empty()


def start_call(ask: Ask) -> Answer:
    """Start a call from a device, in a channel."""
    if not ask.rules.starts_calls:
        raise refuse(404)
    found = ask.fields(
        {"deviceId": str, "targetNumber": str}, callerId=str, channelId=str, additionalDevices=list
    )
    if not NUMBER.fullmatch(found["targetNumber"]):
        raise refuse(400)
    device = ask.device(found["deviceId"])
    ask.own(device.owner)
    if device.type not in ("REGISTER", "DESKTOP_APP"):
        raise refuse(400, UNFIT)
    channel = found.get("channelId", device.default_channel)
    if channel not in ask.state.channels:
        raise refuse(404)
    call = begin(ask, device, found["targetNumber"], channel, found.get("callerId", ""))
    return json_answer({"callSid": call.id})


def begin(
    ask: Ask,
    device: Device,
    number: str,
    channel: str | None,
    shown: str = "",
    listed: bool = True,
) -> Call:
    """A call that goes out: it rings, and is picked up by itself after a second."""
    call = Call(
        ask.state.call_id(),
        device.owner,
        device.id,
        "OUTGOING",
        remote=with_plus(number),
        local=with_plus(shown) or settings(ask.state, device.id).caller_id,
        started=ask.now,
        channel=channel,
        answers_at=ask.now + RINGS_FOR,
        listed=listed,
    )
    ask.state.calls[call.id] = call
    if listed:
        ask.state.tell("newCall", call)
    return call


def with_plus(number: str) -> str:
    """A number as lists show it."""
    digits = re.sub(r"\D", "", number)
    return f"+{digits}" if digits else ""


def new_call(ask: Ask) -> Answer:
    """Click to dial as Classic has it; on Neo it was seen to be refused."""
    if ask.rules.starts_calls:
        return denied()
    found = ask.fields({"caller": str, "callee": str}, callerId=str, deviceId=str)
    if not NUMBER.fullmatch(found["callee"]):
        raise refuse(400)
    if not (EXTENSION.fullmatch(found["caller"]) or NUMBER.fullmatch(found["caller"])):
        raise refuse(400)
    device = rung(ask, found)
    ask.charge(PRICE)
    # A custom number is what the callee sees (specified); that a number that calls is so too is
    # our reading.
    number = "" if EXTENSION.fullmatch(found["caller"]) else found["caller"]
    shown = found.get("callerId") or number
    return json_answer({"sessionId": begin(ask, device, found["callee"], None, shown).id})


def rung(ask: Ask, found: dict[str, Any]) -> Device:
    """The device that rings first; 400 where a number calls and none is named, 403 for no one's."""
    chosen = found.get("deviceId") or found["caller"]
    if not EXTENSION.fullmatch(chosen):
        raise refuse(400)
    if line := ask.state.phonelines.get(chosen):
        chosen = next(iter(line.devices), ask.user.default_device)
    return own_device(ask, chosen)


def own_device(ask: Ask, name: str) -> Device:
    """A device of one's own, or 403, also for one that is not there (documented)."""
    device = ask.state.devices.get(name)
    if device is None:
        raise refuse(403)
    ask.own(device.owner)
    return device


ROUTES = (
    Route("getCalls", "GET", "/calls", get_calls, ("rtcm:read",)),
    Route("startCall", "POST", "/calls", start_call, WRITE),
    Route("hangupCall", "DELETE", "/calls/{callId}", hangup_call, WRITE),
    Route("answerCall", "PUT", "/calls/{callId}/answer", answer_call, WRITE),
    Route("sendCallDtmf", "POST", "/calls/{callId}/dtmf", send_call_dtmf, WRITE),
    Route("setCallHold", "PUT", "/calls/{callId}/hold", set_call_hold, WRITE),
    Route("setCallMuted", "PUT", "/calls/{callId}/muted", set_call_muted, WRITE),
    Route("setCallRecording", "PUT", "/calls/{callId}/recording", set_call_recording, WRITE),
    Route("transferCall", "POST", "/calls/{callId}/transfer", transfer_call, WRITE),
    Route(
        "startCallAnnouncement",
        "POST",
        "/calls/{callId}/announcements",
        start_call_announcement,
        WRITE,
    ),
    Route(
        "newCall", "POST", "/sessions/calls", new_call, ("sessions:write", "sessions:calls:write")
    ),
)
