"""The address book as a client sees it: contacts, tables and vCards in and out.

Operations that only sipgate's API skill knows of (`/contacts/csv/prepare`, `/contacts/import/vcard`
and `/contacts/export/…`) are answered like their nearest kin: whether they exist is not known.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from typing import Any

from .. import addressbook, vcards
from ..addressbook import GOOGLE_TOKEN, OWN_SCOPES, SCOPES, AddressBook, Contact, plain
from ..answers import Answer, empty, items, json_answer, text_answer
from ..asking import Ask, refuse
from ..routing import Route
from ..state import State

LIMIT = 5000
CSV, VCARD = "text/csv;charset=utf-8", "text/vcard;charset=utf-8"


def book_of(ask: Ask) -> AddressBook:
    """The account's address book."""
    return ask.state.part(AddressBook)


def seen(ask: Ask) -> list[Contact]:
    """The contacts that the asking user may see."""
    return book_of(ask).seen_by(ask.user, ask.open_doors)


def contact_of(ask: Ask) -> Contact:
    """The contact that the path names; another's private one is not found."""
    return ask.find({contact.id: contact for contact in seen(ask)}, "contactId")


def writable(contact: Contact) -> Contact:
    """A contact that may be changed; those of the account are its users and are not."""
    if contact.scope == "INTERNAL":
        raise refuse(403)
    return contact


def scopes_of(ask: Ask, name: str, required: bool = False) -> set[str]:
    """The scopes that a parameter asks for: all of them where it is left out."""
    words = set(ask.words(name))
    if words - set(SCOPES) or (required and not words):
        raise refuse(400)
    return words or set(SCOPES)


# --- contacts


def get_contacts(ask: Ask) -> Answer:
    """A page of the contacts that fit; `lastId` is the last one of the page before."""
    scopes = scopes_of(ask, "scopes")
    found = [contact for contact in seen(ask) if contact.scope in scopes]
    wanted = {plain(number) for number in ask.words("phonenumbers")}
    if wanted:
        found = [c for c in found if wanted & {plain(n["number"]) for n in c.numbers}]
    page = [contact.shown() for contact in paged(ask, found)]
    return json_answer({"items": page, "totalCount": len(found)})


def paged(ask: Ask, found: list[Contact]) -> list[Contact]:
    """What follows a cursor, an offset, or both."""
    last = ask.word("lastId") or ""
    return list(ask.page([contact for contact in found if contact.id > last], LIMIT))


def get_contact(ask: Ask) -> Answer:
    """One contact."""
    return json_answer(contact_of(ask).shown())


def create_contact(ask: Ask) -> Answer:
    """Write down a contact; its id is not told."""
    body = ask.json()
    fields, book = addressbook.read(body), book_of(ask)
    fresh = Contact(book.new_id(), ask.user.id, written_scope(body))
    book.keep(addressbook.changed(fresh, fields, fresh.scope))
    return empty()


def written_scope(body: Any, before: str = "PRIVATE") -> str:
    """The scope of what a client writes down: as before where it does not say."""
    scope = body.get("scope")
    if scope is not None and scope not in OWN_SCOPES:
        raise refuse(400)
    return str(scope or before)


def update_contact(ask: Ask) -> Answer:
    """Replace a contact; what is left out is emptied."""
    body = ask.json()
    fields = addressbook.read(body)
    contact = writable(contact_of(ask))
    if body.get("id") not in (None, contact.id):
        raise refuse(400)
    scope = written_scope(body, contact.scope)
    book_of(ask).keep(addressbook.changed(contact, fields, scope))
    return empty()


def delete_contact(ask: Ask) -> Answer:
    """Delete a contact, if it is of a scope that is asked for."""
    contact = contact_of(ask)
    if contact.scope not in scopes_of(ask, "scope"):
        raise refuse(404)
    del book_of(ask).written[writable(contact).id]
    return empty()


