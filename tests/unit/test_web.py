"""Connections carry what they are given and nothing else."""

from urllib.parse import urlsplit

import pytest

from sipgate_compat.web import Connection, proxy

from ..servers import Quiet, listening

PROXY = "http://proxy.example.com:3128"


@pytest.fixture
def heard():
    """The address of a server that gives a cookie and redirects, and what it is asked."""
    requests = []

    class Handler(Quiet):
        def answer(self):
            requests.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response_only(302)
            self.say(302, [("Set-Cookie", "a=b"), ("Location", "/")], b"")

        do_GET = answer  # noqa: N815

    with listening(Handler) as origin:
        yield f"{origin}/", requests


def test_no_cookie_is_kept_and_no_redirect_followed(heard):
    url, requests = heard
    connection = Connection(url, timeout=5)
    statuses = [connection.send("GET", url, {"Accept": "text/csv"}).status_code for _ in range(2)]
    connection.close()
    assert statuses == [302, 302]
    assert [("cookie" in each, each["accept"]) for each in requests] == [(False, "text/csv")] * 2


@pytest.mark.parametrize(
    "url, environment, found",
    [
        pytest.param("https://a.example.com", {"HTTPS_PROXY": PROXY}, PROXY, id="of the scheme"),
        pytest.param("https://a.example.com", {"ALL_PROXY": PROXY}, PROXY, id="of all schemes"),
        pytest.param(
            "https://a.example.com", {"HTTPS_PROXY": PROXY.split("//")[1]}, PROXY, id="bare"
        ),
        pytest.param("https://a.example.com", {"HTTP_PROXY": PROXY}, None, id="of another scheme"),
        pytest.param(
            "https://a.example.com",
            {"HTTPS_PROXY": PROXY, "NO_PROXY": "example.com"},
            None,
            id="not for this host",
        ),
        pytest.param("http://127.0.0.1:1", {"HTTP_PROXY": PROXY}, None, id="never for loopback"),
        pytest.param("https://a.example.com", {}, None, id="none"),
    ],
)
def test_the_proxy_of_the_environment(monkeypatch, url, environment, found):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy(urlsplit(url)) == found
