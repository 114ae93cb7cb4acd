"""The application: what a request passes on its way to its handler.

Fault, route, credentials, scope, platform, then the handler with its own checks. Whatever is not
foreseen is answered with 400, never with 500.
"""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.routing import Route as WebRoute

from . import faults as fault_kinds
from .accounts import SANDBOX_NAME, Accounts, Identity
from .answers import Answer, Refuse, denied, empty, text_answer, unauthorized
from .asking import MAX_BODY, Ask
from .clock import Clock
from .complaint import ControlError
from .faults import Fault, Faults
from .journal import Journal
from .push.options import Options
from .push.pusher import Pusher
from .routing import Route, Router
from .rules import RULES
from .state import NOBODY
from .tags import ROUTES

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
VERSIONS = ("/v2/", "/v3/")
SANDBOX = b"x-sipgate-compat-sandbox"


class Dropped(Exception):
    """The connection is to end without an answer."""


class Emulator:
    """Three accounts behind one API, and the control plane beside it."""

    def __init__(self, clock: Clock | None = None, push: Options | None = None) -> None:
        self.clock = clock or Clock()
        self.router = Router(ROUTES)
        self.operations = {route.operation: route for route in ROUTES}
        scopes = frozenset(scope for route in ROUTES for scope in route.scopes)
        self.accounts = Accounts(self.clock, scopes)
        self.faults = Faults()
        self.journal = Journal()
        self.pusher = Pusher(self.clock, push or Options())

    def reset(self, profile: str | None = None) -> None:
        """Back to how it was at its start."""
        self.accounts.reset(profile)
        self.pusher.forget(profile)
        if profile is None:
            self.faults.all.clear()
            self.journal.requests.clear()
            self.clock.reset()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request below the API's base paths."""
        try:
            body = await _body(receive)
            answer = await self._api(scope, scope["path"], body)
        except Dropped:
            await _drop(send)
            return
        except Refuse as refused:
            answer = refused.answer
        await response(answer)(scope, receive, send)

    async def _api(self, scope: Scope, path: str, body: bytes) -> Answer:
        headers = _headers(scope)
        identity = self.accounts.identify(headers.get(b"authorization", ""))
        sandbox = headers.get(SANDBOX) or None
        if sandbox and not SANDBOX_NAME.fullmatch(sandbox):
            return text_answer(f"{SANDBOX.decode()}: {SANDBOX_NAME.pattern}", 400)
        method = scope["method"]
        found = self.router.find(path)
        route = found[0].routes.get(method) if found else None
        profile = identity.profile if identity else None
        operation = route.operation if route else None
        near = None if route or found else self.router.nearest(method, path)
        try:
            if route is None or found is None:
                answer = _no_route(sorted(found[0].routes) if found else None)
            else:
                answer = await self._route(route, found[1], identity, sandbox, scope, body)
        except Refuse as refused:
            answer = refused.answer
        query = scope["query_string"].decode("latin-1")
        self.journal.add(method, path, query, answer.status, profile, operation, sandbox, near)
        return answer

    async def _route(
        self,
        route: Route,
        path: dict[str, str],
        identity: Identity | None,
        sandbox: str | None,
        scope: Scope,
        body: bytes,
    ) -> Answer:
        profile = identity.profile if identity else None
        met = self.faults.on(route.operation, profile) if self.faults.all else []
        kinds = {fault.kind: fault for fault in met}
        if met and (answer := await _before(met)):
            return answer
        if identity is None and "ignore-credentials" in kinds:
            stranger = kinds["ignore-credentials"].profile or "classic"
            identity = self.accounts.tokens[stranger, "w0"].identity
        if identity is None and not route.open:
            return unauthorized(f"{len(self.journal.requests):016x}")
        if identity is None:
            answer = self._for_anyone(route, path, sandbox, scope, body, kinds)
        else:
            allowed = not route.scopes or identity.scopes.intersection(route.granted_by)
            if not allowed and "ignore-scope" not in kinds:
                return empty(403)
            answer = self._handled(route, path, identity, sandbox, scope, body, kinds)
        return fault_kinds.spoiled(answer, met) if met else answer

    def _for_anyone(
        self,
        route: Route,
        path: dict[str, str],
        sandbox: str | None,
        scope: Scope,
        body: bytes,
        kinds: dict[str, Fault],
    ) -> Answer:
        """Nobody's request names no account: the first that knows what is asked for answers."""
        answer = empty(404)
        for profile in RULES:
            nobody = Identity(profile, NOBODY.id, frozenset())
            answer = self._handled(route, path, nobody, sandbox, scope, body, kinds)
            if answer.status != 404:
                break
        return answer

    def _handled(
        self,
        route: Route,
        path: dict[str, str],
        identity: Identity,
        sandbox: str | None,
        scope: Scope,
        body: bytes,
        kinds: dict[str, Fault],
    ) -> Answer:
        state = self.accounts.state(identity.profile, sandbox)
        rules = state.rules
        if "act-as" in kinds:
            rules = RULES[kinds["act-as"].more["as"]]
        if route.classic_only and not rules.has_groups:
            return denied()
        if "ignore-writes" in kinds:
            state = copy.deepcopy(state)
        user = NOBODY if identity.user == NOBODY.id else state.users.get(identity.user)
        if user is None:  # deleted, and their tokens with them
            return unauthorized(f"{len(self.journal.requests):016x}")
        ask = Ask(
            state,
            rules,
            user,
            self.clock.now(),
            path,
            _query(scope),
            body,
            open_doors="ignore-membership" in kinds,
        )
        try:
            answer = route.handler(ask)
        except Refuse as refused:
            answer = refused.answer
        if state.happened and "ignore-writes" not in kinds:
            self.pusher.take(identity.profile, sandbox, state)
        return answer


