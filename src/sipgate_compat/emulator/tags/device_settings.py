"""What is set of a device beside its name: password, caller id, prefix, announcement, display."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..answers import Answer, empty, json_answer
from ..asking import Ask, refuse
from ..clock import EPOCH
from ..routing import Route
from ..state import ADDRESS, Device, State

DISPLAYS = ("CALLED_NUMBER", "CALLER_NUMBER")
NUMBER = re.compile(r"\+?[0-9][0-9 ()/-]{2,29}")
PREFIX = re.compile(r"\+?[0-9]{0,10}")


@dataclass(slots=True)
class Sim:
    """The card of a mobile device; an activation takes a moment, in which it is pending."""

    id: str = ""
    puks: tuple[str, str] = ("", "")
    active_from: datetime | None = None

    def state(self, now: datetime) -> str:
        """How far its activation is."""
        if self.active_from is None:
            return "INACTIVE"
        return "ACTIVE" if now >= self.active_from else "PENDING"


@dataclass(slots=True)
class Settings:
    """All that is set of one device."""

    password: str
    caller_id: str
    prefix: dict[str, Any] = field(default_factory=lambda: {"value": "", "active": False})
    single_row: bool = False
    tariff: bool = False
    display: str = DISPLAYS[0]
    emergency_address: int = int(ADDRESS)
    sim: Sim = field(default_factory=Sim)


class Kept:
    """The settings of the account's devices, and the last number of each letter.

    A number is never given twice, so a device that is gone stays gone (our choice).
    """

    def __init__(self, state: State) -> None:
        self.features_booked = True
        self.last: dict[str, int] = {}
        self.of: dict[str, Settings] = {}
        for device in state.devices.values():
            letter, number = device.id[0], int(device.id[1:])
            self.last[letter] = max(number, self.last.get(letter, 0))
            self.of[device.id] = fresh(state, device.id)
            if device.type == "MOBILE":
                self.of[device.id].sim = card(state, EPOCH)

    def next_id(self, letter: str) -> str:
        """The next id of a letter."""
        self.last[letter] = self.last.get(letter, -1) + 1
        return f"{letter}{self.last[letter]}"


def fresh(state: State, device: str) -> Settings:
    """The settings of a new device; it shows the first number of the account."""
    shown = next((each.number for each in state.numbers.values()), "")
    return Settings(password(state, device), shown)


def password(state: State, device: str) -> str:
    """The next password of a device: invented, and the same at every start."""
    return state.uuid(f"password of {device}").replace("-", "")[:12]


def card(state: State, active_from: datetime | None = None) -> Sim:
    """A new SIM card: invented numbers of the length that real ones have."""
    digits = str(int(state.uuid("sim").replace("-", ""), 16)).rjust(36, "0")
    return Sim("8949" + digits[-31:-16], (digits[-16:-8], digits[-8:]), active_from)


def settings(state: State, device: str) -> Settings:
    """The settings of a device of the account."""
    kept = state.part(Kept)
    if device not in kept.of:
        kept.of[device] = fresh(state, device)
    return kept.of[device]


def device_of(ask: Ask, *kinds: str) -> Device:
    """The device that the path names, of one of some kinds, for one who may see it."""
    device = ask.find(ask.state.devices, "deviceId")
    ask.own(device.owner)
    if kinds and device.type not in kinds:
        raise refuse(404)
    return device


def settings_of(ask: Ask, *kinds: str) -> Settings:
    """The settings of the device that the path names."""
    return settings(ask.state, device_of(ask, *kinds).id)


def booked_settings_of(ask: Ask) -> Settings:
    """The same, for a feature that an account has or has not booked."""
    found = settings_of(ask)
    if not ask.state.part(Kept).features_booked:
        raise refuse(403)
    return found


def e164(number: str) -> str:
    """A number as lists show it, or 400."""
    if not NUMBER.fullmatch(number):
        raise refuse(400)
    digits = re.sub(r"[^0-9]", "", number)
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+49{digits[1:]}" if digits.startswith("0") else f"+{digits}"


def get_caller_id(ask: Ask) -> Answer:
    """The number that a device shows."""
    return json_answer({"value": booked_settings_of(ask).caller_id})


def change_caller_id_settings(ask: Ask) -> Answer:
    """Set the number that a device shows; it is one of the account (our choice)."""
    number = e164(ask.fields({"value": str})["value"])
    kept, state = booked_settings_of(ask), ask.state
    own = {each.number for each in state.numbers.values()}
    own |= {each.number for each in state.devices.values() if each.number}
    if number not in own:
        raise refuse(400)
    kept.caller_id = number
    return empty()


def get_tariff_announcement(ask: Ask) -> Answer:
    """Whether a device hears what a call costs."""
    return json_answer({"enabled": booked_settings_of(ask).tariff})


def change_tariff_announcement(ask: Ask) -> Answer:
    """Set whether a device hears what a call costs."""
    enabled = ask.fields({"enabled": bool})["enabled"]
    booked_settings_of(ask).tariff = enabled
    return empty()


def get_localprefix(ask: Ask) -> Answer:
    """The area code that a device puts before local numbers."""
    return json_answer(settings_of(ask).prefix)


def change_localprefix_settings(ask: Ask) -> Answer:
    """Set the area code that a device puts before local numbers."""
    found = ask.fields({}, value=str, active=bool)
    if not found or not PREFIX.fullmatch(found.get("value", "")):
        raise refuse(400)
    settings_of(ask).prefix.update(found)
    return empty()


def get_single_row_display(ask: Ask) -> Answer:
    """Whether a device's display has a single row."""
    return json_answer({"enabled": settings_of(ask).single_row})


