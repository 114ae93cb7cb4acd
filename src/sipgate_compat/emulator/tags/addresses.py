"""Postal addresses of the account: what numbers hang on, and where users are."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from ..answers import Answer, empty, items, json_answer
from ..asking import Ask, refuse
from ..routing import Route
from ..state import ADDRESS, State
from .numbers import shown as shown_number

READ, WRITE = ("addresses:read",), ("addresses:write",)
COUNTRY = re.compile(r"[A-Za-z]{2}")


class Addresses:
    """The addresses by their ids, in the words of answers."""

    def __init__(self, state: State) -> None:
        self.all = {
            ADDRESS: address("DE", "10115", "Berlin", street="Example Street", number="1"),
        }


def address(countrycode: str, postcode: str, city: str, **more: str) -> dict[str, str]:
    """An address in the words of answers, made of those of requests."""
    street = f"{more.get('street', '')} {more.get('number', '')}".strip()
    lines = [line for line in (street, more.get("address1"), more.get("address2")) if line]
    return {
        "poBox": "",
        "extendedAddress": ", ".join(lines[1:]),
        "streetAddress": lines[0] if lines else "",
        "locality": city,
        "region": more.get("state", ""),
        "postalCode": postcode,
        "country": countrycode.upper(),
    }


def shown(address_id: str, fields: dict[str, str]) -> dict[str, Any]:
    """An address with its id, which one client reads and the document of 2022 does not have."""
    return {"addressId": int(address_id), **fields}


def get_addresses(ask: Ask) -> Answer:
    """All addresses."""
    return items(shown(key, each) for key, each in ask.state.part(Addresses).all.items())


def get_item_count(ask: Ask) -> Answer:
    """How many addresses there are."""
    return json_answer({"itemCount": len(ask.state.part(Addresses).all)})


def get_address(ask: Ask) -> Answer:
    """One address."""
    found = ask.find(ask.state.part(Addresses).all, "addressId")
    return json_answer(shown(ask.path["addressId"], found))


def get_address_numbers(ask: Ask) -> Answer:
    """The numbers that hang on an address."""
    ask.find(ask.state.part(Addresses).all, "addressId")
    kept = ask.state.numbers.values()
    found = [each for each in kept if each.address == ask.path["addressId"]]
    return items(shown_number(ask.state, each) for each in found)


def modify_address(ask: Ask) -> Answer:
    """Replace an address."""
    ask.administer()
    found = ask.fields(
        {"countrycode": str, "postcode": str, "city": str},
        state=str,
        street=str,
        number=str,
        address1=str,
        address2=str,
    )
    kept = ask.state.part(Addresses).all
    ask.find(kept, "addressId")
    if not COUNTRY.fullmatch(found["countrycode"]):
        raise refuse(400)
    if not found["postcode"].strip() or not found["city"].strip():
        raise refuse(400)
    kept[ask.path["addressId"]] = address(**found)
    return empty()


def an_address(state: State, now: datetime) -> dict[str, Any]:
    """A second address, on which no number hangs; the id as a number and as a text."""
    kept = state.part(Addresses).all
    made = str(int(ADDRESS) + len(kept))
    kept[made] = address("DE", "20095", "Hamburg", street="Sample Lane", number="7")
    return {"addressId": int(made), "addressText": made, "addressCity": kept[made]["locality"]}


SITUATIONS = {"an-address": an_address}
ONE = "/addresses/{addressId}"
ROUTES = (
    Route("getAddresses", "GET", "/addresses", get_addresses, READ),
    Route("getItemCount", "GET", "/addresses/itemCount", get_item_count, READ),
    Route("getAddress", "GET", ONE, get_address, READ),
    Route("modifyAddress", "PUT", ONE, modify_address, WRITE),
    Route("getAddressNumbers", "GET", f"{ONE}/numbers", get_address_numbers, ("numbers:read",)),
)
