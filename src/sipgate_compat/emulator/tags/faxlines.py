"""Fax connections of users: on every platform."""

from __future__ import annotations

from typing import Any

from ..answers import Answer, items, json_answer
from ..asking import Ask
from ..routing import Route
from ..state import Faxline
from .numbers import bare

READ = ("faxlines:read",)


def shown(line: Faxline) -> dict[str, Any]:
    """A fax connection as the API shows it."""
    return {
        "id": line.id,
        "alias": line.alias,
        "tagline": line.tagline,
        "canSend": True,
        "canReceive": True,
    }


def get_user_faxlines(ask: Ask) -> Answer:
    """The fax connections of a user."""
    owner = ask.owner()
    return items(shown(line) for line in ask.state.faxlines.values() if line.owner == owner.id)


def get_faxline_caller_id(ask: Ask) -> Answer:
    """The number that a fax connection shows."""
    return json_answer({"value": ask.owned(ask.state.faxlines, "faxlineId").number})


def get_faxline_numbers(ask: Ask) -> Answer:
    """The numbers of a fax connection."""
    return items([bare(ask.owned(ask.state.faxlines, "faxlineId").number)])


ROUTES = (
    Route("getUserFaxlines", "GET", "/{userId}/faxlines", get_user_faxlines, READ),
    Route(
        "getFaxlineCallerId",
        "GET",
        "/{userId}/faxlines/{faxlineId}/callerid",
        get_faxline_caller_id,
        READ,
    ),
    Route(
        "getFaxlineNumbers",
        "GET",
        "/{userId}/faxlines/{faxlineId}/numbers",
        get_faxline_numbers,
        ("faxlines:read", "faxlines:numbers:read"),
    ),
)
