"""Users and who one is."""

from __future__ import annotations

from typing import Any

from ..answers import Answer, items, json_answer
from ..asking import Ask
from ..routing import Route
from ..state import User


def shown(user: User) -> dict[str, Any]:
    """A user as the API lists one."""
    return {
        "id": user.id,
        "firstname": user.firstname,
        "lastname": user.lastname,
        "email": user.email,
        "defaultDevice": user.default_device,
        "busyOnBusy": user.busy_on_busy,
        "addressId": "1",
        "directDialIds": [],
        "timezone": "Europe/Berlin",
        "admin": user.admin,
    }


def userinfo(ask: Ask) -> Answer:
    """Who the credentials belong to."""
    return json_answer(
        {"sub": ask.user.id, "domain": "sipgate.de", "masterSipId": "1234567", "locale": "de_DE"}
    )


def get_all_users(ask: Ask) -> Answer:
    """All users of the account."""
    return items(shown(each) for each in ask.state.users.values())


def get_user(ask: Ask) -> Answer:
    """One user."""
    return json_answer(shown(ask.owner()))


ROUTES = (
    Route("userinfo", "GET", "/authorization/userinfo", userinfo),
    Route("getAllUsers", "GET", "/users", get_all_users, ("users:read",)),
    Route("getUser", "GET", "/users/{userId}", get_user, ("users:read",)),
)
