"""The address book: what a contact is, who sees it, and its forms as JSON and as a table."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from .answers import refuse
from .state import State, User

SCOPES = ("PRIVATE", "SHARED", "INTERNAL")
OWN_SCOPES = ("PRIVATE", "SHARED")
COLUMNS = ("firstname", "lastname", "number")
ADDRESS = (
    *("poBox", "extendedAddress", "streetAddress", "locality"),
    *("region", "postalCode", "country"),
)
# The one token that our Google knows, and whom it has in its address book.
GOOGLE_TOKEN = "ya29.contacts-of-ada"
AT_GOOGLE = (("Gesa", "Ginster", "+4930231250221"), ("Hinnerk", "Hasel", "+4930231250222"))
SEEDED = (
    ("w0", "PRIVATE", "Dora", "Dahl", "+4930231250201"),
    ("w0", "SHARED", "Emil", "Esche", "+4930231250202"),
    ("w1", "PRIVATE", "Finn", "Falk", "+4930231250203"),
)
Rows = list[dict[str, Any]]


@dataclass(slots=True)
class Contact:
    """Somebody in the address book; `owner` is the user who wrote them down."""

    id: str
    owner: str
    scope: str
    name: str = ""
    family: str = ""
    given: str = ""
    picture: str | None = None
    emails: Rows = field(default_factory=list)
    numbers: Rows = field(default_factory=list)
    addresses: Rows = field(default_factory=list)
    organization: list[list[str]] = field(default_factory=list)
    note: str = ""
    websites: Rows = field(default_factory=list)
    source: str = "API"

    def shown(self) -> dict[str, Any]:
        """The contact as the API shows it."""
        names = ("id", "name", "picture", "emails", "numbers", "addresses", "organization", "scope")
        return {name: getattr(self, name) for name in names}

    def texts(self) -> Iterable[str]:
        """All that one may search in."""
        yield from (self.name, self.family, self.given, self.note)
        yield from (each.get("email", "") for each in self.emails)
        yield from (each.get("number", "") for each in self.numbers)
        yield from (part for each in self.organization for part in each)


class AddressBook:
    """The contacts that people wrote down; those of the account itself are its users."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.written: dict[str, Contact] = {}
        for each in SEEDED:
            self.add(*each)

    def add(self, owner: str, scope: str, given: str, family: str, number: str) -> Contact:
        """Write down a name with a number."""
        name = f"{given} {family}".strip()
        listed = [{"number": number, "type": []}] if number else []
        return self.keep(Contact(self.new_id(), owner, scope, name, family, given, numbers=listed))

    def known(self, owner: str, scope: str, given: str, family: str, number: str) -> Contact:
        """Somebody who is written down just so, now if not before."""
        wanted = (owner, scope, f"{given} {family}", [number])
        for each in self.written.values():
            numbers = [row["number"] for row in each.numbers]
            if (each.owner, each.scope, each.name, numbers) == wanted:
                return each
        return self.add(owner, scope, given, family, number)

    def new_id(self) -> str:
        """The id of the next contact."""
        return self.state.uuid("contact")

    def keep(self, contact: Contact) -> Contact:
        """Write down a contact, over one of the same id."""
        self.written[contact.id] = contact
        return contact

    def seen_by(self, user: User, everything: bool = False) -> list[Contact]:
        """Shared ones, one's own private ones and all users, in the order of their ids."""
        found = [
            contact
            for contact in self.written.values()
            if contact.scope != "PRIVATE" or contact.owner == user.id or everything
        ]
        found += [internal(self.state, each) for each in self.state.users.values()]
        return sorted(found, key=lambda contact: contact.id)


