"""What a phoneline pushes, and the log of it; older than the settings of the whole account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..answers import Answer, empty, items, json_answer
from ..asking import Ask
from ..clock import iso
from ..seed import CALLER, OFFICE
from ..state import State
from .phonelines import ONE, READ, SIPGATE_IO, WRITE, Below, Lines, booked, line_of, route
from .settings import check_url


def below(ask: Ask) -> Below:
    """What stands below the phoneline that the path names, where the feature is booked."""
    line = line_of(ask)
    booked(ask, SIPGATE_IO)
    return ask.state.part(Lines).of(line)


def get_sipgate_io_settings(ask: Ask) -> Answer:
    """Where a phoneline's calls are pushed to."""
    return json_answer(below(ask).sipgate_io)


def set_sipgate_io_settings(ask: Ask) -> Answer:
    """Set where a phoneline's calls are pushed to."""
    found = ask.fields(
        {"incomingUrl": str, "outgoingUrl": str},
        incomingActive=bool,
        outgoingActive=bool,
        log=bool,
        certificate=str,
        allowSelfSigned=bool,
    )
    kept = below(ask)
    for name in ("incomingUrl", "outgoingUrl"):
        check_url(ask, found[name])
    kept.sipgate_io.update(found)
    return empty()


def get_sipgate_io_logs(ask: Ask) -> Answer:
    """What a phoneline pushed, newest first."""
    return items(below(ask).sipgate_io_log)


def a_pushed_call(state: State, now: datetime) -> dict[str, Any]:
    """A push of the administrator's phoneline was logged."""
    url = "https://hooks.example.com/line"
    if state.rules.has_groups:
        state.part(Lines).of(state.phonelines["p0"]).sipgate_io_log.insert(0, pushed(now, url))
    return {"pushUrl": url}


def pushed(now: datetime, url: str) -> dict[str, Any]:
    """An entry of the log."""
    numbers = f"from={CALLER[1:]}&to={OFFICE[1:]}"
    return {
        "created": iso(now),
        "url": url,
        "request": f"event=newCall&{numbers}&direction=in&callId=123456&user[]=Ada",
        "response": "HTTP/1.1 200 OK",
        "xmlError": "",
        "status": "200",
    }


SITUATIONS = {"a-pushed-call": a_pushed_call}
IO = f"{ONE}/sipgateio"
ROUTES = (
    route(
        "getSipgateIoSettings",
        "GET",
        IO,
        get_sipgate_io_settings,
        READ,
        "phonelines:sipgateio:read",
    ),
    route(
        "setSipgateIoSettings",
        "PUT",
        IO,
        set_sipgate_io_settings,
        WRITE,
        "phonelines:sipgateio:write",
    ),
    route(
        "getSipgateIoLogs",
        "GET",
        f"{IO}/log",
        get_sipgate_io_logs,
        READ,
        "phonelines:sipgateio:log:read",
    ),
)
