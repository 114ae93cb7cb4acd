"""A push that breaks its contract is noticed, whatever it breaks."""

import pytest

from sipgate_compat.webhook.calls import CALLS, encoded, form
from sipgate_compat.webhook.push import complaints

HEADERS = {
    "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
    "user-agent": "sipgate.io",
    "x-sipgate-jobs": "https://example.com/jobs",
}
IN, OUT = CALLS[:2]


@pytest.fixture
def said(api):
    """The complaints about a push of Classic, or of another profile."""

    def judge(body, headers=HEADERS, profile="classic"):
        return complaints(api, profile, headers, body)

    return judge


@pytest.fixture
def pushed(api):
    """A push as a form, with some fields changed or (None) left out."""

    def make(event="newCall", call=IN, /, **changed):
        fields = [pair for pair in form(api, "classic", call, event) if pair[0] not in changed]
        return encoded([*fields, *((k, v) for k, v in changed.items() if v is not None)])

    return make


@pytest.mark.parametrize("event", ["newCall", "answer", "hangup", "dtmf"])
@pytest.mark.parametrize("call", [IN, OUT], ids=["in", "out"])
def test_a_good_push_is_fine(said, pushed, event, call):
    assert said(pushed(event, call)) == []


@pytest.mark.parametrize(
    "event, call, changed, complaint",
    [
        pytest.param("newCall", IN, {"event": "newcall"}, "event: newcall, which", id="event"),
        pytest.param("newCall", IN, {"from": None}, "newCall: from is not there", id="missing"),
        pytest.param("newCall", IN, {"xcid": None}, "newCall: xcid is not there", id="no-xcid"),
        pytest.param("newCall", IN, {"user[]": None}, "newCall: user[] is not", id="no-user"),
        pytest.param("newCall", IN, {"from": "+4930231250002"}, "newCall: from is '+49", id="plus"),
        pytest.param("newCall", IN, {"to": "anonymous"}, "newCall: to is 'anonymous'", id="to"),
        pytest.param("newCall", IN, {"direction": "up"}, "newCall: direction is", id="direction"),
        pytest.param("newCall", IN, {"callId": "a-b"}, "newCall: callId is 'a-b'", id="call-id"),
        pytest.param("newCall", IN, {"userId[]": "p0"}, "newCall: userId[] is 'p0'", id="user-id"),
        pytest.param("answer", OUT, {"user": "Ada"}, "answer: user is there, in a", id="user-out"),
        pytest.param("hangup", IN, {"cause": "chanunavail"}, "hangup: cause is", id="cause"),
        pytest.param("hangup", IN, {"cause": None}, "hangup: cause is not there", id="no-cause"),
        pytest.param("dtmf", IN, {"dtmf": "1 2"}, "dtmf: dtmf is '1 2'", id="digits"),
        pytest.param("dtmf", IN, {"callId": None}, "dtmf: callId is not there", id="no-call-id"),
    ],
)
def test_a_broken_form_is_noticed(said, pushed, event, call, changed, complaint):
    (found,) = said(pushed(event, call, **changed))
    assert found.startswith(complaint)


@pytest.mark.parametrize(
    "changed, complaint",
    [
        pytest.param({"content-type": "application/json"}, "form-encoded", id="json"),
        pytest.param({"user-agent": "curl/8"}, "user-agent", id="user-agent"),
        pytest.param({"x-sipgate-jobs": None}, "jobs-header", id="jobs"),
    ],
)
def test_a_broken_header_is_noticed_on_classic(said, pushed, changed, complaint):
    headers = {k: v for k, v in {**HEADERS, **changed}.items() if v is not None}
    (found,) = said(pushed(), headers)
    assert found.startswith(complaint)


@pytest.mark.parametrize(
    "old, new, complaint",
    [
        (b"%5B%5D", b"[]", "brackets-encoded"),
        (b"Ada+Amsel", b"Ada Ams\xe9l", "form-encoded"),
        (b"Ada+Amsel", b"%FF", "form-encoded"),
        (b"callId=", b"callId=X&callId=", "newCall: callId is there 2 times"),
    ],
    ids=["brackets", "not-ascii", "not-utf-8", "twice"],
)
def test_a_broken_encoding_is_noticed(said, pushed, old, new, complaint):
    found = said(pushed().replace(old, new))
    assert found
    assert found[0].startswith(complaint)


def test_what_nobody_knows_of_neo_is_no_complaint(said, pushed):
    body = pushed(**{"from": "+4930231250002", "callId": "7c1d9e20-3b4a", "xcid": None})
    assert said(body, {"content-type": "application/x-www-form-urlencoded"}, "neo") == []


def test_a_field_that_the_contract_does_not_know_is_no_complaint(said, pushed):
    assert said(pushed(channelId="0b6f2a4e")) == []
