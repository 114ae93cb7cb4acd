"""Calls that are recorded by themselves, and what callers are told then.

Nothing is said of Neo; it behaves as Classic does.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..answers import Answer, empty, json_answer
from ..asking import Ask, refuse
from ..greetings import Greeting, made, uploaded
from ..routing import Route
from ..state import Device, Routing, State


class Recordings:
    """What is recorded by itself; the account has one greeting for it."""

    def __init__(self, state: State) -> None:
        self.activated = True
        self.greeting: Greeting | None = made(state, "This call is recorded", active=True)
        self.recorded: dict[str, Device | Routing] = {}


def recordings(ask: Ask) -> Recordings:
    """The account's recordings, where they are activated; 403 or 404 elsewhere, we take 403."""
    found = ask.state.part(Recordings)
    if not found.activated:
        raise refuse(403)
    return found


def get_greeting(ask: Ask) -> Answer:
    """The greeting in use."""
    ask.administer()
    greeting = recordings(ask).greeting
    return json_answer(greeting.shown()) if greeting else empty(404)


def add_autorecording_greeting(ask: Ask) -> Answer:
    """A greeting in place of the one before."""
    ask.administer()
    kept = recordings(ask)
    kept.greeting = uploaded(ask)
    kept.greeting.active = True
    return empty()


def delete_greeting(ask: Ask) -> Answer:
    """Delete the greeting in use."""
    ask.administer()
    kept = recordings(ask)
    if kept.greeting is None or kept.greeting.id != ask.path["greetingId"]:
        raise refuse(404)
    kept.greeting = None
    return empty()


def recorded_of(ask: Ask) -> Device | Routing:
    """The device that the path names (specified); a client takes phonelines as well."""
    things: dict[str, Device | Routing] = {**ask.state.devices, **ask.state.phonelines}
    found = ask.find(things, "extension")
    ask.own(found.owner)
    return found


def setting(ask: Ask, thing: Device | Routing) -> Answer:
    """Whether its calls are recorded."""
    return json_answer({"active": recordings(ask).recorded.get(thing.id) is thing})


def get_setting(ask: Ask) -> Answer:
    """Whether the calls of a device are recorded."""
    return setting(ask, recorded_of(ask))


def update_setting(ask: Ask) -> Answer:
    """Set whether the calls of a device are recorded."""
    active, thing = ask.fields({"active": bool})["active"], recorded_of(ask)
    recorded = recordings(ask).recorded
    if active:
        recorded[thing.id] = thing
    else:
        recorded.pop(thing.id, None)
    return setting(ask, thing)


def automatic_recording(state: State, now: datetime) -> dict[str, Any]:
    """Recording is activated and has its greeting."""
    greeting = state.part(Recordings).greeting
    assert greeting
    return {"greetingId": greeting.id}


def automatic_recording_not_activated(state: State, now: datetime) -> dict[str, Any]:
    """Recording is not activated; the id of a greeting is there only to be asked for."""
    kept = state.part(Recordings)
    kept.activated = False
    return automatic_recording(state, now)


SITUATIONS = {
    "automatic-recording": automatic_recording,
    "automatic-recording-not-activated": automatic_recording_not_activated,
}
GREETINGS, SETTINGS = "/autorecordings/greetings", "/autorecordings/{extension}/settings"
READ, WRITE = ("autorecording:greeting:read",), ("autorecording:greeting:write",)
# The setting has one scope for reading and for writing (specified).
DEVICES = ("devices:read",)
ROUTES = (
    Route("getGreeting", "GET", GREETINGS, get_greeting, READ),
    Route("addAutorecordingGreeting", "POST", GREETINGS, add_autorecording_greeting, WRITE),
    Route("deleteGreeting", "DELETE", f"{GREETINGS}/{{greetingId}}", delete_greeting, WRITE),
    Route("getSetting", "GET", SETTINGS, get_setting, DEVICES),
    Route("updateSetting", "PUT", SETTINGS, update_setting, DEVICES),
)
