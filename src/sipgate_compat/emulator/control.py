"""The control plane under ``/_emulator``: what a real platform would never offer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from . import situations
from .accounts import ROLES, SANDBOX_NAME
from .clock import iso
from .complaint import ControlError, unknown
from .ending import end
from .rules import RULES
from .seed import CALLER, FAX, MOBILE, OFFICE, entry
from .state import Call, State

if TYPE_CHECKING:
    from .app import Emulator

Wish = dict[str, Any]


async def complain(request: Request, error: Exception) -> Response:
    """A wish that makes no sense is answered with one line."""
    assert isinstance(error, ControlError)
    return JSONResponse({"error": str(error)}, error.status)


async def _wish(request: Request) -> Wish:
    body = await request.body()
    try:
        wish = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError):
        raise ControlError("the body is not JSON") from None
    if not isinstance(wish, dict):
        raise ControlError("the body is not a JSON object")
    return wish


def _emulator(request: Request) -> Emulator:
    found: Emulator = request.app.state.emulator
    return found


def _account(wish: Wish) -> str:
    account = wish.get("account")
    if account not in RULES:
        raise unknown("account", account, RULES)
    return str(account)


def _sandbox(wish: Wish) -> str | None:
    sandbox = wish.get("sandbox")
    if sandbox is not None and not SANDBOX_NAME.fullmatch(str(sandbox)):
        raise ControlError(
            f"sandbox {sandbox!r}: up to 64 letters, digits, dots, dashes and slashes"
        )
    return sandbox


def _state(request: Request, wish: Wish) -> State:
    return _emulator(request).accounts.state(_account(wish), _sandbox(wish))


async def reset(request: Request) -> Response:
    """Back to the seeded state: one account, or everything."""
    wish = await _wish(request)
    _emulator(request).reset(_account(wish) if "account" in wish else None)
    return Response(status_code=204)


async def accounts(request: Request) -> Response:
    """All users with their credentials."""
    tokens = _emulator(request).accounts.tokens
    shown: dict[str, Any] = {profile: {"users": {}} for profile in RULES}
    for (profile, user), token in tokens.items():
        shown[profile]["users"][user] = {"role": ROLES[user], **token.shown()}
    return JSONResponse({"accounts": shown})


async def operations(request: Request) -> Response:
    """Every emulated operation."""
    routes = _emulator(request).router.routes
    rows = [{"operation": r.operation, "method": r.method, "path": r.path} for r in routes]
    return JSONResponse(rows)


async def list_situations(request: Request) -> Response:
    """Every situation with the values it gives beyond those of all."""
    names = situations.SITUATIONS
    return JSONResponse([{"situation": s, "values": situations.values(s)} for s in names])


async def arrange(request: Request) -> Response:
    """Make a situation the case; with `fresh`, in a sandbox that begins anew."""
    wish = await _wish(request)
    account, sandbox, situation = _account(wish), _sandbox(wish), wish.get("situation")
    if situation not in situations.SITUATIONS:
        raise unknown("situation", situation, situations.SITUATIONS)
    emulator = _emulator(request)
    if wish.get("fresh") and sandbox is None:
        raise ControlError("fresh goes with a sandbox; POST reset sets an account back")
    fresh = bool(wish.get("fresh")) and sandbox is not None
    known = emulator.accounts
    state = known.fresh(account, sandbox) if fresh and sandbox else known.state(account, sandbox)
    values = situations.arrange(state, str(situation), emulator.clock.now())
    shown = {"account": account, "situation": situation, "sandbox": sandbox, "values": values}
    return JSONResponse(shown)


async def tokens(request: Request) -> Response:
    """A token with some scopes, or without some; the same wish gives the same token."""
    wish = await _wish(request)
    emulator = _emulator(request)
    account, user = _account(wish), wish.get("user", "w0")
    if user not in ROLES:
        raise unknown("user", user, ROLES)
    every = emulator.accounts.scopes | {"all"}
    scopes, without = wish.get("scopes"), wish.get("without")
    if (scopes is None) == (without is None):
        raise ControlError("say either scopes or without: a list of scopes")
    chosen = scopes if without is None else sorted(every - set(without))
    if not isinstance(chosen, list) or not all(isinstance(each, str) for each in chosen):
        raise ControlError("scopes: a list of texts")
    token = emulator.accounts.limited(account, user, chosen)
    return JSONResponse({**token.shown(), "refresh_token": token.refresh_token})


async def incoming_call(request: Request) -> Response:
    """Let a telephone ring."""
    wish = await _wish(request)
    state = _state(request, wish)
    user = wish.get("userId", "w0")
    if user not in state.users:
        raise unknown("user", user, state.users)
    channel = wish.get("channelId", next(iter(state.channels), None))
    if channel is not None and channel not in state.channels:
        raise unknown("channel", channel, state.channels)
    call = Call(
        state.call_id(),
        user,
        state.users[user].default_device,
        "INCOMING",
        str(wish.get("from", CALLER)),
        str(wish.get("to", OFFICE)),
        _emulator(request).clock.now(),
        channel,
    )
    state.calls[call.id] = call
    return JSONResponse({"callId": call.id}, 201)


async def change_call(request: Request) -> Response:
    """Pick a call up, or hang it up, as the people at its ends would."""
    wish = await _wish(request)
    state, call_id = _state(request, wish), request.path_params["call"]
    call, now = state.calls.get(call_id), _emulator(request).clock.now()
    if call is None or call.finished:
        raise unknown("call", call_id, [c.id for c in state.calls.values() if not c.finished])
    match wish.get("action"):
        case "pickup":
            call.established = call.established or now
        case "hangup":
            end(state, call, now, "FINISHED")
        case other:
            raise unknown("action", other, ["pickup", "hangup"], 400)
    return Response(status_code=204)


def _received(kind: str, target: str, connection: str) -> Callable[[Request], Any]:
    async def receive(request: Request) -> Response:
        wish = await _wish(request)
        state, now = _state(request, wish), _emulator(request).clock.now()
        source = str(wish.get("from", CALLER))
        made = entry(state, kind, now, "INCOMING", source, target, [connection])
        if kind == "SMS":
            made["smsContent"] = str(wish.get("text", made["smsContent"]))
        state.history.append(made)
        return JSONResponse({"entryId": made["id"]}, 201)

    return receive


async def clock(request: Request) -> Response:
    """Look at the clock, and freeze, set or advance it."""
    emulator = _emulator(request)
    if request.method == "POST":
        _turn(emulator, await _wish(request))
    return JSONResponse({"now": iso(emulator.clock.now()), "frozen": emulator.clock.frozen})


def _turn(emulator: Emulator, wish: Wish) -> None:
    for name in wish:
        if name not in ("freeze", "advance", "set"):
            raise unknown("key", name, ["freeze", "advance", "set"], 400)
    try:
        if "set" in wish:
            emulator.clock.set(datetime.fromisoformat(wish["set"]))
            iso(emulator.clock.now())
        if "advance" in wish:
            emulator.clock.advance(float(wish["advance"]))
    except (TypeError, ValueError, OverflowError):
        raise ControlError(
            "set is an ISO date with its zone, advance a number of seconds"
        ) from None
    if "freeze" in wish:
        emulator.clock.freeze(bool(wish["freeze"]))


async def journal(request: Request) -> Response:
    """Which requests arrived; DELETE forgets them."""
    emulator = _emulator(request)
    if request.method == "DELETE":
        emulator.journal.requests.clear()
        return Response(status_code=204)
    limit = request.query_params.get("limit", "0")
    if not limit.isdigit():
        raise ControlError(f"limit {limit!r}: a whole number")
    rows = emulator.journal.shown(request.query_params.get("sandbox"), int(limit) or None)
    return JSONResponse({"requests": rows})


async def faults(request: Request) -> Response:
    """Inject a fault, list those in force, or take all back."""
    emulator = _emulator(request)
    if request.method == "DELETE":
        emulator.faults.all.clear()
        return Response(status_code=204)
    if request.method == "GET":
        return JSONResponse({"faults": [each.shown() for each in emulator.faults.all]})
    try:
        fault = emulator.faults.add(await _wish(request), set(emulator.operations))
    except ValueError as error:
        raise ControlError(str(error)) from None
    return JSONResponse(fault.shown(), 201)


async def one_fault(request: Request) -> Response:
    """Take one fault back."""
    number = request.path_params["number"]
    if not _emulator(request).faults.remove(number):
        raise ControlError(f"fault {number}: not in force", 404)
    return Response(status_code=204)


ROUTES = [
    Route("/reset", reset, methods=["POST"]),
    Route("/accounts", accounts, methods=["GET"]),
    Route("/operations", operations, methods=["GET"]),
    Route("/situations", list_situations, methods=["GET"]),
    Route("/arrange", arrange, methods=["POST"]),
    Route("/tokens", tokens, methods=["POST"]),
    Route("/calls", incoming_call, methods=["POST"]),
    Route("/calls/{call}", change_call, methods=["POST"]),
    Route("/faxes", _received("FAX", FAX, "f0"), methods=["POST"]),
    Route("/sms", _received("SMS", MOBILE, "s0"), methods=["POST"]),
    Route("/clock", clock, methods=["GET", "POST"]),
    Route("/journal", journal, methods=["GET", "DELETE"]),
    Route("/faults", faults, methods=["GET", "POST", "DELETE"]),
    Route("/faults/{number:int}", one_fault, methods=["DELETE"]),
]
