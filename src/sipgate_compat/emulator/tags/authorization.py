"""OAuth clients, and what becomes of a forgotten password.

Which account a forgotten password is of only the user name or the nonce says, so those two
operations need no credentials; neither does the consent page that asks for a client's addresses.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from ..answers import Answer, empty, json_answer
from ..asking import Ask, refuse
from ..routing import Route
from ..state import State

# Wildcards may stand anywhere, and an app may have a scheme of its own.
PLACE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
PAGE = re.compile(r"https?://[^\s/]\S*")
TEXTS = ("name", "description", "privacyUrl", "termsUrl")
LISTS = ("redirectUris", "webOrigins")


class Clients:
    """The account's OAuth clients by id."""

    def __init__(self, state: State) -> None:
        self.by_id: dict[str, dict[str, Any]] = {}
        self.add(state, wish("Address book"))

    def add(self, state: State, fields: dict[str, Any]) -> dict[str, Any]:
        """A new client with an id and a secret."""
        client_id = state.uuid("client").replace("-", "").upper()[:16]
        made = {"clientId": client_id, "clientSecret": state.uuid("client-secret"), **fields}
        self.by_id[client_id] = made
        return made


class Passwords:
    """Who has asked for a new password, by nonce, and what has been chosen."""

    def __init__(self, state: State) -> None:
        self.asked: dict[str, str] = {}
        self.chosen: dict[str, str] = {}

    def ask(self, state: State, user: str) -> str:
        """The nonce that the platform sends by mail."""
        nonce = state.uuid("nonce")
        self.asked[nonce] = user
        return nonce


def wish(name: str) -> dict[str, Any]:
    """What a client is made of."""
    return {
        "name": name,
        "description": f"{name} of Amsel & Buche",
        "redirectUris": ["https://app.example.com/*"],
        "webOrigins": ["https://app.example.com"],
        "privacyUrl": "https://app.example.com/privacy",
        "termsUrl": "https://app.example.com/terms",
    }


def wished(ask: Ask) -> dict[str, Any]:
    """A client as the body describes it, or 400."""
    found = ask.fields({**dict.fromkeys(TEXTS, str), **dict.fromkeys(LISTS, list)})
    places = [*found["redirectUris"], *found["webOrigins"]]
    pages = [found["privacyUrl"], found["termsUrl"]]
    if not all(isinstance(each, str) and PLACE.fullmatch(each) for each in places):
        raise refuse(400)
    if not found["name"].strip() or not all(PAGE.fullmatch(each) for each in pages):
        raise refuse(400)
    return found


def client_of(ask: Ask) -> dict[str, Any]:
    """The client that the path names, or 404."""
    return ask.find(ask.state.part(Clients).by_id, "clientId")


def get_clients(ask: Ask) -> Answer:
    """All clients of the account."""
    ask.administer()
    return json_answer({"data": list(ask.state.part(Clients).by_id.values())})


def create_client(ask: Ask) -> Answer:
    """A new client, with the secret that it has from now on."""
    ask.administer()
    return json_answer(ask.state.part(Clients).add(ask.state, wished(ask)))


def get_client(ask: Ask) -> Answer:
    """One client, its secret included."""
    ask.administer()
    return json_answer(client_of(ask))


def update_client(ask: Ask) -> Answer:
    """Describe a client anew; its id and secret stay."""
    ask.administer()
    client, fields = client_of(ask), wished(ask)
    client.update(fields)
    return json_answer(client)


def delete_client(ask: Ask) -> Answer:
    """Delete a client; the real platform only says that it will."""
    ask.administer()
    del ask.state.part(Clients).by_id[client_of(ask)["clientId"]]
    return empty(202)


def get_gdpr_urls(ask: Ask) -> Answer:
    """Where a client says what becomes of data."""
    client = client_of(ask)
    return json_answer({name: client[name] for name in ("privacyUrl", "termsUrl")})


def request_password_reset(ask: Ask) -> Answer:
    """Send a mail with a nonce; 404 for a stranger is our choice, nothing is known of it."""
    name = ask.fields({"username": str})["username"].strip().lower()
    for user in ask.state.users.values():
        if name == user.email.lower():
            ask.state.part(Passwords).ask(ask.state, user.id)
            return empty()
    raise refuse(404)


def change_password(ask: Ask) -> Answer:
    """Set the password that the holder of a nonce chooses; the nonce is used up."""
    found = ask.fields({"password": str, "passwordRepeat": str})
    passwords = ask.state.part(Passwords)
    user = ask.find(passwords.asked, "nonce")
    if not found["password"] or found["password"] != found["passwordRepeat"]:
        raise refuse(400)
    del passwords.asked[ask.path["nonce"]]
    passwords.chosen[user] = found["password"]
    return empty()


def an_oauth_client(state: State, now: datetime) -> dict[str, Any]:
    """A client of the account."""
    made = state.part(Clients).add(state, wish("Reception desk"))
    named = ("clientId", "clientSecret", "redirectUris", "privacyUrl", "termsUrl")
    return {name: made[name] for name in named} | {"clientName": made["name"]}


def a_forgotten_password(state: State, now: datetime) -> dict[str, Any]:
    """A member has asked for a new password and got a mail with a nonce."""
    nonce = state.part(Passwords).ask(state, "w1")
    return {"username": state.users["w1"].email, "nonce": nonce}


SITUATIONS = {"an-oauth-client": an_oauth_client, "a-forgotten-password": a_forgotten_password}
BASE, ONE = "/authorization/oauth2/clients", "/authorization/oauth2/clients/{clientId}"
READ, WRITE = ("authorization:oauth2:clients:read",), ("authorization:oauth2:clients:write",)
ROUTES = (
    Route("getClients", "GET", BASE, get_clients, READ),
    Route("createClient", "POST", BASE, create_client, WRITE),
    Route("getClient", "GET", ONE, get_client, READ),
    Route("updateClient", "PUT", ONE, update_client, WRITE),
    Route("deleteClient", "DELETE", ONE, delete_client, WRITE),
    Route("getGdprUrls", "GET", f"{ONE}/gdpr", get_gdpr_urls, open=True),
    Route("requestPasswordReset", "POST", "/passwordreset", request_password_reset, open=True),
    Route("changePassword", "POST", "/passwordreset/{nonce}", change_password, open=True),
)
