"""Faxes, texts and recordings that a client starts; calls stand in `calls`."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from ..answers import Answer, denied, empty, json_answer
from ..asking import Ask, refuse
from ..clock import iso
from ..entries import Entry, queued
from ..routing import Route
from ..seed import entry
from ..state import Faxline, State
from . import calls
from .history import a_voicemail_in_history, named
from .sms import PRICE, SmsExtension, SmsExtensions
from .voicemails import Voicemails, may_see

LARGEST = 28_330_000  # characters of a fax (specified)
AHEAD = timedelta(days=30)  # how far a text may be put off (documented)
NOBODY = "4930231259999"  # no fax answers here
UNFIT_RECIPIENT = 407  # what sipgate's examples say of a number no fax can go to (documented)
TARGET = re.compile(r"[a-z](0|[1-9][0-9]{0,8})")


def send_fax(ask: Ask) -> Answer:
    """Put a fax in the queue; what becomes of it is seen in the history."""
    found = ask.fields({"faxlineId": str, "recipient": str, "filename": str, "base64Content": str})
    if not all(value.strip() for value in found.values()):
        raise refuse(400)
    if len(found["base64Content"]) > LARGEST:
        raise refuse(400)
    line = own_line(ask, found["faxlineId"])
    if not calls.NUMBER.fullmatch(found["recipient"]):
        raise refuse(UNFIT_RECIPIENT)
    ask.charge(PRICE)
    fails = not is_pdf(found["base64Content"])
    made = put_in_queue(ask, line, found["recipient"], fails)
    return json_answer({"sessionId": made["session"]})


def resend_fax(ask: Ask) -> Answer:
    """Send a fax once more; the new try is an event of its own."""
    found = ask.fields({"faxId": str}, faxlineId=str)
    fax = named(ask, found["faxId"])
    if fax["type"] != "FAX":
        raise refuse(404)
    line = own_line(ask, found.get("faxlineId") or fax["connectionIds"][0])
    ask.charge(PRICE)
    put_in_queue(ask, line, fax["target"], fails=fax.get("fails", False))
    return empty()


def put_in_queue(ask: Ask, line: Faxline, recipient: str, fails: bool) -> Entry:
    """A fax that waits to be sent; it fails where it cannot be read, or nobody answers."""
    digits = re.sub(r"\D", "", recipient)
    number, owner = line.number, ask.user.id
    made = entry(ask.state, "FAX", ask.now, "OUTGOING", number, recipient, [line.id], owner)
    session = ask.state.uuid("session").replace("-", "").upper()[:22]
    fax = queued(made, session, ask.now, fails or digits == NOBODY)
    ask.state.history.append(fax)
    return fax


def is_pdf(content: str) -> bool:
    """True for a document that can be read; another one is taken and fails later (documented)."""
    try:
        return base64.b64decode("".join(content.split()), validate=True).startswith(b"%PDF-")
    except (binascii.Error, ValueError):
        return False


def own_line(ask: Ask, name: str) -> Faxline:
    """A fax connection that one may use, or 403."""
    line = ask.state.faxlines.get(name) or ask.state.group_faxlines.get(name)
    if line is None:
        raise refuse(403)
    group = ask.state.groups.get(line.owner)
    if group is None or ask.user.id not in group.users:
        ask.own(line.owner)
    return line


def send_web_sms(ask: Ask) -> Answer:
    """Send a text, at once or later."""
    found = ask.fields({"smsId": str, "recipient": str, "message": str})
    if not found["message"].strip() or not calls.NUMBER.fullmatch(found["recipient"]):
        raise refuse(400)
    due = put_off(ask, ask.json().get("sendAt"))
    extension = own_extension(ask, found["smsId"])
    ask.charge(PRICE)
    made = text(ask, extension, found["recipient"], found["message"])
    if due:
        made |= {"scheduled": iso(due), "due": due}
    ask.state.history.append(made)
    return empty()


def text(ask: Ask, extension: SmsExtension, recipient: str, message: str) -> Entry:
    """A text as it is written down, from what its extension shows."""
    source, connection = extension.shown()["callerId"], [extension.id]
    made = entry(ask.state, "SMS", ask.now, "OUTGOING", source, recipient, connection, ask.user.id)
    return made | {"smsContent": message}


def put_off(ask: Ask, value: Any) -> datetime | None:
    """When a text is to go, in seconds since 1970; clients send fractions, and texts of digits."""
    if value is None:
        return None
    try:
        due = datetime.fromtimestamp(float(value), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise refuse(400) from None
    if not ask.now <= due <= ask.now + AHEAD:
        raise refuse(400)
    return due


def own_extension(ask: Ask, name: str) -> SmsExtension:
    """An extension that one may text from, or 403, also for one that is not there (documented)."""
    found = ask.state.part(SmsExtensions).all.get(name)
    if found is None:
        raise refuse(403)
    ask.own(found.owner)
    return found


def new_recording(ask: Ask) -> Answer:
    """Ring a device to record a voicemail's greeting."""
    return ring(ask, lambda found: is_voicemail(ask, found.get("targetId", "")))


