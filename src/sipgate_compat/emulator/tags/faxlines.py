"""Fax connections of users: on every platform."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..answers import Answer, empty, items, json_answer
from ..asking import Ask, refuse
from ..routing import Route
from ..state import Faxline, State
from .numbers import bare

READ, WRITE = ("faxlines:read",), ("faxlines:write",)


def shown(line: Faxline) -> dict[str, Any]:
    """A fax connection as the API shows it."""
    return {
        "id": line.id,
        "alias": line.alias,
        "tagline": line.tagline,
        "canSend": True,
        "canReceive": True,
    }


def line_of(ask: Ask) -> Faxline:
    """The fax connection that the path names, below its owner."""
    line: Faxline = ask.owned(ask.state.faxlines, "faxlineId")
    return line


def new_faxline(state: State, owner: str) -> Faxline:
    """A fax connection without a number; those of groups count in the same row."""
    line_id = state.next_id("f", {**state.faxlines, **state.group_faxlines})
    made = state.faxlines[line_id] = Faxline(line_id, owner, f"Fax {line_id[1:]}", "", "")
    return made


def get_user_faxlines(ask: Ask) -> Answer:
    """The fax connections of a user."""
    owner = ask.owner()
    return items(shown(line) for line in ask.state.faxlines.values() if line.owner == owner.id)


def create_faxline(ask: Ask) -> Answer:
    """A new fax connection of a user."""
    return json_answer(shown(new_faxline(ask.state, ask.owner().id)))


def change_faxline_alias(ask: Ask) -> Answer:
    """Rename a fax connection."""
    alias = ask.fields({"alias": str})["alias"].strip()
    if not alias:
        raise refuse(400)
    line_of(ask).alias = alias
    return empty()


def delete_faxline(ask: Ask) -> Answer:
    """Delete a fax connection; its numbers lead nowhere then."""
    line = line_of(ask)
    del ask.state.faxlines[line.id]
    ask.state.release(line.id)
    return empty()


def get_faxline_caller_id(ask: Ask) -> Answer:
    """The number that a fax connection shows."""
    return json_answer({"value": line_of(ask).number})


def change_faxline_caller_id_settings(ask: Ask) -> Answer:
    """Set the number that a fax connection shows: one of the account's."""
    value = ask.fields({"value": str})["value"]
    line, number = line_of(ask), ask.state.numbered(value)
    if number is None:
        raise refuse(400)
    line.number = number.number
    return empty()


def get_faxline_numbers(ask: Ask) -> Answer:
    """The numbers of a fax connection."""
    return items(bare(number) for number in ask.state.routed(line_of(ask).id))


def change_tagline(ask: Ask) -> Answer:
    """Set the line that stands above each page."""
    value = ask.fields({"value": str})["value"]
    line_of(ask).tagline = value
    return empty()


OWN = "+4930231250182"


def a_second_faxline(state: State, now: datetime) -> dict[str, Any]:
    """A second fax connection of the administrator, with a number of its own."""
    line = new_faxline(state, "w0")
    line.number = state.add_number(OWN, "w0", endpoint=line.id).number
    return {"faxlineId": line.id, "faxNumber": OWN}


SITUATIONS = {"a-second-faxline": a_second_faxline}
BASE = "/{userId}/faxlines"
ONE = f"{BASE}/{{faxlineId}}"
ROUTES = (
    Route("getUserFaxlines", "GET", BASE, get_user_faxlines, READ),
    Route("createFaxline", "POST", BASE, create_faxline, WRITE),
    Route("changeFaxlineAlias", "PUT", ONE, change_faxline_alias, WRITE),
    Route("deleteFaxline", "DELETE", ONE, delete_faxline, WRITE),
    Route("getFaxlineCallerId", "GET", f"{ONE}/callerid", get_faxline_caller_id, READ),
    Route(
        "changeFaxlineCallerIdSettings",
        "PUT",
        f"{ONE}/callerid",
        change_faxline_caller_id_settings,
        WRITE,
    ),
    Route(
        "getFaxlineNumbers",
        "GET",
        f"{ONE}/numbers",
        get_faxline_numbers,
        ("faxlines:read", "faxlines:numbers:read"),
    ),
    Route("changeTagline", "PUT", f"{ONE}/tagline", change_tagline, WRITE),
)
