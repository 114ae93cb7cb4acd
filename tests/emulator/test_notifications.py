"""Notifications: where they may hang, how many there may be, and what becomes of them."""

import pytest

MAIL = {"email": "told@example.com"}
FAX = {"direction": "INCOMING", **MAIL}
CALL = {"cause": "MISSED", **FAX}


def add(account, kind, body, user="w0"):
    return account("POST", f"/{user}/notifications/{kind}", json=body).status_code


@pytest.mark.parametrize(
    "profile, kind, body, status",
    [
        ("classic", "call/email", {"endpointId": "p0", **CALL}, 204),
        ("classic", "call/email", {"endpointId": "g0", **CALL}, 204),
        ("classic", "call/email", {"endpointId": "p1", **CALL}, 404),
        ("neo", "call/email", {"endpointId": "p0", **CALL}, 404),
        ("classic", "fax/email", {"faxlineId": "f1", **FAX}, 204),
        ("neo", "fax/email", {"faxlineId": "f1", **FAX}, 404),
        ("neo", "sms/email", {"endpointId": "s0", **MAIL}, 204),
        ("neo", "sms/email", {"endpointId": "s1", **MAIL}, 404),
        ("classic", "voicemail/email", {"voicemailId": "v0", **MAIL}, 204),
        ("classic", "voicemail/email", {"voicemailId": "v1", **MAIL}, 404),
        ("neo", "voicemail/email", {"voicemailId": "v0", **MAIL}, 404),
        ("classic", "voicemail/sms", {"voicemailId": "v0", "number": "0171 392000-20"}, 204),
        ("classic", "voicemail/sms", {"voicemailId": "v0", "number": "++"}, 400),
        ("classic", "fax/report", {"faxlineId": "f0", "email": "a@b"}, 400),
        ("classic", "fax/report", {"faxlineId": "f0", "email": "a@b.example.com\n"}, 400),
        ("classic", "fax/email", {"faxlineId": "f0", **FAX, "direction": "incoming"}, 400),
    ],
)
def test_what_may_be_told_of(api, profile, kind, body, status):
    assert add(api(profile), kind, body) == status


def test_a_channel_may_be_told_of_by_its_users(api):
    account = api("neo")
    channel = account("GET", "/channels").json()["items"][0]["id"]
    body = {"endpointId": channel, **CALL}
    assert [add(account, "call/email", body, user) for user in ("w1", "w2")] == [204, 404]
    assert account("GET", "/w1/notifications").json()["call"][0]["endpointAlias"] == "Reception"


def test_there_is_a_limit_for_calls_and_for_each_endpoint(api):
    account = api("classic")
    statuses = [add(account, "call/email", {"endpointId": "p0", **CALL}) for _ in range(11)]
    assert statuses == [204] * 10 + [403]
    assert add(account, "call/email", {"endpointId": "g0", **CALL}) == 204
    made = account("GET", "/w0/notifications").json()["call"][0]["emails"]
    assert account("DELETE", f"/w0/notifications/{made[0]['id']}").status_code == 204
    assert add(account, "call/email", {"endpointId": "p0", **CALL}) == 204


def test_kinds_of_one_endpoint_stand_together(api):
    account = api("neo")
    account.arrange("no-notifications")
    add(account, "fax/email", {"faxlineId": "f0", **FAX})
    add(account, "fax/report", {"faxlineId": "f0", **MAIL})
    (entry,) = account("GET", "/w0/notifications").json()["fax"]
    lengths = [len(entry[group]) for group in ("emails", "reports", "sms")]
    assert (entry["endpointAlias"], lengths) == ("Fax of Ada", [1, 1, 0])


def test_of_what_is_gone_nobody_is_told(api):
    account = api("classic")
    line = account("POST", "/w0/phonelines").json()["id"]
    add(account, "call/email", {"endpointId": line, **CALL})
    assert account("GET", "/w0/notifications").json()["call"][0]["endpointId"] == line
    account("DELETE", f"/w0/phonelines/{line}")
    assert account("GET", "/w0/notifications").json()["call"] == []
