"""What a receiver answers is followed."""

import pytest

from sipgate_compat.emulator.push.plan import Dial, Gather, Hangup, NoAnswer, Plan, Play, Reject
from sipgate_compat.emulator.push.xml import read

ONE, TWO = "4915799912345", "4915799912346"
CALLER = "+4930231250001"
WAV = "https://files.example.com/a.wav"
EVENTS = 'onAnswer="{url}/answer" onHangup="{url}/hangup"'
GATHER = '<Response><Gather onData="{url}/data" maxDigits="3" timeout="5000"/></Response>'


def dial(*numbers):
    targets = "".join(f"<Number>{each}</Number>" for each in numbers)
    return f"<Dial>{targets}</Dial>"


@pytest.mark.parametrize(
    "inside, action",
    [
        ("", None),
        (dial(ONE), Dial((ONE,))),
        (dial(f"+{ONE}", f" {TWO}\n"), Dial((ONE, TWO))),
        (dial(*[ONE] * 5), Dial((ONE,) * 5)),
        ("<Dial><Voicemail/></Dial>", Dial(voicemail=True)),
        (f'<Dial callerId="{TWO}"><Number>{ONE}</Number></Dial>', Dial((ONE,), caller_id=TWO)),
        (f'<Dial anonymous="true"><Number>{ONE}</Number></Dial>', Dial((ONE,), anonymous=True)),
        (f"<Play><Url>{WAV}</Url></Play>", Play(WAV)),
        ('<Gather onData="http://a/b"/>', Gather("http://a/b", 1, 2000)),
        (
            f'<Gather onData="http://a/b" type="dtmf" maxDigits="4" timeout="1">'
            f"<Play><Url>{WAV}</Url></Play></Gather>",
            Gather("http://a/b", 4, 1, Play(WAV)),
        ),
        ("<Reject/>", Reject("rejected")),
        ('<Reject reason="busy"/>', Reject("busy")),
        ("<Hangup/>", Hangup()),
    ],
)
def test_an_answer_is_read(inside, action):
    body = f'<?xml version="1.0"?><Response onHangup="http://a/h">{inside}</Response>'
    expected = Plan(action, on_hangup="http://a/h")
    assert read("application/xml; charset=utf-8", body.encode()) == expected


@pytest.mark.parametrize(
    "body, reason",
    [
        ("<Response>", "no well-formed XML"),
        ("<Response/><Response/>", "no well-formed XML"),
        ('<?xml version="1.0" encoding="nope"?><Response/>', "no well-formed XML"),
        ("<Answer/>", "the root is 'Answer', not Response"),
        ("<Response><Dial/></Response>", "Dial has 0 targets"),
        (f"<Response>{dial(*[ONE] * 6)}</Response>", "Dial has 6 targets"),
        (f"<Response>{dial('0x')}</Response>", "Number does not hold what it must"),
        ("<Response><Dial><Queue/></Dial></Response>", "not 'Queue'"),
        ('<Response><Dial anonymous="yes"><Voicemail/></Dial></Response>', "true or false"),
        ('<Response><Dial callerId="me"><Voicemail/></Dial></Response>', "callerId"),
        ("<Response><Play/></Response>", "Play wants a Url"),
        ("<Response><Play><Url>file:///etc/passwd</Url></Play></Response>", "Url"),
        ("<Response><Gather/></Response>", "Gather wants onData"),
        ('<Response><Gather onData="/data"/></Response>', "onData is no http"),
        ('<Response><Gather onData="http://a" maxDigits="0"/></Response>', "maxDigits"),
        ('<Response><Gather onData="http://a" timeout="0"/></Response>', "timeout"),
        ('<Response><Gather onData="http://a" type="speech"/></Response>', "type"),
        ('<Response><Gather onData="http://a"><Hangup/></Gather></Response>', "'Hangup'"),
        ('<Response><Reject reason="tired"/></Response>', "rejected or busy"),
        ('<Response onanswer="http://a"/>', "no attribute 'onanswer'"),
        ('<Response onAnswer="ftp://a"/>', "onAnswer is no http"),
        ("<Response><Hangup/><Hangup/></Response>", "2 elements; one is allowed"),
        ("<Response><Redirect/></Response>", "'Redirect'"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><Response/>', "document type"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><Response>&b;</Response>', "document type"),
        ("<Response>" + "<Play>" * 20_000, "no well-formed XML"),
    ],
)
def test_an_answer_that_is_none(body, reason):
    with pytest.raises(NoAnswer, match=reason) as caught:
        read("application/xml", body.encode())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", ["text/html", "", "application/xmlx"])
