"""Telephone numbers and quick dials, and what they lead to."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from ..answers import Answer, empty, items
from ..asking import Ask, refuse
from ..routing import Route
from ..state import Device, Faxline, Number, State

READ, WRITE = ("numbers:read",), ("numbers:write",)
# Two or three digits, none of them an emergency number; the API's own range is not known.
QUICK_DIAL = re.compile(r"[1-9][0-9]{1,2}")
EMERGENCY = {"110", "112"}


def bare(number: str) -> dict[str, Any]:
    """A number as endpoints list it."""
    return {"number": number, "type": ["LANDLINE"]}


def shown(state: State, number: Number) -> dict[str, Any]:
    """A number as lists show it, with what it leads to; nothing where that is gone."""
    endpoint = state.endpoint(number.endpoint)
    return {
        "id": number.id,
        "number": number.number,
        "localized": number.number.replace("+49", "0", 1),
        "type": number.type,
        "endpointId": endpoint.id if endpoint else "",
        "endpointAlias": endpoint.alias if endpoint else "",
        "endpointUrl": _place(endpoint) if endpoint else "",
    }


def _place(endpoint: Any) -> str:
    """Where an endpoint is to be found."""
    if isinstance(endpoint, Device):
        return f"/devices/{endpoint.id}"
    kind = "faxlines" if isinstance(endpoint, Faxline) else "phonelines"
    if endpoint.id.startswith("g"):
        return f"/groups/{endpoint.id}"
    return f"/{endpoint.owner}/{kind}/{endpoint.id}"


def get_numbers(ask: Ask) -> Answer:
    """All numbers of the account."""
    found = list(ask.state.numbers.values())
    return items(shown(ask.state, each) for each in ask.page(found, 1000))


def get_user_numbers(ask: Ask) -> Answer:
    """The numbers of one user, wherever they lead."""
    owner = ask.owner()
    found = [each for each in ask.state.numbers.values() if each.owner == owner.id]
    return items(shown(ask.state, each) for each in found)


def lead(state: State, number: Number, endpoint: str, channel: str | None = None) -> None:
    """Let a number lead to an endpoint or a channel; it becomes its user's, if it has one."""
    found = state.endpoint(endpoint)
    if endpoint and found is None:
        raise refuse(404)
    number.endpoint, number.channel = endpoint, channel
    if found and found.owner in state.users:
        number.owner = found.owner


def change_number_settings(ask: Ask) -> Answer:
    """Set what a number leads to, and whether it may be taken to another provider."""
    ask.administer()
    found = ask.fields({}, endpointId=str, releaseForMnp=bool, quickDial=bool)
    number = ask.find(ask.state.numbers, "numberId")
    # What `quickDial` is for is not said; here it tells which kind the id is one of.
    if (number.type == "QUICKDIAL") is not found.get("quickDial", False):
        raise refuse(404)
    if "endpointId" in found:
        lead(ask.state, number, found["endpointId"])
    number.released = found.get("releaseForMnp", False)
    return empty()


def quick_dials(state: State, owner: str) -> list[Number]:
    """The quick dials of a user."""
    kept = state.numbers.values()
    return [each for each in kept if each.type == "QUICKDIAL" and each.owner == owner]


def quick_dial_of(ask: Ask) -> Number:
    """The quick dial that the path names, for one who may change it."""
    number = ask.find(ask.state.numbers, "numberId")
    if number.type != "QUICKDIAL":
        raise refuse(404)
    ask.own(number.owner)
    return number


def free_quick_dial(state: State) -> str:
    """The first number that nobody has; 409 where there is none left."""
    taken = {each.number for each in state.numbers.values()} | EMERGENCY
    number = next((str(n) for n in range(10, 1000) if str(n) not in taken), None)
    if number is None:
        raise refuse(409)
    return number


def _wanted(ask: Ask, own: Number | None = None) -> tuple[str, str]:
    """Whose quick dial it is to be, and under which number; 409 where another has that."""
    found = ask.fields({"userId": str}, number=str)
    user = ask.state.users.get(found["userId"])
    if user is None:
        raise refuse(404)
    ask.own(user.id)
    number = found.get("number") or (own.number if own else free_quick_dial(ask.state))
    if not QUICK_DIAL.fullmatch(number) or number in EMERGENCY:
        raise refuse(400)
    if any(each.number == number for each in ask.state.numbers.values() if each is not own):
        raise refuse(409)
    return user.id, number


def add_quick_dial_number(ask: Ask) -> Answer:
    """A new quick dial of a user, under the first free number if none is asked for."""
    owner, number = _wanted(ask)
    ask.state.add_number(number, owner, type="QUICKDIAL")
    return empty()


def change_quick_dial_number(ask: Ask) -> Answer:
    """Give a quick dial to another user, or another number."""
    number = quick_dial_of(ask)
    number.owner, number.number = _wanted(ask, own=number)
    return empty()


def delete_quick_dial_number(ask: Ask) -> Answer:
    """Delete a quick dial."""
    del ask.state.numbers[quick_dial_of(ask).id]
    return empty()


def validate_quick_dial_number(ask: Ask) -> Answer:
    """Is a number free? Which answer says that it is taken is not known; here it is 409."""
    number = ask.path["quickDialNumber"]
    if not QUICK_DIAL.fullmatch(number) or number in EMERGENCY:
        raise refuse(400)
    taken = any(each.number == number for each in ask.state.numbers.values())
    return empty(409 if taken else 204)


FREE, ROUTED = "+4930231250170", "+4930231250171"


def a_free_number(state: State, now: datetime) -> dict[str, Any]:
    """A number of the administrator that leads nowhere."""
    return {"numberId": state.add_number(FREE, "w0").id, "freeNumber": FREE}


def a_routed_number(state: State, now: datetime) -> dict[str, Any]:
    """A number that leads to the administrator's fax connection."""
    made = state.add_number(ROUTED, "w0", endpoint="f0")
    return {"numberId": made.id, "routedNumber": ROUTED}


def a_quick_dial(state: State, now: datetime) -> dict[str, Any]:
    """The only quick dial of the member, and a number that is still free."""
    made = state.add_number("42", "w1", type="QUICKDIAL")
    return {"quickDialId": made.id, "quickDialNumber": made.number, "freeQuickDial": "77"}


def no_quick_dial(state: State, now: datetime) -> dict[str, Any]:
    """The member has no quick dial, and a number is free."""
    return {"freeQuickDial": "77"}


SITUATIONS = {
    "a-free-number": a_free_number,
    "a-routed-number": a_routed_number,
    "a-quick-dial": a_quick_dial,
    "no-quick-dial": no_quick_dial,
}
QUICK = "/numbers/quickdial"
ROUTES = (
    Route("getNumbers", "GET", "/numbers", get_numbers, READ),
    Route("getUserNumbers", "GET", "/{userId}/numbers", get_user_numbers, READ),
    Route("changeNumberSettings", "PUT", "/numbers/{numberId}", change_number_settings, WRITE),
    Route("addQuickDialNumber", "POST", QUICK, add_quick_dial_number, WRITE),
    Route("changeQuickDialNumber", "PUT", f"{QUICK}/{{numberId}}", change_quick_dial_number, WRITE),
    Route(
        "deleteQuickDialNumber",
        "DELETE",
        f"{QUICK}/{{numberId}}",
        delete_quick_dial_number,
        WRITE,
    ),
    Route(
        "validateQuickDialNumber",
        "GET",
        f"{QUICK}/validation/{{quickDialNumber}}",
        validate_quick_dial_number,
        READ,
    ),
)
