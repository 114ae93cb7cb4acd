"""The control plane's part of calls: they are placed and ended, and what was pushed is seen."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..complaint import ControlError, unknown
from ..ending import end
from ..seed import CALLER, OFFICE
from ..state import Call, State
from ..wishes import Wish, account_of, emulator_of, sandbox_of, state_of, wish_of
from . import sources
from .line import Line, Wishes
from .options import is_pem

KEYS = re.compile(r"[0-9A-D*#]{1,100}")
CAUSES = ("normalClearing", "busy", "cancel", "noAnswer", "congestion", "notFound", "forwarded")
SETTINGS: dict[str, type | tuple[type, ...]] = {
    "incomingUrl": str,
    "outgoingUrl": str,
    "sources": (list, type(None)),
    "log": bool,
    "ca": str,
    "signed": bool,
    "timeout": (int, float),
}


async def webhooks(request: Request) -> Response:
    """Set what the owner of an account sets in the web app, and how it is pushed here."""
    wish = await wish_of(request)
    state = state_of(request, wish)
    _check(state, {key: wish[key] for key in wish if key not in ("account", "sandbox")})
    named = {"incomingUrl": "incomingUrl", "outgoingUrl": "outgoingUrl"}
    for key, name in {**named, "sources": "whitelist", "log": "log"}.items():
        if key in wish:
            state.webhooks[name] = wish[key]
    wishes = state.part(Wishes)
    wishes.ca = wish.get("ca", wishes.ca)
    wishes.signed = wish.get("signed", wishes.signed)
    wishes.seconds = wish.get("timeout", wishes.seconds)
    seconds = wishes.seconds or emulator_of(request).pusher.options.seconds
    urls = {name: state.webhooks[name] for name in named}
    chosen = {"sources": state.webhooks["whitelist"], "log": state.webhooks["log"]}
    how = {"signed": wishes.signed, "timeout": seconds, "ca": bool(wishes.ca)}
    return JSONResponse({**urls, **chosen, **how})


def _check(state: State, wish: Wish) -> None:
    for key, value in wish.items():
        if key not in SETTINGS:
            raise unknown("key", key, SETTINGS, 400)
        if not isinstance(value, SETTINGS[key]) or (key == "timeout" and isinstance(value, bool)):
            raise ControlError(f"{key}: not a value that it can have")
    for key in ("incomingUrl", "outgoingUrl"):
        # Hosts are looked at when something is pushed: the settings of an account may name any.
        host = frozenset([sources.host(wish.get(key, ""))])
        if wish.get(key) and (reason := sources.refused(state, wish[key], host)):
            raise ControlError(f"{key}: {reason}")
    for each in wish.get("sources") or ():
        if each not in sources.known(state):
            raise unknown("source", each, sources.known(state))
    if not 0.01 <= wish.get("timeout", 1) <= 30:
        raise ControlError("timeout: 0.01 to 30 seconds")
    if wish.get("ca") and not is_pem(wish["ca"]):
        raise ControlError("ca: the text of certificates in PEM")


async def place_call(request: Request) -> Response:
    """Let a telephone ring, or let a user dial."""
    wish = await wish_of(request)
    state, emulator = state_of(request, wish), emulator_of(request)
    if (direction := wish.get("direction", "in")) not in ("in", "out"):
        raise unknown("direction", direction, ["in", "out"], 400)
    call = _made(state, wish, direction == "in", emulator.clock.now())
    state.calls[call.id] = call
    state.tell("newCall", call)
    await _passed_on(request, wish, state, call)
    pushed = emulator.pusher.deliveries
    rows = pushed.chosen(account_of(wish), sandbox_of(wish), call.id)
    return JSONResponse({"callId": call.id, "state": _life(call), "deliveries": rows}, 201)


def _made(state: State, wish: Wish, incoming: bool, now: datetime) -> Call:
    user = _one("user", wish.get("userId", "w0"), state.users)
    remote, local = ("from", "to") if incoming else ("to", "from")
    called = _text(wish.get(local, OFFICE))
    number = state.numbered(called)
    usual = (number.channel if number else None) or next(iter(state.channels), None)
    channel = wish.get("channelId", usual)
    if channel is not None:
        _one("channel", channel, state.channels)
    return Call(
        state.call_id(),
        user,
        state.users[user].default_device,
        "INCOMING" if incoming else "OUTGOING",
        _text(wish.get(remote, CALLER)),
        called,
        now,
        channel,
        diversion=_text(wish["diversion"]) if wish.get("diversion") else None,
    )


def _text(value: object) -> str:
    """A text that can be written."""
    return "" if value is None else str(value).encode(errors="replace").decode()


def _one(kind: str, name: Any, known: dict[str, Any]) -> str:
    """One of the account's things, by its id."""
    if not isinstance(name, str) or name not in known:
        raise unknown(kind, name, known)
    return name


