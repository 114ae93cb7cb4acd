"""The proxy as an ASGI application: bodies pass through in pieces and are kept nowhere."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from ..uses.seen import Body, body_of
from .headers import OF_ANSWERS, OF_REQUESTS, has_body, localised, passed_on
from .passage import Gone, Passage, Unreachable

MOST_LOOKED_AT = 1 << 16
"""Bytes of a body; of a longer one nothing is noted."""
Note = Callable[[str, str, Any], None]


class Proxy:
    """Forwards every request to one server, and notes it."""

    def __init__(self, passage: Passage, note: Note) -> None:
        """Args:
        passage: leads to the server.
        note: is told method, address and the body's value of each request.
        """
        self.passage = passage
        self.note = note

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request; there are no others."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
            return
        body = Passing(receive, has_body(scope["headers"]))
        try:
            await self._serve(scope, body, send)
        except Unreachable as error:
            await _refuse(send, 502, str(error))
        except Gone:
            return  # the client has left, and nobody waits for an answer
        finally:
            self.note(scope["method"], _address(scope), body.value())

    async def _serve(self, scope: Any, body: Passing, send: Any) -> None:
        headers = passed_on(scope["headers"], OF_REQUESTS)
        content = body.pieces() if body.expected else None
        target = _address(scope).encode("latin-1")
        async with self.passage.through(scope["method"], target, headers, content) as answer:
            kept = localised(passed_on(answer.headers, OF_ANSWERS), self.passage.origin)
            start = {"type": "http.response.start", "status": answer.status, "headers": kept}
            await send(start)
            async for piece in answer.pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


class Passing:
    """A request's body on its way; its first bytes are looked at."""

    def __init__(self, receive: Any, expected: bool) -> None:
        self.receive = receive
        self.expected = expected
        self._seen = bytearray()
        self._ended = not expected

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body, piece by piece.

        Raises:
            Gone: the client left before its end.
        """
        while not self._ended:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise Gone
            piece = message.get("body", b"")
            self._seen += piece[: MOST_LOOKED_AT + 1 - len(self._seen)]
            self._ended = not message.get("more_body", False)
            if piece:
                yield piece

    def value(self) -> Any:
        """The body's JSON value, or what else can be said of it."""
        if not self._ended or len(self._seen) > MOST_LOOKED_AT:
            return Body.UNKNOWN
        return body_of(bytes(self._seen))


def _address(scope: Any) -> str:
    """Path and query, as they came."""
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


async def _refuse(send: Any, status: int, reason: str) -> None:
    body = json.dumps({"message": f"sipgate-compat record: {reason}"}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
