"""The control plane under ``/_emulator``: what a real platform would never offer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from . import situations
from .accounts import ROLES
from .clock import iso
from .complaint import ControlError, unknown
from .push import control as push_control
from .rules import RULES
from .seed import CALLER, FAX, MOBILE, entry
from .wishes import Wish, account_of, emulator_of, sandbox_of, state_of, wish_of

if TYPE_CHECKING:
    from .app import Emulator


async def complain(request: Request, error: Exception) -> Response:
    """A wish that makes no sense is answered with one line."""
    assert isinstance(error, ControlError)
    return JSONResponse({"error": str(error)}, error.status)


async def reset(request: Request) -> Response:
    """Back to the seeded state: one account, or everything."""
    wish = await wish_of(request)
    emulator_of(request).reset(account_of(wish) if "account" in wish else None)
    return Response(status_code=204)


async def accounts(request: Request) -> Response:
    """All users with their credentials."""
    tokens = emulator_of(request).accounts.tokens
    shown: dict[str, Any] = {profile: {"users": {}} for profile in RULES}
    for (profile, user), token in tokens.items():
        shown[profile]["users"][user] = {"role": ROLES[user], **token.shown()}
    return JSONResponse({"accounts": shown})


async def operations(request: Request) -> Response:
    """Every emulated operation."""
    routes = emulator_of(request).router.routes
    rows = [{"operation": r.operation, "method": r.method, "path": r.path} for r in routes]
    return JSONResponse(rows)


async def list_situations(request: Request) -> Response:
    """Every situation with the values it gives beyond those of all."""
    names = situations.SITUATIONS
    return JSONResponse([{"situation": s, "values": situations.values(s)} for s in names])


async def arrange(request: Request) -> Response:
    """Make a situation the case; with `fresh`, in a sandbox that begins anew."""
    wish = await wish_of(request)
    account, sandbox, situation = account_of(wish), sandbox_of(wish), wish.get("situation")
    if situation not in situations.SITUATIONS:
        raise unknown("situation", situation, situations.SITUATIONS)
    emulator = emulator_of(request)
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
    wish = await wish_of(request)
    emulator = emulator_of(request)
    account, user = account_of(wish), wish.get("user", "w0")
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


def _received(kind: str, target: str, connection: str) -> Callable[[Request], Any]:
    async def receive(request: Request) -> Response:
        wish = await wish_of(request)
        state, now = state_of(request, wish), emulator_of(request).clock.now()
        source = str(wish.get("from", CALLER))
        made = entry(state, kind, now, "INCOMING", source, target, [connection])
        if kind == "SMS":
            made["smsContent"] = str(wish.get("text", made["smsContent"]))
        state.history.append(made)
        return JSONResponse({"entryId": made["id"]}, 201)

    return receive


async def clock(request: Request) -> Response:
    """Look at the clock, and freeze, set or advance it."""
    emulator = emulator_of(request)
    if request.method == "POST":
        wish = await wish_of(request)
        # What is under way belongs to the time before.
        await emulator.pusher.settle()
        _turn(emulator, wish)
        await emulator.pusher.catch_up()
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
    emulator = emulator_of(request)
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
    emulator = emulator_of(request)
    if request.method == "DELETE":
        emulator.faults.all.clear()
        return Response(status_code=204)
    if request.method == "GET":
        return JSONResponse({"faults": [each.shown() for each in emulator.faults.all]})
    try:
        fault = emulator.faults.add(await wish_of(request), set(emulator.operations))
    except ValueError as error:
        raise ControlError(str(error)) from None
    return JSONResponse(fault.shown(), 201)


async def one_fault(request: Request) -> Response:
    """Take one fault back."""
    number = request.path_params["number"]
    if not emulator_of(request).faults.remove(number):
        raise ControlError(f"fault {number}: not in force", 404)
    return Response(status_code=204)


ROUTES = [
    Route("/reset", reset, methods=["POST"]),
    Route("/accounts", accounts, methods=["GET"]),
    Route("/operations", operations, methods=["GET"]),
    Route("/situations", list_situations, methods=["GET"]),
    Route("/arrange", arrange, methods=["POST"]),
    Route("/tokens", tokens, methods=["POST"]),
    *push_control.ROUTES,
    Route("/faxes", _received("FAX", FAX, "f0"), methods=["POST"]),
    Route("/sms", _received("SMS", MOBILE, "s0"), methods=["POST"]),
    Route("/clock", clock, methods=["GET", "POST"]),
    Route("/journal", journal, methods=["GET", "DELETE"]),
    Route("/faults", faults, methods=["GET", "POST", "DELETE"]),
    Route("/faults/{number:int}", one_fault, methods=["DELETE"]),
]
