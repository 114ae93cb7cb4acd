"""A request as handlers see it: who asks, of which account, and what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from .answers import refuse
from .rules import Rules
from .state import Channel, Device, State, User

Thing = TypeVar("Thing")
Item = TypeVar("Item")
MAX_BODY = 32 * 1024 * 1024  # a fax has up to 28,330,000 characters (specified)


@dataclass(slots=True)
class Ask:
    """One request, after route, credentials and scope have been settled."""

    state: State
    rules: Rules
    user: User
    now: datetime
    path: dict[str, str]
    query: dict[str, list[str]]
    body: bytes
    open_doors: bool = False

    # --- parameters

    def words(self, name: str) -> list[str]:
        """A list parameter: repeated, separated by commas, or both."""
        return [word for value in self.query.get(name, ()) for word in value.split(",") if word]

    def word(self, name: str) -> str | None:
        """A parameter that stands once; the last counts."""
        values = self.query.get(name)
        return values[-1] if values else None

    def number(self, name: str, default: int, most: int) -> int:
        """A number from nought on, cut at the most the API gives."""
        value = self.word(name)
        if value is None or value == "":
            return default
        if not value.isascii() or not value.isdigit() or len(value) > 9:
            raise refuse(400)
        return min(int(value), most)

    def page(self, found: Sequence[Item], limit: int, most: int = 10**9) -> Sequence[Item]:
        """The part of a list that `offset` and `limit` ask for."""
        offset, size = self.number("offset", 0, 10**9), self.number("limit", limit, most)
        return found[offset : offset + size]

    def flag(self, name: str) -> bool | None:
        """A yes or no, or None where it is not asked."""
        value = self.word(name)
        if value is None or value == "":
            return None
        if value.lower() not in ("true", "false"):
            raise refuse(400)
        return value.lower() == "true"

    # --- the body

    @property
    def has_body(self) -> bool:
        """False for no body, white space, or null."""
        return self.body.strip() not in (b"", b"null")

    def json(self) -> Any:
        """The body as JSON, or 400."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise refuse(400) from None

    def fields(self, required: dict[str, type], **optional: type) -> dict[str, Any]:
        """The fields of a JSON object, of the right types, or 400."""
        return fields_of(self.json(), required, **optional)

    # --- things of the account

    def find(self, things: dict[str, Thing], name: str) -> Thing:
        """The thing that the path names, or 404."""
        thing = things.get(self.path[name])
        if thing is None:
            raise refuse(404)
        return thing

    def owner(self) -> User:
        """The user that the path names; others than oneself are an administrator's to see."""
        user = self.find(self.state.users, "userId")
        self.own(user.id)
        return user

    def own(self, owner: str) -> None:
        """Only one's own, unless one administers the account."""
        if owner != self.user.id and not self.user.admin and not self.open_doors:
            raise refuse(403)

    def administer(self) -> None:
        """Only an administrator's to do."""
        if not self.user.admin and not self.open_doors:
            raise refuse(403)

    def charge(self, amount: int) -> None:
        """Take from the balance, or 402 where it is used up; in 1/10000 of the currency."""
        if self.state.balance < amount:
            raise refuse(402)
        self.state.balance -= amount

    def owned(self, things: dict[str, Any], name: str) -> Any:
        """A thing below a user's path, or 404 where it is another's."""
        owner = self.owner()
        thing = self.find(things, name)
        if thing.owner != owner.id:
            raise refuse(404)
        return thing

    def device(self, device: str) -> Device:
        """One of the account's devices, or 404."""
        found = self.state.devices.get(device)
        if found is None:
            raise refuse(404)
        return found

    def channel(self) -> Channel:
        """The channel that the path names."""
        return self.find(self.state.channels, "channelId")


def fields_of(found: Any, required: dict[str, type], **optional: type) -> dict[str, Any]:
    """The fields of an object that stands anywhere in a body, of the right types, or 400."""
    if not isinstance(found, dict):
        raise refuse(400)
    made = {name: _typed(found.get(name), kind) for name, kind in required.items()}
    if None in made.values():
        raise refuse(400)
    for name, kind in optional.items():
        if found.get(name) is not None:
            made[name] = _typed(found[name], kind)
            if made[name] is None:
                raise refuse(400)
    return made


def _typed(value: Any, kind: type) -> Any:
    """A value of a kind, or None; clients send flags as text."""
    if kind is bool and isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if kind is int and isinstance(value, bool):
        return None
    if isinstance(value, kind):
        return value
    return None


__all__ = ["MAX_BODY", "Ask", "fields_of", "refuse"]