def delete_all_contacts(ask: Ask) -> Answer:
    """Delete what a body names; without one, all private contacts, as sipgate's own client says."""
    body = ask.fields({}, contactIds=list, scope=list, source=str) if ask.has_body else {}
    words = [part for each in body.get("scope", ()) for part in _word(each).split(",")]
    if set(words) - set(OWN_SCOPES):
        raise refuse(400)
    ids = {_word(each) for each in body.get("contactIds", ())}
    scopes = set(words) or (set(OWN_SCOPES) if ids or "source" in body else {"PRIVATE"})
    for contact in seen(ask):
        fits = contact.scope in scopes and contact.source == body.get("source", contact.source)
        if fits and ("contactIds" not in body or contact.id in ids):
            del book_of(ask).written[contact.id]
    return empty()


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise refuse(400)
    return value


def get_all_contacts(ask: Ask) -> Answer:
    """The users of the account as contacts."""
    users = ask.state.users.values()
    return items(
        {
            "id": addressbook.internal(ask.state, user).id,
            "name": f"{user.firstname} {user.lastname}".strip(),
            "emails": [user.email],
            **addressbook.internal_numbers(ask.state, user),
        }
        for user in users
    )


# --- tables, vCards and Google


def import_from_csv(ask: Ask) -> Answer:
    """Write down each line of a table, or none of them."""
    rows = addressbook.rows_of(decoded(ask))
    # Into which scope is not said; a client's author calls it the account-wide address book.
    for row in filter(any, rows):
        book_of(ask).add(ask.user.id, "SHARED", *row).source = "CSV"
    return empty()


def decoded(ask: Ask) -> str:
    """The text of a body's `base64Content`; browsers encode letters as Latin-1."""
    content = ask.fields({"base64Content": str})["base64Content"]
    try:
        raw = base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        raise refuse(400) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def import_from_google(ask: Ask) -> Answer:
    """Write down whom Google has under a token; there is one token that our Google knows."""
    if ask.fields({"token": str})["token"] != GOOGLE_TOKEN:
        raise refuse(400)
    for given, family, number in addressbook.AT_GOOGLE:
        book_of(ask).add(ask.user.id, "PRIVATE", given, family, number).source = "GOOGLE"
    return empty()


def export_contacts_csv(ask: Ask) -> Answer:
    """The contacts of some scopes as a table."""
    scopes = scopes_of(ask, "scope", required=True)
    text = addressbook.table(c for c in seen(ask) if c.scope in scopes)
    return text_answer(text, 200, CSV)


def export_contacts_to_csv(ask: Ask) -> Answer:
    """All contacts as a table."""
    return text_answer(addressbook.table(seen(ask)), 200, CSV)


def export_contacts_to_vcard(ask: Ask) -> Answer:
    """All contacts as vCards."""
    return text_answer(vcards.written(seen(ask)), 200, VCARD)


def import_contacts_vcard(ask: Ask) -> Answer:
    """Write down each vCard of a text, which comes as it is or in `base64Content`."""
    plain_text = ask.body.lstrip().upper().startswith(b"BEGIN:VCARD")
    text = ask.body.decode("utf-8", "replace") if plain_text else decoded(ask)
    book = book_of(ask)
    for card in [vcards.fields_of(each) for each in vcards.parsed(text)]:
        book.keep(Contact(book.new_id(), ask.user.id, "PRIVATE", source="VCARD", **card))
    return empty()


def get_contacts_vcard(ask: Ask) -> Answer:
    """A page of the contacts that fit, as the properties that are wanted; none has a label."""
    scopes = scopes_of(ask, "scope", required=True)
    ids, wanted = set(ask.words("contactIds")), {word.upper() for word in ask.words("wantedFields")}
    needle = (ask.word("filter") or "").casefold()
    found = [
        contact
        for contact in seen(ask)
        if contact.scope in scopes
        and (not ids or contact.id in ids)
        and not ask.words("labels")
        and any(needle in text.casefold() for text in contact.texts())
    ]
    cards = [carded(contact, wanted) for contact in paged(ask, found)]
    return json_answer({"contacts": cards, "overallMatches": len(found)})


