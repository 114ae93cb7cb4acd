"""The way to the real server: an asynchronous request whose bodies pass through unread."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from ..web import FAILURES, checked, proxy, reason
from .headers import Header

CONNECTS_WITHIN = 10.0
SILENT_FOR = 300.0
"""Seconds without a byte after which the server is given up; longer than any client waits."""


class Unreachable(Exception):
    """No answer came from the server."""


class Gone(Exception):
    """The client left before its request or its answer was through."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answers: its head, and its body as it comes, packed as it is."""

    status: int
    headers: list[Header]
    pieces: AsyncIterator[bytes]


class Passage:
    """Kept connections to one server.

    Requests go straight to httpx's transport, which adds no header, keeps no cookie, follows no
    redirect and unpacks nothing.
    """

    def __init__(self, target: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """Args:
        target: the server's address; a path in it goes before every request's.
        transport: another way to it, for tests.

        Raises:
            UsageError: it is no address that credentials may go to.
        """
        parts = checked(target.rstrip("/"))
        self.base = parts.path.encode()
        self.origin = f"{parts.scheme}://{parts.netloc}".encode()
        self.url = httpx.URL(target)
        self.transport = transport or httpx.AsyncHTTPTransport(
            verify=ssl.create_default_context() if parts.scheme == "https" else False,
            proxy=proxy(urlsplit(target)),
            limits=httpx.Limits(max_connections=None),
        )
        timeout = httpx.Timeout(SILENT_FOR, connect=CONNECTS_WITHIN)
        self.extensions = {"timeout": timeout.as_dict()}

    @asynccontextmanager
    async def through(
        self,
        method: str,
        target: bytes,
        headers: list[Header],
        content: AsyncIterator[bytes] | None,
    ) -> AsyncIterator[Answer]:
        """Put a request and give its answer.

        Args:
            method: as it came.
            target: path and query, as they came.
            headers: those that go on.
            content: the body in pieces; None where there is none.

        Raises:
            Unreachable: no answer came.
            Gone: the client left.
        """
        request = httpx.Request(
            method,
            self.url.copy_with(raw_path=self.base + target),
            headers=headers,
            content=content,
            extensions=self.extensions,
        )
        try:
            response = await self.transport.handle_async_request(request)
        except FAILURES as error:
            raise Unreachable(f"no answer from {self.url.host}: {reason(error)}") from None
        try:
            yield Answer(response.status_code, response.headers.raw, response.aiter_raw())
        finally:
            await response.aclose()

    async def close(self) -> None:
        """Let go of all connections."""
        await self.transport.aclose()
