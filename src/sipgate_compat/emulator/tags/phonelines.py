"""Phonelines and what stands below them: Classic only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..answers import Answer, empty, items, json_answer
from ..asking import Ask, refuse
from ..routing import Handler, Route
from ..state import Device, Routing, State
from . import devices
from .numbers import bare
from .voicemails import Voicemails

FORWARDINGS, VOICEMAILS, SIPGATE_IO = "forwardings", "voicemails", "sipgate.io"
BELOW = ("blockAnonymous", "devices", "forwardings", "numbers", "parallelForwardings", "voicemails")
TARGETS = ("REJECT", "VOICEMAIL")


def _unset() -> dict[str, Any]:
    flags = dict.fromkeys(("incomingActive", "outgoingActive", "log", "allowSelfSigned"), False)
    return {**flags, "incomingUrl": "", "outgoingUrl": "", "certificate": ""}


@dataclass(slots=True)
class Below:
    """What stands below one phoneline and nowhere else."""

    line: Routing
    parallel: list[Device] = field(default_factory=list)
    sipgate_io: dict[str, Any] = field(default_factory=_unset)
    sipgate_io_log: list[dict[str, Any]] = field(default_factory=list)


class Lines:
    """What stands below each phoneline, and which features of phonelines are booked."""

    def __init__(self, state: State) -> None:
        self.booked = {FORWARDINGS, VOICEMAILS, SIPGATE_IO}
        self.below: dict[str, Below] = {}

    def of(self, line: Routing) -> Below:
        """What stands below a phoneline; one that had its id before took its own along."""
        found = self.below.get(line.id)
        if found is None or found.line is not line:
            found = self.below[line.id] = Below(line)
        return found


def booked(ask: Ask, feature: str) -> None:
    """403 where a feature is not booked (specified)."""
    if feature not in ask.state.part(Lines).booked:
        raise refuse(403)


def shown(line: Routing) -> dict[str, Any]:
    """A phoneline as lists show it."""
    base = f"/{line.owner}/phonelines/{line.id}"
    urls = {f"{name}Url": f"{base}/{name.lower()}" for name in BELOW}
    return {"id": line.id, "alias": line.alias, **urls}


def line_of(ask: Ask) -> Routing:
    """The phoneline that the path names, below its owner."""
    line: Routing = ask.owned(ask.state.phonelines, "phonelineId")
    return line


def get_phonelines(ask: Ask) -> Answer:
    """The phonelines of a user."""
    owner = ask.owner()
    return items(shown(p) for p in ask.state.phonelines.values() if p.owner == owner.id)


def create_phoneline(ask: Ask) -> Answer:
    """A new phoneline of a user."""
    owner = ask.owner()
    line_id = ask.state.next_id("p", ask.state.phonelines)
    line = Routing(line_id, owner.id, f"Phoneline {line_id[1:]}", [], [owner.id])
    ask.state.phonelines[line_id] = line
    return json_answer(shown(line))


def get_phoneline(ask: Ask) -> Answer:
    """One phoneline."""
    line = line_of(ask)
    voicemail = ask.state.part(Voicemails).of(line)
    return json_answer({"id": line.id, "alias": line.alias, "voicemails": [voicemail.settings()]})


def set_phoneline_alias(ask: Ask) -> Answer:
    """Rename a phoneline."""
    alias = ask.fields({"alias": str})["alias"]
    line_of(ask).alias = alias
    return empty()


def delete_phoneline(ask: Ask) -> Answer:
    """Delete a phoneline with all that stands below it."""
    line = line_of(ask)
    del ask.state.phonelines[line.id]
    ask.state.release(line.id)
    for device in ask.state.part(Lines).of(line).parallel:
        if ask.state.devices.get(device.id) is device:
            del ask.state.devices[device.id]
    return empty()


def get_phoneline_numbers(ask: Ask) -> Answer:
    """The numbers that a phoneline answers."""
    return items(bare(number) for number in ask.state.routed(line_of(ask).id))


def get_devices_for_phoneline(ask: Ask) -> Answer:
    """The devices that ring for a phoneline."""
    found = [ask.state.devices.get(each) for each in line_of(ask).devices]
    return items(devices.shown(ask, device) for device in found if device)


def add_device_to_phoneline(ask: Ask) -> Answer:
    """Let a device ring for a phoneline."""
    device = ask.fields({"deviceId": str})["deviceId"]
    line = line_of(ask)
    if ask.device(device).id not in line.devices:
        line.devices.append(device)
    return empty()


def remove_device_from_phoneline(ask: Ask) -> Answer:
    """Let a device ring for a phoneline no more."""
    line, device = line_of(ask), ask.path["deviceId"]
    if device not in line.devices:
        return empty(404)
    line.devices.remove(device)
    return empty()


def get_block_anonymous_setting(ask: Ask) -> Answer:
    """What becomes of callers without a number."""
    return json_answer(line_of(ask).block_anonymous)


def set_block_anonymous_setting(ask: Ask) -> Answer:
    """Set what becomes of callers without a number."""
    found = ask.fields({"enabled": bool}, target=str)
    if found.get("target", "REJECT") not in TARGETS:
        raise refuse(400)
    line_of(ask).block_anonymous.update(found)
    return json_answer(line_of(ask).block_anonymous)


def a_phoneline(state: State, now: datetime) -> dict[str, Any]:
    """A second phoneline of the administrator, where there are phonelines."""
    if not state.rules.has_groups:
        return {}
    line = state.next_id("p", state.phonelines)
    state.phonelines[line] = Routing(line, "w0", "Second line", [], ["w0"])
    return {"phonelineId": line}


def phoneline_features_not_booked(state: State, now: datetime) -> dict[str, Any]:
    """None of the features of phonelines is booked."""
    state.part(Lines).booked.clear()
    return {}


SITUATIONS = {
    "a-phoneline": a_phoneline,
    "phoneline-features-not-booked": phoneline_features_not_booked,
}
BASE = "/{userId}/phonelines"
ONE = f"{BASE}/{{phonelineId}}"


def route(operation: str, method: str, path: str, handler: Handler, *scopes: str) -> Route:
    """An operation that only Classic has."""
    return Route(operation, method, path, handler, scopes, classic_only=True)


READ, WRITE, DEVICES = "phonelines:read", "phonelines:write", "phonelines:devices"
ROUTES = (
    route("getPhonelines", "GET", BASE, get_phonelines, READ),
    route("createPhoneline", "POST", BASE, create_phoneline, WRITE),
    route("getPhoneline", "GET", ONE, get_phoneline, READ),
    route("setPhonelineAlias", "PUT", ONE, set_phoneline_alias, WRITE),
    route("deletePhoneline", "DELETE", ONE, delete_phoneline, WRITE),
    route(
        "getPhonelineNumbers",
        "GET",
        f"{ONE}/numbers",
        get_phoneline_numbers,
        READ,
        "phonelines:numbers:read",
    ),
    route(
        "getDevicesForPhoneline",
        "GET",
        f"{ONE}/devices",
        get_devices_for_phoneline,
        READ,
        f"{DEVICES}:read",
    ),
    route(
        "addDeviceToPhoneline",
        "POST",
        f"{ONE}/devices",
        add_device_to_phoneline,
        f"{DEVICES}:write",
    ),
    route(
        "removeDeviceFromPhoneline",
        "DELETE",
        f"{ONE}/devices/{{deviceId}}",
        remove_device_from_phoneline,
        f"{DEVICES}:write",
    ),
    route(
        "getBlockAnonymousSetting",
        "GET",
        f"{ONE}/blockanonymous",
        get_block_anonymous_setting,
        "phonelines:blockanonymous:read",
    ),
    route(
        "setBlockAnonymousSetting",
        "PUT",
        f"{ONE}/blockanonymous",
        set_block_anonymous_setting,
        "phonelines:blockanonymous:write",
    ),
)
