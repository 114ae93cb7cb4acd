"""The event list: calls only where the platform keeps them there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from ..answers import Answer, empty, json_answer, text_answer
from ..asking import Ask, refuse
from ..routing import Route

TYPES = {"CALL", "VOICEMAIL", "SMS", "FAX"}
DIRECTIONS = {"INCOMING", "OUTGOING", "MISSED_INCOMING", "MISSED_OUTGOING"}
STARS = {"STARRED", "UNSTARRED"}
COLUMNS = ("id", "type", "direction", "source", "target", "status", "created")


def get_history(ask: Ask) -> Answer:
    """The events that fit, newest first, a page of them."""
    found = chosen(ask)
    if found is None:
        return empty(403)
    page = [shown(each) for each in ask.page(found, 10, 1000)]
    return json_answer({"items": page, "totalCount": len(found)})


def get_history_by_id(ask: Ask) -> Answer:
    """One event."""
    return json_answer(shown(entry_of(ask)))


def get_history_csv(ask: Ask) -> Answer:
    """The events that fit, as a table."""
    found = chosen(ask)
    if found is None:
        return empty(403)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(ask.page(found, 1000, 1000))
    return text_answer(out.getvalue(), 200, "text/csv;charset=utf-8")


def shown(entry: dict[str, Any]) -> dict[str, Any]:
    """An event as the API shows it."""
    return {key: value for key, value in entry.items() if key != "owner"}


def entry_of(ask: Ask) -> dict[str, Any]:
    """The event that the path names, among those the platform lists."""
    for each in listed(ask):
        if each["id"] == ask.path["entryId"]:
            return each
    raise refuse(404)


def listed(ask: Ask) -> list[dict[str, Any]]:
    """What this platform lists for this user: an administrator sees all, others their own."""
    rules = ask.rules
    hidden = set()
    if not rules.calls_in_history:
        hidden.add("CALL")
    if not rules.voicemails_in_history:
        hidden.add("VOICEMAIL")
    return [
        each
        for each in ask.state.history
        if each["type"] not in hidden and (ask.user.admin or each["owner"] == ask.user.id)
    ]


def chosen(ask: Ask) -> list[dict[str, Any]] | None:
    """The events that all filters let through; None where a filter itself is refused."""
    connections = ask.words("connectionIds")
    if ask.rules.device_connections != 200 and any(c[:1] in "exy" for c in connections):
        return None
    fits = filters(ask, connections)
    found = [each for each in listed(ask) if all(fit(each) for fit in fits)]
    found.sort(key=lambda each: (each["created"], each["id"]), reverse=True)
    return found


def filters(ask: Ask, connections: list[str]) -> list[Callable[[dict[str, Any]], bool]]:
    """One test for each filter that is asked for."""
    tests: list[Callable[[dict[str, Any]], bool]] = []
    types, directions = among(ask, "types", TYPES), among(ask, "directions", DIRECTIONS)
    start, end = moment(ask, "from"), moment(ask, "to")
    number = re.sub(r"\D", "", ask.word("phonenumber") or "")
    if connections:
        tests.append(lambda e: bool(set(connections) & set(e["connectionIds"])))
    if types:
        tests.append(lambda e: e["type"] in types)
    if directions:
        tests.append(lambda e: e["direction"] in directions)
    if start:
        tests.append(lambda e: e["created"] >= start)
    if end:
        tests.append(lambda e: e["created"] <= end)
    if number:
        tests.append(lambda e: number in re.sub(r"\D", "", e["source"] + " " + e["target"]))
    archived, starred = ask.flag("archived"), among(ask, "starred", STARS)
    if archived is not None:
        tests.append(lambda e: e["archived"] is archived)
    if starred:
        tests.append(lambda e: ("STARRED" if e["starred"] else "UNSTARRED") in starred)
    return tests


def among(ask: Ask, name: str, known: set[str]) -> set[str]:
    """The words of a list parameter, all of them known, or 400."""
    words = set(ask.words(name))
    if words - known:
        raise refuse(400)
    return words


def moment(ask: Ask, name: str) -> str | None:
    """A moment in the form of the entries, or 400."""
    value = ask.word(name)
    if not value:
        return None
    try:
        parsed = datetime.fromisoformat(value.replace(" ", "+"))
    except ValueError:
        raise refuse(400) from None
    aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError):
        raise refuse(400) from None


ROUTES = (
    Route("getHistory", "GET", "/history", get_history, ("history:read",)),
    Route("getHistoryCSV", "GET", "/history/export", get_history_csv, ("history:read",)),
    Route("getHistoryById", "GET", "/history/{entryId}", get_history_by_id, ("history:read",)),
)
