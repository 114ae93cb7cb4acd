"""The web app's own operations, the list of addresses, restrictions and identity."""

import pytest

from sipgate_compat.emulator.tags.urls import URLS
from sipgate_compat.run.prepare import book


def test_every_address_is_that_of_a_documented_operation():
    documented = {row.path for row in book().documented.operations}
    assert set(URLS.values()) <= documented


@pytest.mark.parametrize("scopes, statuses", [(["all"], [403, 200]), (["internal"], [200, 200])])
def test_all_does_not_cover_what_is_internal(control, ready, scopes, statuses):
    import httpx

    wish = {"account": "neo", "user": "w0", "scopes": scopes}
    token = control.post("tokens", json=wish).json()
    auth = (token["token_id"], token["token"])
    paths = ("app/tacs", "app/properties")
    got = [httpx.get(f"{ready['base_url']}/{path}", auth=auth).status_code for path in paths]
    assert got == statuses


def test_texts_differ_by_language_and_are_english_otherwise(api):
    account = api("neo")
    german, english, unknown = (
        account("GET", f"/translations/{each}").json() for each in ("de_DE", "en_GB", "%00")
    )
    assert german != english == unknown
    assert german.keys() == english.keys()


@pytest.mark.parametrize("event, status", [("1", 200), ("01", 404), ("x", 400), ("9" * 40, 400)])
def test_an_event_is_told_once(api, event, status):
    account = api("classic")
    assert account("DELETE", f"/app/events/{event}").status_code == status
    assert len(account("GET", "/app/events").json()["items"]) == (0 if status == 200 else 1)


@pytest.mark.parametrize(
    "profile, user, target, name, value",
    [
        ("classic", "w0", "w1", "CAN_USE_GROUPS", True),
        ("neo", "w0", "w1", "CAN_USE_GROUPS", False),
        ("neo", "w0", "w1", "CAN_BOOK_TRUNKING", False),
        ("neo", "w1", "w1", "CAN_SEND_FAX", True),
        ("neo", "w1", "w2", "CAN_SEND_FAX", False),
        ("neo", "w1", "w1", "CAN_CHANGE_USER_ROLE", False),
    ],
)
def test_what_one_may_do_for_a_user(api, profile, user, target, name, value):
    query = {"userId": target, "restriction": name}
    listed = api(profile, user)("GET", "/restrictions", params=query).json()["items"]
    assert listed == [{"restriction": name, "value": value, "target": target}]


@pytest.mark.parametrize(
    "query, found",
    [
        ("restriction=CAN_SEND_FAX,CAN_USE_IVR", 2),
        ("restriction=CAN_SEND_FAX&restriction=CAN_USE_IVR", 2),
        ("restriction=", 76),
        ("", 76),
    ],
)
def test_what_is_asked_for_of_restrictions(api, query, found):
    listed = api("neo")("GET", f"/restrictions?userId=w0&{query}").json()["items"]
    assert len(listed) == found


@pytest.mark.parametrize(
    "user, query, seen",
    [
        ("w0", "", ["w0", "w1", "w2"]),
        ("w0", "userIds=w1,w2", ["w1", "w2"]),
        ("w0", "userIds=w1&userIds=w1", ["w1"]),
        ("w1", "", ["w1"]),
    ],
)
def test_whose_call_restrictions_are_seen(api, user, query, seen):
    body = api("neo", user)("GET", f"/callrestrictions?{query}").json()
    assert [each["userId"] for each in body.get("items", [body])] == seen


def test_a_call_restriction_may_be_set_twice_and_as_a_text(api):
    account = api("neo")
    path = "/w1/callrestrictions/charged"
    shown = [account("POST", path, json={"enabled": "true"}).json()["charged"] for _ in range(2)]
    off = [account("POST", path, json={"enabled": False}).json()["charged"] for _ in range(2)]
    assert (shown, off) == ([True, True], [False, False])


def test_a_verification_is_started_where_that_is_allowed(api):
    account = api("neo")
    assert account("GET", "/identityVerification?allowStart=true").json()["state"] == "SUCCESS"
    account.arrange("an-unverified-identity")
    states = [
        account("GET", f"/identityVerification{query}").json()["state"]
        for query in ("", "?allowStart=false", "?allowStart=true", "")
    ]
    assert states == ["FAILED", "FAILED", "PENDING", "PENDING"]
