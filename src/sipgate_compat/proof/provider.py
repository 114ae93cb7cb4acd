"""The emulator in this process, and a provider that is right but for one thing."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

from ..client import Client
from ..contract.model import Profile
from ..emulator.app import Emulator, create_app
from ..emulator.clock import Clock
from ..run.target import SANDBOX, EmulatorTarget
from ..web import Connection, Response

BASE_URL = "http://127.0.0.1/v2"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrives; the names of its headers are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    content: bytes = b""
    profile: Profile | None = None
    operation: str | None = None

    @property
    def sandbox(self) -> str:
        """The private copy of the account that is asked, if it is one."""
        return self.headers.get(SANDBOX.lower(), "")

    @property
    def situation(self) -> str:
        """What the sandbox of the request begins in."""
        return self.sandbox.partition("/")[0]

    def same(self, other: Asked) -> bool:
        """Whether nobody could tell the two apart, in whichever sandboxes of one situation."""
        return (self.method, self.target, self.content) == (
            other.method,
            other.target,
            other.content,
        ) and (self.headers.get("authorization"), self.situation) == (
            other.headers.get("authorization"),
            other.situation,
        )


@dataclass(frozen=True, slots=True)
class Told:
    """An answer on its way out; the names of its headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes = b""

    @property
    def content_type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


Break: TypeAlias = "Callable[[Asked, Provider], Told]"
"""How a broken provider answers; whatever it does not break it asks the right one for."""


def honest(asked: Asked, provider: Provider) -> Told:
    """Nothing is broken."""
    return provider.right(asked)


class Provider:
    """An emulator in this process, behind whatever breaks it.

    Args:
        clock: the emulator's; it stands still, so that a request is the same each time it is put.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.emulator = Emulator(clock or Clock(lambda: 0.0))
        self.app = create_app(self.emulator)
        self.loop = asyncio.new_event_loop()
        weakref.finalize(self, self.loop.close)
        self.broken: Break = honest
        self.control: Break = honest
        self.altered = 0

    def answer(self, asked: Asked) -> Told:
        """The answer that a client gets."""
        if asked.target.startswith("/_emulator"):
            return self.control(asked, self)
        return self.broken(self.known(asked), self)

    def known(self, asked: Asked) -> Asked:
        """A request with the account and the operation it is for."""
        identity = self.emulator.accounts.identify(asked.headers.get("authorization", ""))
        found = self.emulator.router.find(unquote(urlsplit(asked.target).path))
        route = found[0].routes.get(asked.method) if found else None
        profile: Any = identity.profile if identity else None
        return replace(asked, profile=profile, operation=route.operation if route else None)

    def right(self, asked: Asked) -> Told:
        """What the emulator answers."""
        return self.loop.run_until_complete(self._asgi(asked))

    async def _asgi(self, asked: Asked) -> Told:
        path, _, query = asked.target.partition("?")
        scope: MutableMapping[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": asked.method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in asked.headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        sent: list[MutableMapping[str, Any]] = []

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": asked.content, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        start, *bodies = sent
        headers = {k.decode().lower(): v.decode("latin-1") for k, v in start["headers"]}
        content = b"".join(each.get("body", b"") for each in bodies)
        return Told(start["status"], headers, content)


class Wire(Connection):
    """A connection that leads no further than a provider in this process."""

    def __init__(self, provider: Provider) -> None:
        super().__init__(BASE_URL, timeout=1)
        self.provider = provider

    def send(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None = None
    ) -> Response:
        """Put one request to the provider."""
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        own = {name.lower(): value for name, value in headers.items()}
        told = self.provider.answer(Asked(method, target, own, content or b""))
        kept = [(k, v) for k, v in told.headers.items() if k != "content-length"]
        return Response(told.status, headers=kept, content=told.content)


class Near(Client):
    """A client of a provider in this process."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        super().__init__(BASE_URL)

    def reconnect(self) -> None:
        """Begin anew, which takes nothing here."""
        self.http = Wire(self.provider)


def target(provider: Provider) -> EmulatorTarget:
    """The provider as a judge's target."""
    return EmulatorTarget(BASE_URL, client=Near(provider))
