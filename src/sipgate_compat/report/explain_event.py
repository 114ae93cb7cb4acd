"""An event of the Push API as a readable page of eighty columns: its fields on each profile."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..contract.events import DIRECTIONS, Event, Presences, PushField
from ..contract.model import PROFILES, Profile

WIDTH = 80


def event_page(event: Event) -> str:
    """The page of an event that is pushed.

    Args:
        event: what the contracts say of it.
    """
    directions = " and ".join(event.directions)
    return "\n".join(
        [
            f"push {event.event}  (contracts/events/{event.event}.yaml)",
            *_wrapped(event.summary),
            "",
            f"asked by  {event.asked_by}",
            f"calls     {directions}",
            f"answer    {event.answer}",
            *(line for profile in PROFILES for line in _pushed(event, profile)),
        ]
    )


def _pushed(event: Event, profile: Profile) -> Iterator[str]:
    owed = event.owed(profile)
    yield ""
    yield f"{profile}: {'unknown' if owed.unknown else 'pushed'}  [{event.known(profile).said}]"
    yield from _wrapped(owed.states or owed.unknown or "", "  ", "  ")
    for dispute in owed.disputed:
        yield from _wrapped(f"disputed by {dispute.source.page}: {dispute.states}", "  ", "  ")
    for field in event.fields:
        yield from _field(event, field, profile)


def _field(event: Event, field: PushField, profile: Profile) -> Iterator[str]:
    owed = field.owed(profile)
    yield f"  {field.key}  {_presence(owed)}  [{event.known(profile, field).said}]"
    yield from _wrapped(field.states, "    ", "    ")
    for value, meaning in field.values.items():
        yield from _wrapped(f"{value}: {meaning}", "      ", "      ")
    if owed.states or owed.unknown:
        yield from _wrapped(owed.states or owed.unknown or "", "    ", "    ")
    for dispute in (*owed.disputed, *field.disputed):
        said = f"disputed by {dispute.source.page} ({dispute.evidence}): {dispute.states}"
        yield from _wrapped(said, "    ", "    ")


def _presence(owed: Presences) -> str:
    """``required``, or ``in optional, out absent`` where the direction decides."""
    if owed.presence or owed.unknown:
        return str(owed.presence or "unknown")
    return ", ".join(f"{direction} {owed.on(direction)}" for direction in DIRECTIONS)


def _wrapped(text: str, first: str = "", more: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=more)
