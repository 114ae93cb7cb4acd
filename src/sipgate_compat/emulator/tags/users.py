"""Users, what is set of them, and who one is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..answers import Answer, empty, items, json_answer
from ..asking import Ask, refuse
from ..ending import end
from ..routing import Route
from ..state import Device, State, User
from .addresses import Addresses
from .faxlines import new_faxline
from .numbers import quick_dials

READ, WRITE = ("users:read",), ("users:write",)


def shown(state: State, user: User) -> dict[str, Any]:
    """A user as the API lists one."""
    return {
        "id": user.id,
        "firstname": user.firstname,
        "lastname": user.lastname,
        "email": user.email,
        "defaultDevice": user.default_device,
        "busyOnBusy": user.busy_on_busy,
        "addressId": user.address,
        "directDialIds": [each.id for each in quick_dials(state, user.id)],
        "timezone": "Europe/Berlin",
        "admin": user.admin,
    }


def userinfo(ask: Ask) -> Answer:
    """Who the credentials belong to."""
    return json_answer(
        {"sub": ask.user.id, "domain": "sipgate.de", "masterSipId": "1234567", "locale": "de_DE"}
    )


def get_all_users(ask: Ask) -> Answer:
    """All users of the account."""
    return items(shown(ask.state, each) for each in ask.state.users.values())


def get_user(ask: Ask) -> Answer:
    """One user."""
    return json_answer(shown(ask.state, ask.owner()))


def spare_the_last_administrator(state: State, user: User) -> None:
    """403 where nobody would administer the account any more (our choice)."""
    if user.admin and not any(each.admin for each in state.users.values() if each is not user):
        raise refuse(403)


def delete_user(ask: Ask) -> Answer:
    """Delete a user and all that is theirs."""
    ask.administer()
    user = ask.owner()
    spare_the_last_administrator(ask.state, user)
    last = json_answer(shown(ask.state, user))
    for call in ask.state.calls.values():
        if call.owner == user.id and not call.finished:
            end(ask.state, call, ask.now, "FINISHED")
    del ask.state.users[user.id]
    heir = next(each for each in ask.state.users.values() if each.admin)
    forget_things(ask.state, user, heir)
    leave_what_is_shared(ask.state, user, heir)
    return last


def forget_things(state: State, user: User, heir: User) -> None:
    """Take away what is a user's alone; their numbers lead nowhere and stay with the account."""
    owned: tuple[dict[str, Any], ...] = (state.devices, state.phonelines, state.faxlines)
    for things in owned:
        for thing in [each for each in things.values() if each.owner == user.id]:
            del things[thing.id]
            state.release(thing.id)
    for dial in quick_dials(state, user.id):
        del state.numbers[dial.id]
    for number in state.numbers.values():
        if number.owner == user.id:
            number.owner = heir.id


def leave_what_is_shared(state: State, user: User, heir: User) -> None:
    """Take a user out of groups and channels; what they owned of these goes to an administrator."""
    for line in (*state.groups.values(), *state.phonelines.values()):
        line.users = [each for each in line.users if each != user.id]
        line.devices = [each for each in line.devices if each in state.devices]
        line.owner = heir.id if line.owner == user.id else line.owner
    for channel in list(state.channels.values()):
        channel.users.pop(user.id, None)
        if channel.owner == user.id:
            channel.owner = heir.id
            if channel.private:
                del state.channels[channel.id]
    forget_channels_that_are_gone(state)


def forget_channels_that_are_gone(state: State) -> None:
    """Let no device and no number stand for them any more."""
    for device in state.devices.values():
        if device.default_channel not in state.channels:
            device.default_channel = next(iter(state.channels), None)
    for number in state.numbers.values():
        if number.channel not in state.channels:
            number.channel = None


def set_busy_on_busy_setting(ask: Ask) -> Answer:
    """Set whether a user who is on the telephone is busy for others."""
    enabled = ask.fields({"enabled": bool})["enabled"]
    ask.owner().busy_on_busy = enabled
    return empty()


def set_default_device(ask: Ask) -> Answer:
    """Set the device that a user calls from; one of the user's own."""
    device_id = ask.fields({"deviceId": str})["deviceId"]
    owner, device = ask.owner(), ask.device(device_id)
    if device.owner != owner.id:
        raise refuse(404)
    owner.default_device = device.id
    return empty()


def set_location(ask: Ask) -> Answer:
    """Set the address at which a user is."""
    address = str(ask.fields({"addressId": int})["addressId"])
    owner = ask.owner()
    if address not in ask.state.part(Addresses).all:
        raise refuse(404)
    owner.address = address
    return empty()


def set_role(ask: Ask) -> Answer:
    """Make a user an administrator, or one no more."""
    ask.administer()
    admin = ask.fields({"admin": bool})["admin"]
    user = ask.owner()
    if not admin:
        spare_the_last_administrator(ask.state, user)
    user.admin = admin
    return empty()


def set_user_name(ask: Ask) -> Answer:
    """Set both names of a user."""
    found = ask.fields({"firstName": str, "lastName": str})
    if not all(name.strip() for name in found.values()):
        raise refuse(400)
    user = ask.owner()
    user.firstname, user.lastname = found["firstName"], found["lastName"]
    return empty()


def a_new_user(state: State, now: datetime) -> dict[str, Any]:
    """A fourth user with two devices, a fax connection and a number that leads to a device."""
    first, second = (_desk_phone(state, "w3") for _ in range(2))
    state.users["w3"] = User("w3", "Dora", "Dahl", "dora@example.com", False, first.id)
    number = state.add_number("+4930231250172", "w3", endpoint=first.id)
    line = new_faxline(state, "w3")
    for channel in state.channels.values():
        if not channel.private:
            channel.users["w3"] = [first.id]
    return {
        "newUserId": "w3",
        "newDeviceId": first.id,
        "newSecondDeviceId": second.id,
        "newFaxlineId": line.id,
        "numberId": number.id,
    }


def _desk_phone(state: State, owner: str) -> Device:
    made = Device(state.next_id("e", state.devices), owner, "Desk phone of Dora", "REGISTER")
    state.devices[made.id] = made
    return made


SITUATIONS = {
    "a-new-user": a_new_user,
    "one-administrator": lambda state, now: {},  # as the account is seeded
}
ONE = "/users/{userId}"
ROUTES = (
    Route("userinfo", "GET", "/authorization/userinfo", userinfo),
    Route("getAllUsers", "GET", "/users", get_all_users, READ),
    Route("getUser", "GET", ONE, get_user, READ),
    Route("deleteUser", "DELETE", ONE, delete_user, WRITE),
    Route(
        "setBusyOnBusySetting",
        "PUT",
        f"{ONE}/busyonbusy",
        set_busy_on_busy_setting,
        ("users:busyonbusy:write",),
    ),
    Route(
        "setDefaultDevice",
        "PUT",
        f"{ONE}/defaultdevice",
        set_default_device,
        ("users:read", "users:defaultdevice:write"),
    ),
    Route("setLocation", "PUT", f"{ONE}/location", set_location, WRITE),
    Route("setUserName", "PUT", f"{ONE}/name", set_user_name, WRITE),
    Route("setRole", "PUT", f"{ONE}/role", set_role, ("users:role:write",)),
)