async def change_call(request: Request) -> Response:
    """Pick a call up, hang it up or press keys, as the people at its ends would."""
    wish = await wish_of(request)
    state, call_id = state_of(request, wish), request.path_params["call"]
    call, emulator = state.calls.get(call_id), emulator_of(request)
    if call is None or call.finished:
        raise unknown("call", call_id, [c.id for c in state.calls.values() if not c.finished])
    match wish.get("action"):
        case "pickup":
            _pick_up(state, call, wish, emulator.clock.now())
        case "hangup":
            if (cause := wish.get("cause")) not in (None, *CAUSES):
                raise unknown("cause", cause, CAUSES, 400)
            end(state, call, emulator.clock.now(), "FINISHED", cause)
        case "dtmf":
            emulator.pusher.press(_gathering(request, wish, call), _keys(wish))
        case other:
            raise unknown("action", other, ["pickup", "hangup", "dtmf"], 400)
    await _passed_on(request, wish, state, call)
    return Response(status_code=204)


def _pick_up(state: State, call: Call, wish: Wish, now: datetime) -> None:
    user = _one("user", wish.get("userId", call.owner), state.users)
    number = wish.get("answeringNumber")
    incoming = call.direction == "INCOMING"
    call.pick_up(now, user if incoming else None, _text(number) if number else None)
    state.tell("answer", call)


def _gathering(request: Request, wish: Wish, call: Call) -> Line:
    line = emulator_of(request).pusher.line(account_of(wish), sandbox_of(wish), call)
    if line is None or line.gather is None:
        raise ControlError(f"call {call.id}: no answer to a push asked for keys", 409)
    return line


def _keys(wish: Wish) -> str:
    keys = str(wish.get("digits", ""))
    if not KEYS.fullmatch(keys):
        raise ControlError("digits: 1 to 100 of 0-9, A-D, * and #")
    return keys


async def _passed_on(request: Request, wish: Wish, state: State, call: Call) -> None:
    """Push what happened; by default the answer to the wish waits for it."""
    pusher, account, sandbox = emulator_of(request).pusher, account_of(wish), sandbox_of(wish)
    line = pusher.line(account, sandbox, call)
    pusher.take(account, sandbox, state)
    if (line := pusher.line(account, sandbox, call) or line) and wish.get("wait", True):
        await pusher.settle(line)


async def list_calls(request: Request) -> Response:
    """The calls of an account, what became of them, and where they ring."""
    wish = dict(request.query_params)
    pusher, state = emulator_of(request).pusher, state_of(request, wish)
    now, found = emulator_of(request).clock.now(), []
    for call in state.calls.values():
        call.is_established(now)
        line = pusher.line(account_of(wish), sandbox_of(wish), call)
        found.append(_shown(call, line))
    return JSONResponse({"calls": found})


def _life(call: Call) -> str:
    return "finished" if call.finished else "established" if call.established else "ringing"


def _shown(call: Call, line: Line | None) -> dict[str, Any]:
    incoming = call.direction == "INCOMING"
    source, target = (call.remote, call.local) if incoming else (call.local, call.remote)
    return {
        "callId": call.id,
        "direction": "in" if incoming else "out",
        "state": _life(call),
        "from": source,
        "to": target,
        "dialling": list(call.dialling),
        "answeringNumber": call.answering,
        "cause": call.cause,
        "digits": call.digits,
        "gathering": bool(line and line.gather),
    }


async def deliveries(request: Request) -> Response:
    """What was pushed, when nothing is under way any more if that is asked; DELETE forgets it."""
    pusher = emulator_of(request).pusher
    if request.method == "DELETE":
        pusher.deliveries.all.clear()
        return Response(status_code=204)
    asked = request.query_params
    if asked.get("wait") == "true":
        await pusher.settle()
    rows = pusher.deliveries.chosen(*map(asked.get, ("account", "sandbox", "callId")))
    return JSONResponse({"deliveries": rows})


async def push_key(request: Request) -> Response:
    """What the signatures of pushes are verified with; it is none of sipgate's."""
    from .key import public_key
    from .sending import SIGNATURE

    shown = {"header": SIGNATURE, "algorithm": "RSA-SHA256", "publicKey": public_key()}
    return JSONResponse(shown)


ROUTES = [
    Route("/webhooks", webhooks, methods=["POST"]),
    Route("/calls", place_call, methods=["POST"]),
    Route("/calls", list_calls, methods=["GET"]),
    Route("/calls/{call}", change_call, methods=["POST"]),
    Route("/deliveries", deliveries, methods=["GET", "DELETE"]),
    Route("/push-key", push_key, methods=["GET"]),
]
