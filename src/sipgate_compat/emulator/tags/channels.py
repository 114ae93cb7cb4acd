"""Channels: what calls belong to on Neo.

Paths and purposes of the four changing operations are documented, their bodies are not. Each
accepts the forms that the rest of the API would suggest.
"""

from __future__ import annotations

import re
from typing import Any

from ..answers import Answer, empty, items, json_answer
from ..asking import Ask, refuse
from ..clock import iso
from ..routing import Handler, Route
from ..state import Channel

READ, WRITE = ("channels:read",), ("channels:write",)
PAGE, LARGEST_PAGE = 20, 100


def on_channels(handler: Handler) -> Handler:
    """Answer 404 where the platform has no channels (our choice: nothing is known of Classic)."""

    def checked(ask: Ask) -> Answer:
        return handler(ask) if ask.rules.has_channels else empty(404)

    return checked


def shown(channel: Channel) -> dict[str, Any]:
    """A channel as the list shows it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "owner": channel.owner,
        "createdAt": iso(channel.created),
        "locale": "de_DE",
        "settings": {
            "greetingAudioFileId": None,
            "queue": {"respectWaitingTime": False, "waitingAudioFileId": None},
            "ringingOrder": {"type": "PARALLEL", "users": list(channel.users)},
            "smsSim": None,
            "users": {"followUpTime": 0, "ringTime": 20},
            "voiceboxAccessNumber": None,
        },
        "users": [{"id": user, "deviceIds": devices} for user, devices in channel.users.items()],
    }


@on_channels
def get_channels(ask: Ask) -> Answer:
    """The channels that the user may see."""
    seen = [
        channel
        for channel in ask.state.channels.values()
        if channel.may_read(ask.user.id, ask.user.admin) or ask.user.id in channel.users
    ]
    return items(shown(channel) for channel in seen)


@on_channels
def get_channel_events(ask: Ask) -> Answer:
    """A page of a channel's calls, newest first; `position` names the last one given."""
    channel = ask.channel()
    if not (channel.may_read(ask.user.id, ask.user.admin) or ask.open_doors):
        return empty(403)
    limit = ask.number("limit", PAGE, LARGEST_PAGE) or PAGE
    start = after(channel, ask.word("position"))
    page = channel.events[start : start + limit]
    more = start + limit < len(channel.events)
    position = page[-1]["eventId"] if page and more else None
    return json_answer({"events": page, "limit": limit, "position": position})


def after(channel: Channel, position: str | None) -> int:
    """Where the page begins that follows a position."""
    if not position:
        return 0
    for i, each in enumerate(channel.events):
        if each["eventId"] == position:
            return i + 1
    raise refuse(400)


def changed_channel(ask: Ask) -> Channel:
    """The channel that the path names, for one who may change it."""
    channel = ask.channel()
    allowed = ask.user.id == channel.owner or (ask.user.admin and not channel.private)
    if not (allowed or ask.open_doors):
        raise refuse(403)
    return channel


@on_channels
def set_channel_users(ask: Ask) -> Answer:
    """Set who belongs to a channel; whoever stays keeps their devices."""
    users = listed(ask, "users", "value")
    if not all(re.fullmatch(r"w(0|[1-9]\d*)", user) for user in users):
        raise refuse(400)
    channel = changed_channel(ask)
    if set(users) - set(ask.state.users):
        raise refuse(404)
    channel.users = {user: channel.users.get(user, []) for user in users}
    return empty()


@on_channels
def set_channel_user_devices(ask: Ask) -> Answer:
    """Set the devices that stand for a user in a channel."""
    devices = listed(ask, "deviceIds", "value")
    channel = changed_channel(ask)
    user = ask.path["userId"]
    if user not in channel.users:
        raise refuse(404)
    if any(ask.device(device).owner != user for device in devices):
        raise refuse(404)
    channel.users[user] = devices
    return empty()


@on_channels
def set_channel_name(ask: Ask) -> Answer:
    """Rename a channel."""
    found = ask.fields({}, name=str, value=str)
    name = found.get("name", found.get("value", "")).strip()
    if not name:
        raise refuse(400)
    changed_channel(ask).name = name
    return empty()


@on_channels
def delete_channel(ask: Ask) -> Answer:
    """Delete a channel with its events."""
    channel = changed_channel(ask)
    del ask.state.channels[channel.id]
    for device in ask.state.devices.values():
        if device.default_channel == channel.id:
            device.default_channel = next(iter(ask.state.channels), None)
    return empty()


def listed(ask: Ask, *names: str) -> list[str]:
    """A list of ids, bare or under one of some names; items may be ids or things with one."""
    body = ask.json()
    if isinstance(body, dict):
        body = next((body[name] for name in names if name in body), None)
    if not isinstance(body, list):
        raise refuse(400)
    ids = [each.get("id") if isinstance(each, dict) else each for each in body]
    texts = [each for each in ids if isinstance(each, str)]
    if len(texts) < len(ids):
        raise refuse(400)
    return list(dict.fromkeys(texts))


ROUTES = (
    Route("getChannels", "GET", "/channels", get_channels, READ),
    Route("deleteChannel", "DELETE", "/channels/{channelId}", delete_channel, WRITE),
    Route("getChannelEvents", "GET", "/channels/{channelId}/events", get_channel_events, READ),
    Route("setChannelName", "PUT", "/channels/{channelId}/name", set_channel_name, WRITE),
    Route("setChannelUsers", "PUT", "/channels/{channelId}/users", set_channel_users, WRITE),
    Route(
        "setChannelUserDevices",
        "PUT",
        "/channels/{channelId}/users/{userId}/devices",
        set_channel_user_devices,
        WRITE,
    ),
)
