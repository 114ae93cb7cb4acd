"""The few operations of the third version that clients of Neo need.

Of Classic nobody says what they answer there; the emulator answers on every platform.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..answers import Answer, items, json_answer
from ..asking import Ask, refuse
from ..routing import Route
from ..seed import ENDPOINTS
from ..state import Channel, Device, Number, State, User
from . import devices
from .device_settings import settings


def shown(ask: Ask, device: Device) -> dict[str, Any]:
    """A device as the third version shows it: what is set of it, and ids of what it rings for."""
    state, kept = ask.state, settings(ask.state, device.id)
    plain = {
        "id": device.id,
        "alias": device.alias,
        "type": device.type,
        "dnd": device.dnd,
        "online": devices.online(ask, device),
        "owner": device.owner,
        "callerId": kept.caller_id,
        "activePhonelines": [r.id for r in state.phonelines.values() if device.id in r.devices],
        "activeGroups": [r.id for r in state.groups.values() if device.id in r.devices],
    }
    if device.type == "REGISTER":
        plain |= {
            "sipCredentials": devices.sip_credentials(state, device),
            "registered": devices.registered(device),
            **devices.emergency_address(state, device),
            "singleRowDisplay": kept.single_row,
            "tariffAnnouncement": kept.tariff,
            "callRecording": False,
        }
    elif device.type == "MOBILE":
        plain |= {"sims": sims(ask, device), "callRecording": False}
    elif device.type == "EXTERNAL":
        plain |= {"number": device.number or "", "incomingCallDisplayState": kept.display}
    return plain


def sims(ask: Ask, device: Device) -> list[dict[str, Any]]:
    """The card of a mobile device, if it has one."""
    sim = settings(ask.state, device.id).sim
    if not sim.id:
        return []
    card = {
        "id": f"i{device.id[1:]}",
        "alias": device.alias,
        "state": sim.state(ask.now),
        "esim": False,
        "simId": sim.id,
        "puk1": sim.puks[0],
        "puk2": sim.puks[1],
        "intendedUse": "VOICE",
    }
    return [card]


def owner_of(ask: Ask, wanted: str | None) -> User:
    """A user that a parameter names, oneself if it names none."""
    user = ask.state.users.get(wanted or ask.user.id)
    if user is None:
        raise refuse(404)
    ask.own(user.id)
    return user


def get_devices_v3(ask: Ask) -> Answer:
    """The devices of a user, app devices among them."""
    owner = owner_of(ask, ask.word("userId"))
    return items(shown(ask, d) for d in ask.state.devices.values() if d.owner == owner.id)


def register_device_v3(ask: Ask) -> Answer:
    """A new device that registers with a password, which the answer shows."""
    found = ask.fields({}, alias=str, owner=str)
    owner = owner_of(ask, found.get("owner"))
    device = devices.created(ask, owner, "REGISTER", found.get("alias", ""))
    return json_answer(shown(ask, device))


def get_phone_numbers_v3(ask: Ask) -> Answer:
    """The numbers of the account with where each leads; those of a block stand below it."""
    blocks: dict[str, list[dict[str, Any]]] = {}
    for each in ask.state.numbers.values():
        if each.type != "QUICKDIAL":
            blocks.setdefault(each.number[:-1], []).append(number(ask.state, each))
    found = [each[0] if len(each) == 1 else block(prefix, each) for prefix, each in blocks.items()]
    return json_answer(ask.page(found, 100))


def block(prefix: str, numbers: list[dict[str, Any]]) -> dict[str, Any]:
    """Numbers that differ in their last digit alone; the block itself leads nowhere."""
    plain = {"type": "GERMAN_LANDLINE_BLOCK", "e164Number": prefix, "routing": None}
    return plain | {"numbers": numbers}


def number(state: State, found: Number) -> dict[str, Any]:
    """A number with where it leads."""
    kind = f"GERMAN_{found.type}"
    return {"type": kind, "e164Number": found.number, "routing": routing(state, found)}


def routing(state: State, found: Number) -> dict[str, Any] | None:
    """Where a number leads: a channel, whose kind is read out of a client, or an extension."""
    channel = state.channels.get(found.channel or "")
    if channel:
        return to_channel(channel)
    endpoint = state.endpoint(found.endpoint)
    if endpoint is None:
        return None
    return {
        "targetType": ENDPOINTS.get(endpoint.id[0], "USER"),
        "targetId": endpoint.id,
        "displayAlias": endpoint.alias,
        "targetOwner": endpoint.owner,
    }


def to_channel(channel: Channel) -> dict[str, Any]:
    """A number's way to a channel."""
    return {
        "targetType": "USER" if channel.private else "ACD",
        "targetId": channel.id,
        "displayAlias": channel.name,
        "targetOwner": channel.owner,
    }


def a_block_of_numbers(state: State, now: datetime) -> dict[str, Any]:
    """Two numbers that differ in their last digit; the first leads to a channel, if any does."""
    channel = next(iter(state.channels), None)
    first = state.add_number("+4930231251230", "w0", channel=channel)
    state.add_number("+4930231251231", "w0")
    return {"blockNumber": first.number}


SITUATIONS = {"a-block-of-numbers": a_block_of_numbers}
ROUTES = (
    Route("getDevicesV3", "GET", "/v3/devices", get_devices_v3, ("devices:read",)),
    Route(
        "registerDeviceV3", "POST", "/v3/devices/register", register_device_v3, ("devices:write",)
    ),
    # A voice bot could read numbers with the scope of everything only.
    Route("getPhoneNumbersV3", "GET", "/v3/phone-numbers", get_phone_numbers_v3, ("all",)),
)
