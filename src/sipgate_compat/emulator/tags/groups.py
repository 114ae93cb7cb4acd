"""Groups and their fax connections: Classic only."""

from __future__ import annotations

from typing import Any

from ..answers import Answer, empty, items, json_answer
from ..asking import Ask
from ..routing import Route
from ..state import Faxline, Routing
from .numbers import bare
from .voicemails import Voicemails

READ = ("groups:read",)


def shown(ask: Ask, group: Routing) -> dict[str, Any]:
    """A group as the API shows it."""
    voicemail = ask.state.part(Voicemails).of(group).settings()
    return {"id": group.id, "alias": group.alias, "departmentId": 1, "voicemails": [voicemail]}


def fax(line: Faxline) -> dict[str, Any]:
    """A fax connection of a group."""
    return {
        "id": line.id,
        "alias": line.alias,
        "tagline": line.tagline,
        "canSend": True,
        "canReceive": True,
        "groupId": line.owner,
    }


def group_of(ask: Ask) -> Routing:
    """The group that the path names."""
    return ask.find(ask.state.groups, "groupId")


def get_groups(ask: Ask) -> Answer:
    """All groups, or those of one user."""
    member = ask.word("userId")
    return items(
        {
            "id": group.id,
            "alias": group.alias,
            "groupNumbersUrl": f"/groups/{group.id}/numbers",
            "groupUsersUrl": f"/groups/{group.id}/users",
            "departmentId": 1,
        }
        for group in ask.state.groups.values()
        if not member or member in group.users
    )


def get_group(ask: Ask) -> Answer:
    """One group."""
    return json_answer(shown(ask, group_of(ask)))


def get_group_users(ask: Ask) -> Answer:
    """Who belongs to a group."""
    users = [ask.state.users[each] for each in group_of(ask).users]
    return items(
        {"id": u.id, "firstname": u.firstname, "lastname": u.lastname, "userUrl": f"/users/{u.id}"}
        for u in users
    )


def get_group_numbers(ask: Ask) -> Answer:
    """The numbers that a group answers."""
    return items(bare(number) for number in ask.state.routed(group_of(ask).id))


def get_group_faxlines(ask: Ask) -> Answer:
    """The fax connections of a group."""
    group = group_of(ask)
    return items(fax(line) for line in ask.state.group_faxlines.values() if line.owner == group.id)


def get_group_voicemail(ask: Ask) -> Answer:
    """The voicemail of a group, as a list of one."""
    return items([ask.state.part(Voicemails).of(group_of(ask)).below()])


def add_device_to_group(ask: Ask) -> Answer:
    """Let a device ring for a group."""
    device = ask.fields({"deviceId": str})["deviceId"]
    group = group_of(ask)
    if ask.device(device).id not in group.devices:
        group.devices.append(device)
    return empty()


def remove_device_from_group(ask: Ask) -> Answer:
    """Let a device ring for a group no more."""
    group, device = group_of(ask), ask.path["deviceId"]
    if device not in group.devices:
        return empty(404)
    group.devices.remove(device)
    return empty()


def get_group_faxlines_for_user(ask: Ask) -> Answer:
    """The fax connections of one's own groups, or of a user's; an administrator's are all."""
    user = ask.word("userId") or (None if ask.user.admin else ask.user.id)
    if user:
        ask.own(user)
    own = {g.id for g in ask.state.groups.values() if user is None or user in g.users}
    return items(fax(line) for line in ask.state.group_faxlines.values() if line.owner in own)


def faxline_of(ask: Ask) -> Faxline:
    """The group fax connection that the path names."""
    return ask.find(ask.state.group_faxlines, "faxlineId")


def get_group_faxline_caller_id(ask: Ask) -> Answer:
    """The number that a fax connection shows."""
    return json_answer({"value": faxline_of(ask).number})


def get_group_faxline_numbers(ask: Ask) -> Answer:
    """The numbers of a fax connection."""
    return items(bare(number) for number in ask.state.routed(faxline_of(ask).id))


def _classic(
    operation: str, method: str, path: str, handler: Any, scopes: tuple[str, ...] = READ
) -> Route:
    return Route(operation, method, path, handler, scopes, classic_only=True)


FAX = ("groups:read", "groups:faxlines:read")
ROUTES = (
    _classic("getGroups", "GET", "/groups", get_groups),
    _classic("getGroup", "GET", "/groups/{groupId}", get_group),
    _classic(
        "addDeviceToGroup",
        "POST",
        "/groups/{groupId}/devices",
        add_device_to_group,
        ("groups:devices:write",),
    ),
    _classic(
        "removeDeviceFromGroup",
        "DELETE",
        "/groups/{groupId}/devices/{deviceId}",
        remove_device_from_group,
        ("groups:devices:write",),
    ),
    _classic("getGroupFaxlines", "GET", "/groups/{groupId}/faxlines", get_group_faxlines, FAX),
    _classic(
        "getGroupNumbers",
        "GET",
        "/groups/{groupId}/numbers",
        get_group_numbers,
        ("groups:read", "groups:numbers:read"),
    ),
    _classic(
        "getGroupUsers",
        "GET",
        "/groups/{groupId}/users",
        get_group_users,
        ("groups:read", "groups:users:read"),
    ),
    _classic(
        "getGroupVoicemail",
        "GET",
        "/groups/{groupId}/voicemail",
        get_group_voicemail,
        ("groups:read", "groups:voicemails:read"),
    ),
    _classic("getGroupFaxlinesForUser", "GET", "/groupfaxlines", get_group_faxlines_for_user, FAX),
    _classic(
        "getGroupFaxlineCallerId",
        "GET",
        "/groupfaxlines/{faxlineId}/callerid",
        get_group_faxline_caller_id,
        FAX,
    ),
    _classic(
        "getGroupFaxlineNumbers",
        "GET",
        "/groupfaxlines/{faxlineId}/numbers",
        get_group_faxline_numbers,
        FAX,
    ),
)
