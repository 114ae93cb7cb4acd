"""OAuth clients, forgotten passwords, and what nobody needs credentials for."""

import httpx
import pytest

CLIENTS = "/authorization/oauth2/clients"
WISH = {
    "name": "Dialler",
    "description": "Dials",
    "redirectUris": ["https://dial.example.com/*"],
    "webOrigins": ["https://*.example.com"],
    "privacyUrl": "https://dial.example.com/privacy",
    "termsUrl": "https://dial.example.com/terms",
}


@pytest.fixture
def nobody(ready, api):
    """An account's sandbox as somebody without credentials reaches it."""

    def as_nobody(account, method, path, **more):
        headers = {"X-Sipgate-Compat-Sandbox": account.sandbox}
        return httpx.request(method, f"{ready['base_url']}{path}", headers=headers, **more)

    return as_nobody


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirectUris": ["nowhere"]},
        {"redirectUris": ["https://a b"]},
        {"redirectUris": [None]},
        {"webOrigins": [["https://a.example.com"]]},
        {"privacyUrl": "app:privacy"},
        {"termsUrl": "https://"},
        {"name": " "},
        {"name": None},
    ],
)
def test_a_client_that_makes_no_sense(api, wrong):
    account = api("neo")
    before = account("GET", CLIENTS).json()
    assert account("POST", CLIENTS, json=WISH | wrong).status_code == 400
    assert account("GET", CLIENTS).json() == before


def test_an_app_may_have_a_scheme_of_its_own(api):
    made = api("neo")("POST", CLIENTS, json=WISH | {"redirectUris": ["dialler://back"]})
    assert made.json()["redirectUris"] == ["dialler://back"]


def test_each_client_has_an_id_and_a_secret_of_its_own(api):
    account = api("classic")
    made = [account("POST", CLIENTS, json=WISH).json() for _ in range(2)]
    assert len({each["clientId"] for each in made}) == 2
    assert len({each["clientSecret"] for each in made}) == 2


@pytest.mark.parametrize("profile", ["classic", "neo", "migrated"])
def test_nobody_finds_a_client_on_whichever_account_it_is(api, nobody, profile):
    account = api(profile)
    client = account("POST", CLIENTS, json=WISH).json()["clientId"]
    found = nobody(account, "GET", f"{CLIENTS}/{client}/gdpr")
    assert found.json() == {name: WISH[name] for name in ("privacyUrl", "termsUrl")}
    assert nobody(account, "GET", f"{CLIENTS}/{client}").status_code == 401


@pytest.mark.parametrize("path", ["/", "/app/links", "/translations/de_DE"])
def test_open_to_all(api, nobody, path):
    account = api("neo")
    assert nobody(account, "GET", path).json() == account("GET", path).json()


def test_a_nonce_is_used_up(api, nobody):
    account = api("migrated")
    path = f"/passwordreset/{account.arrange('a-forgotten-password')['nonce']}"
    wish = {"password": "one", "passwordRepeat": "one"}
    wrong = nobody(account, "POST", path, json={"password": "one", "passwordRepeat": "two"})
    statuses = [nobody(account, "POST", path, json=wish).status_code for _ in range(2)]
    assert (wrong.status_code, statuses) == (400, [204, 404])


@pytest.mark.parametrize(
    "username, status", [("ADA@example.com", 204), ("nobody@example.com", 404), ("", 404)]
)
def test_who_has_forgotten_a_password(api, nobody, username, status):
    body = {"username": username}
    assert nobody(api("neo"), "POST", "/passwordreset", json=body).status_code == status
