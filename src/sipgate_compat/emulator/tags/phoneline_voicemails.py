"""The voicemail of a phoneline: its settings, its greetings, its transcriptions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..answers import Answer, empty, items
from ..asking import Ask, refuse
from ..greetings import Greeting, made, uploaded
from ..state import State
from .phonelines import ONE, READ, VOICEMAILS, WRITE, a_phoneline, booked, line_of, route
from .voicemails import Voicemail, Voicemails

LONGEST = 2**31 - 1  # the longest timeout; the specification has 32 bits and no other limit


def path_of(voicemail: Voicemail) -> str:
    """Where a voicemail stands."""
    line = voicemail.endpoint
    return f"/{line.owner}/phonelines/{line.id}/voicemails/{voicemail.id}"


def voicemail_of(ask: Ask) -> Voicemail:
    """The voicemail that the path names, below its phoneline."""
    voicemail = ask.state.part(Voicemails).of(line_of(ask))
    return ask.find({voicemail.id: voicemail}, "voicemailId")


def get_phoneline_voicemails(ask: Ask) -> Answer:
    """The voicemail of a phoneline, as a list of one."""
    line = line_of(ask)
    booked(ask, VOICEMAILS)
    voicemail = ask.state.part(Voicemails).of(line)
    return items([voicemail.below(path_of(voicemail))])


def change_voicemail_settings(ask: Ask) -> Answer:
    """Set when a voicemail answers, and whether it writes down what it hears."""
    wanted = ask.fields({"active": bool, "transcription": bool}, timeout=int)
    voicemail = voicemail_of(ask)
    booked(ask, VOICEMAILS)
    timeout = wanted.get("timeout", voicemail.timeout)
    if not 0 <= timeout <= LONGEST:
        raise refuse(400)
    transcribe(voicemail, wanted["transcription"])
    voicemail.active, voicemail.timeout = wanted["active"], timeout
    return empty()


def transcribe(voicemail: Voicemail, active: bool) -> None:
    """Write down what is said, or do not; 403 where that is not to be had (specified)."""
    if active and not voicemail.can_transcribe:
        raise refuse(403)
    voicemail.transcription = active


def change_transcription_setting(ask: Ask) -> Answer:
    """Set whether a voicemail writes down what it hears."""
    active = ask.fields({"active": bool})["active"]
    transcribe(voicemail_of(ask), active)
    return empty()


def get_greetings(ask: Ask) -> Answer:
    """The greetings of a voicemail."""
    return items(each.shown() for each in voicemail_of(ask).greetings.values())


def add_greeting(ask: Ask) -> Answer:
    """A new greeting, which is not in use before somebody says so (our choice)."""
    voicemail, greeting = voicemail_of(ask), uploaded(ask)
    voicemail.greetings[greeting.id] = greeting
    return items(each.shown() for each in voicemail.greetings.values())


def greeting_of(ask: Ask) -> Greeting:
    """The greeting that the path names."""
    return ask.find(voicemail_of(ask).greetings, "greetingId")


def change_greeting(ask: Ask) -> Answer:
    """Use a greeting, in place of any other, or use it no more."""
    active = ask.fields({"active": bool})["active"]
    chosen = greeting_of(ask)
    if active:
        for each in voicemail_of(ask).greetings.values():
            each.active = False
    chosen.active = active
    return empty()


def delete_greeting(ask: Ask) -> Answer:
    """Delete a greeting, in use or not."""
    del voicemail_of(ask).greetings[greeting_of(ask).id]
    return empty()


# Likely-looking ids where the platform has no voicemails.
NOWHERE = {"voicemailId": "v0", "greetingId": "701", "otherGreetingId": "702"}


def _voicemail(greetings: int, can_transcribe: bool = True) -> Any:
    """A second phoneline whose voicemail has so many greetings."""

    def arrange(state: State, now: datetime) -> dict[str, Any]:
        given = a_phoneline(state, now)
        names = list(NOWHERE)[: 1 + greetings]
        if not given:
            return {name: NOWHERE[name] for name in names}
        voicemail = state.part(Voicemails).of(state.phonelines[given["phonelineId"]])
        voicemail.can_transcribe = can_transcribe
        for i in range(greetings):
            greeting = made(state, f"Greeting {i + 1}")
            voicemail.greetings[greeting.id] = greeting
        return given | dict(zip(names, (voicemail.id, *voicemail.greetings), strict=True))

    return arrange


SITUATIONS = {
    "a-voicemail": _voicemail(greetings=0),
    "a-voicemail-without-transcription": _voicemail(greetings=0, can_transcribe=False),
    "a-voicemail-with-greetings": _voicemail(greetings=2),
}
ALL = f"{ONE}/voicemails"
BOX = f"{ALL}/{{voicemailId}}"
GREETINGS = f"{BOX}/greetings"
GREETING = f"{GREETINGS}/{{greetingId}}"
READS = (READ, "phonelines:voicemails:read")
WRITES = (WRITE, "phonelines:voicemails:write")
READS_GREETINGS = (*READS, "phonelines:voicemails:greetings:read")
WRITES_GREETINGS = (*WRITES, "phonelines:voicemails:greetings:write")
ROUTES = (
    route("getPhonelineVoicemails", "GET", ALL, get_phoneline_voicemails, *READS),
    route("changeVoicemailSettings", "PUT", BOX, change_voicemail_settings, *WRITES),
    route(
        "changePhonelineVoicemailTranscriptionSetting",
        "PUT",
        f"{BOX}/transcriptions",
        change_transcription_setting,
        *WRITES,
    ),
    route("getPhonelineVoicemailGreetings", "GET", GREETINGS, get_greetings, *READS_GREETINGS),
    route("addGreeting", "POST", GREETINGS, add_greeting, *WRITES_GREETINGS),
    route("changePhonelineVoicemailGreeting", "PUT", GREETING, change_greeting, *WRITES_GREETINGS),
    route(
        "deletePhonlineVoicemailGreeting", "DELETE", GREETING, delete_greeting, *WRITES_GREETINGS
    ),
)
