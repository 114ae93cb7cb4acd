"""A refresh token is shown once, what replaces it is kept, and neither is told."""

import jwt
import pytest

from sipgate_compat.config import credentials, settings
from sipgate_compat.errors import NotTheApi, Refused, Undecided, UsageError
from sipgate_compat.grant import Grant, Keeper, lifetime
from sipgate_compat.web import Reply

URL = "https://login.example.com/token"
GRANT = Grant("SIPGATE_COMPAT_NEO", URL, "client", "first-refresh", "the-client-secret")
ENVIRONMENT = {
    "SIPGATE_COMPAT_NEO_REFRESH_TOKEN": "first-refresh",
    "SIPGATE_COMPAT_NEO_CLIENT_ID": "client",
    "SIPGATE_COMPAT_NEO_CLIENT_SECRET": "the-client-secret",
}


class Realm:
    """A token endpoint that rotates refresh tokens."""

    def __init__(self):
        self.seconds, self.seen, self.replies = 0.0, [], []

    def __call__(self):
        return self.seconds

    def post(self, url, fields, timeout):
        self.seen.append(fields["refresh_token"])
        if self.replies:
            return self.replies.pop(0)
        n = len(self.seen)
        tokens = {"access_token": f"access-{n}", "refresh_token": f"refresh-{n}"}
        return Reply(200, {**tokens, "expires_in": 300})


@pytest.fixture
def realm():
    return Realm()


@pytest.fixture
def keeper(realm):
    return Keeper(GRANT, realm, post=realm.post)


def test_each_refresh_token_is_shown_once(keeper, realm):
    tokens = []
    for realm.seconds in (0, 269, 271, 600):
        tokens.append(keeper.access())
    assert tokens == ["access-1", "access-1", "access-2", "access-3"]
    assert realm.seen == ["first-refresh", "refresh-1", "refresh-2"]


def test_what_was_refused_is_renewed_once_for_all_who_held_it(keeper):
    first = keeper.access()
    assert [keeper.access(first), keeper.access(first)] == ["access-2", "access-2"]


def test_a_realm_that_is_gone_for_a_moment_does_no_harm(keeper, realm):
    keeper.access()
    realm.seconds, realm.replies = 280, [Reply(503, None)]
    assert keeper.access() == "access-1"
    assert keeper.access() == "access-3"
    assert realm.seen == ["first-refresh", "refresh-1", "refresh-1"]


def test_a_realm_that_stays_away_is_not_asked_for_ever(keeper, realm):
    realm.replies = [Reply(503, None)] * 9
    for _ in range(5):
        with pytest.raises(Undecided, match="no token: answers 503"):
            keeper.access()
    assert len(realm.seen) == 3


@pytest.mark.parametrize(
    "reply, error, said",
    [
        (Reply(400, {"error": "invalid_grant"}), Refused, r"\(400 invalid_grant\)"),
        (Reply(401, {"error": "x y <secret>"}), Refused, r"\(401\)"),
        (Reply(302, None), NotTheApi, "answers 302 without a token"),
        (Reply(200, "<html>"), NotTheApi, "not a token endpoint"),
        (Reply(200, {"access_token": "a\nb"}), NotTheApi, "without a token"),
    ],
    ids=["refused", "odd code", "redirect", "page", "token with a break"],
)
def test_what_is_no_token_is_asked_for_once(keeper, realm, reply, error, said):
    realm.replies = [reply]
    for _ in range(2):
        with pytest.raises(error, match=said):
            keeper.access()
    assert len(realm.seen) == 1


def test_a_repr_holds_no_secret(keeper):
    keeper.access()
    shown = repr(keeper) + repr(GRANT) + repr(credentials("neo", ENVIRONMENT))
    assert not any(each in shown for each in ("first-refresh", "the-client-secret", "access-1"))


@pytest.mark.parametrize(
    "body, seconds",
    [
        pytest.param({"expires_in": 300}, 300, id="told"),
        pytest.param({"claims": {"iat": 1000, "exp": 1900}}, 900, id="by its claims"),
        pytest.param({"expires_in": -1, "claims": {"exp": 1900}}, 60, id="neither"),
        pytest.param({"expires_in": True}, 60, id="true is no number"),
    ],
)
def test_how_long_a_token_lives(body, seconds):
    claims = body.pop("claims", None)
    token = jwt.encode(claims, "k" * 32, algorithm="HS256") if claims else "no-jwt"
    assert lifetime({**body, "access_token": token}) == seconds


def test_what_is_renewed_comes_before_what_is_not():
    found = credentials("neo", {**ENVIRONMENT, "SIPGATE_COMPAT_NEO_ACCESS_TOKEN": "old"}, URL)
    assert (found.grant, found.access_token) == (GRANT, None)
    assert "$SIPGATE_COMPAT_NEO_ACCESS_TOKEN" in found.curl()
    assert set(found.secrets()) == {"first-refresh", "the-client-secret"}


def test_a_grant_from_files(tmp_path):
    for name, value in ENVIRONMENT.items():
        (tmp_path / name).write_text(f"{value}\n")
    found = credentials("neo", {f"{n}_FILE": str(tmp_path / n) for n in ENVIRONMENT}, URL)
    assert found.grant == GRANT


def test_a_refresh_token_without_a_client():
    with pytest.raises(UsageError, match="REFRESH_TOKEN: goes with SIPGATE_COMPAT_NEO_CLIENT_ID"):
        credentials("neo", {"SIPGATE_COMPAT_NEO_REFRESH_TOKEN": "r"})


@pytest.mark.parametrize(
    "environment, url",
    [
        ({}, "https://login.sipgate.com/auth/realms/third-party/protocol/openid-connect/token"),
        (
            {"SIPGATE_COMPAT_REALM": "other"},
            "https://login.sipgate.com/auth/realms/other/protocol/openid-connect/token",
        ),
        ({"SIPGATE_COMPAT_TOKEN_URL": URL, "SIPGATE_COMPAT_REALM": "other"}, URL),
    ],
    ids=["default", "realm", "url"],
)
def test_where_tokens_are_renewed(tmp_path, environment, url):
    assert settings({}, environment, tmp_path).token_url == url


@pytest.mark.parametrize(
    "name, value, said",
    [
        ("TOKEN_URL", "http://login.example.com/token", "https only"),
        ("TOKEN_URL", "login.example.com", "not a base URL"),
        ("REALM", "../x", "no name of a realm"),
        ("RATE", "fast", "say 5/s"),
        ("CONTACT", "a\nb", "contact: a URL"),
        ("MAX_REQUESTS", "0", "max_requests: "),
        ("MAX_TIME", "nan", "max_time: "),
        ("MAX_TIME", "inf", "max_time: "),
    ],
)
def test_a_setting_that_makes_no_sense(tmp_path, name, value, said):
    with pytest.raises(UsageError, match=said):
        settings({}, {f"SIPGATE_COMPAT_{name}": value}, tmp_path)
