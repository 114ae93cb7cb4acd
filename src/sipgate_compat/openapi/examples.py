"""Examples: what the cases send and expect, with constants where a situation gives values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from ..compare import filled
from ..contract.conventional import kebab

NUMBER = "+4930231250001"
CHANNEL = "0b6f2a4e-5d1c-4f7a-9a3e-2c8d7e6f5a41"
CALL = "7c1d9e20-3b4a-4c5d-8e6f-1a2b3c4d5e6f"
SITUATION: dict[str, Any] = {
    "userId": "w0",
    "memberId": "w1",
    "outsiderId": "w2",
    "deviceId": "e0",
    "registerDeviceId": "e0",
    "memberDeviceId": "e1",
    "appDeviceId": "e2",
    "mobileDeviceId": "y0",
    "externalDeviceId": "x0",
    "groupId": "g0",
    "phonelineId": "p0",
    "extension": "p0",
    "faxlineId": "f0",
    "groupFaxlineId": "f1",
    "smsId": "s0",
    "voicemailId": "v0",
    "channelId": CHANNEL,
    "channelName": "Front desk",
    "callId": CALL,
    "contactId": "5e8d1f3a-9c2b-4a6d-b7e0-4f1c2d3e5a6b",
    "numberE164": NUMBER,
    "callerNumber": "+4930231250002",
    "quickDialNumber": "901",
    "language": "de",
    "restriction": "charged",
}


class Plausible(Mapping[str, Any]):
    """A value for every name that a situation can give or an answer can leave behind."""

    def __getitem__(self, name: str) -> Any:
        return SITUATION[name] if name in SITUATION else _guessed(name)

    def __iter__(self) -> Iterator[str]:
        return iter(SITUATION)

    def __len__(self) -> int:
        return len(SITUATION)


def _guessed(name: str) -> Any:
    """A value that looks like what a name speaks of."""
    last = re.split(r"(?=[A-Z])", name)[-1].lower()
    match last:
        case "ids":
            return [f"{number}" for number in range(1000001, 1000006)]
        case "id" | "entry" | "created" | "started" | "position":
            return "1000001"
        case "number" | "phonenumber":
            return NUMBER
        case "url":
            return f"https://hooks.example.com/{kebab(name)}"
        case "email":
            return "w0@example.com"
        case _:
            return kebab(name)


PLAUSIBLE = Plausible()


def example(value: Any, schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Any:
    """A value of a case as an example, or None where it says less than an example must.

    Args:
        value: what a case sends or expects; it may name values and use words such as ``$contains``.
        schema: what the example has to hold.
        defs: the shapes that the schema refers to.
    """
    if value is None or not is_literal(value):
        return None
    made = filled(value, PLAUSIBLE)
    try:
        plain = json.loads(json.dumps(made))
    except TypeError:
        # A pointer into a value that has no such part.
        return None
    return plain if _holds(plain, {**schema, "$defs": defs}) else None


def of_parameter(value: Any, schema: Mapping[str, Any]) -> Any:
    """A value for a parameter; a whole number where the parameter is one."""
    made = filled(value, PLAUSIBLE)
    if schema.get("type") == "integer" and isinstance(made, str) and made.isdigit():
        made = int(made)
    return made if is_literal(value) and _holds(made, schema) else None


def _holds(value: Any, schema: Mapping[str, Any]) -> bool:
    return jsonschema_rs.Draft202012Validator(dict(schema)).is_valid(value)


def is_literal(value: Any) -> bool:
    """True where a value says all of itself: it has none of the words that compare."""
    if isinstance(value, dict):
        return not any(k.startswith("$") for k in value) and all(map(is_literal, value.values()))
    return all(map(is_literal, value)) if isinstance(value, list | tuple) else True
