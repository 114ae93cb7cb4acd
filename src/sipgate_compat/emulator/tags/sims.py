"""SIM cards of mobile devices: ordered, activated, deactivated, and the volume that is left."""

from __future__ import annotations

import re
from datetime import timedelta

from ..answers import Answer, empty, json_answer
from ..asking import Ask, refuse
from ..clock import iso
from ..routing import Route
from ..state import Device
from .device_settings import Kept, Sim, card, settings

SIM_ID = re.compile(r"[0-9]{5,22}")
ADDRESS_ID = re.compile(r"[0-9]{1,9}")
ACTIVATION_TAKES = timedelta(seconds=1)
VOLUME, USED = 5_000_000, 1_250_000  # kilobytes


def sim_of(ask: Ask) -> Sim:
    """The card of the user's mobile device that the path names."""
    device: Device = ask.owned(ask.state.devices, "deviceId")
    if device.type != "MOBILE":
        raise refuse(404)
    return settings(ask.state, device.id).sim


def activate_sim(ask: Ask) -> Answer:
    """Put a card into service; a card serves one device."""
    wanted = ask.fields({"simId": str})["simId"]
    sim = sim_of(ask)
    if not SIM_ID.fullmatch(wanted):
        raise refuse(400)
    taken = any(s.sim.id == wanted and s.sim is not sim for s in ask.state.part(Kept).of.values())
    if taken or sim.active_from is not None:
        raise refuse(409)
    sim.id, sim.active_from = wanted, ask.now + ACTIVATION_TAKES
    return empty()


def deactivate_sim(ask: Ask) -> Answer:
    """Take a card out of service."""
    sim = sim_of(ask)
    if sim.active_from is None:
        raise refuse(409)
    sim.active_from = None
    return empty()


def order_sim(ask: Ask) -> Answer:
    """Have a card sent; the document names 403 where user or device are not found."""
    ask.administer()
    address = ask.fields({"addressId": str})["addressId"]
    device = ask.state.devices.get(ask.path["deviceId"])
    if device is None or device.owner != ask.path["userId"] or device.type != "MOBILE":
        raise refuse(403)
    if not ADDRESS_ID.fullmatch(address):
        raise refuse(400)
    kept = settings(ask.state, device.id)
    if kept.sim.active_from is None:
        kept.sim = card(ask.state)
    return empty()


def get_device_contingents(ask: Ask) -> Answer:
    """What is left of a mobile device's volume this month; other devices have none."""
    device: Device = ask.owned(ask.state.devices, "deviceId")
    found = []
    if settings(ask.state, device.id).sim.state(ask.now) == "ACTIVE":
        next_month = (ask.now.replace(day=28) + timedelta(days=4)).replace(day=1)
        expires = next_month.replace(hour=0, minute=0, second=0, microsecond=0)
        found.append(
            {
                "type": "DATA_FAST",
                "amount": VOLUME,
                "used": USED,
                "left": VOLUME - USED,
                "unit": "KILOBYTE",
                "expires": iso(expires),
            }
        )
    return json_answer({"contingents": found})


SIM = "/{userId}/devices/{deviceId}/sim"
WRITE = ("devices:write", "devices:sim:write")
ROUTES = (
    Route("activateSim", "POST", SIM, activate_sim, WRITE),
    Route("deactivateSim", "DELETE", SIM, deactivate_sim, WRITE),
    Route("orderSim", "POST", f"{SIM}/orders", order_sim, (*WRITE, "devices:sims:orders:write")),
    Route(
        "getDeviceContingents",
        "GET",
        "/{userId}/devices/{deviceId}/contingents",
        get_device_contingents,
        ("devices:read",),
    ),
)