def test_an_answer_of_another_kind(kind):
    with pytest.raises(NoAnswer, match="content type"):
        read(kind, b"<Response/>")


def test_an_answer_of_the_older_kind():
    assert read("text/xml", b"<Response/>") == Plan()


def test_nothing_is_an_answer_of_any_kind():
    assert read("text/plain", b" \n") == Plan()


@pytest.mark.parametrize(
    "action, cause",
    [
        ("<Reject/>", "noAnswer"),
        ('<Reject reason="busy"/>', "busy"),
        ("<Hangup/>", "normalClearing"),
    ],
)
def test_a_call_is_ended(hooked, action, cause):
    line = hooked("neo")
    line.receiver.says(f"<Response {EVENTS}>{action}</Response>")
    placed = line.tell("calls")
    assert placed["state"] == "finished"
    assert [each["event"] for each in placed["deliveries"]] == ["newCall", "hangup"]
    assert line.last["cause"] == cause


def test_a_call_is_sent_to_other_numbers(hooked):
    line = hooked("classic")
    line.receiver.says(f"<Response {EVENTS}>{dial(ONE, TWO)}</Response>")
    call = line.call()
    assert line.delivery["meaning"] == f"dial {ONE}, {TWO}; tell onAnswer and onHangup"
    assert line.state(call)["dialling"] == [ONE, TWO]
    line.tell(f"calls/{call}", action="pickup", answeringNumber=TWO)
    assert (line.last["event"], line.last["answeringNumber"]) == ("answer", TWO)
    assert "user" not in line.last.fields


def test_the_voicemail_picks_up_at_once_and_is_not_listed(hooked):
    line = hooked("classic")
    line.receiver.says(f"<Response {EVENTS}><Dial><Voicemail/></Dial></Response>")
    placed = line.tell("calls")
    assert placed["state"] == "established"
    assert line.receiver.events == ["newCall", "answer"]
    assert line.account("GET", "/calls").json()["data"] == []


def test_after_a_file_the_call_goes_on(hooked, control, stopped):
    line = hooked("classic")
    line.receiver.says(f"<Response {EVENTS}><Play><Url>{WAV}</Url></Play></Response>", "/out")
    body = {"caller": "p0", "callee": CALLER}
    call = line.account("POST", "/sessions/calls", json=body).json()["sessionId"]
    control.post("clock", json={"advance": 2.5})
    assert line.state(call)["state"] == "ringing"
    control.post("clock", json={"advance": 1})
    assert line.state(call)["state"] == "established"
    assert line.receiver.events == ["newCall", "answer"]


def test_the_time_for_keys_begins_after_the_file(hooked, control, stopped):
    line = hooked("classic")
    play = f"<Play><Url>{WAV}</Url></Play>"
    line.receiver.says(f'<Response><Gather onData="{{url}}/data">{play}</Gather></Response>')
    line.call()
    control.post("clock", json={"advance": 3})
    assert line.receiver.events == ["newCall"]
    control.post("clock", json={"advance": 1})
    assert line.receiver.events == ["newCall", "dtmf"]


