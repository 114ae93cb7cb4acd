"""The event list: calls only where the platform keeps them there."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import Any

from ..answers import Answer, empty, json_answer
from ..asking import Ask, fields_of, refuse
from ..clock import iso
from ..entries import Entry, bears, shown
from ..filters import moment, tests
from ..routing import Route
from ..seed import FAX, MOBILE, OFFICE, entry
from ..state import State

COLUMNS = ("id", "type", "direction", "source", "target", "status", "created")
FLAGS: dict[str, type] = {"archived": bool, "read": bool, "starred": bool}
TOO_MANY = 150


def get_history(ask: Ask) -> Answer:
    """The events that fit, newest first, a page of them."""
    found = chosen(ask)
    page = [shown(each, ask.now) for each in ask.page(found, 10, 1000)]
    return json_answer({"items": page, "totalCount": len(found)})


def get_history_by_id(ask: Ask) -> Answer:
    """One event."""
    return json_answer(shown(entry_of(ask), ask.now))


def get_history_csv(ask: Ask) -> Answer:
    """The events that fit, as a table."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(ask.page(chosen(ask), 1000, 1000))
    return Answer(200, out.getvalue().encode("utf-8", "replace"), "application/octet-stream")


def delete_history_entry(ask: Ask) -> Answer:
    """Delete one event."""
    forget(ask, [entry_of(ask)])
    return empty()


def delete_history_entries(ask: Ask) -> Answer:
    """Delete the events named, and without any name all of them, as the platform does."""
    ids = set(ask.words("id"))
    everything = "id" not in ask.query
    forget(ask, [each for each in listed(ask) if everything or bears(each, ids)])
    return empty()


def update_history_entry(ask: Ask) -> Answer:
    """Change what one event is marked with."""
    change(ask, entry_of(ask), ask.fields({}, note=str, **FLAGS))
    return empty()


def update_history_entries(ask: Ask) -> Answer:
    """Change what many events are marked with, fewer than 150: all of them or none."""
    wanted = ask.json()
    if not isinstance(wanted, list) or len(wanted) >= TOO_MANY:
        raise refuse(400)
    changes = [fields_of(each, {"id": str}, **FLAGS) for each in wanted]
    found = [named(ask, each.pop("id")) for each in changes]
    for each, made in zip(found, changes, strict=True):
        change(ask, each, made)
    return empty()


def set_archive(ask: Ask) -> Answer:
    """Archive an event, or take it back."""
    change(ask, entry_of(ask), {"archived": ask.fields({"value": bool})["value"]})
    return empty()


def set_read_property(ask: Ask) -> Answer:
    """Mark an event as read or unread."""
    change(ask, entry_of(ask), {"read": ask.fields({"value": bool})["value"]})
    return empty()


def set_history_entry_note(ask: Ask) -> Answer:
    """Write a note on an event, and show it."""
    note = ask.fields({"note": str})
    found = entry_of(ask)
    change(ask, found, note)
    return json_answer(shown(found, ask.now))


def change(ask: Ask, found: Entry, changes: dict[str, Any]) -> None:
    """Change an event and say when."""
    if changes:
        found.update(changes, lastModified=iso(ask.now))


def forget(ask: Ask, gone: list[Entry]) -> None:
    """Take events out of the list for good."""
    ids = {each["id"] for each in gone}
    ask.state.history[:] = [each for each in ask.state.history if each["id"] not in ids]


def entry_of(ask: Ask) -> Entry:
    """The event that the path names."""
    return named(ask, ask.path["entryId"])


def named(ask: Ask, name: str) -> Entry:
    """The event of an id or of a session, among those the platform lists, or 404."""
    for each in listed(ask):
        if bears(each, {name}):
            return each
    raise refuse(404)


def listed(ask: Ask) -> list[Entry]:
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


def chosen(ask: Ask) -> list[Entry]:
    """The events that all filters let through, newest first."""
    fits = tests(ask)
    found = [each for each in listed(ask) if all(fit(each) for fit in fits)]
    found.sort(key=lambda each: (moment(each["created"]), each["id"]), reverse=True)
    return found


def a_varied_history(state: State, now: datetime) -> dict[str, Any]:
    """Events of each type in the last hours, told apart by all that can be filtered for."""
    line = "p0" if state.rules.has_groups else "e0"
    rows = {
        "archived": ("SMS", 5, "INCOMING", "+4930231250048", MOBILE, "s0"),
        "fax": ("FAX", 4, "OUTGOING", FAX, "+4930231250044", "f0"),
        "call": ("CALL", 3, "MISSED_INCOMING", "+4930231250045", OFFICE, line),
        "voicemail": ("VOICEMAIL", 2, "INCOMING", "+4930231250046", OFFICE, "v0"),
        "sms": ("SMS", 1, "INCOMING", "+4930231250047", MOBILE, "s0"),
    }
    given: dict[str, Any] = {}
    for name, (kind, hours, direction, source, target, connection) in rows.items():
        when = now - timedelta(hours=hours)
        made = entry(state, kind, when, direction, source, target, [connection])
        made |= {"starred": kind == "FAX", "archived": name == "archived"}
        state.history.append(made)
        given[f"{name}EntryId"] = made["id"]
    return {**given, "between": iso(now - timedelta(hours=2, minutes=30))}


def a_long_history(state: State, now: datetime) -> dict[str, Any]:
    """Twelve text messages, and lists of changes at the border of what goes in one request."""
    for i in range(12):
        when = now - timedelta(minutes=i)
        state.history.append(entry(state, "SMS", when, "INCOMING", "sipgate", MOBILE, ["s0"]))
    changes = [{"id": state.history[-1]["id"], "starred": True} for _ in range(TOO_MANY)]
    return {"fullListOfChanges": changes[1:], "tooManyChanges": changes}


def a_voicemail_in_history(state: State, now: datetime) -> dict[str, Any]:
    """A voicemail has been left, written down even where the list hides it."""
    made = entry(state, "VOICEMAIL", now, "INCOMING", "+4930231250046", OFFICE, ["v0"])
    state.history.append(made)
    return {"voicemailEntryId": made["id"]}


SITUATIONS = {
    "a-varied-history": a_varied_history,
    "a-long-history": a_long_history,
    "a-voicemail-in-history": a_voicemail_in_history,
}
LIST, ONE = "/history", "/history/{entryId}"
READ, WRITE = ("history:read",), ("history:write",)
ROUTES = (
    Route("getHistory", "GET", LIST, get_history, READ),
    Route("updateHistoryEntries", "PUT", LIST, update_history_entries, WRITE),
    Route("deleteHistoryEntries", "DELETE", LIST, delete_history_entries, WRITE),
    Route("getHistoryCSV", "GET", f"{LIST}/export", get_history_csv, READ),
    Route("getHistoryById", "GET", ONE, get_history_by_id, READ),
    Route("updateHistoryEntry", "PUT", ONE, update_history_entry, WRITE),
    Route("deleteHistoryEntry", "DELETE", ONE, delete_history_entry, WRITE),
    Route("setArchive", "PUT", f"{ONE}/archive", set_archive, WRITE),
    Route("setHistoryEntryNote", "PUT", f"{ONE}/note", set_history_entry_note, WRITE),
    Route("setReadProperty", "PUT", f"{ONE}/read", set_read_property, WRITE),
)
