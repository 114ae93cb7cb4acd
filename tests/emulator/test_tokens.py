"""The token endpoint issues and refreshes, and its tokens expire."""

import httpx
import pytest

from sipgate_compat.emulator import accounts
from sipgate_compat.emulator.accounts import Accounts
from sipgate_compat.emulator.clock import Clock

PATH = "/auth/realms/third-party/protocol/openid-connect/token"


@pytest.fixture
def ask(ready, control):
    origin = ready["base_url"].removesuffix("/v2")
    wish = {"account": "neo", "user": "w1", "scopes": ["users:read"]}
    known = control.post("tokens", json=wish).json()["refresh_token"]

    def ask_for(**form):
        filled = {k: known if v == "KNOWN" else v for k, v in form.items()}
        return httpx.post(f"{origin}{PATH}", data=filled)

    return ask_for


def whoami(ready, token):
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{ready['base_url']}/authorization/userinfo", headers=headers)


@pytest.mark.parametrize(
    "form",
    [
        {"grant_type": "refresh_token", "refresh_token": "KNOWN"},
        {"grant_type": "authorization_code", "code": "KNOWN"},
    ],
    ids=["refresh", "code"],
)
def test_a_token_is_issued(ask, ready, form):
    answer = ask(client_id="me", **form).json()
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", 300)
    assert whoami(ready, answer["access_token"]).json()["sub"] == "w1"


def test_a_token_expires_and_is_refreshed(ask, ready, control):
    issued = ask(client_id="me", grant_type="refresh_token", refresh_token="KNOWN").json()
    control.post("clock", json={"advance": 301})
    assert whoami(ready, issued["access_token"]).status_code == 401
    again = ask(client_id="me", grant_type="refresh_token", refresh_token=issued["refresh_token"])
    assert whoami(ready, again.json()["access_token"]).status_code == 200


@pytest.mark.parametrize(
    "form, error",
    [
        ({"grant_type": "refresh_token", "refresh_token": "x", "client_id": "me"}, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "KNOWN"}, "invalid_client"),
        ({"grant_type": "password", "client_id": "me"}, "unsupported_grant_type"),
        ({}, "unsupported_grant_type"),
    ],
)
def test_what_is_refused(ask, form, error):
    answer = ask(**form)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_of_many_tokens_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr(accounts, "ISSUED", 3)
    known = Accounts(Clock(), frozenset({"users:read"}))
    someone, before = known.tokens["neo", "w1"].identity, len(known.by_header)
    issued = [str(known.issue(someone)["access_token"]) for _ in range(5)]
    alive = [known.identify(f"Bearer {each}") is not None for each in issued]
    assert alive == [False, False, True, True, True]
    assert (len(known.by_header), len(known.refresh)) == (before + 3, before // 2 + 3)
