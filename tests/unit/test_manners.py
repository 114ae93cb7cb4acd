"""What an answer asks a client to wait, and who counts as this machine."""

from datetime import UTC, datetime

import pytest

from sipgate_compat.client import Client
from sipgate_compat.manners import FOREVER, told_to_wait
from sipgate_compat.observation import Redactor
from sipgate_compat.web import is_loopback

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text, seconds",
    [
        pytest.param("7", 7, id="seconds"),
        pytest.param("0", 0, id="at once"),
        pytest.param("Wed, 25 Nov 2026 09:01:00 GMT", 60, id="a date"),
        pytest.param("Wed, 25 Nov 2026 08:00:00 GMT", 0, id="a date that is over"),
        pytest.param("9" * 400, FOREVER, id="for ever"),
        pytest.param("Wed, 25 Nov 9999 09:00:00 GMT", FOREVER, id="for ever, as a date"),
        pytest.param("soon", None, id="a word"),
        pytest.param("-3", None, id="negative"),
        pytest.param("٣", None, id="digits of others"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_how_long_to_wait(text, seconds):
    assert told_to_wait({"retry-after": text}, NOW) == seconds


@pytest.mark.parametrize(
    "host, here",
    [
        ("127.0.0.1", True),
        ("127.0.0.2", True),
        ("::1", True),
        ("localhost", True),
        ("api.localhost", False),
        ("127.0.0.1.example.com", False),
        ("10.0.0.1", False),
        (None, False),
    ],
)
def test_what_is_this_machine(host, here):
    assert is_loopback(host) is here


def test_the_client_names_itself():
    client = Client("https://api.example.com/v2")
    assert client.http.headers["user-agent"].startswith("sipgate-compat/")
    client.close()


def test_a_secret_that_comes_later_is_taken_out_and_changes_no_pseudonym():
    later = []
    redactor = Redactor(["the-first-secret"], personal=True, later=later)
    before = redactor.text("a@example.com")
    later.append("a-later-secret")
    assert redactor.text("x a-later-secret y") == "x [secret] y"
    assert redactor.text("a@example.com") == before
