"""Pushes of the Push API, each wrong in one way, held against the contracts of the events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import jsonschema_rs

from ..contract.book import Book
from ..contract.events import EVENTS, Presence, PushApi, PushField
from ..contract.model import PROFILES, Profile
from ..webhook.calls import Call, Fields, covering, encoded, form
from ..webhook.push import complaints
from .bench import Noticed
from .breaks import OTHER
from .mutant import Kind, Mutant
from .provider import honest

UNFIT = ("", "+0", "+4930231250002", OTHER, "4930231250002", "w0")


@dataclass(frozen=True, slots=True)
class Push:
    """A push as it arrives, and the call that it is of."""

    event: str
    headers: Mapping[str, str]
    fields: Fields
    call: Call
    body: bytes | None = None

    @property
    def content(self) -> bytes:
        """The form on the wire."""
        return encoded(self.fields) if self.body is None else self.body


def noticed(book: Book) -> Iterator[Noticed]:
    """What becomes of each way to break a push.

    Raises:
        RuntimeError: a push that is right does not hold.
    """
    api = book.push
    for profile in PROFILES:
        for push in _right(api, profile):
            if found := _complaints(api, profile, push):
                raise RuntimeError(f"{profile}/{push.event}: {found[0]} of a push that is right")
            for tag, states, broken in _broken(api, profile, push):
                found = _complaints(api, profile, broken)
                name = f"{profile}/push/{push.event}/{push.call.name}/{tag}"
                yield _noticed(name, states, profile, push.event, found)


def _noticed(name: str, states: str, profile: Profile, event: str, found: list[str]) -> Noticed:
    case = f"contracts/events/{event}.yaml"
    mutant = Mutant(name, Kind.WEBHOOK, states, profile, event, (case,), lambda: honest)
    return Noticed(mutant, case if found else None, found[0] if found else None, 1)


def _complaints(api: PushApi, profile: Profile, push: Push) -> list[str]:
    return complaints(api, profile, push.headers, push.content, push.call.direction)


def _right(api: PushApi, profile: Profile) -> Iterator[Push]:
    """One push of each event for calls of both directions, and of a call that was forwarded."""
    headers = _headers(api, profile)
    calls = [each for each in covering(api) if each.name in ("in-after-forwarding", "out-answered")]
    for call in calls:
        for event in EVENTS:
            if call.direction in api.events[event].directions:
                fields = form(api, profile, call, event, "1")
                yield Push(event, headers, fields, call)


def _headers(api: PushApi, profile: Profile) -> dict[str, str]:
    owed = {name: rule.owed(profile).value for name, rule in api.rules.items()}
    kept = {
        "content-type": owed["form-encoded"],
        "user-agent": owed["user-agent"],
        str(owed["jobs-header"]).lower(): "1" if owed["jobs-header"] else None,
    }
    return {name: str(value) for name, value in kept.items() if value}


def _broken(api: PushApi, profile: Profile, push: Push) -> Iterator[tuple[str, str, Push]]:
    for name in push.headers:
        left = {k: v for k, v in push.headers.items() if k != name}
        yield f"no-{name}", f"the header {name} is missing", replace(push, headers=left)
    if "content-type" in push.headers:
        json = {**push.headers, "content-type": "application/json"}
        yield "json", "the form is called JSON", replace(push, headers=json)
    if api.rules["brackets-encoded"].owed(profile).value and b"%5B" in push.content:
        bare = push.content.replace(b"%5B", b"[").replace(b"%5D", b"]")
        yield "brackets", "brackets stand as they are", replace(push, body=bare)
    for field in api.events[push.event].fields:  # type: ignore[index]
        yield from _field(profile, push, field)


def _field(profile: Profile, push: Push, field: PushField) -> Iterator[tuple[str, str, Push]]:
    owed = field.owed(profile)
    presence = owed.on(push.call.direction)
    key, own = field.key, [pair for pair in push.fields if pair[0] == field.key]
    others = tuple(pair for pair in push.fields if pair[0] != key)
    if presence is Presence.ABSENT:
        there = (*others, (key, "w0"))
        yield f"{key}/there", f"{key} is there", replace(push, fields=there)
        return
    if presence is Presence.REQUIRED:
        yield f"{key}/missing", f"{key} is missing", replace(push, fields=others)
        renamed = tuple((f"{k}Renamed" if k == key else k, v) for k, v in push.fields)
        yield f"{key}/renamed", f"{key} is renamed", replace(push, fields=renamed)
    if own and not field.repeats:
        yield f"{key}/twice", f"{key} is there twice", replace(push, fields=(*push.fields, own[0]))
    validator = jsonschema_rs.Draft202012Validator(field.schema_on(profile))
    value = next((each for each in UNFIT if not validator.is_valid(each)), None)
    if own and value is not None:
        unfit = (*others, (key, value))
        yield f"{key}/value", f"{key} has a value that does not fit", replace(push, fields=unfit)
