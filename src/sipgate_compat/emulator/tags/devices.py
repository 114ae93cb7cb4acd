"""Devices of users: listed, created, renamed, changed and deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..answers import Answer, empty, items, json_answer
from ..asking import Ask, refuse
from ..routing import Route
from ..state import Device, State, User
from . import device_settings, sims
from .device_settings import Kept, card, device_of, e164, settings

# The values of `type` (documented for Neo), and the kinds of devices that each lists.
KINDS = {
    "app": {"DESKTOP_APP"},
    "register": {"REGISTER"},
    "mobile": {"MOBILE"},
    "external": {"EXTERNAL"},
    "all": {"DESKTOP_APP", "REGISTER", "MOBILE", "EXTERNAL"},
}
WITHOUT_APPS = {"REGISTER", "MOBILE", "EXTERNAL"}
# The letter of a kind's ids, and what a new device is called.
MADE = {
    "REGISTER": ("e", "Telephone"),
    "MOBILE": ("y", "Mobile"),
    "EXTERNAL": ("x", "External telephone"),
}
MOST = 100  # devices of a user; the API has a restriction whose number nobody names
# Hosts that nobody serves: a telephone that takes its settings from here rings up no real platform.
SIP = {
    "sipServer": "sip.example.com",
    "outboundProxy": "proxy.example.com",
    "sipServerWebsocketUrl": "wss://sip.example.com/ws",
}
MASTER = "1234567"


def shown(ask: Ask, device: Device) -> dict[str, Any]:
    """A device as lists show it, with what it rings for on Classic."""
    state = ask.state
    plain = {
        "id": device.id,
        "alias": device.alias,
        "type": device.type,
        "dnd": device.dnd,
        "online": online(ask, device),
    }
    routed = {"activePhonelines": state.phonelines, "activeGroups": state.groups}
    for name, routings in routed.items():
        found = [r for r in routings.values() if device.id in r.devices]
        plain[name] = [{"id": r.id, "alias": r.alias} for r in found]
    return plain


def online(ask: Ask, device: Device) -> bool:
    """Whether a device can be reached; a mobile one as long as its card is in service."""
    if device.type == "MOBILE":
        return settings(ask.state, device.id).sim.state(ask.now) == "ACTIVE"
    return device.online


def detailed(ask: Ask, device: Device) -> dict[str, Any]:
    """A device with what only its kind has."""
    kept = settings(ask.state, device.id)
    more: dict[str, Any] = {}
    if device.type == "REGISTER":
        more = {
            "credentials": sip_credentials(ask.state, device),
            "registered": registered(device),
            **emergency_address(ask.state, device),
        }
    elif device.type == "MOBILE":
        puk1, puk2 = kept.sim.puks
        more = {
            "credentials": {"simId": kept.sim.id, "puk1": puk1, "puk2": puk2},
            "simState": kept.sim.state(ask.now),
            "esim": False,
        }
    elif device.type == "EXTERNAL":
        more = {"number": device.number or "", "incomingCallDisplayState": kept.display}
    return shown(ask, device) | more


def sip_credentials(state: State, device: Device) -> dict[str, Any]:
    """What a telephone registers with; invented, and the same at every start."""
    secret = settings(state, device.id).password
    return {"username": f"{MASTER}{device.id}", "password": secret, **SIP}


def registered(device: Device) -> list[dict[str, str]]:
    """The telephones that are registered as a device."""
    telephone = {"userAgent": "Telephone 1.0", "ip": "192.0.2.10", "port": "5060"}
    return [telephone] if device.online else []


def emergency_address(state: State, device: Device) -> dict[str, str]:
    """Where helpers go when somebody calls for them from a device."""
    address = str(settings(state, device.id).emergency_address)
    return {"emergencyAddressId": address, "addressUrl": f"/addresses/{address}"}


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
    """One device with all that its kind has."""
    return json_answer(detailed(ask, device_of(ask)))


def add(state: State, owner: User, kind: str, alias: str = "", number: str = "") -> Device:
    """A new device of a user, which calls in their channels and is their default if the first."""
    letter, noun = MADE[kind]
    device_id = state.part(Kept).next_id(letter)
    named = alias or f"{noun} of {owner.firstname} {owner.lastname}"
    device = Device(device_id, owner.id, named, kind, online=kind == "EXTERNAL", number=number)
    device.default_channel = next((c.id for c in state.channels.values() if not c.private), None)
    state.devices[device_id] = device
    owner.default_device = owner.default_device or device_id
    return device


def created(ask: Ask, owner: User, kind: str, alias: str = "", number: str = "") -> Device:
    """A new device of a user, who has only so many."""
    if sum(each.owner == owner.id for each in ask.state.devices.values()) >= MOST:
        raise refuse(403)
    return add(ask.state, owner, kind, alias, number)


def create(ask: Ask, kind: str, **more: str) -> Answer:
    """A new device of the user that the path names, shown with all that its kind has."""
    return json_answer(detailed(ask, created(ask, ask.owner(), kind, **more)))


def create_device(ask: Ask) -> Answer:
    """A new device of one of three kinds."""
    found = ask.fields({"type": str}, alias=str)
    if found["type"] not in MADE:
        raise refuse(400)
    return create(ask, found["type"], alias=found.get("alias", ""))


def create_register_device(ask: Ask) -> Answer:
    """A new device that registers with a password."""
    return create(ask, "REGISTER", **optional(ask, alias=str))


def create_mobile_device(ask: Ask) -> Answer:
    """A new mobile device, whose card is yet to be ordered and activated."""
    return create(ask, "MOBILE", **optional(ask, alias=str))


def create_external_device(ask: Ask) -> Answer:
    """A new device that stands for a number elsewhere."""
    found = optional(ask, alias=str, number=str)
    if found.get("number"):
        found["number"] = e164(found["number"])
    return create(ask, "EXTERNAL", **found)


def optional(ask: Ask, **fields: type) -> dict[str, Any]:
    """The fields of a body that may be left out."""
    return ask.fields({}, **fields) if ask.has_body else {}


def change_device_alias(ask: Ask) -> Answer:
    """Rename a device; the document names 403 for one that is not found."""
    alias = ask.fields({"value": str})["value"]
    if ask.path["deviceId"] not in ask.state.devices:
        raise refuse(403)
    device_of(ask).alias = alias
    return empty()


def change_device_settings(ask: Ask) -> Answer:
    """Set whether a device may be disturbed, and where helpers go."""
    found = ask.fields({}, dnd=bool, emergencyAddressId=int)
    address = found.get("emergencyAddressId", 1)
    if not 0 < address < 2**31:
        raise refuse(400)
    device = device_of(ask)
    device.dnd = found.get("dnd", device.dnd)
    if "emergencyAddressId" in found:
        settings(ask.state, device.id).emergency_address = address
    return empty()


def delete_device(ask: Ask) -> Answer:
    """Delete a device."""
    device = device_of(ask)
    ask.state.part(Kept).of.pop(device.id, None)
    del ask.state.devices[device.id]
    forget(ask.state, device.id)
    return empty()


def forget(state: State, gone: str) -> None:
    """Take a device out of all that it rang for; its owner's next one becomes the default."""
    for routing in (*state.phonelines.values(), *state.groups.values()):
        routing.devices = [each for each in routing.devices if each != gone]
    for channel in state.channels.values():
        channel.users = {
            user: [each for each in ringing if each != gone]
            for user, ringing in channel.users.items()
        }
    state.release(gone)
    for user in state.users.values():
        if user.default_device == gone:
            left = (each.id for each in state.devices.values() if each.owner == user.id)
            user.default_device = next(left, "")


