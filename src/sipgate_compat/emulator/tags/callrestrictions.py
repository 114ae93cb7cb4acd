"""Call restrictions: what users may not dial."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..answers import Answer, items, json_answer
from ..asking import Ask, refuse
from ..routing import Route
from ..state import State

NAMES = ("foreignSpecial", "charged", "roaming", "highCostForeignNumbers")


class CallRestrictions:
    """Which restrictions are on, by user."""

    def __init__(self, state: State) -> None:
        self.on: dict[str, set[str]] = {}

    def shown(self, user: str) -> dict[str, Any]:
        """A user's restrictions."""
        on = self.on.get(user, set())
        return {"userId": user, **{name: name in on for name in NAMES}}


def get_call_restrictions(ask: Ask) -> Answer:
    """The restrictions of a user.

    The document takes several users and shows the restrictions of one. Where it is not one, we
    answer a list as the rest of the API does; what the platform does is not known.
    """
    wanted, kept = ask.words("userIds"), ask.state.part(CallRestrictions)
    if set(wanted) - set(ask.state.users):
        raise refuse(404)
    for user in wanted:
        ask.own(user)
    seen = list(ask.state.users) if ask.user.admin else [ask.user.id]
    shown = [kept.shown(user) for user in dict.fromkeys(wanted or seen)]
    return json_answer(shown[0]) if len(shown) == 1 else items(shown)


def set_call_restriction(ask: Ask) -> Answer:
    """Turn a restriction on or off."""
    ask.administer()
    user, name = ask.owner().id, ask.path["restriction"]
    if name not in NAMES:
        raise refuse(404)
    enabled, kept = ask.fields({"enabled": bool})["enabled"], ask.state.part(CallRestrictions)
    on = kept.on.setdefault(user, set())
    (on.add if enabled else on.discard)(name)
    return json_answer(kept.shown(user))


def no_call_restrictions(state: State, now: datetime) -> dict[str, Any]:
    """Everybody may dial everything."""
    state.part(CallRestrictions).on.clear()
    return {}


SITUATIONS = {"no-call-restrictions": no_call_restrictions}
PATH = "/{userId}/callrestrictions/{restriction}"
READ, WRITE = ("callrestrictions:read",), ("callrestrictions:write",)
ROUTES = (
    Route("getCallRestrictions", "GET", "/callrestrictions", get_call_restrictions, READ),
    Route("setCallRestriction", "POST", PATH, set_call_restriction, WRITE),
)
