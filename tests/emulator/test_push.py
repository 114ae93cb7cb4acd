"""Calls are pushed: which events, with which fields, of which calls, and where to."""

import pytest

PROFILES = ("classic", "neo", "migrated")
FOLLOW_UPS = '<Response onAnswer="{url}/answer" onHangup="{url}/hangup"/>'
OFFICE, SALES, CALLER = "+4930231250100", "+4930231250101", "+4930231250001"


@pytest.mark.parametrize("profile", PROFILES)
def test_an_incoming_call_from_its_beginning_to_its_end(hooked, profile):
    line = hooked(profile)
    line.receiver.says(FOLLOW_UPS)
    call = line.call()
    line.tell(f"calls/{call}", action="pickup")
    line.tell(f"calls/{call}", action="hangup")
    got = line.receiver.got
    assert [each.path for each in got] == ["/in", "/answer", "/hangup"]
    assert line.receiver.events == ["newCall", "answer", "hangup"]
    assert {each["callId"] for each in got} == {call}
    assert (got[1]["user"], got[1]["userId"]) == ("Ada Amsel", "w0")
    assert (got[2]["cause"], got[2]["answeringNumber"]) == ("normalClearing", OFFICE[1:])


def test_the_fields_of_a_new_call(hooked):
    line = hooked("classic")
    call = line.call(to=SALES, diversion="+4930231250199")
    fields = line.last.fields
    assert fields.pop("xcid")[0]
    assert fields == {
        "event": ["newCall"],
        "direction": ["in"],
        "from": [CALLER[1:]],
        "to": [SALES[1:]],
        "callId": [call],
        "origCallId": [call],
        "user[]": ["Ada Amsel", "Bela Buche"],
        "userId[]": ["w0", "w1"],
        "fullUserId[]": ["1234567w0", "1234567w1"],
        "diversion": ["4930231250199"],
    }


def test_the_request_itself(hooked):
    line = hooked("classic")
    line.call()
    headers = line.last.headers
    assert headers["Content-Type"] == "application/x-www-form-urlencoded; charset=UTF-8"
    assert headers["User-Agent"] == "sipgate.io"
    assert b"user%5B%5D=Ada+Amsel&userId%5B%5D=w0" in line.last.body


def test_on_neo_the_members_of_the_channel_are_called(hooked):
    line = hooked("neo")
    line.call()
    assert line.last.fields["userId[]"] == ["w0", "w1"]


@pytest.mark.parametrize("caller", ["030 231250001", "004930231250001", "+49 (30) 231250001"])
def test_numbers_are_international_and_without_a_plus(hooked, caller):
    line = hooked("classic")
    line.call(**{"from": caller})
    assert line.last["from"] == "4930231250001"


@pytest.mark.parametrize("caller", ["anonymous", "", None], ids=["word", "nothing", "null"])
def test_who_hides_their_number_is_anonymous(hooked, caller):
    line = hooked("classic")
    line.call(**{"from": caller})
    assert line.last["from"] == "anonymous"


@pytest.mark.parametrize("profile", PROFILES)
def test_a_call_that_a_client_starts(hooked, control, stopped, profile):
    line = hooked(profile)
    line.receiver.says(FOLLOW_UPS, "/out")
    if profile == "classic":
        body = {"caller": "p0", "callee": CALLER}
        call = line.account("POST", "/sessions/calls", json=body).json()["sessionId"]
    else:
        body = {"deviceId": "e0", "targetNumber": CALLER}
        call = line.account("POST", "/calls", json=body).json()["callSid"]
    control.post("clock", json={"advance": 2})
    assert line.account("DELETE", f"/calls/{call}").status_code == 204
    assert line.delivery["event"] == "hangup"
    assert line.receiver.events == ["newCall", "answer", "hangup"]
    first, second, third = line.receiver.got
    assert (first["direction"], first["from"], first["to"]) == ("out", OFFICE[1:], CALLER[1:])
    assert "user" not in second.fields
    assert (second["answeringNumber"], third["cause"]) == (CALLER[1:], "normalClearing")


def test_without_the_attributes_nothing_more_is_pushed(hooked):
    line = hooked("classic")
    line.receiver.says("<Response/>")
    call = line.call()
    line.tell(f"calls/{call}", action="pickup")
    line.tell(f"calls/{call}", action="hangup")
    assert line.receiver.events == ["newCall"]


@pytest.mark.parametrize(
    "pickup, hangup, cause",
    [
        (False, {}, "cancel"),
        (True, {}, "normalClearing"),
        (False, {"cause": "busy"}, "busy"),
        (False, {"cause": "notFound"}, "notFound"),
    ],
    ids=["before anybody picked up", "after that", "busy", "not found"],
)
def test_why_a_call_ended(hooked, pickup, hangup, cause):
    line = hooked("classic")
    line.receiver.says(FOLLOW_UPS)
    call = line.call()
    if pickup:
        line.tell(f"calls/{call}", action="pickup")
    line.tell(f"calls/{call}", action="hangup", **hangup)
    assert line.last["cause"] == cause


def test_a_called_who_refuses_through_the_api(hooked):
    line = hooked("neo")
    line.receiver.says(FOLLOW_UPS)
    line.account("DELETE", f"/calls/{line.call()}")
    assert line.delivery["fields"]["cause"] == "noAnswer"