def carded(contact: Contact, wanted: set[str]) -> dict[str, Any]:
    """A contact as a vCard taken apart."""
    found = vcards.items_of(contact)
    shown = {name: each for name, each in found.items() if not wanted or name in wanted}
    return {"meta": {"UUID": contact.id, "scope": contact.scope}, "items": shown}


def put_contacts_vcard(ask: Ask) -> Answer:
    """Write down vCards, over the contacts whose ids they bear; all of them or none."""
    scopes = scopes_of(ask, "scope", required=True)
    data = ask.fields({"data": list})["data"]
    if len(scopes) != 1 or scopes == {"INTERNAL"}:
        raise refuse(400)
    (scope,) = scopes
    book = book_of(ask)
    made = [upserted(ask, each, scope) for each in data]
    return json_answer({"result": [{"contactId": book.keep(contact).id} for contact in made]})


def upserted(ask: Ask, entry: Any, scope: str) -> Contact:
    """The contact that an entry makes, or overwrites."""
    if not isinstance(entry, dict):
        raise refuse(400)
    item = entry.get("item")
    fields = vcards.fields_of({} if item is None else item)
    wanted = entry.get("contactId")
    if wanted is None:
        fresh = Contact(book_of(ask).new_id(), ask.user.id, scope, source="VCARD")
        return addressbook.changed(fresh, fields, scope)
    found = next((c for c in seen(ask) if c.id == _word(wanted)), None)
    if found is None:
        raise refuse(404)
    return addressbook.changed(writable(found), fields, scope)


# --- situations


def a_filled_address_book(state: State, now: datetime) -> dict[str, Any]:
    """One contact of each kind, and the one token of Google's."""
    book = state.part(AddressBook)
    own, shared, others = (book.known(*each) for each in addressbook.SEEDED)
    return {
        "contactId": own.id,
        "contactName": own.name,
        "contactNumber": own.numbers[0]["number"],
        "sharedContactId": shared.id,
        "sharedNumber": shared.numbers[0]["number"],
        "othersContactId": others.id,
        "othersNumber": others.numbers[0]["number"],
        "internalContactId": addressbook.internal(state, state.users["w0"]).id,
        "googleToken": GOOGLE_TOKEN,
    }


SITUATIONS = {"a-filled-address-book": a_filled_address_book}


def _route(operation: str, method: str, below: str, handler: Callable[[Ask], Answer]) -> Route:
    scope = "contacts:read" if method == "GET" else "contacts:write"
    return Route(operation, method, f"/contacts{below}", handler, (scope,))


ROUTES = (
    _route("getContacts", "GET", "", get_contacts),
    _route("createContact", "POST", "", create_contact),
    _route("deleteAllContacts", "DELETE", "", delete_all_contacts),
    _route("getAllContacts", "GET", "/internal", get_all_contacts),
    _route("exportContactsCsv", "GET", "/csv", export_contacts_csv),
    _route("prepareContactsCsv", "POST", "/csv/prepare", import_from_csv),
    _route("importFromCSV", "POST", "/import/csv", import_from_csv),
    _route("importFromGoogle", "POST", "/import/google", import_from_google),
    _route("importContactsVcard", "POST", "/import/vcard", import_contacts_vcard),
    _route("exportContactsToCsv", "GET", "/export/csv", export_contacts_to_csv),
    _route("exportContactsToVcard", "GET", "/export/vcard", export_contacts_to_vcard),
    _route("getContactsVcard", "GET", "/vcard", get_contacts_vcard),
    _route("putContactsVcard", "PUT", "/vcard", put_contacts_vcard),
    _route("getContact", "GET", "/{contactId}", get_contact),
    _route("updateContact", "PUT", "/{contactId}", update_contact),
    _route("deleteContact", "DELETE", "/{contactId}", delete_contact),
)
