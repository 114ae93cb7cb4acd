"""Where a phoneline's calls go on to: one number after another, or at the same time.

A parallel forwarding bears the id of an external device. Here it is one, of the phoneline's owner,
and rings for the phoneline while it is active.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from ..answers import Answer, empty, items
from ..asking import Ask, fields_of, refuse
from ..routing import Route
from ..state import Device, Routing, State
from .phonelines import FORWARDINGS, ONE, READ, WRITE, Lines, a_phoneline, booked, line_of, route

MOST, LONGEST = 3, 600  # forwardings of a phoneline, and seconds before one (specified)
NUMBER = re.compile(r"\+?\d{3,20}", re.ASCII)


def get_phoneline_forwardings(ask: Ask) -> Answer:
    """Where a phoneline's calls go on to."""
    line = line_of(ask)
    booked(ask, FORWARDINGS)
    return items(
        {"alias": alias(ask.state, each["destination"]), **each} for each in line.forwardings
    )


def alias(state: State, destination: str) -> str:
    """The name of a phoneline or group that calls go on to; a number has none."""
    found = state.phonelines.get(destination) or state.groups.get(destination)
    return found.alias if found else ""


def set_phoneline_forwarding_settings(ask: Ask) -> Answer:
    """Set where a phoneline's calls go on to, in place of all that was set before."""
    wanted = ask.fields({"forwardings": list})["forwardings"]
    if len(wanted) > MOST:
        raise refuse(400)
    made = [forwarding(each) for each in wanted]
    line = line_of(ask)
    booked(ask, FORWARDINGS)
    line.forwardings = made
    return empty()


def forwarding(wanted: Any) -> dict[str, Any]:
    """A forwarding as it is kept, or 400."""
    found = fields_of(wanted, {"destination": str}, timeout=int, active=bool)
    made = {"timeout": 0, "active": True, **found}
    if not made["destination"].strip() or not 0 <= made["timeout"] <= LONGEST:
        raise refuse(400)
    return made


def parallel_of(ask: Ask, line: Routing) -> dict[str, Device]:
    """The parallel forwardings of a phoneline that nobody has deleted as devices."""
    devices, made = ask.state.devices, ask.state.part(Lines).of(line).parallel
    return {each.id: each for each in made if devices.get(each.id) is each}


def get_parallel_forwardings(ask: Ask) -> Answer:
    """The numbers that ring together with a phoneline."""
    line = line_of(ask)
    booked(ask, FORWARDINGS)
    return items(
        {
            "id": device.id,
            "alias": device.alias,
            "destination": device.number,
            "active": device.id in line.devices,
        }
        for device in parallel_of(ask, line).values()
    )


def add_parallel_forwarding(ask: Ask) -> Answer:
    """Let one more number ring together with a phoneline."""
    wanted = ask.fields({"destination": str}, alias=str, active=bool)
    line = line_of(ask)
    booked(ask, FORWARDINGS)
    forward(
        ask.state, line, number(wanted["destination"]), wanted.get("alias"), wanted.get("active")
    )
    return empty()


def forward(
    state: State, line: Routing, destination: str, name: str | None, active: bool | None
) -> Device:
    """A parallel forwarding of a phoneline."""
    device_id = state.next_id("x", state.devices)
    device = Device(device_id, line.owner, name or destination, "EXTERNAL", number=destination)
    state.devices[device_id] = device
    state.part(Lines).of(line).parallel.append(device)
    ring(line, device_id, bool(active))
    return device


def number(wanted: str) -> str:
    """A number in any writing, or 400."""
    bare = re.sub(r"[\s()/.-]", "", wanted)
    if not NUMBER.fullmatch(bare):
        raise refuse(400)
    return bare


def ring(line: Routing, device: str, active: bool) -> None:
    """Let a device ring for a phoneline, or do not."""
    if active and device not in line.devices:
        line.devices.append(device)
    elif not active and device in line.devices:
        line.devices.remove(device)


def change_parallel_forwarding(ask: Ask) -> Answer:
    """Change a parallel forwarding; what is not named stays."""
    wanted = ask.fields({}, destination=str, alias=str, active=bool)
    line = line_of(ask)
    device = ask.find(parallel_of(ask, line), "parallelForwardingId")
    if "destination" in wanted:
        device.number = number(wanted["destination"])
    device.alias = wanted.get("alias", device.alias)
    ring(line, device.id, wanted.get("active", device.id in line.devices))
    return empty()


def delete_parallel_forwarding(ask: Ask) -> Answer:
    """Delete a parallel forwarding."""
    line = line_of(ask)
    device = ask.find(parallel_of(ask, line), "parallelForwardingId")
    ask.state.part(Lines).of(line).parallel.remove(device)
    ring(line, device.id, False)
    del ask.state.devices[device.id]
    return empty()


def a_parallel_forwarding(state: State, now: datetime) -> dict[str, Any]:
    """A number rings together with the administrator's first phoneline, and not with the second."""
    if not state.rules.has_groups:
        return {"parallelForwardingId": "x1", "otherPhonelineId": "p1"}
    made = forward(state, state.phonelines["p0"], "+4917139200011", "Ada on the road", True)
    other = a_phoneline(state, now)["phonelineId"]
    return {"parallelForwardingId": made.id, "otherPhonelineId": other}


SITUATIONS = {"a-parallel-forwarding": a_parallel_forwarding}
SERIAL, PARALLEL = f"{ONE}/forwardings", f"{ONE}/parallelforwardings"
FORWARDING = f"{PARALLEL}/{{parallelForwardingId}}"
WRITES = (WRITE, "phonelines:parallelforwardings:write")
ROUTES: tuple[Route, ...] = (
    route(
        "getPhonelineForwardings",
        "GET",
        SERIAL,
        get_phoneline_forwardings,
        READ,
        "phonelines:forwardings:read",
    ),
    route(
        "setPhonelineForwardingSettings",
        "PUT",
        SERIAL,
        set_phoneline_forwarding_settings,
        WRITE,
        "phonelines:forwardings:write",
    ),
    route(
        "getPhonelineParallelForwardings",
        "GET",
        PARALLEL,
        get_parallel_forwardings,
        READ,
        "phonelines:parallelforwardings:read",
    ),
    route("addParallelForwarding", "POST", PARALLEL, add_parallel_forwarding, *WRITES),
    route(
        "changeParallelForwardingSettings", "PUT", FORWARDING, change_parallel_forwarding, *WRITES
    ),
    route(
        "deleteParallelForwardingSettings",
        "DELETE",
        FORWARDING,
        delete_parallel_forwarding,
        *WRITES,
    ),
)
