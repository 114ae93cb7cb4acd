"""Every push that was tried, for whoever tests a receiver, and as the account's own log has it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from ..state import State
from .form import Fields, encoded
from .plan import Reply
from .sources import shown

KEPT, LOGGED = 10_000, 1_000
READABLE = 2_000  # characters of an answer in the log; our choice


@dataclass(slots=True)
class Delivery:
    """One push and what came of it."""

    number: int
    created: str
    account: str
    sandbox: str | None
    call: str
    event: str
    url: str
    fields: Fields
    status: int | None = None
    meaning: str | None = None
    error: str | None = None

    def shown(self) -> dict[str, Any]:
        """As the control plane shows it; repeated keys are lists, the address has no secrets."""
        fields: dict[str, Any] = {}
        for name, value in self.fields:
            if name.endswith("[]"):
                fields.setdefault(name, []).append(value)
            else:
                fields[name] = value
        return {
            "number": self.number,
            "created": self.created,
            "account": self.account,
            "sandbox": self.sandbox,
            "callId": self.call,
            "event": self.event,
            "method": "POST",
            "url": shown(self.url),
            "fields": fields,
            "status": self.status,
            "meaning": self.meaning,
            "error": self.error,
        }


@dataclass(slots=True)
class Deliveries:
    """The newest, oldest first, numbered in the order in which they were begun."""

    all: deque[Delivery] = field(default_factory=lambda: deque(maxlen=KEPT))
    count: int = 0

    def add(self, *facts: Any) -> Delivery:
        """One more: moment, account, sandbox, call, event, address, fields."""
        self.count += 1
        made = Delivery(self.count, *facts)
        self.all.append(made)
        return made

    def chosen(
        self, account: str | None = None, sandbox: str | None = None, call: str | None = None
    ) -> list[dict[str, Any]]:
        """Those of an account, a sandbox, a call; what is None does not matter."""
        return [
            each.shown()
            for each in self.all
            if account in (None, each.account)
            and sandbox in (None, each.sandbox)
            and call in (None, each.call)
        ]


def log(state: State, made: Delivery, answer: str, xml_error: str) -> None:
    """Write a push into the account's log, newest first, if that is wanted."""
    if not state.webhooks["log"]:
        return
    entry = {
        "created": made.created,
        "pushApiVersion": state.webhooks["pushApiVersion"],
        "request": encoded(made.fields).decode(),
        "response": answer,
        "status": str(made.status or 0),
        "url": made.url,
        "xmlError": xml_error,
    }
    state.webhook_log.insert(0, entry)
    del state.webhook_log[LOGGED:]


def answer_text(reply: Reply) -> str:
    """An answer as a reader of the log sees it."""
    known = {each.value: each.phrase for each in HTTPStatus}
    head = f"HTTP/1.1 {reply.status} {known.get(reply.status or 0, '')}".strip()
    text = reply.body[:READABLE].decode("utf-8", "replace")
    return f"{head}\nContent-Type: {reply.content_type}\n\n{text}" if text else head
