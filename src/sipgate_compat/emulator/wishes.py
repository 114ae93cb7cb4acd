"""What the control plane is told: the body of a wish, and whose account it is about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from .accounts import SANDBOX_NAME
from .complaint import ControlError, unknown
from .rules import RULES
from .state import State

if TYPE_CHECKING:
    from .app import Emulator

Wish = dict[str, Any]


async def wish_of(request: Request) -> Wish:
    """The body as a JSON object; none is an empty one."""
    body = await request.body()
    try:
        wish = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError):
        raise ControlError("the body is not JSON") from None
    if not isinstance(wish, dict):
        raise ControlError("the body is not a JSON object")
    return wish


def emulator_of(request: Request) -> Emulator:
    """The emulator behind the control plane."""
    found: Emulator = request.app.state.emulator
    return found


def account_of(wish: Wish) -> str:
    """The account that is named."""
    account = wish.get("account")
    if not isinstance(account, str) or account not in RULES:
        raise unknown("account", account, RULES)
    return account


def sandbox_of(wish: Wish) -> str | None:
    """The sandbox that is named, if one is."""
    sandbox = wish.get("sandbox")
    if sandbox is not None and not SANDBOX_NAME.fullmatch(str(sandbox)):
        raise ControlError(
            f"sandbox {sandbox!r}: up to 64 letters, digits, dots, dashes and slashes"
        )
    return sandbox


def state_of(request: Request, wish: Wish) -> State:
    """What the account owns."""
    return emulator_of(request).accounts.state(account_of(wish), sandbox_of(wish))
