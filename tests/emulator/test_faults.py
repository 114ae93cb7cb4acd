"""Every kind of fault does what it says, and nothing else."""

import httpx
import pytest


@pytest.mark.parametrize(
    "more, check",
    [
        pytest.param(
            {"kind": "status", "status": 418, "body": {"a": 1}},
            lambda a: (a.status_code, a.json()) == (418, {"a": 1}),
            id="status",
        ),
        pytest.param(
            {"kind": "status", "status": 502, "body": "<html>", "content_type": "text/html"},
            lambda a: a.headers["content-type"] == "text/html",
            id="text",
        ),
        pytest.param(
            {"kind": "remove-field", "field": "/items/*/id"},
            lambda a: all("id" not in each for each in a.json()["items"]),
            id="remove-field",
        ),
        pytest.param(
            {"kind": "rename-field", "field": "/items/*/id", "to": "ID"},
            lambda a: all("ID" in each and "id" not in each for each in a.json()["items"]),
            id="rename-field",
        ),
        pytest.param(
            {"kind": "set-field", "field": "/items/0/id", "value": None},
            lambda a: [each["id"] for each in a.json()["items"]][:2] == [None, "w1"],
            id="set-field",
        ),
        pytest.param(
            {"kind": "delay", "seconds": 0.01}, lambda a: a.status_code == 200, id="delay"
        ),
    ],
)
def test_an_answer_is_changed(api, fault, more, check):
    fault(operation="getAllUsers", profile="neo", **more)
    assert check(api("neo")("GET", "/users"))
    assert api("classic")("GET", "/users").json()["items"][0]["id"] == "w0"


def test_half_of_the_json(api, fault):
    fault(operation="getAllUsers", kind="malformed")
    with pytest.raises(ValueError, match=r"."):
        api("neo")("GET", "/users").json()


def test_a_dropped_connection(api, fault):
    fault(operation="getAllUsers", kind="drop")
    with pytest.raises(httpx.TransportError):
        api("neo")("GET", "/users")


@pytest.mark.parametrize(
    ("profile", "other", "status"), [("neo", "classic", 400), ("classic", "neo", 204)]
)
def test_acting_as_the_other_platform(api, fault, profile, other, status):
    account = api(profile)
    call = account.arrange("an-established-call")["callId"]
    fault(operation="sendCallDtmf", profile=profile, kind="act-as", **{"as": other})
    assert account("POST", f"/calls/{call}/dtmf").status_code == status


def test_writes_that_are_forgotten(api, fault):
    account = api("neo")
    channel = account.arrange("a-channel")["channelId"]
    fault(operation="deleteChannel", kind="ignore-writes")
    assert account("DELETE", f"/channels/{channel}").status_code == 204
    assert account("GET", f"/channels/{channel}/events").status_code == 200


def test_doors_that_stand_open(api, fault, ready):
    channel = api("neo").arrange("a-private-channel")["channelId"]
    fault(operation="getChannelEvents", kind="ignore-membership")
    fault(operation="getAllUsers", profile="neo", kind="ignore-credentials")
    assert api("neo")("GET", f"/channels/{channel}/events").status_code == 200
    assert httpx.get(f"{ready['base_url']}/users").status_code == 200


def test_a_fault_for_a_number_of_times(api, fault, control):
    fault(operation="*", profile="neo", kind="status", status=503, times=2)
    statuses = [api("neo")("GET", "/users").status_code for _ in range(3)]
    assert (statuses, control.get("faults").json()) == ([503, 503, 200], {"faults": []})


def test_a_fault_is_taken_back(api, fault, control):
    fault(operation="getAllUsers", kind="status", status=503)
    number = control.get("faults").json()["faults"][-1]["fault"]
    assert control.delete(f"faults/{number}").status_code == 204
    assert control.delete(f"faults/{number}").status_code == 404
    assert api("neo")("GET", "/users").status_code == 200