def _situation(kind: str, **more: str) -> Any:
    def arrange(state: State, now: datetime) -> dict[str, Any]:
        return {"deviceId": add(state, state.users["w0"], kind, **more).id}

    return arrange


def a_mobile_device(state: State, now: datetime) -> dict[str, Any]:
    """A mobile device whose card is in service."""
    device = add(state, state.users["w0"], "MOBILE")
    sim = settings(state, device.id).sim = card(state, now)
    return {"deviceId": device.id, "simId": sim.id}


def a_mobile_device_without_service(state: State, now: datetime) -> dict[str, Any]:
    """A mobile device whose card has arrived and is not active yet."""
    device = add(state, state.users["w0"], "MOBILE")
    sim = settings(state, device.id).sim = card(state)
    return {"deviceId": device.id, "simId": sim.id}


def an_app_device(state: State, now: datetime) -> dict[str, Any]:
    """An app device, where the platform lists them; elsewhere an id that nothing bears."""
    device = state.part(Kept).next_id("e")
    if state.rules.app_devices:
        state.devices[device] = Device(device, "w0", "Second desktop app of Ada", "DESKTOP_APP")
    return {"deviceId": device}


def device_features_not_booked(state: State, now: datetime) -> dict[str, Any]:
    """Neither caller ids nor the announcement of tariffs are booked."""
    state.part(Kept).features_booked = False
    return {}


SITUATIONS = {
    "a-register-device": _situation("REGISTER"),
    "an-external-device": _situation("EXTERNAL", number="+4930231250191"),
    "an-app-device": an_app_device,
    "a-mobile-device": a_mobile_device,
    "a-mobile-device-without-service": a_mobile_device_without_service,
    "device-features-not-booked": device_features_not_booked,
}
OF_USER, ONE = "/{userId}/devices", "/devices/{deviceId}"
READ, WRITE = ("devices:read",), ("devices:write",)
ROUTES = (
    Route("getDevices", "GET", OF_USER, get_devices, READ),
    Route("createDevice", "POST", OF_USER, create_device, WRITE),
    Route("createRegisterDevice", "POST", f"{OF_USER}/register", create_register_device, WRITE),
    Route("createMobileDevice", "POST", f"{OF_USER}/mobile", create_mobile_device, WRITE),
    Route("createExternalDevice", "POST", f"{OF_USER}/external", create_external_device, WRITE),
    Route("getDevice", "GET", ONE, get_device, READ),
    Route("changeDeviceSettings", "PUT", ONE, change_device_settings, WRITE),
    Route("changeDeviceAlias", "PUT", f"{ONE}/alias", change_device_alias, WRITE),
    Route("deleteDevice", "DELETE", ONE, delete_device, WRITE),
    *device_settings.ROUTES,
    *sims.ROUTES,
)
