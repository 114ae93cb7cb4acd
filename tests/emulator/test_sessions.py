"""Faxes, texts and recordings: the life they lead and what they cost."""

import base64

import pytest

NUMBER, NOBODY = "+4930231250001", "+4930231259999"
PDF = base64.b64encode(b"%PDF-1.4\n%%EOF\n").decode()
FAX = {"faxlineId": "f0", "recipient": NUMBER, "filename": "a.pdf", "base64Content": PDF}
SMS = {"smsId": "s0", "recipient": NUMBER, "message": "At nine"}
CALL = {"caller": "e0", "callee": NUMBER}
RECORDING = {"deviceId": "e0", "targetId": "v0"}


def status(account, entry):
    return account("GET", f"/history/{entry}").json()["faxStatusType"]


def balance(account):
    return account("GET", "/balance").json()["amount"]


def sent(account, **more):
    answer = account("POST", "/sessions/fax", json=FAX | more)
    assert answer.status_code == 200, answer.text
    return answer.json()["sessionId"]


@pytest.fixture
def frozen(control):
    """A clock that only moves when it is told to."""
    control.post("clock", json={"freeze": True})
    yield lambda seconds: control.post("clock", json={"advance": seconds})
    control.post("clock", json={"freeze": False})


@pytest.mark.parametrize("profile", ["classic", "neo", "migrated"])
@pytest.mark.parametrize(
    "more, end",
    [
        pytest.param({}, "SENT", id="sent"),
        pytest.param({"recipient": NOBODY}, "FAILED", id="nobody-answers"),
        pytest.param({"base64Content": "no base64"}, "FAILED", id="no-base64"),
        pytest.param({"base64Content": "aGVsbG8="}, "FAILED", id="no-pdf"),
    ],
)
def test_a_fax_goes_from_the_queue_to_its_end(api, frozen, profile, more, end):
    account = api(profile)
    session = sent(account, **more)
    seen = [status(account, session)]
    for seconds in (1.9, 0.1, 3.9, 0.1, 1e6):
        frozen(seconds)
        seen.append(status(account, session))
    assert seen == ["PENDING", "PENDING", "SENDING", "SENDING", end, end]


def test_a_report_is_there_when_the_fax_is_sent(api, frozen):
    account = api("neo")
    session = sent(account)
    assert account("GET", f"/history/{session}").json()["reportUrl"] == ""
    frozen(10)
    ended = account("GET", f"/history/{session}").json()
    assert ended["reportUrl"]
    assert not {"session", "queued", "fails"} & set(ended)


def test_a_fax_that_is_sent_again_is_an_event_of_its_own(api, frozen):
    account = api("neo")
    session = sent(account, recipient=NOBODY)
    frozen(10)
    body = {"faxId": session, "faxlineId": "f0"}
    assert account("POST", "/sessions/fax/resend", json=body).status_code == 204
    newest = account("GET", "/history?types=FAX").json()["items"][0]["id"]
    assert (status(account, session), status(account, newest)) == ("FAILED", "PENDING")
    frozen(10)
    assert status(account, newest) == "FAILED"


def test_a_text_is_scheduled_until_it_is_due(api, frozen):
    account = api("neo")
    due = account.arrange("times-to-come")["inAnHour"]
    account("POST", "/sessions/sms", json=SMS | {"sendAt": due})
    entry = account("GET", "/history?types=SMS").json()["items"][0]
    assert (entry["smsContent"], entry["scheduled"][-1]) == ("At nine", "Z")
    frozen(3601)
    assert account("GET", f"/history/{entry['id']}").json()["scheduled"] is None


@pytest.mark.parametrize(
    "moment", ["NaN", "Infinity", "1e400", "-1", "true", "[]", "{}", '"x"', "9" * 400, '"NaN"']
)
def test_a_moment_that_makes_no_sense(api, moment):
    body = '{"smsId": "s0", "recipient": "+4930231250001", "message": "x", "sendAt": %s}'
    assert api("neo")("POST", "/sessions/sms", content=body % moment).status_code == 400


PAID = {
    "sendFax": ("/sessions/fax", FAX, 790),
    "resendFax": ("/sessions/fax/resend", {"faxId": "$entryId"}, 790),
    "sendWebSms": ("/sessions/sms", SMS, 790),
    "newCall": ("/sessions/calls", CALL, 100),
    "newRecording": ("/sessions/voicemail/recording", RECORDING, 100),
    "newIvrRecording": ("/sessions/ivr/recording", RECORDING, 100),
}


