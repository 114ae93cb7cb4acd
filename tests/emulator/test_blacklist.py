"""The blacklist: what is a number, and which errors have a body."""

import pytest

PATH = "/blacklist/incoming"


@pytest.mark.parametrize(
    "body, kept",
    [
        ({"phoneNumber": "+4930231250302"}, ("+4930231250302", False)),
        ({"phoneNumber": "4930231250302", "isBlock": "true"}, ("+4930231250302", True)),
        ({"phoneNumber": "+4930231250302", "isBlock": None}, ("+4930231250302", False)),
        ({"phoneNumber": "12", "isBlock": True}, ("+12", True)),
    ],
)
def test_what_is_blocked_is_listed(api, body, kept):
    account = api("classic")
    entry = dict(zip(("phoneNumber", "isBlock"), kept, strict=True))
    assert account("POST", PATH, json=body).json() == entry
    assert entry in api("classic", "w1")("GET", PATH).json()["items"]


@pytest.mark.parametrize(
    "method, path, body, status",
    [
        ("POST", PATH, b'{"phoneNumber": "+4930231250301"}', 409),
        ("POST", PATH, b'{"phoneNumber": "4930231250301", "isBlock": true}', 409),
        ("POST", PATH, b'{"phoneNumber": "030231250302"}', 400),
        ("POST", PATH, b'{"phoneNumber": "+49302312503020000"}', 400),
        ("POST", PATH, '{"phoneNumber": "+49٣٠"}'.encode(), 400),
        ("POST", PATH, b'{"phoneNumber": "+49\\n"}', 400),
        ("POST", PATH, b'{"phoneNumber": "+4930231250302", "isBlock": 1}', 400),
        ("POST", PATH, b'{"phoneNumber": 4930231250302}', 400),
        ("POST", PATH, b"", 400),
        ("DELETE", f"{PATH}/%2B4930231250309", None, 404),
        ("DELETE", f"{PATH}/anonymous", None, 400),
    ],
)
def test_errors_say_what_is_wrong(api, method, path, body, status):
    account = api("neo")
    answer = account(method, path, content=body)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["status"]) == (status, status)
    assert error["title"]
    assert len(account("GET", PATH).json()["items"]) == 1