def new_ivr_recording(ask: Ask) -> Answer:
    """Ring a device to record what a voice menu says."""
    return ring(ask, lambda found: TARGET.fullmatch(found.get("targetId", "")))


def play_recording(ask: Ask) -> Answer:
    """Ring a device to play a voicemail; the field is misspelled in the API itself."""
    return ring(ask, lambda found: named(ask, found.get("datadId", ""))["type"] == "VOICEMAIL")


def ring(ask: Ask, is_fit: Callable[[dict[str, Any]], object]) -> Answer:
    """Ring a device of one's own for something that is there; 403 for what is not."""
    if ask.rules.starts_calls:
        return denied()  # our choice, after POST /sessions/calls
    found = ask.fields({}, deviceId=str, targetId=str, endpoint=str, datadId=str)
    device = calls.own_device(ask, found.get("deviceId") or ask.user.default_device)
    if not is_fit(found):
        raise refuse(403)
    ask.charge(calls.PRICE)
    return json_answer({"sessionId": calls.begin(ask, device, "", None, listed=False).id})


def is_voicemail(ask: Ask, name: str) -> bool:
    """True for a voicemail that the user may see."""
    return any(each.id == name and may_see(ask, each) for each in ask.state.part(Voicemails).all())


def no_balance_left(state: State, now: datetime) -> dict[str, Any]:
    """The balance is used up; there is a voicemail to play."""
    state.balance = 0
    return a_voicemail_in_history(state, now)


def times_to_come(state: State, now: datetime) -> dict[str, Any]:
    """Moments ahead, in seconds since 1970, and one of them as events show it."""
    seconds = int(now.timestamp())
    month = int(AHEAD.total_seconds())
    hour = seconds + 3600
    return {
        "inAnHour": hour,
        "inAnHourWithAFraction": hour + 0.5,
        "inAnHourAsText": str(hour),
        "inAnHourShown": iso(datetime.fromtimestamp(hour, UTC)),
        "inAMonth": seconds + month - 600,
        "beyondAMonth": seconds + month + 3600,
    }


SITUATIONS = {"no-balance-left": no_balance_left, "times-to-come": times_to_come}
CALLS, FAXES, TEXTS = (("sessions:write", f"sessions:{x}:write") for x in ("calls", "fax", "sms"))
ROUTES = (
    Route("sendFax", "POST", "/sessions/fax", send_fax, FAXES),
    Route("resendFax", "POST", "/sessions/fax/resend", resend_fax, FAXES),
    Route("sendWebSms", "POST", "/sessions/sms", send_web_sms, TEXTS),
    Route("newRecording", "POST", "/sessions/voicemail/recording", new_recording, CALLS),
    Route("newIvrRecording", "POST", "/sessions/ivr/recording", new_ivr_recording, CALLS),
    Route("playRecording", "POST", "/sessions/voicemail/play", play_recording, CALLS),
)