@pytest.mark.parametrize("path, body, price", PAID.values(), ids=PAID)
def test_the_balance_falls_until_it_is_used_up(api, path, body, price):
    account = api("classic")
    entry = account.arrange("an-account")["entryId"]
    body = {key: entry if value == "$entryId" else value for key, value in body.items()}
    before = balance(account)
    assert account("POST", path, json=body).status_code in (200, 204)
    assert balance(account) == before - price
    account.arrange("no-balance-left")
    events = account("GET", "/history").json()["totalCount"]
    assert account("POST", path, json=body).status_code == 402
    assert account("GET", "/history").json()["totalCount"] == events


@pytest.mark.parametrize(
    "path, body, status",
    [
        ("fax", FAX | {"recipient": "x"}, 407),
        ("fax", FAX | {"faxlineId": "f9"}, 403),
        ("fax", FAX | {"filename": " "}, 400),
        ("sms", SMS | {"smsId": "f0"}, 403),
        ("sms", SMS | {"smsId": ""}, 403),
        ("sms", SMS | {"recipient": ""}, 400),
        ("calls", CALL | {"caller": "e9"}, 403),
        ("calls", CALL | {"caller": NUMBER}, 400),
        ("calls", CALL | {"caller": "?"}, 400),
        ("calls", CALL | {"deviceId": "?"}, 400),
        ("voicemail/recording", RECORDING | {"targetId": "v9"}, 403),
        ("voicemail/play", {"deviceId": "e0", "datadId": "9"}, 404),
        ("voicemail/play", {"deviceId": "e0"}, 404),
    ],
)
def test_what_is_refused_costs_nothing(api, path, body, status):
    account = api("classic")
    before = balance(account)
    assert account("POST", f"/sessions/{path}", json=body).status_code == status
    assert balance(account) == before


@pytest.mark.parametrize(
    "caller, device",
    [("e0", None), ("p0", None), ("y0", None), (NUMBER, "x0"), ("w0", "p0")],
)
def test_whoever_may_call(api, caller, device):
    body = CALL | {"caller": caller} | ({"deviceId": device} if device else {})
    assert api("classic")("POST", "/sessions/calls", json=body).status_code == 200


@pytest.mark.parametrize("user, status", [("w0", 200), ("w1", 200), ("w2", 403)])
def test_a_group_s_fax_line_is_its_members(api, user, status):
    answer = api("classic", user)("POST", "/sessions/fax", json=FAX | {"faxlineId": "f1"})
    assert answer.status_code == status


def test_a_fax_belongs_to_whoever_sent_it(api):
    member = api("classic", "w1")
    session = sent(member, faxlineId="f1")
    assert member("GET", f"/history/{session}").status_code == 200
    assert api("classic", "w2")("GET", f"/history/{session}").status_code == 404


def test_a_text_belongs_to_whoever_sent_it(api):
    member = api("neo", "w1")
    assert member("POST", "/sessions/sms", json=SMS | {"smsId": "s1"}).status_code == 204
    (entry,) = member("GET", "/history").json()["items"]
    assert api("neo", "w2")("GET", f"/history/{entry['id']}").status_code == 404


def test_a_recording_rings_but_is_no_call_that_is_listed(api, control):
    account = api("classic")
    answer = account("POST", "/sessions/voicemail/recording", json=RECORDING)
    control.post("clock", json={"advance": 2})
    assert account("GET", "/calls").json()["data"] == []
    assert account("DELETE", f"/calls/{answer.json()['sessionId']}").status_code == 204


def test_a_voicemail_is_played(api):
    account = api("classic")
    entry = account.arrange("a-voicemail-in-history")["voicemailEntryId"]
    body = {"deviceId": "e0", "datadId": entry}
    assert account("POST", "/sessions/voicemail/play", json=body).status_code == 200
    other = account("GET", "/history?types=FAX").json()["items"][0]["id"]
    body["datadId"] = other
    assert account("POST", "/sessions/voicemail/play", json=body).status_code == 403


@pytest.mark.parametrize("more, status", [(0, 200), (1, 400)])
def test_the_largest_fax(api, more, status):
    content = FAX | {"base64Content": "A" * (28_330_000 + more)}
    assert api("neo")("POST", "/sessions/fax", json=content).status_code == status
