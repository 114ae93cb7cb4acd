"""How requests are built, and to whom credentials may go."""

from contextlib import suppress
from dataclasses import replace

import pytest

from sipgate_compat.client import Client, Credentials, Wire, joined, next_query, wire
from sipgate_compat.contract.model import Operation, Request
from sipgate_compat.errors import Spent, Undecided, UsageError
from sipgate_compat.web import FAILURES, Response

PAT = Credentials("SIPGATE_COMPAT_NEO", token_id="token-abc123", token="very-secret-token")
BEARER = Credentials("SIPGATE_COMPAT_NEO", access_token="very.secret.jwt")


def make_operation(method="GET", path="/calls/{callId}"):
    return Operation(
        operation="anOperation",
        summary="An operation.",
        method=method,
        path=path,
        tag="rtcm",
        effect="read",
        availability={"classic": "available", "neo": "available", "migrated": "available"},
        responses={200: None},
    )


@pytest.mark.parametrize(
    "request_, target",
    [
        pytest.param({}, "/calls/c%2F1", id="the situation fills the path, escaped"),
        pytest.param({"path": {"callId": "other"}}, "/calls/other", id="the case overrides"),
        pytest.param({"query": {"a": ["x", "y"]}}, "/calls/c%2F1?a=x&a=y", id="repeated keys"),
        pytest.param({"query": {"t": "app,mobile"}}, "/calls/c%2F1?t=app,mobile", id="commas stay"),
        pytest.param({"query": {"d": "$day"}}, "/calls/c%2F1?d=2026", id="names in the query"),
    ],
)
def test_the_target_of_a_request(request_, target):
    made = wire(make_operation(), Request(**request_), {"callId": "c/1", "day": "2026"}, None)
    assert made.target == target


@pytest.mark.parametrize(
    "request_, content",
    [
        pytest.param({"body": {"id": "$callId"}}, b'{"id": "c1"}', id="json"),
        pytest.param({"body": None}, None, id="null is empty"),
        pytest.param({"raw": "{"}, b"{", id="raw"),
        pytest.param({"body": False}, b"false", id="false is not empty"),
    ],
)
def test_the_body_of_a_request(request_, content):
    made = wire(make_operation("POST"), Request(**request_), {"callId": "c1"}, None)
    assert made.content == content
    assert ("Content-Type" in made.headers) == (content is not None)


@pytest.mark.parametrize("credentials", [PAT, BEARER], ids=["basic", "bearer"])
def test_curl_names_variables_and_no_values(credentials):
    made = wire(make_operation("POST"), Request(body={"a": "it's"}), {"callId": "c1"}, credentials)
    line = made.curl("https://api.sipgate.com/v2")
    assert "$SIPGATE_COMPAT_NEO_" in line
    assert line.startswith("curl -i -X POST")
    assert not any(secret in line for secret in credentials.secrets())


@pytest.mark.parametrize("credentials", [PAT, BEARER], ids=["basic", "bearer"])
def test_a_repr_holds_no_secret(credentials):
    assert "secret" not in repr(credentials)


@pytest.mark.parametrize(
    "url, reason",
    [
        ("http://api.sipgate.com/v2", "https only"),
        ("http://127.0.0.1.example.com/v2", "https only"),
        ("ftp://127.0.0.1/v2", "begins with http"),
        ("api.sipgate.com", "begins with http"),
        ("https://", "begins with http"),
        ("http://[::1/v2", "not a base URL"),
        ("http://127.0.0.1:abc/v2", "not a base URL"),
        ("https://api.example.com:99999", "not a base URL"),
    ],
)
def test_a_base_url_that_will_not_do(url, reason):
    with pytest.raises(UsageError, match=reason):
        Client(url)


def test_nobody_listening_is_undecided():
    client = Client("http://127.0.0.1:9/v2")
    made = wire(make_operation(), Request(), {"callId": "c1"}, PAT)
    with pytest.raises(Undecided, match=r"http://127\.0\.0\.1:9/v2: no answer"):
        client.send(made)


class Failing:
    """Answers so often, and then never again."""

    def __init__(self, answers):
        self.answers, self.asked = answers, 0

    def send(self, *arguments):
        self.asked += 1
        if self.asked > self.answers:
            raise FAILURES[0]("gone")
        return Response(200, text="")


def given_up(ask, answers):
    """How often a failing target is asked until it is given up; None where it never is."""
    client = Client("http://127.0.0.1:9/v2")
    client.http = Failing(answers)
    for _ in range(20):
        with suppress(Undecided):
            ask(client)
        if client.desk.closed or client.spent:
            return client.http.asked - answers
    return None


LOOK = Wire("GET", "/users", {}, None, PAT)


@pytest.mark.parametrize(
    "ask, answers, tries",
    [
        pytest.param(lambda c: c.send(LOOK), 1, 4, id="three requests and a look"),
        pytest.param(lambda c: c.send(LOOK), 0, None, id="one that never answered"),
        pytest.param(lambda c: c.json("GET", "http://127.0.0.1:9/x"), 1, 3, id="control plane"),
    ],
)
def test_a_target_that_is_gone_is_given_up(ask, answers, tries):
    assert given_up(ask, answers) == tries


NOBODYS = replace(LOOK, credentials=None)


@pytest.mark.parametrize(
    "before, tries",
    [
        pytest.param([], 3, id="the first that is given up"),
        pytest.param([LOOK] * 3, 1, id="after another one"),
    ],
)
def test_who_was_never_answered_is_given_up_too(before, tries):
    client = Client("http://127.0.0.1:9/v2")
    client.http = Failing(1)
    client.send(LOOK)
    for each in [*before, *[NOBODYS] * tries]:
        with pytest.raises(Undecided):
            client.send(each)
    with pytest.raises(Spent):
        client.send(NOBODYS)


def test_an_account_that_answers_is_asked_on():
    client = Client("http://127.0.0.1:9/v2")
    client.http = Failing(1)
    client.send(LOOK)
    for _ in range(3):
        with pytest.raises(Undecided):
            client.send(LOOK)
    client.http = Failing(1)
    client.send(NOBODYS)
    with pytest.raises(Undecided):
        client.send(NOBODYS)
    with pytest.raises(Undecided, match="no answer"):
        client.send(NOBODYS)


@pytest.mark.parametrize(
    "body, following",
    [
        pytest.param({"events": [1], "position": "p2"}, {"limit": 1, "position": "p2"}, id="more"),
        pytest.param({"events": [1], "position": None}, None, id="null ends"),
        pytest.param({"events": [1]}, None, id="none ends"),
        pytest.param({"events": [], "position": "p2"}, None, id="an empty page ends"),
        pytest.param({"events": [1], "position": "p1"}, None, id="a repeated position ends"),
        pytest.param({"wrong": 1}, None, id="no list ends"),
    ],
)
def test_following_a_position(body, following):
    assert next_query("position", "events", {"limit": 1}, body, {"p1"}) == following


def test_following_an_offset():
    found = next_query("offset", "items", {"offset": 2, "limit": 2}, {"items": [1, 2]}, set())
    assert found == {"offset": 4, "limit": 2}


def test_pages_are_joined():
    pages = [{"events": [1, 2], "position": "a"}, {"events": [3], "position": None}]
    assert joined(pages, "events") == {"events": [1, 2, 3], "position": None}
