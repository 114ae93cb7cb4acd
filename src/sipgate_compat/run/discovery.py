"""How the values of a situation are found on a live account."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..client import Answer

Get = Callable[[str], Answer]
Value = Callable[[str], Any]
"""Another value of the same account, by its name."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """A list, and which of its items is meant: the first of a type, of others, with enough below.

    `below` is a list of each item, which needs `least` entries.
    """

    path: str
    items: str = "items"
    type: str | None = None
    key: str = "id"
    other_than: str | None = None
    below: tuple[str, str] | None = None
    least: int = 0


DISCOVERIES: dict[str, Discovery] = {
    "memberId": Discovery("/users", other_than="userId"),
    "registerDeviceId": Discovery("/{userId}/devices", type="REGISTER"),
    "memberDeviceId": Discovery("/{memberId}/devices", type="REGISTER"),
    "mobileDeviceId": Discovery("/{userId}/devices", type="MOBILE"),
    "externalDeviceId": Discovery("/{userId}/devices", type="EXTERNAL"),
    "appDeviceId": Discovery("/{userId}/devices?type=app", type="DESKTOP_APP"),
    "groupId": Discovery("/groups"),
    "phonelineId": Discovery("/{userId}/phonelines"),
    "voicemailId": Discovery("/voicemails"),
    "faxlineId": Discovery("/{userId}/faxlines"),
    "groupFaxlineId": Discovery("/groupfaxlines"),
    "smsId": Discovery("/{userId}/sms"),
    "contactId": Discovery("/contacts?limit=1"),
    "addressId": Discovery("/addresses", key="addressId"),
    "numberId": Discovery("/numbers"),
    "numberE164": Discovery("/numbers", key="number"),
    "clientId": Discovery("/authorization/oauth2/clients", "data", key="clientId"),
    "portingId": Discovery("/portings"),
    "channelId": Discovery("/channels"),
    "channelName": Discovery("/channels", key="name"),
    "entryId": Discovery("/history?limit=1"),
}
EVENTS = ("/channels/{id}/events?limit=5", "events")
# A situation may ask for more than that there is a thing.
OF_SITUATIONS: dict[tuple[str, str], Discovery] = {
    ("a-fax-in-history", "entryId"): Discovery("/history?limit=1&types=FAX"),
    ("an-sms-in-history", "entryId"): Discovery("/history?limit=1&types=SMS"),
    ("a-channel-with-events", "channelId"): Discovery("/channels", below=EVENTS, least=5),
}
# Ids that nothing bears; they fill paths of operations that a profile refuses anyway.
FILLERS = {
    "groupId": "g0",
    "phonelineId": "p0",
    "groupFaxlineId": "f0",
    "voicemailId": "v0",
    "callId": "00000000-0000-4000-8000-000000000000",
}


class Unseen(Exception):
    """A list cannot be read, so that nobody knows what is on it."""

    def __init__(self, path: str, status: int) -> None:
        super().__init__(f"GET {path} answers {status}, so it cannot be looked for")
        self.status = status


def how(given: str, name: str) -> Discovery | None:
    """How a value of a situation is looked for; None where it is not."""
    return OF_SITUATIONS.get((given, name)) or DISCOVERIES.get(name)


def discovered(get: Get, value: Value, by: Discovery) -> Any:
    """The value that is meant, or None where the account has no such thing.

    Raises:
        Unseen: a list cannot be read.
    """
    path = re.sub(r"\{(\w+)\}", lambda found: str(value(found[1])), by.path)
    other = value(by.other_than) if by.other_than else None
    for each in _items(get(path), by.items, by.path):
        if by.type in (None, each.get("type")) and each.get(by.key) not in (None, other):
            found = each[by.key]
            if by.below is None or _enough(get, by.below, by.least, found):
                return found
    return None


def _items(answer: Answer, key: str, path: str) -> list[dict[str, Any]]:
    if answer.status not in (200, 404):
        raise Unseen(path, answer.status)
    listed = answer.body.get(key) if isinstance(answer.body, dict) else None
    return [each for each in listed or () if isinstance(each, dict)]


def _enough(get: Get, below: tuple[str, str], least: int, found: Any) -> bool:
    path, items = below
    return len(_items(get(path.replace("{id}", str(found))), items, path)) >= least
