"""Which entries of the history a request asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from .asking import Ask, refuse
from .entries import Entry

Test = Callable[[Entry], bool]
TYPES = {"CALL", "VOICEMAIL", "SMS", "FAX"}
DIRECTIONS = {"INCOMING", "OUTGOING", "MISSED_INCOMING", "MISSED_OUTGOING"}
STARS = {"STARRED", "UNSTARRED"}


def tests(ask: Ask) -> list[Test]:
    """One test for each filter that is asked for; a filter that makes no sense is refused."""
    connections = connected(ask)
    types, directions = among(ask, "types", TYPES), among(ask, "directions", DIRECTIONS)
    archived, starred = ask.flag("archived"), among(ask, "starred", STARS)
    start, end, number = asked(ask, "from"), asked(ask, "to"), ask.word("phonenumber")
    found: list[Test] = []
    if connections:
        found.append(lambda e: bool(connections.intersection(e["connectionIds"])))
    if types:
        found.append(lambda e: e["type"] in types)
    if directions:
        found.append(lambda e: e["direction"] in directions)
    if archived is not None:
        found.append(lambda e: e["archived"] is archived)
    if starred:
        found.append(lambda e: ("STARRED" if e["starred"] else "UNSTARRED") in starred)
    if start:
        found.append(lambda e: moment(e["created"]) >= start)
    if end:
        found.append(lambda e: moment(e["created"]) <= end)
    if number:
        found.append(lambda e: of_number(e["source"], number) or of_number(e["target"], number))
    return found


def connected(ask: Ask) -> set[str]:
    """The extensions asked for; a device among them is refused where it was seen to be."""
    found = set(ask.words("connectionIds"))
    if ask.rules.device_connections != 200 and any(each[:1] in "exy" for each in found):
        raise refuse(ask.rules.device_connections)
    return found


def among(ask: Ask, name: str, known: set[str]) -> set[str]:
    """The words of a list parameter, all of them known, or 400."""
    words = set(ask.words(name))
    if words - known:
        raise refuse(400)
    return words


def of_number(text: str, wanted: str) -> bool:
    """True where a number is the one wanted, in whatever form the two are written."""
    digits = re.sub(r"\D", "", wanted).lstrip("0")
    return digits in re.sub(r"\D", "", text) if digits else wanted.lower() == text.lower()


def asked(ask: Ask, name: str) -> datetime | None:
    """A moment that a parameter names, or 400."""
    value = ask.word(name)
    if not value:
        return None
    try:
        # A plus that a client forgot to escape arrives as a blank.
        return moment(value.replace(" ", "+") if "T" in value else value)
    except (OverflowError, ValueError):
        raise refuse(400) from None


def moment(text: str) -> datetime:
    """A moment from its ISO form; without a zone it is one of UTC."""
    parsed = datetime.fromisoformat(text)
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)
