"""Callers who are not put through, for the whole account."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from ..answers import Answer, Refuse, empty, items, json_answer
from ..asking import Ask
from ..routing import Route
from ..state import State

NUMBER = re.compile(r"\+?[1-9][0-9]{1,14}")
TITLES = {400: "Bad Request", 404: "Not Found", 409: "Conflict"}
BLOCKED = "+4930231250301"


class Blacklist:
    """Whether only a number or all that begins with it is blocked, by the number."""

    def __init__(self, state: State) -> None:
        self.blocked: dict[str, bool] = {BLOCKED: False}


def refused(status: int, detail: str, pointer: str = "/phoneNumber") -> Refuse:
    """The one kind of error that the document of 2022 gives a shape."""
    error = {
        "status": status,
        "title": TITLES[status],
        "detail": detail,
        "source": {"pointer": pointer},
    }
    return Refuse(json_answer({"errors": [error]}, status))


def number_of(value: Any) -> str:
    """A number with its plus, or 400."""
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise refused(400, "phoneNumber is no number with its country")
    return f"+{value.removeprefix('+')}"


def shown(number: str, block: bool) -> dict[str, Any]:
    """An entry as the API shows it."""
    return {"phoneNumber": number, "isBlock": block}


def get_incoming_entries(ask: Ask) -> Answer:
    """All numbers that are blocked."""
    return items(shown(*each) for each in ask.state.part(Blacklist).blocked.items())


def add_incoming_entry(ask: Ask) -> Answer:
    """Block a number, or all that begins with it."""
    try:
        found = ask.fields({"phoneNumber": str}, isBlock=bool)
    except Refuse as cause:
        raise refused(400, "the body is no entry", "") from cause
    number, blocked = number_of(found["phoneNumber"]), ask.state.part(Blacklist).blocked
    if number in blocked:
        raise refused(409, "phoneNumber is blocked already")
    blocked[number] = found.get("isBlock", False)
    return json_answer(shown(number, blocked[number]), 201)


def remove_incoming_entry(ask: Ask) -> Answer:
    """Block a number no more."""
    number, blocked = number_of(ask.path["phoneNumber"]), ask.state.part(Blacklist).blocked
    if number not in blocked:
        raise refused(404, "phoneNumber is not blocked")
    del blocked[number]
    return empty()


def a_blocked_number(state: State, now: datetime) -> dict[str, Any]:
    """A number that is blocked, itself alone."""
    state.part(Blacklist).blocked[BLOCKED] = False
    return {"phoneNumber": BLOCKED, "phoneNumberDigits": BLOCKED.removeprefix("+")}


SITUATIONS = {"a-blocked-number": a_blocked_number}
PATH, READ, WRITE = "/blacklist/incoming", ("blacklist:read",), ("blacklist:write",)
ROUTES = (
    Route("getIncomingEntries", "GET", PATH, get_incoming_entries, READ),
    Route("addIncomingEntry", "POST", PATH, add_incoming_entry, WRITE),
    Route("removeIncomingEntry", "DELETE", f"{PATH}/{{phoneNumber}}", remove_incoming_entry, WRITE),
)
