"""Pure: a push as it came, held against the contract of its event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl

import jsonschema_rs

from ..contract.events import Direction, Event, Presence, PushApi, PushField
from ..contract.model import Profile


def complaints(
    api: PushApi,
    profile: Profile,
    headers: Mapping[str, str],
    body: bytes,
    direction: Direction | None = None,
) -> list[str]:
    """What of a push is not as its profile promises.

    A field that the contract does not know is drift and no complaint; whether a push is signed is
    not looked at, for that takes the provider's key.

    Args:
        api: the contract.
        profile: the account that pushes.
        headers: of the request, in lower case.
        body: the form as it came.
        direction: of the call, for pushes that do not tell it; both ways are allowed otherwise.
    """
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict"
        )
    except ValueError:
        return ["form-encoded: the body is no form in UTF-8, percent-encoded"]
    fields: dict[str, list[str]] = {}
    for key, value in pairs:
        fields.setdefault(key, []).append(value)
    name = fields.get("event", [""])[0]
    event = next((each for each in api.events.values() if each.event == name), None)
    if event is None:
        return [f"event: {name or 'none'}, which is not one of {', '.join(api.events)}"]
    told = fields.get("direction", [direction or ""])[0]
    way: Direction | None = "in" if told == "in" else "out" if told == "out" else None
    return [*_headers(api, profile, headers, body), *_fields(event, profile, fields, way)]


def _headers(
    api: PushApi, profile: Profile, headers: Mapping[str, str], body: bytes
) -> Iterator[str]:
    wanted = {name: rule.owed(profile).value for name, rule in api.rules.items()}
    found = headers.get("content-type", "none")
    if wanted["form-encoded"] and not _same(found, str(wanted["form-encoded"])):
        yield f"form-encoded: the content type is {found}, not {wanted['form-encoded']}"
    agent = headers.get("user-agent", "none")
    if wanted["user-agent"] and agent != wanted["user-agent"]:
        yield f"user-agent: it is {agent}, not {wanted['user-agent']}"
    if wanted["jobs-header"] and str(wanted["jobs-header"]).lower() not in headers:
        yield f"jobs-header: there is no header {wanted['jobs-header']}"
    if wanted["brackets-encoded"] and b"[" in body:
        yield "brackets-encoded: a bracket is not percent-encoded"


def _same(found: str, wanted: str) -> bool:
    """One content type begins with the other, whatever the case and blanks."""
    return "".join(found.lower().split()).startswith("".join(wanted.lower().split()))


def _fields(
    event: Event, profile: Profile, fields: Mapping[str, list[str]], direction: Direction | None
) -> Iterator[str]:
    for field in event.fields:
        values = fields.get(field.key, [])
        yield from _presence(event, field, profile, values, direction)
        yield from _values(event, field, profile, values)


def _presence(
    event: Event,
    field: PushField,
    profile: Profile,
    values: list[str],
    direction: Direction | None,
) -> Iterator[str]:
    owed = field.owed(profile)
    presence = owed.on(direction) if direction else owed.presence
    if presence is Presence.REQUIRED and not values:
        yield f"{event.event}: {field.key} is not there"
    if presence is Presence.ABSENT and values:
        yield f"{event.event}: {field.key} is there, in a call that does not have it"
    if len(values) > 1 and not field.repeats:
        yield f"{event.event}: {field.key} is there {len(values)} times"


def _values(event: Event, field: PushField, profile: Profile, values: list[str]) -> Iterator[str]:
    validator = jsonschema_rs.Draft202012Validator(field.schema_on(profile))
    for value in values:
        if not validator.is_valid(value):
            yield f"{event.event}: {field.key} is {value!r}, which its schema does not allow"