async def health(request: Request) -> Response:
    """The host says that it is there."""
    return response(Answer(200, b"Healthcheck - OK", "text/plain;charset=utf-8"))


def create_app(emulator: Emulator | None = None) -> App:
    """An application that serves the API, a token endpoint and the control plane."""
    from . import control, tokens

    emulator = emulator or Emulator()
    rest = Starlette(
        routes=[
            Mount("/_emulator", routes=control.ROUTES),
            Mount("/auth/realms/{realm}/protocol/openid-connect", routes=tokens.ROUTES),
            WebRoute("/health", health),
        ],
        exception_handlers={ControlError: control.complain},
    )
    rest.state.emulator = emulator

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        """The API's own paths go to it as they are: a mount would lose those with a line break."""
        of_api = scope["type"] == "http" and f"{scope['path']}/".startswith(VERSIONS)
        await (emulator if of_api else rest)(scope, receive, send)

    return app


def response(answer: Answer) -> Response:
    """An answer as Starlette sends one."""
    made = Response(answer.body, answer.status, answer.headers or None)
    if answer.content_type:
        made.headers["content-type"] = answer.content_type
    return made


async def _drop(send: Send) -> None:
    """Promise a body and end without it: the server can only close the connection."""
    headers = [(b"content-length", b"2"), (b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def _before(met: list[Fault]) -> Answer | None:
    for fault in met:
        if fault.kind == "delay":
            await asyncio.sleep(fault.more["seconds"])
        elif fault.kind == "drop":
            raise Dropped
        elif fault.kind == "status":
            return fault_kinds.instead(fault)
    return None


def _no_route(methods: list[str] | None) -> Answer:
    if methods is None:
        return empty(404)
    return Answer(405, headers={"Allow": ", ".join(methods)})


def _headers(scope: Scope) -> dict[bytes, str]:
    wanted = (b"authorization", SANDBOX)
    return {name: value.decode("latin-1") for name, value in scope["headers"] if name in wanted}


def _query(scope: Scope) -> dict[str, list[str]]:
    raw: bytes = scope["query_string"]
    if not raw:
        return {}
    try:
        return parse_qs(raw.decode("latin-1"), keep_blank_values=True, max_num_fields=1000)
    except ValueError:
        raise Refuse(empty(400)) from None


async def _body(receive: Receive) -> bytes:
    chunks, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Dropped
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > MAX_BODY:
            raise Refuse(empty(413))
        chunks.append(chunk)
        if not message.get("more_body"):
            return b"".join(chunks) if len(chunks) > 1 else chunk
