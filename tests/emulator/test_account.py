"""The account's code, and the settings and log of its pushes."""

import pytest

URLS = {"incomingUrl": "https://hooks.example.com/a", "outgoingUrl": ""}


def test_a_code_works_once(api):
    account = api("neo")
    body = {"verificationCode": "AMSEL7"}
    assert account("PUT", "/account/verified", json=body).status_code == 404
    body["verificationCode"] = account.arrange("an-unverified-account")["verificationCode"]
    assert [account("PUT", "/account/verified", json=body).status_code for _ in range(2)] == [
        204,
        404,
    ]
    assert account("GET", "/account").json()["verified"] is True


@pytest.mark.parametrize(
    "sent, kept",
    [({"whitelist": []}, []), ({"whitelist": None}, None), ({}, ["p0"]), ({"log": True}, ["p0"])],
)
def test_a_whitelist_is_a_list_or_none_at_all(api, sent, kept):
    account = api("classic")
    account("PUT", "/settings/sipgateio", json=URLS | {"whitelist": ["p0"]})
    assert account("PUT", "/settings/sipgateio", json=URLS | sent).status_code == 204
    read = account("GET", "/settings/sipgateio").json()
    assert read == URLS | {"log": True, "pushApiVersion": 2} | sent | {"whitelist": kept}


@pytest.mark.parametrize(
    "more",
    [
        {"whitelist": "p0"},
        {"whitelist": [0]},
        {"pushApiVersion": 3},
        {"pushApiVersion": "2"},
        {"log": 1},
    ],
)
def test_settings_that_make_no_sense(api, more):
    answer = api("classic")("PUT", "/settings/sipgateio", json=URLS | more)
    assert answer.status_code == 400


def test_what_was_read_can_be_written(api):
    account = api("classic")
    read = account("GET", "/settings/sipgateio").json()
    assert account("PUT", "/settings/sipgateio", json=read).status_code == 204
    assert account("GET", "/settings/sipgateio").json() == read
