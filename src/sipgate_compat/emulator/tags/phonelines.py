"""Phonelines and what stands below them: Classic only."""

from __future__ import annotations

from typing import Any

from ..answers import Answer, empty, items, json_answer
from ..asking import Ask, refuse
from ..routing import Handler, Route
from ..state import Routing
from . import devices
from .numbers import bare

BELOW = ("blockAnonymous", "devices", "forwardings", "numbers", "parallelForwardings", "voicemails")
TARGETS = ("REJECT", "VOICEMAIL")


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
    voicemail = {"id": line.id.replace("p", "v"), "timeout": 20, "active": True}
    return json_answer({"id": line.id, "alias": line.alias, "voicemails": [voicemail]})


def set_phoneline_alias(ask: Ask) -> Answer:
    """Rename a phoneline."""
    alias = ask.fields({"alias": str})["alias"]
    line_of(ask).alias = alias
    return empty()


def delete_phoneline(ask: Ask) -> Answer:
    """Delete a phoneline."""
    line = line_of(ask)
    del ask.state.phonelines[line.id]
    ask.state.release(line.id)
    return empty()


def get_phoneline_numbers(ask: Ask) -> Answer:
    """The numbers that a phoneline answers."""
    return items(bare(number) for number in ask.state.routed(line_of(ask).id))


def get_devices_for_phoneline(ask: Ask) -> Answer:
    """The devices that ring for a phoneline."""
    found = [ask.state.devices[each] for each in line_of(ask).devices]
    return items(devices.shown(ask, device) for device in found)


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


def get_phoneline_forwardings(ask: Ask) -> Answer:
    """Where a phoneline's calls go on to."""
    return items({"alias": "", **each} for each in line_of(ask).forwardings)


def set_phoneline_forwarding_settings(ask: Ask) -> Answer:
    """Set where a phoneline's calls go on to."""
    wanted = ask.fields({"forwardings": list})["forwardings"]
    made = [_forwarding(each) for each in wanted]
    line_of(ask).forwardings = made
    return empty()


def _forwarding(wanted: Any) -> dict[str, Any]:
    if not isinstance(wanted, dict) or not isinstance(wanted.get("destination"), str):
        raise refuse(400)
    timeout, active = wanted.get("timeout", 0), wanted.get("active", True)
    if not isinstance(timeout, int) or not isinstance(active, bool) or isinstance(timeout, bool):
        raise refuse(400)
    return {"destination": wanted["destination"], "timeout": timeout, "active": active}


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


BASE = "/{userId}/phonelines"
ONE = f"{BASE}/{{phonelineId}}"


def _route(operation: str, method: str, path: str, handler: Handler, *scopes: str) -> Route:
    return Route(operation, method, path, handler, scopes, classic_only=True)


READ, WRITE, DEVICES = "phonelines:read", "phonelines:write", "phonelines:devices"
ROUTES = (
    _route("getPhonelines", "GET", BASE, get_phonelines, READ),
    _route("createPhoneline", "POST", BASE, create_phoneline, WRITE),
    _route("getPhoneline", "GET", ONE, get_phoneline, READ),
    _route("setPhonelineAlias", "PUT", ONE, set_phoneline_alias, WRITE),
    _route("deletePhoneline", "DELETE", ONE, delete_phoneline, WRITE),
    _route(
        "getPhonelineNumbers",
        "GET",
        f"{ONE}/numbers",
        get_phoneline_numbers,
        READ,
        "phonelines:numbers:read",
    ),
    _route(
        "getDevicesForPhoneline",
        "GET",
        f"{ONE}/devices",
        get_devices_for_phoneline,
        READ,
        f"{DEVICES}:read",
    ),
    _route(
        "addDeviceToPhoneline",
        "POST",
        f"{ONE}/devices",
        add_device_to_phoneline,
        f"{DEVICES}:write",
    ),
    _route(
        "removeDeviceFromPhoneline",
        "DELETE",
        f"{ONE}/devices/{{deviceId}}",
        remove_device_from_phoneline,
        f"{DEVICES}:write",
    ),
    _route(
        "getPhonelineForwardings",
        "GET",
        f"{ONE}/forwardings",
        get_phoneline_forwardings,
        READ,
        "phonelines:forwardings:read",
    ),
    _route(
        "setPhonelineForwardingSettings",
        "PUT",
        f"{ONE}/forwardings",
        set_phoneline_forwarding_settings,
        WRITE,
        "phonelines:forwardings:write",
    ),
    _route(
        "getBlockAnonymousSetting",
        "GET",
        f"{ONE}/blockanonymous",
        get_block_anonymous_setting,
        "phonelines:blockanonymous:read",
    ),
    _route(
        "setBlockAnonymousSetting",
        "PUT",
        f"{ONE}/blockanonymous",
        set_block_anonymous_setting,
        "phonelines:blockanonymous:write",
    ),
)
