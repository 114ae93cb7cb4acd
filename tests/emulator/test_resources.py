"""History, devices, settings, phonelines, groups and faxes."""

import pytest


@pytest.mark.parametrize(
    "profile, query, types",
    [
        ("classic", "", {"CALL", "FAX", "SMS", "VOICEMAIL"}),
        ("neo", "", {"FAX", "SMS"}),
        ("migrated", "", {"CALL", "FAX", "SMS", "VOICEMAIL"}),
        ("classic", "?types=FAX&types=SMS", {"FAX", "SMS"}),
        ("classic", "?types=FAX,SMS", {"FAX", "SMS"}),
        ("classic", "?types=", {"CALL", "FAX", "SMS", "VOICEMAIL"}),
        ("classic", "?directions=OUTGOING", {"FAX"}),
        ("classic", "?connectionIds=p0", {"CALL"}),
        ("classic", "?starred=STARRED", set()),
        ("classic", "?archived=false&limit=1000", {"CALL", "FAX", "SMS", "VOICEMAIL"}),
        ("classic", "?from=2026-11-23T05:00:00Z", set()),
        ("classic", "?to=2026-11-23T05:00:00Z", {"CALL", "FAX", "SMS", "VOICEMAIL"}),
        ("classic", "?from=2026-11-23T04:00:00%2B01:00&types=SMS", {"SMS"}),
        ("classic", "?phonenumber=%2B4917139200010", {"SMS"}),
    ],
)
def test_history_filters(api, profile, query, types):
    found = api(profile)("GET", f"/history{query}").json()["items"]
    assert {each["type"] for each in found} == types


@pytest.mark.parametrize(
    "query",
    [
        "types=TELEX",
        "from=yesterday",
        "limit=-1",
        "limit=x",
        "archived=maybe",
        "offset=1e9",
        "limit=٣",
    ],
)
def test_history_filters_that_make_no_sense(api, query):
    assert api("classic")("GET", f"/history?{query}").status_code == 400


def test_history_pages(api):
    account = api("classic")
    pages = [account("GET", f"/history?limit=1&offset={i}").json() for i in range(5)]
    ids = [page["items"][0]["id"] for page in pages[:4]]
    assert len(set(ids)) == 4
    assert (pages[4]["items"], pages[4]["totalCount"]) == ([], 4)


def test_history_refuses_a_device_as_connection_on_neo(api):
    assert api("neo")("GET", "/history?connectionIds=e0").status_code == 403
    assert api("neo")("GET", "/history?connectionIds=f0").status_code == 200


@pytest.mark.parametrize(
    "types, found",
    [
        ("", {"REGISTER", "MOBILE", "EXTERNAL"}),
        ("app", {"DESKTOP_APP"}),
        ("mobile,external", {"MOBILE", "EXTERNAL"}),
        ("all", {"REGISTER", "MOBILE", "EXTERNAL", "DESKTOP_APP"}),
    ],
)
def test_devices_by_type_on_neo(api, types, found):
    listed = api("neo")("GET", "/w0/devices", params={"type": types}).json()["items"]
    assert {each["type"] for each in listed} == found


def test_an_unknown_device_type(api):
    assert api("neo")("GET", "/w0/devices?type=fax").status_code == 400
    assert api("classic")("GET", "/w0/devices?type=fax").status_code == 200


@pytest.mark.parametrize(
    "profile, url, status",
    [
        ("classic", "http://a.example.com", 204),
        ("neo", "http://a.example.com", 400),
        ("neo", "https://a.example.com", 204),
        ("neo", "", 204),
        ("classic", "ftp://a.example.com", 400),
        ("classic", "https://", 400),
        ("classic", "https://[", 400),
    ],
)
def test_webhook_addresses(api, profile, url, status):
    account = api(profile)
    body = {"incomingUrl": url, "outgoingUrl": ""}
    assert account("PUT", "/settings/sipgateio", json=body).status_code == status
    read = account("GET", "/settings/sipgateio").json()["incomingUrl"]
    assert read == (url if status == 204 else "")


def test_a_member_does_not_set_webhooks(api):
    assert api("neo", "w1")("PUT", "/settings/sipgateio", json={"log": True}).status_code == 403


def test_a_phoneline_lives_and_is_gone(api):
    account = api("classic")
    line = account("POST", "/w0/phonelines").json()["id"]
    path = f"/w0/phonelines/{line}"
    account("PUT", path, json={"alias": "Second"})
    account("POST", f"{path}/devices", json={"deviceId": "e0"})
    assert account("GET", path).json()["alias"] == "Second"
    assert [d["id"] for d in account("GET", f"{path}/devices").json()["items"]] == ["e0"]
    assert account("DELETE", path).status_code == 204
    assert account("GET", path).status_code == 404


@pytest.mark.parametrize(
    "body", [{}, {"forwardings": "x"}, {"forwardings": [1]}, {"forwardings": [{"destination": 1}]}]
)
def test_forwardings_that_make_no_sense(api, body):
    assert api("classic")("PUT", "/w0/phonelines/p0/forwardings", json=body).status_code == 400


def test_another_users_phoneline_is_not_found_below_ones_own_path(api):
    assert api("classic")("GET", "/w0/phonelines/p1").status_code == 404


def test_a_device_leaves_its_group(api):
    account = api("classic")
    assert account("DELETE", "/groups/g0/devices/e0").status_code == 204
    assert account("GET", "/devices/e0").json()["activeGroups"] == []
    assert account("DELETE", "/groups/g0/devices/e0").status_code == 404


@pytest.mark.parametrize("profile", ["classic", "neo", "migrated"])
def test_faxlines_are_everywhere(api, profile):
    account = api(profile)
    assert [each["id"] for each in account("GET", "/w0/faxlines").json()["items"]] == ["f0"]
    assert account("GET", "/w0/faxlines/f0/numbers").json()["items"][0]["number"]
