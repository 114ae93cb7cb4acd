"""The seeded accounts: invented people, numbers from the ranges that are kept free for stories."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .clock import EPOCH, iso
from .entries import more
from .rules import RULES
from .state import Channel, Device, Faxline, Routing, State, User

OFFICE = "+4930231250100"
SALES = "+4930231250101"
FAX = "+4930231250180"
GROUP_FAX = "+4930231250181"
MOBILE = "+4917139200010"
EXTERNAL = "+4930231250190"
CALLER = "+4930231250001"


def seeded(profile: str, seed: str = "") -> State:
    """A fresh account of a profile."""
    state = State(RULES[profile], seed)
    _people(state)
    _faxes(state)
    if state.rules.has_groups:
        _routings(state)
    if state.rules.has_channels:
        _channels(state)
    _history(state)
    _numbers(state)
    # The owner has activated the log, which is off at first on the platform.
    state.webhooks = {"incomingUrl": "", "outgoingUrl": "", "log": True, "whitelist": None}
    state.webhooks["pushApiVersion"] = 2
    return state


def _people(state: State) -> None:
    for user in (
        User("w0", "Ada", "Amsel", "ada@example.com", True, "e0"),
        User("w1", "Bela", "Buche", "bela@example.com", False, "e2"),
        User("w2", "Cleo", "Clausen", "cleo@example.com", False, "e3"),
    ):
        state.users[user.id] = user
    for device in (
        Device("e0", "w0", "Desk phone of Ada", "REGISTER"),
        Device("e2", "w1", "Desk phone of Bela", "REGISTER"),
        Device("e3", "w2", "Desk phone of Cleo", "REGISTER", online=False),
        Device("y0", "w0", "SIM of Ada", "MOBILE", number=MOBILE),
        Device("x0", "w0", "Home of Ada", "EXTERNAL", number=EXTERNAL),
    ):
        state.devices[device.id] = device
    if state.rules.app_devices:
        state.devices["e1"] = Device("e1", "w0", "Desktop app of Ada", "DESKTOP_APP")


def _faxes(state: State) -> None:
    state.faxlines["f0"] = Faxline("f0", "w0", "Fax of Ada", "Amsel & Buche", FAX)


def _routings(state: State) -> None:
    state.phonelines["p0"] = Routing("p0", "w0", "Ada", ["e0"], ["w0"])
    state.phonelines["p1"] = Routing("p1", "w1", "Bela", ["e2"], ["w1"])
    state.groups["g0"] = Routing("g0", "w0", "Sales", ["e0", "e2"], ["w0", "w1"])
    state.group_faxlines["f1"] = Faxline("f1", "g0", "Fax of Sales", "Amsel & Buche", GROUP_FAX)


def _channels(state: State) -> None:
    shared = Channel(
        state.uuid("channel"),
        "Reception",
        "w0",
        {"w0": ["e0", "e1"], "w1": ["e2"]},
        EPOCH - timedelta(days=30),
        private=False,
    )
    own = Channel(
        state.uuid("channel"),
        "Ada",
        "w0",
        {"w0": ["e0"]},
        EPOCH - timedelta(days=29),
        private=True,
    )
    state.channels = {shared.id: shared, own.id: own}
    for device in state.devices.values():
        device.default_channel = shared.id


def _history(state: State) -> None:
    when = EPOCH - timedelta(hours=5)
    state.history.append(entry(state, "FAX", when, "OUTGOING", FAX, CALLER, ["f0"]))
    state.history.append(entry(state, "SMS", when, "INCOMING", CALLER, MOBILE, ["s0"]))
    if state.rules.calls_in_history:
        connection = ["p0"] if state.rules.has_groups else ["e0"]
        state.history.append(entry(state, "CALL", when, "INCOMING", CALLER, OFFICE, connection))
    if state.rules.voicemails_in_history:
        state.history.append(entry(state, "VOICEMAIL", when, "INCOMING", CALLER, OFFICE, ["v0"]))


ENDPOINTS = {"p": "PHONELINE", "e": "REGISTER", "f": "FAX", "s": "SMS", "v": "VOICEMAIL"}
ENDPOINTS |= {"g": "GROUP", "y": "MOBILE", "x": "EXTERNAL", "w": "USER"}


def routed(extension: str, how: str = "ROUTED") -> dict[str, Any]:
    """What an entry went over, and how."""
    return {"type": how, "endpoint": {"extension": extension, "type": ENDPOINTS[extension[0]]}}


def entry(
    state: State,
    kind: str,
    when: Any,
    direction: str,
    source: str,
    target: str,
    connections: list[str],
    owner: str = "w0",
) -> dict[str, Any]:
    """An entry of the history."""
    entry_id = state.entry_id()
    return {
        "id": entry_id,
        "source": source,
        "target": target,
        "sourceAlias": source,
        "targetAlias": target,
        "type": kind,
        "created": iso(when),
        "lastModified": iso(when),
        "direction": direction,
        "incoming": direction.endswith("INCOMING"),
        "status": "PICKUP",
        "connectionIds": connections,
        "read": True,
        "archived": False,
        "starred": False,
        "note": "",
        "labels": [],
        "endpoints": [routed(each) for each in connections],
        "owner": owner,
        **more(state, kind, entry_id),
    }


def _numbers(state: State) -> None:
    classic = state.rules.has_groups
    # What a number of a channel shows as its endpoint is not known; here it is nothing.
    channel = next(iter(state.channels), None)
    state.add_number(OFFICE, "w0", endpoint="p0" if classic else "", channel=channel)
    state.add_number(SALES, "w0", endpoint="g0" if classic else "")
    state.add_number(FAX, "w0", endpoint="f0")
    if classic:
        state.add_number(GROUP_FAX, "w0", endpoint="f1")
    state.add_number(MOBILE, "w0", type="MOBILE", endpoint="y0")
