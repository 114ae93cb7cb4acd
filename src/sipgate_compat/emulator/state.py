"""What an account owns. Plain values that change; what differs by platform stands in `rules`."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from .rules import Rules

Part = TypeVar("Part")
NAMESPACE = uuid.UUID("5e1d2c3b-7a6f-4b8e-9c0d-1f2e3a4b5c6d")
ADDRESS = "1001"  # where the account is at home


@dataclass(slots=True)
class User:
    """A web user; `w0` administers the account."""

    id: str
    firstname: str
    lastname: str
    email: str
    admin: bool
    default_device: str
    busy_on_busy: bool = False
    address: str = ADDRESS


NOBODY = User("", "", "", "", False, "")
"""Who asks without credentials."""


@dataclass(slots=True)
class Device:
    """A telephone: REGISTER, MOBILE, EXTERNAL or DESKTOP_APP."""

    id: str
    owner: str
    alias: str
    type: str
    online: bool = True
    dnd: bool = False
    number: str | None = None
    default_channel: str | None = None


@dataclass(slots=True)
class Routing:
    """A phoneline or a group: what calls were routed to before there were channels."""

    id: str
    owner: str
    alias: str
    devices: list[str]
    users: list[str]
    forwardings: list[dict[str, Any]] = field(default_factory=list)
    block_anonymous: dict[str, Any] = field(
        default_factory=lambda: {"enabled": False, "target": "REJECT"}
    )


@dataclass(slots=True)
class Faxline:
    """A fax connection of a user or, on Classic, of a group; `number` is the one it shows."""

    id: str
    owner: str
    alias: str
    tagline: str
    number: str


@dataclass(slots=True)
class Number:
    """A telephone number or a quick dial, and what it leads to: an endpoint or a channel."""

    id: str
    number: str
    owner: str
    type: str = "LANDLINE"
    endpoint: str = ""
    channel: str | None = None
    address: str = ADDRESS
    released: bool = False


@dataclass(slots=True)
class Channel:
    """Where calls live on Neo."""

    id: str
    name: str
    owner: str
    users: dict[str, list[str]]
    created: datetime
    private: bool
    events: list[dict[str, Any]] = field(default_factory=list)

    def may_read(self, user: str, admin: bool) -> bool:
        """Members; admins where it is not private; of a private one its owner alone."""
        if self.private:
            return user == self.owner
        return admin or user in self.users


@dataclass(slots=True)
class Call:
    """A call and the life it leads."""

    id: str
    owner: str
    device: str
    direction: str
    remote: str
    local: str
    started: datetime
    channel: str | None = None
    answers_at: datetime | None = None
    established: datetime | None = None
    finished: datetime | None = None
    muted: bool = False
    hold: bool = False
    recording: bool = False
    announced: bool = False
    digits: str = ""
    announcement: str | None = None
    transferred_to: str | None = None
    listed: bool = True
    """A telephone that rings for a recording is no call that is listed."""
    origin: str | None = None
    """The call that it was transferred from."""
    diversion: str | None = None
    """The number first dialled, where a call was diverted."""
    dialling: tuple[str, ...] = ()
    """Where it rings instead of its own devices."""
    answered_by: str | None = None
    answering: str | None = None
    cause: str | None = None

    def is_established(self, now: datetime) -> bool:
        """Picked up and not ended; a call that a client starts is picked up by itself."""
        if self.established is None and self.answers_at is not None and now >= self.answers_at:
            self.established = self.answers_at
        return self.established is not None and self.finished is None

    def pick_up(self, now: datetime, user: str | None, number: str | None = None) -> None:
        """Somebody answers: one of the account's users, or where else it rings."""
        self.established = self.established or now
        self.answering = number or next(iter(self.dialling), None)
        self.answered_by = None if self.answering else user


class State:
    """One account: its platform's rules and everything it owns.

    Args:
        rules: how its platform behaves.
        seed: names the copy; ids follow from it and from a counter for each kind of thing.
    """

    def __init__(self, rules: Rules, seed: str) -> None:
        self.rules = rules
        self.seed = seed
        self.counts: Counter[str] = Counter()
        self.parts: dict[Callable[[State], Any], Any] = {}
        self.balance = 253_100  # in 1/10000 of the currency
        self.users: dict[str, User] = {}
        self.devices: dict[str, Device] = {}
        self.groups: dict[str, Routing] = {}
        self.phonelines: dict[str, Routing] = {}
        self.faxlines: dict[str, Faxline] = {}
        self.group_faxlines: dict[str, Faxline] = {}
        self.numbers: dict[str, Number] = {}
        self.channels: dict[str, Channel] = {}
        self.calls: dict[str, Call] = {}
        self.history: list[dict[str, Any]] = []
        self.webhooks: dict[str, Any] = {}
        self.webhook_log: list[dict[str, Any]] = []
        self.happened: list[tuple[str, Call]] = []

    def tell(self, what: str, call: Call) -> None:
        """Note what happened to a call; whoever let it happen passes it on to be pushed."""
        self.happened.append((what, call))

    def part(self, kind: Callable[[State], Part]) -> Part:
        """What one tag keeps of the account, seeded when it is first asked for."""
        found: Part | None = self.parts.get(kind)
        if found is None:
            found = self.parts[kind] = kind(self)
        return found

    def count(self, kind: str) -> int:
        """How many of a kind have been made, this one included."""
        self.counts[kind] += 1
        return self.counts[kind]

    def uuid(self, kind: str) -> str:
        """The next id of the form of a UUID."""
        name = f"{self.rules.profile}/{self.seed}/{kind}/{self.count(kind)}"
        return str(uuid.uuid5(NAMESPACE, name))

    def call_id(self) -> str:
        """The next call id: upper hex on Classic, a UUID on Neo."""
        made = self.uuid("call")
        return made if self.rules.has_channels else made.replace("-", "").upper()[:22]

    def entry_id(self) -> str:
        """The next history id."""
        return str(100_001_000 + self.count("entry"))

    def add_number(self, number: str, owner: str, **more: Any) -> Number:
        """One more number of the account, under the next id."""
        made = Number(str(4_099_999 + self.count("number")), number, owner, **more)
        self.numbers[made.id] = made
        return made

    def numbered(self, number: str) -> Number | None:
        """What the account has under a telephone number; clients forget the plus."""
        wanted = f"+{number.removeprefix('+')}"
        return next((each for each in self.numbers.values() if each.number == wanted), None)

    def endpoint(self, name: str) -> Routing | Faxline | Device | None:
        """What a number can lead to."""
        for things in (self.phonelines, self.groups, self.faxlines, self.group_faxlines):
            if name in things:
                return things[name]
        return self.devices.get(name)

    def routed(self, endpoint: str) -> list[str]:
        """The numbers that lead to an endpoint."""
        return [each.number for each in self.numbers.values() if each.endpoint == endpoint]

    def release(self, endpoint: str) -> None:
        """Let no number lead to an endpoint any more; one that is deleted leaves them free."""
        for each in self.numbers.values():
            if each.endpoint == endpoint:
                each.endpoint = ""

    def next_id(self, letter: str, taken: dict[str, Any]) -> str:
        """The next free extension of a letter."""
        return next(f"{letter}{n}" for n in range(len(taken) + 1) if f"{letter}{n}" not in taken)
