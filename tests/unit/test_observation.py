"""Secrets leave no trace; personal data of live accounts becomes pseudonyms."""

import json

import pytest

from sipgate_compat.observation import Redactor

SECRET = "0f3c1a52-secret-token"


@pytest.mark.parametrize(
    "value",
    [
        SECRET,
        f"Bearer {SECRET}",
        {"a": [{"b": SECRET}]},
        {SECRET: 1},
    ],
    ids=["plain", "inside text", "deep inside", "a key"],
)
def test_a_secret_leaves_no_trace(value):
    assert SECRET not in json.dumps(Redactor([SECRET]).value(value))


@pytest.mark.parametrize(
    "body, gone",
    [
        pytest.param({"email": "ada@example.com"}, "ada@", id="email"),
        pytest.param({"source": "+4930231250001"}, "231250001", id="a number"),
        pytest.param({"anything": "call +49 30 2312 50001 now"}, "50001", id="a number in text"),
        pytest.param({"firstname": "Ada"}, "Ada", id="a name"),
        pytest.param({"name": "Dora Dahl"}, "Dahl", id="a contact's name"),
        pytest.param({"organization": [["Dahl Ltd"]]}, "Dahl", id="a contact's organization"),
        pytest.param({"FN": [{"value": "Dora Dahl"}]}, "Dahl", id="a name in a vCard"),
        pytest.param({"password": "x"}, '"x"', id="a password"),
        pytest.param({"phoneNumber": 4930231250001}, "4930231250001", id="a number as a number"),
        pytest.param({"token": "eyJabcdef.eyJabcdef.sig"}, "eyJ", id="a JWT"),
    ],
)
def test_personal_data_of_a_live_account_is_replaced(body, gone):
    assert gone not in json.dumps(Redactor([SECRET], personal=True).value(body))


@pytest.mark.parametrize(
    "value",
    [
        "e0",
        "2026-11-23T09:00:00Z",
        "0982524d-1328-4830-89d8-a295f200e90e",
        "REGISTER",
        200,
        True,
        None,
    ],
)
def test_what_is_not_personal_stays(value):
    assert Redactor([SECRET], personal=True).value({"id": value}) == {"id": value}


def test_pseudonyms_are_stable_and_tell_values_apart():
    first, second = (Redactor([SECRET], personal=True) for _ in range(2))
    assert first.value({"source": "+4930231250001"}) == second.value({"source": "+4930231250001"})
    assert first.value({"source": "+4930231250001"}) != first.value({"source": "+4930231250002"})


def test_pseudonyms_depend_on_the_account():
    body = {"source": "+4930231250001"}
    assert Redactor(["secret-one"], True).value(body) != Redactor(["secret-two"], True).value(body)


def test_what_no_file_can_hold_is_replaced():
    assert Redactor().value({"a": "lone \ud800 surrogate ä"}) == {"a": "lone ? surrogate ä"}


def test_what_the_emulator_invents_stays_readable():
    body = {"email": "ada@example.com", "source": "+4930231250001"}
    assert Redactor([SECRET]).value(body) == body
