"""Settings of the Push API, and its log."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..answers import Answer, empty, items, json_answer
from ..asking import Ask, refuse
from ..routing import Route

READ = ("settings:read", "settings:sipgateio:read")
WRITE = ("settings:write", "settings:sipgateio:write")


def get_sipgate_io_urls(ask: Ask) -> Answer:
    """The webhook addresses."""
    return json_answer(ask.state.webhooks)


def set_sipgate_io_urls(ask: Ask) -> Answer:
    """Set the webhook addresses."""
    ask.own("w0")
    found = ask.fields({"incomingUrl": str, "outgoingUrl": str}, log=bool, whitelist=list)
    for name in ("incomingUrl", "outgoingUrl"):
        check_url(ask, found[name])
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


ROUTES = (
    Route("getSipgateIoUrls", "GET", "/settings/sipgateio", get_sipgate_io_urls, READ),
    Route("setSipgateIoUrls", "PUT", "/settings/sipgateio", set_sipgate_io_urls, WRITE),
    Route("getWebhooksLog", "GET", "/log/webhooks", get_webhooks_log, ("log:webhooks:read",)),
)
