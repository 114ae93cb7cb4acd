"""Channels: what is set is read back, and who may read what."""

import pytest


def channel_of(account, channel):
    listed = account("GET", "/channels").json()["items"]
    return next((each for each in listed if each["id"] == channel), None)


@pytest.mark.parametrize(
    "path, body, field, value",
    [
        ("name", {"name": "Night"}, "name", "Night"),
        ("name", {"value": "Night"}, "name", "Night"),
        ("users", {"users": ["w2"]}, "users", [{"id": "w2", "deviceIds": []}]),
        ("users", ["w0"], "users", [{"id": "w0", "deviceIds": ["e0"]}]),
        (
            "users/w0/devices",
            {"deviceIds": ["e1"]},
            "users",
            [{"id": "w0", "deviceIds": ["e1"]}, {"id": "w1", "deviceIds": ["e2"]}],
        ),
    ],
)
def test_what_is_set_is_read_back(api, path, body, field, value):
    account = api("neo")
    channel = account.arrange("a-channel")["channelId"]
    assert account("PUT", f"/channels/{channel}/{path}", json=body).status_code == 204
    assert channel_of(account, channel)[field] == value


@pytest.mark.parametrize(
    "path, body, status",
    [
        ("name", {"name": ""}, 400),
        ("name", {"name": 1}, 400),
        ("name", [], 400),
        ("users", {"users": ["w9"]}, 404),
        ("users", {"users": ["x"]}, 400),
        ("users", {"users": [1]}, 400),
        ("users/w0/devices", {"deviceIds": ["e2"]}, 404),
        ("users/w2/devices", {"deviceIds": []}, 404),
    ],
)
def test_what_cannot_be_set_changes_nothing(api, path, body, status):
    account = api("neo")
    channel = account.arrange("a-channel")["channelId"]
    before = channel_of(account, channel)
    assert account("PUT", f"/channels/{channel}/{path}", json=body).status_code == status
    assert channel_of(account, channel) == before


@pytest.mark.parametrize(
    "situation, user, status",
    [
        ("a-channel-with-events", "w1", 200),
        ("a-channel-with-events", "w2", 403),
        ("a-channel-without-the-admin", "w0", 200),
        ("a-private-channel", "w0", 403),
        ("a-private-channel", "w1", 200),
    ],
)
def test_who_reads_events(api, situation, user, status):
    channel = api("neo").arrange(situation)["channelId"]
    assert api("neo", user)("GET", f"/channels/{channel}/events").status_code == status


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
def test_pages_lose_and_repeat_nothing(api, limit):
    account = api("neo")
    given = account.arrange("a-channel-with-events")
    seen, position = [], ""
    while position is not None:
        query = {"limit": limit, "position": position}
        page = account("GET", f"/channels/{given['channelId']}/events", params=query).json()
        seen += [each["eventId"] for each in page["events"]]
        position = page["position"]
    assert seen == given["eventIds"]


def test_a_deleted_channel_is_gone(api):
    account = api("migrated")
    channel = account.arrange("a-channel-with-events")["channelId"]
    assert account("DELETE", f"/channels/{channel}").status_code == 204
    assert channel_of(account, channel) is None
    assert account("GET", f"/channels/{channel}/events").status_code == 404
    assert account("DELETE", f"/channels/{channel}").status_code == 404
