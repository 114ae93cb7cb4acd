"""Calls that are recorded by themselves."""

import pytest

GREETINGS = "/autorecordings/greetings"


@pytest.mark.parametrize("profile", ["classic", "neo", "migrated"])
def test_there_is_one_greeting_at_a_time(api, profile):
    account = api(profile)
    before = account("GET", GREETINGS).json()["id"]
    account("POST", GREETINGS, json={"filename": "new.mp3", "base64Content": "QUJD"})
    after = account("GET", GREETINGS).json()
    assert (after["alias"], after["active"]) == ("new", True)
    assert account("DELETE", f"{GREETINGS}/{before}").status_code == 404
    assert account("DELETE", f"{GREETINGS}/{after['id']}").status_code == 204
    assert account("GET", GREETINGS).status_code == 404


def test_a_file_that_is_refused_replaces_nothing(api):
    account = api("classic")
    before = account("GET", GREETINGS).json()
    body = {"filename": " ", "base64Content": "QUJD"}
    assert account("POST", GREETINGS, json=body).status_code == 400
    assert account("GET", GREETINGS).json() == before


@pytest.mark.parametrize(
    "user, extension, status",
    [
        ("w0", "e0", 200),
        ("w0", "e2", 200),
        ("w0", "p0", 200),
        ("w0", "f0", 404),
        ("w1", "e2", 200),
        ("w1", "p1", 200),
        ("w1", "e0", 403),
        ("w1", "p0", 403),
    ],
)
def test_what_is_recorded_and_by_whom_it_is_set(api, user, extension, status):
    path = f"/autorecordings/{extension}/settings"
    account = api("classic", user)
    assert account("PUT", path, json={"active": "true"}).status_code == status
    if status == 200:
        assert account("GET", path).json() == {"active": True}


def test_a_setting_goes_with_its_device(api):
    account = api("classic")
    parallel, path = "/w0/phonelines/p0/parallelforwardings", "/autorecordings/x1/settings"
    for _ in range(2):
        account("POST", parallel, json={"destination": "+4917139200020"})
        assert account("GET", path).json() == {"active": False}
        account("PUT", path, json={"active": True})
        assert account("DELETE", f"{parallel}/x1").status_code == 204
        assert account("GET", path).status_code == 404
