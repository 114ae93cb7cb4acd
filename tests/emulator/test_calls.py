"""Calls have a life, and it can be followed."""

import pytest


def running(account):
    return {call["callId"]: call for call in account("GET", "/calls").json()["data"]}


def test_a_call_rings_before_it_is_established(api, control):
    account = api("neo")
    body = {"deviceId": "e0", "targetNumber": "4930231250001"}
    started = account("POST", "/calls", json=body).json()["callSid"]
    assert started not in running(account)
    control.post("clock", json={"advance": 2})
    assert started in running(account)


@pytest.mark.parametrize("profile", ["classic", "neo"])
def test_flags_are_reflected(api, profile):
    account = api(profile)
    call = account.arrange("an-established-call")["callId"]
    assert account("PUT", f"/calls/{call}/hold", json={"value": True}).status_code == 204
    body = {"value": "true", "announcement": "true"}
    assert account("PUT", f"/calls/{call}/recording", json=body).status_code == 204
    seen = running(account)[call]
    assert (seen["hold"], seen["recording"], seen["muted"]) == (True, True, False)


@pytest.mark.parametrize("profile, status, muted", [("classic", 204, True), ("neo", 501, False)])
def test_mute(api, profile, status, muted):
    account = api(profile)
    call = account.arrange("an-established-call")["callId"]
    assert account("PUT", f"/calls/{call}/muted", json={"value": True}).status_code == status
    assert running(account)[call]["muted"] is muted


@pytest.mark.parametrize("profile, status", [("classic", 400), ("neo", 204), ("migrated", 204)])
@pytest.mark.parametrize("content", [b"", b"  ", b"null"], ids=["nothing", "blanks", "null"])
def test_an_empty_dtmf_body(api, profile, status, content):
    account = api(profile)
    call = account.arrange("an-established-call")["callId"]
    assert account("POST", f"/calls/{call}/dtmf", content=content).status_code == status


def test_a_call_that_rings_cannot_be_held_but_ended(api):
    account = api("classic")
    call = account.arrange("a-ringing-call")["callId"]
    assert account("PUT", f"/calls/{call}/hold", json={"value": True}).status_code == 409
    assert account("DELETE", f"/calls/{call}").status_code == 204
    assert account("DELETE", f"/calls/{call}").status_code == 404


@pytest.mark.parametrize(
    "profile, in_history, in_channel",
    [("classic", 1, 0), ("neo", 0, 1), ("migrated", 1, 1)],
)
def test_where_a_finished_call_ends_up(api, profile, in_history, in_channel):
    account = api(profile)
    given = account.arrange("a-channel") | account.arrange("an-established-call")
    before = account("GET", "/history?types=CALL").json()["totalCount"]
    channels = account("GET", "/channels")
    account(
        "POST", f"/calls/{given['callId']}/transfer", json={"attended": False, "phoneNumber": "123"}
    )
    assert account("GET", "/history?types=CALL").json()["totalCount"] - before == in_history
    events = []
    for channel in channels.json()["items"] if channels.status_code == 200 else []:
        events += account("GET", f"/channels/{channel['id']}/events").json()["events"]
    assert [e["call"]["state"] for e in events] == ["TRANSFERRED"] * in_channel


@pytest.mark.parametrize("device", ["y0", "x0"], ids=["mobile", "external"])
def test_a_device_that_cannot_start_a_call(api, device):
    body = {"deviceId": device, "targetNumber": "4930231250001"}
    answer = api("neo")("POST", "/calls", json=body)
    assert (answer.status_code, answer.text) == (400, "Invalid invitable device")


def test_an_incoming_call_is_picked_up_and_ends(api, control):
    account = api("migrated")
    wish = {"account": "migrated", "sandbox": account.sandbox, "from": "+4930231250007"}
    call = control.post("calls", json=wish).json()["callId"]
    assert call not in running(account)
    control.post(f"calls/{call}", json={**wish, "action": "pickup"})
    assert call in running(account)
    control.post(f"calls/{call}", json={**wish, "action": "hangup"})
    found = account("GET", "/history?phonenumber=4930231250007").json()["items"]
    assert [each["callId"] for each in found] == [call]


@pytest.mark.parametrize(
    "device, caller, line, source",
    [
        pytest.param("e0", "e0", "p0", "+4930231250100", id="a device shows its own number"),
        pytest.param("e0", "+4930231250101", "p0", "+4930231250101", id="a number shows itself"),
        pytest.param("e2", "e2", "p1", "+4930231250100", id="another's device has another line"),
    ],
)
def test_a_call_is_written_down_with_its_device(api, device, caller, line, source):
    account = api("classic")
    body = {"caller": caller, "deviceId": device, "callee": "+4930231250061"}
    call = account("POST", "/sessions/calls", json=body).json()["sessionId"]
    account("DELETE", f"/calls/{call}")
    (entry,) = account("GET", "/history?phonenumber=%2B4930231250061").json()["items"]
    over = {each["endpoint"]["extension"]: each["type"] for each in entry["endpoints"]}
    assert over == {line: "ROUTED", device: "PICKUP"}
    assert (entry["connectionIds"], entry["source"]) == ([line], source)


def test_a_call_that_nobody_picked_up_went_to_no_device(api):
    account = api("classic")
    call = account.arrange("a-ringing-call")["callId"]
    account("DELETE", f"/calls/{call}")
    entry = account("GET", "/history?types=CALL").json()["items"][0]
    assert [each["type"] for each in entry["endpoints"]] == ["ROUTED"]


def test_a_call_shows_the_number_that_is_set_of_its_device(api):
    account = api("neo")
    assert account("PUT", "/devices/e0/callerid", json={"value": "+4930231250101"}).is_success
    channel = account.arrange("a-channel")["channelId"]
    body = {"deviceId": "e0", "targetNumber": "4930231250061", "channelId": channel}
    call = account("POST", "/calls", json=body).json()["callSid"]
    account("DELETE", f"/calls/{call}")
    (event,) = account("GET", f"/channels/{channel}/events").json()["events"]
    assert event["call"]["from"] == "+4930231250101"


def test_a_call_for_somebody_without_a_device_ends_too(api, control):
    account = api("classic")
    for device in account("GET", "/w0/devices").json()["items"]:
        assert account("DELETE", f"/devices/{device['id']}").status_code == 204
    where = {"account": "classic", "sandbox": account.sandbox}
    call = control.post("calls", json=where).json()["callId"]
    control.post(f"calls/{call}", json={**where, "action": "pickup"})
    assert account("DELETE", f"/calls/{call}").status_code == 204
    entry = account("GET", "/history?types=CALL").json()["items"][0]
    assert [each["endpoint"]["extension"] for each in entry["endpoints"]] == ["p0"]
    assert (entry["callId"], entry["connectionIds"]) == (call, ["p0"])