def change_single_row_display(ask: Ask) -> Answer:
    """Set whether a device's display has a single row."""
    enabled = ask.fields({"enabled": bool})["enabled"]
    settings_of(ask).single_row = enabled
    return empty()


def change_device_password(ask: Ask) -> Answer:
    """Give a registered device a new password and show it."""
    device = device_of(ask, "REGISTER")
    made = settings(ask.state, device.id).password = password(ask.state, device.id)
    return json_answer({"password": made})


def change_caller_display_of_device(ask: Ask) -> Answer:
    """Set which number an external device displays for a call."""
    display = ask.fields({"incomingCallDisplay": str})["incomingCallDisplay"]
    if display not in DISPLAYS:
        raise refuse(400)
    settings_of(ask, "EXTERNAL").display = display
    return empty()


def change_target_number_of_device(ask: Ask) -> Answer:
    """Set the number of an external device."""
    number = e164(ask.fields({"number": str})["number"])
    device_of(ask, "EXTERNAL").number = number
    return empty()


def _scopes(kind: str, setting: str) -> tuple[str, str]:
    return f"devices:{kind}", f"devices:{setting}:{kind}"


ONE = "/devices/{deviceId}"
WRITE = ("devices:write",)
ROUTES = (
    Route("getCallerId", "GET", f"{ONE}/callerid", get_caller_id, _scopes("read", "callerid")),
    Route(
        "changeCallerIdSettings",
        "PUT",
        f"{ONE}/callerid",
        change_caller_id_settings,
        _scopes("write", "callerid"),
    ),
    Route(
        "getLocalprefix",
        "GET",
        f"{ONE}/localprefix",
        get_localprefix,
        _scopes("read", "localprefix"),
    ),
    Route(
        "changeLocalprefixSettings",
        "PUT",
        f"{ONE}/localprefix",
        change_localprefix_settings,
        _scopes("write", "localprefix"),
    ),
    Route(
        "getSingleRowDisplay",
        "GET",
        f"{ONE}/singlerowdisplay",
        get_single_row_display,
        _scopes("read", "singlerowdisplay"),
    ),
    Route(
        "changeSingleRowDisplay",
        "PUT",
        f"{ONE}/singlerowdisplay",
        change_single_row_display,
        _scopes("write", "singlerowdisplay"),
    ),
    Route(
        "getTariffAnnouncement",
        "GET",
        f"{ONE}/tariffannouncement",
        get_tariff_announcement,
        _scopes("read", "tariffannouncement"),
    ),
    Route(
        "changeTariffAnnouncement",
        "PUT",
        f"{ONE}/tariffannouncement",
        change_tariff_announcement,
        _scopes("write", "tariffannouncement"),
    ),
    Route(
        "changeDevicePassword",
        "POST",
        f"{ONE}/credentials/password",
        change_device_password,
        WRITE,
    ),
    Route(
        "changeCallerDisplayOfDevice",
        "PUT",
        f"{ONE}/external/incomingcalldisplay",
        change_caller_display_of_device,
        WRITE,
    ),
    Route(
        "changeTargetNumberOfDevice",
        "PUT",
        f"{ONE}/external/targetnumber",
        change_target_number_of_device,
        WRITE,
    ),
)