def test_keys_are_gathered_and_what_follows_is_followed(hooked):
    line = hooked("neo")
    line.receiver.says(GATHER)
    line.receiver.says(f"<Response>{dial(ONE)}</Response>", "/data")
    call = line.call()
    line.tell(f"calls/{call}", action="dtmf", digits="1")
    assert line.state(call)["gathering"] is True
    line.tell(f"calls/{call}", action="dtmf", digits="2#4")
    assert line.last.fields == {"event": ["dtmf"], "dtmf": ["12#"], "callId": [call]}
    assert line.state(call)["dialling"] == [ONE]


@pytest.mark.parametrize("keys", ["", "12"], ids=["none", "some"])
def test_whoever_presses_too_few_keys(hooked, control, stopped, keys):
    line = hooked("classic")
    line.receiver.says(GATHER)
    call = line.call()
    if keys:
        line.tell(f"calls/{call}", action="dtmf", digits=keys)
    control.post("clock", json={"advance": 4})
    assert line.receiver.events == ["newCall"]
    control.post("clock", json={"advance": 2})
    assert line.receiver.events == ["newCall", "dtmf"]
    assert line.last.fields.get("dtmf", [""]) == [keys]
    assert ("dtmf" in line.last.fields) == bool(keys)


def test_a_menu_that_never_ends_is_ended(hooked, control, stopped):
    line = hooked("classic")
    again = f'<Response {EVENTS}><Gather onData="{{url}}/in" timeout="1"/></Response>'
    line.receiver.says(again)
    call = line.call()
    control.post("clock", json={"advance": 1})
    assert (line.state(call)["state"], line.last["cause"]) == ("finished", "congestion")
    assert line.receiver.events == ["newCall", *["dtmf"] * 50, "hangup"]


def test_keys_that_nobody_asked_for(hooked, control):
    line = hooked("classic")
    wish = {"account": "classic", "sandbox": line.account.sandbox, "action": "dtmf", "digits": "1"}
    answer = control.post(f"calls/{line.call()}", json=wish)
    assert (answer.status_code, "asked for keys" in answer.json()["error"]) == (409, True)


def test_what_comes_too_late_is_not_followed(hooked):
    line = hooked("classic")
    released = line.receiver.ended
    line.receiver.says("<Response><Hangup/></Response>")
    at_once = line.receiver.answers["/in"]
    line.receiver.answers["/in"] = lambda handler: (released.wait(30), at_once(handler))
    call = line.tell("calls", wait=False)["callId"]
    line.tell(f"calls/{call}", action="pickup", wait=False)
    released.set()
    assert "too late" in line.see("deliveries", wait="true")[0]["error"]
    assert line.state(call)["state"] == "established"


@pytest.mark.parametrize(
    "inside, followed",
    [(dial(ONE), True), (dial(ONE, TWO), False), ("<Dial><Voicemail/></Dial>", True)],
    ids=["one number", "two", "voicemail"],
)
def test_where_a_call_that_goes_out_may_be_sent(hooked, inside, followed):
    line = hooked("classic")
    line.receiver.says(f"<Response>{inside}</Response>", "/out")
    line.call(direction="out", to=CALLER)
    assert (line.delivery["meaning"] != "not followed") == followed


def test_what_is_answered_to_a_hangup_is_noted(hooked):
    line = hooked("classic")
    line.receiver.says(f"<Response {EVENTS}/>")
    line.receiver.says("<Response><Hangup/></Response>", "/answer")
    call = line.call()
    line.tell(f"calls/{call}", action="pickup")
    assert (line.delivery["meaning"], line.state(call)["state"]) == ("noted", "established")


def test_no_answer_that_can_be_read_lets_the_call_go_on(hooked):
    line = hooked("classic")
    line.receiver.says("<Response><Hangup/>", kind="application/xml")
    call = line.call()
    assert line.state(call)["state"] == "ringing"
    assert "no well-formed XML" in line.delivery["error"]
    (entry,) = line.account("GET", "/log/webhooks").json()["items"]
    assert "no well-formed XML" in entry["xmlError"]