def internal(state: State, user: User) -> Contact:
    """A user of the account as a contact."""
    digest = hashlib.sha1(f"{state.rules.profile}/{user.id}".encode()).hexdigest()
    numbers = [
        {"number": number, "type": [kind]}
        for kind, listed in internal_numbers(state, user).items()
        for number in listed
    ]
    return Contact(
        digest,
        user.id,
        "INTERNAL",
        f"{user.firstname} {user.lastname}".strip(),
        user.lastname,
        user.firstname,
        emails=[{"email": user.email, "type": ["work"]}],
        numbers=numbers,
        source="INTERNAL",
    )


def internal_numbers(state: State, user: User) -> dict[str, list[str]]:
    """The numbers under which a user is reached, by their kind."""
    lines = {line.id for line in state.phonelines.values() if line.owner == user.id}
    landline = [each.number for each in state.numbers.values() if each.endpoint in lines]
    mobile = [
        device.number
        for device in state.devices.values()
        if device.owner == user.id and device.type == "MOBILE" and device.number
    ]
    fax = [line.number for line in state.faxlines.values() if line.owner == user.id and line.number]
    return {"mobile": mobile, "landline": landline, "fax": fax, "directdial": []}


def plain(number: str) -> str:
    """The digits of a number with its country, however it is written."""
    digits = re.sub(r"\D", "", number)
    if digits.startswith("00"):
        return digits[2:]
    return f"49{digits[1:]}" if digits.startswith("0") else digits


# --- what clients send


def read(body: Any) -> dict[str, Any]:
    """The fields of a contact that a client sent, or 400; null counts as left out."""
    if not isinstance(body, dict):
        raise refuse(400)
    sent = {name: value for name, value in body.items() if value is not None}
    made: dict[str, Any] = {
        name: _text(sent[name])
        for name in ("name", "family", "given", "picture", "note")
        if name in sent
    }
    for name, key in (("emails", "email"), ("numbers", "number"), ("websites", "url")):
        made[name] = [_typed(each, key) for each in _list(sent.get(name, []))]
    made["addresses"] = [_address(each) for each in _list(sent.get("addresses", []))]
    parts = [_list(each) for each in _list(sent.get("organization", []))]
    made["organization"] = [[_text(part) for part in each] for each in parts]
    if not made.get("name"):
        made["name"] = f"{made.get('given', '')} {made.get('family', '')}".strip()
    return made


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise refuse(400)
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise refuse(400)
    return value


def _typed(value: Any, key: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise refuse(400)
    types = value.get("type")
    kinds = [_text(each) for each in _list([] if types is None else types)]
    return {key: _part(value, key), "type": kinds}


def _address(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise refuse(400)
    return {name: _part(value, name) for name in ADDRESS}


def _part(value: dict[str, Any], name: str) -> str:
    part = value.get(name)
    return "" if part is None else _text(part)


# --- tables


def rows_of(text: str) -> list[tuple[str, str, str]]:
    """First name, last name and number of each line of a table, or 400."""
    try:
        lines = [
            line for line in csv.reader(io.StringIO(text, newline=""), strict=True) if any(line)
        ]
    except csv.Error:
        raise refuse(400) from None
    header = [name.strip().lower() for name in lines[0]] if lines else []
    if any(name not in header for name in COLUMNS):
        raise refuse(400)
    if any(len(line) != len(header) for line in lines):
        raise refuse(400)
    first, last, number = (header.index(name) for name in COLUMNS)
    return [(line[first].strip(), line[last].strip(), line[number].strip()) for line in lines[1:]]


def table(contacts: Iterable[Contact]) -> str:
    """Contacts as a table that can be imported again: a line for each number."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in contacts:
        given, family = (each.given, each.family) if each.given or each.family else (each.name, "")
        for number in each.numbers or [{"number": ""}]:
            writer.writerow((given, family, number["number"]))
    # A lone surrogate cannot be sent as a text.
    return out.getvalue().encode("utf-8", "replace").decode()


def changed(contact: Contact, fields: dict[str, Any], scope: str) -> Contact:
    """A contact that bears nothing but the given fields, under the id it had."""
    fresh = Contact(contact.id, contact.owner, scope, source=contact.source)
    return replace(fresh, **fields)