@pytest.mark.parametrize("profile, target", [("classic", SALES), ("neo", OFFICE)])
def test_a_transferred_call_is_a_new_one(hooked, profile, target):
    line = hooked(profile)
    line.receiver.says(FOLLOW_UPS)
    call = line.call()
    line.tell(f"calls/{call}", action="pickup")
    body = {"attended": False, "phoneNumber": target}
    assert line.account("POST", f"/calls/{call}/transfer", json=body).status_code == 204
    events = [each["event"] for each in line.see("deliveries", wait="true")]
    assert events == ["newCall", "answer", "newCall", "hangup"]
    ended = next(each for each in line.receiver.got if each["event"] == "hangup")
    begun = [each for each in line.receiver.got if each["event"] == "newCall"][-1]
    assert (ended["callId"], ended["cause"]) == (call, "forwarded")
    assert begun["callId"] != call
    assert (begun["origCallId"], begun["diversion"]) == (call, OFFICE[1:])
    assert (begun["from"], begun["to"]) == (CALLER[1:], target[1:])


@pytest.mark.parametrize(
    "chosen, number, pushed",
    [
        (None, OFFICE, True),
        ([], OFFICE, False),
        (["p0"], OFFICE, True),
        (["p0"], SALES, False),
        (["g0"], SALES, True),
        (["p1", "g0"], OFFICE, False),
    ],
)
def test_classic_pushes_for_the_extensions_that_are_chosen(hooked, chosen, number, pushed):
    line = hooked("classic", sources=chosen)
    line.call(to=number)
    assert line.receiver.events == ["newCall"] * pushed


@pytest.mark.parametrize("chosen, pushed", [("p0", True), ("p1", False)])
def test_a_call_that_goes_out_is_of_its_callers_phoneline(hooked, chosen, pushed):
    line = hooked("classic", sources=[chosen])
    line.call(direction="out", to=CALLER)
    assert line.receiver.events == ["newCall"] * pushed


@pytest.mark.parametrize("profile", ["neo", "migrated"])
def test_neo_pushes_for_the_channels_that_are_chosen(hooked, profile):
    line = hooked(profile)
    first, second = (each["id"] for each in line.account("GET", "/channels").json()["items"])
    line.tell("webhooks", sources=[second])
    line.call(channelId=first)
    assert line.receiver.got == []
    line.call(channelId=second)
    assert line.receiver.events == ["newCall"]


def test_what_can_be_chosen_is_named(hooked, control):
    answer = control.post("webhooks", json={"account": "classic", "sources": ["g1"]})
    assert (answer.status_code, "g0" in answer.json()["error"]) == (404, True)


def test_the_settings_of_the_api_are_those_of_the_web_app(hooked):
    line = hooked("classic")
    body = {"incomingUrl": f"{line.receiver.url}/other", "outgoingUrl": "", "whitelist": ["p0"]}
    assert line.account("PUT", "/settings/sipgateio", json=body).status_code == 204
    line.call()
    line.call(direction="out", to=CALLER)
    assert [each.path for each in line.receiver.got] == ["/other"]


@pytest.mark.parametrize("number", ["110", "112"])
def test_emergency_calls_are_pushed_to_nobody(hooked, number):
    line = hooked("classic")
    line.call(direction="out", to=number)
    assert line.receiver.got == []


def test_a_call_that_was_arranged_began_before_anybody_listened(hooked):
    line = hooked("classic")
    call = line.account.arrange("an-established-call")["callId"]
    line.tell(f"calls/{call}", action="hangup")
    assert line.see("deliveries", wait="true") == []


@pytest.mark.parametrize("profile", PROFILES)
def test_the_log_of_the_account(hooked, profile):
    line = hooked(profile)
    line.receiver.says("<Response><Reject/></Response>")
    line.call()
    (entry,) = line.account("GET", "/log/webhooks").json()["items"]
    assert (entry["status"], entry["xmlError"], entry["pushApiVersion"]) == ("200", "", 2)
    assert entry["url"] == f"{line.receiver.url}/in"
    assert entry["request"].encode() == line.last.body
    assert entry["response"].startswith("HTTP/1.1 200 OK")
    assert "<Reject/>" in entry["response"]


def test_an_account_that_wants_no_log_has_none(hooked):
    line = hooked("classic", log=False)
    line.call()
    assert line.account("GET", "/log/webhooks").json()["items"] == []


def test_what_the_control_plane_shows_of_a_delivery(hooked):
    line = hooked("classic")
    url = line.receiver.url.replace("//", "//user:secret@")
    line.tell("webhooks", incomingUrl=f"{url}/in?token=secret&b=")
    call = line.call()
    (shown,) = line.see("deliveries", callId=call)
    assert shown["url"] == f"{line.receiver.url}/in?token=…&b=…"
    assert (shown["event"], shown["method"], shown["status"]) == ("newCall", "POST", 204)
    assert shown["fields"]["user[]"] == ["Ada Amsel"]
    assert (shown["meaning"], shown["error"]) == ("go on as it would", None)
    assert line.last.headers["Authorization"].startswith("Basic ")


def test_deliveries_are_told_with_the_call_and_forgotten(hooked, control):
    line = hooked("classic")
    placed = line.tell("calls")
    assert placed["state"] == "ringing"
    assert placed["deliveries"] == line.see("deliveries")
    control.delete("deliveries")
    assert line.see("deliveries") == []


def test_nobody_waits_who_does_not_want_to(hooked):
    line = hooked("classic")
    line.receiver.hangs()
    placed = line.tell("calls", wait=False)
    assert placed["deliveries"] == []
    line.receiver.ended.set()
    assert line.delivery["callId"] == placed["callId"]


def test_the_api_answers_while_a_receiver_still_thinks(hooked):
    line = hooked("classic", timeout=30)
    line.receiver.hangs("/out")
    body = {"caller": "p0", "callee": CALLER}
    assert line.account("POST", "/sessions/calls", json=body).status_code == 200
    assert line.account("GET", "/calls").json()["data"] == []
    line.receiver.ended.set()
    assert line.delivery["event"] == "newCall"
