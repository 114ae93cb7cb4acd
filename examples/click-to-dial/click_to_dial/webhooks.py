"""Follow calls by what sipgate.io pushes, instead of asking again and again.

A WSGI application, for any server. Neo pushes to https only. Further events of a call come only if
the answer to its first one names where they go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import parse_qs
from xml.sax.saxutils import quoteattr

from .dialler import State

LARGEST = 64 * 1024
STATES = {"newCall": State.UNDER_WAY, "answer": State.ESTABLISHED, "hangup": State.ENDED}


class Receiver:
    """Keeps the state of every call that was pushed.

    Args:
        url: where sipgate reaches this receiver.
    """

    def __init__(self, url: str = "") -> None:
        self.url = url
        self.calls: dict[str, State] = {}
        self.causes: dict[str, str] = {}

    def __call__(self, environ: dict, start: Callable) -> Iterable[bytes]:
        """Take one event."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if environ["REQUEST_METHOD"] != "POST" or length > LARGEST:
            start("400 Bad Request", [])
            return []
        form = parse_qs(environ["wsgi.input"].read(length).decode("utf-8", "replace"))
        self.take({name: values[0] for name, values in form.items()})
        start("200 OK", [("Content-Type", "application/xml")])
        url = quoteattr(self.url)
        return [f"<Response onAnswer={url} onHangup={url}/>".encode()]

    def take(self, event: dict[str, str]) -> None:
        """Note what an event says; events that were overtaken change nothing."""
        call, state = event.get("callId"), STATES.get(event.get("event", ""))
        if not call or not state or self.calls.get(call) == State.ENDED:
            return
        self.calls[call] = state
        if state == State.ENDED:
            self.causes[call] = event.get("cause", "")
