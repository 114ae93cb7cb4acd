"""What an entry of the history holds by its type, and what time makes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from .state import State

Entry = dict[str, Any]
# A fax waits in a queue, is being sent, and has then been sent or has failed (documented); how long
# each takes is our choice, short enough for a client that polls.
WAITS, SENDS = timedelta(seconds=2), timedelta(seconds=4)
HIDDEN = ("owner", "session", "queued", "fails", "due")


def more(state: State, kind: str, entry_id: str) -> Entry:
    """The fields that only one type has."""
    file = f"https://files.example.com/{entry_id}"
    match kind:
        case "CALL":
            call = {"callId": state.call_id(), "recordings": [], "duration": 42}
            return {**call, "callStatus": "SUCCESS"}
        case "FAX":
            urls = {f"{name}Url": f"{file}/{name}.pdf" for name in ("document", "report")}
            preview = {"previewUrl": f"{file}/preview.png"}
            return {"faxStatusType": "SENT", **urls, **preview, "pageCount": 1, "scheduled": None}
        case "SMS":
            return {"smsContent": "See you at nine", "scheduled": None}
        case _:
            recording = {"recordingUrl": f"{file}/recording.mp3", "duration": 7}
            return {"transcription": "Please call me back", **recording}


def queued(entry: Entry, session: str, now: datetime, fails: bool) -> Entry:
    """A fax that begins its life in the queue; it is found under its session as well."""
    return {**entry, "session": session, "queued": now, "fails": fails}


def fax_status(entry: Entry, now: datetime) -> str:
    """How far a fax has come."""
    if "queued" not in entry:
        return str(entry["faxStatusType"])
    age = now - entry["queued"]
    if age < WAITS:
        return "PENDING"
    if age < WAITS + SENDS:
        return "SENDING"
    return "FAILED" if entry["fails"] else "SENT"


def bears(entry: Entry, ids: set[str]) -> bool:
    """True where one of the ids is the entry's own or that of its session."""
    return entry["id"] in ids or entry.get("session") in ids


def shown(entry: Entry, now: datetime) -> Entry:
    """An entry as the API shows it."""
    public = {key: value for key, value in entry.items() if key not in HIDDEN}
    if entry["type"] == "FAX":
        public["faxStatusType"] = fax_status(entry, now)
        if public["faxStatusType"] in ("PENDING", "SENDING"):
            public["reportUrl"] = ""
    if "due" in entry and now >= entry["due"]:
        public["scheduled"] = None
    return public
