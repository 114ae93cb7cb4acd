"""Settings of the Push API, and its log."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from ..answers import Answer, empty, items, json_answer
from ..asking import Ask, refuse
from ..clock import iso
from ..routing import Route
from ..state import State

READ = ("settings:read", "settings:sipgateio:read")
WRITE = ("settings:write", "settings:sipgateio:write")
VERSIONS = (1, 2)  # of pushes; a log shows the second, that there was a first is our reading


def get_sipgate_io_urls(ask: Ask) -> Answer:
    """The webhook addresses."""
    return json_answer(ask.state.webhooks)


def set_sipgate_io_urls(ask: Ask) -> Answer:
    """Set the webhook addresses; what is not named stays as it is."""
    ask.administer()
    required: dict[str, type] = {"incomingUrl": str, "outgoingUrl": str}
    found = ask.fields(required, log=bool, whitelist=list, pushApiVersion=int)
    for name in ("incomingUrl", "outgoingUrl"):
        check_url(ask, found[name])
    if not all(isinstance(each, str) for each in found.get("whitelist", ())):
        raise refuse(400)
    if found.get("pushApiVersion", 2) not in VERSIONS:
        raise refuse(400)
    # Null says that there is no list, which is not the same as an empty one (documented).
    if ask.json().get("whitelist", found) is None:
        found["whitelist"] = None
    ask.state.webhooks.update(found)
    return empty()


def check_url(ask: Ask, url: str) -> None:
    """Nothing, or an address; on Neo only https (documented; that 400 says so is our choice)."""
    if not url:
        return
    try:
        parts = urlsplit(url)
    except ValueError:
        raise refuse(400) from None
    allowed = ("https",) if ask.rules.https_only else ("http", "https")
    if parts.scheme not in allowed or not parts.netloc:
        raise refuse(400)


def get_webhooks_log(ask: Ask) -> Answer:
    """What was pushed."""
    return items(ask.state.webhook_log)


def a_logged_push(state: State, now: datetime) -> dict[str, Any]:
    """A call was pushed to an address, which answered with something other than XML."""
    url = "https://hooks.example.com/in"
    pushed = {
        "created": iso(now),
        "pushApiVersion": 2,
        "request": "event=newCall&from=4930231250001&to=4930231250100&direction=in&callId=1",
        "response": "HTTP/1.1 200 OK",
        "status": "200",
        "url": url,
        "xmlError": "Response does not have content type application/xml",
    }
    state.webhook_log.insert(0, pushed)
    return {"pushedTo": url}


SITUATIONS = {"a-logged-push": a_logged_push}
ROUTES = (
    Route("getSipgateIoUrls", "GET", "/settings/sipgateio", get_sipgate_io_urls, READ),
    Route("setSipgateIoUrls", "PUT", "/settings/sipgateio", set_sipgate_io_urls, WRITE),
    Route("getWebhooksLog", "GET", "/log/webhooks", get_webhooks_log, ("log:webhooks:read",)),
)
