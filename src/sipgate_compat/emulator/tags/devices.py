"""Devices of users."""

from __future__ import annotations

from typing import Any

from ..answers import Answer, items, json_answer
from ..asking import Ask, refuse
from ..routing import Route
from ..state import Device

# The values of `type` (documented for Neo), and the kinds of devices that each lists.
KINDS = {
    "app": {"DESKTOP_APP"},
    "register": {"REGISTER"},
    "mobile": {"MOBILE"},
    "external": {"EXTERNAL"},
    "all": {"DESKTOP_APP", "REGISTER", "MOBILE", "EXTERNAL"},
}
WITHOUT_APPS = {"REGISTER", "MOBILE", "EXTERNAL"}


def shown(ask: Ask, device: Device) -> dict[str, Any]:
    """A device as lists show it, with what it rings for on Classic."""
    state = ask.state
    plain = {
        "id": device.id,
        "alias": device.alias,
        "type": device.type,
        "dnd": device.dnd,
        "online": device.online,
    }
    routed = {"activePhonelines": state.phonelines, "activeGroups": state.groups}
    for name, routings in routed.items():
        found = [r for r in routings.values() if device.id in r.devices]
        plain[name] = [{"id": r.id, "alias": r.alias} for r in found]
    return plain


def get_devices(ask: Ask) -> Answer:
    """A user's devices; on Neo of the kinds that are asked for, and app devices only if asked."""
    owner = ask.owner()
    kinds = WITHOUT_APPS
    words = ask.words("type")
    if ask.rules.devices_by_type and words:
        if set(words) - set(KINDS):
            raise refuse(400)
        kinds = set().union(*(KINDS[word] for word in words))
    found = [d for d in ask.state.devices.values() if d.owner == owner.id and d.type in kinds]
    return items(shown(ask, device) for device in found)


def get_device(ask: Ask) -> Answer:
    """One device."""
    device = ask.find(ask.state.devices, "deviceId")
    ask.own(device.owner)
    return json_answer(shown(ask, device))


ROUTES = (
    Route("getDevices", "GET", "/{userId}/devices", get_devices, ("devices:read",)),
    Route("getDevice", "GET", "/devices/{deviceId}", get_device, ("devices:read",)),
)
