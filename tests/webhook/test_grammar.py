"""What an answer may hold: each promise of contracts/events/response.yaml, kept and broken."""

import pytest

from sipgate_compat.webhook.document import read
from sipgate_compat.webhook.grammar import Grammar

URL = "https://hooks.example.com/a"
NUMBER = "<Number>4930231250004</Number>"
GATHER = f'<Gather onData="{URL}"><Play><Url>{URL}</Url></Play></Gather>'


def response(inner="", attributes=""):
    return f"<Response {attributes}>{inner}</Response>"


@pytest.fixture
def complaints(api):
    """The rules that an answer breaks."""

    def judge(xml, direction="in", profile="classic"):
        return [
            (each.rule, each.weight)
            for each in Grammar(api, profile, direction).complaints(read(xml.encode()))
        ]

    return judge


ALLOWED = [
    pytest.param(response(), id="empty"),
    pytest.param(response("", f'onAnswer="{URL}" onHangup="{URL}"'), id="follow-ups"),
    pytest.param(response(f"<Dial>{NUMBER * 5}</Dial>"), id="five-targets"),
    pytest.param(
        response(f'<Dial callerId="4930231250001" anonymous="true">{NUMBER}</Dial>'), id="dial"
    ),
    pytest.param(response("<Dial><Voicemail/></Dial>"), id="voicemail"),
    pytest.param(response(f"<Play><Url>\n {URL} \n</Url></Play>"), id="play"),
    pytest.param(response(GATHER), id="gather-with-play"),
    pytest.param(
        response(f'<Gather onData="{URL}" maxDigits="3" timeout="5000" type="dtmf"/>'), id="gather"
    ),
    pytest.param(response("<Reject/>"), id="reject"),
    pytest.param(response('<Reject reason="busy"/>'), id="busy"),
    pytest.param(response('<Reject reason="rejected"/>'), id="rejected"),
    pytest.param(response("<Hangup/>"), id="hangup"),
    pytest.param(f"<!-- a --><?a b?>{response('<!-- c -->')}", id="comments"),
]


@pytest.mark.parametrize("xml", ALLOWED)
@pytest.mark.parametrize("profile", ["classic", "neo"])
def test_what_is_allowed(complaints, xml, profile):
    assert complaints(xml, profile=profile) == []


BROKEN = [
    pytest.param("<response/>", "root", id="root"),
    pytest.param(response("<Say/>"), "element", id="unknown-element"),
    pytest.param(response("", f'onHangUp="{URL}"'), "attribute", id="unknown-attribute"),
    pytest.param(response(NUMBER), "nesting", id="number-without-dial"),
    pytest.param(
        response(f'<Play><Gather onData="{URL}"/><Url>{URL}</Url></Play>'),
        "nesting",
        id="gather-in-play",
    ),
    pytest.param(response("<Reject>no</Reject>"), "nesting", id="text-in-reject"),
    pytest.param(response(f"<Dial>x{NUMBER}</Dial>"), "nesting", id="text-in-dial"),
    pytest.param(response(f"<Dial>{NUMBER * 6}</Dial>"), "count", id="six-targets"),
    pytest.param(response("<Dial/>"), "element-missing", id="dial-without-target"),
    pytest.param(response("<Play/>"), "element-missing", id="play-without-url"),
    pytest.param(
        response(f"<Play><Url>{URL}</Url><Url>{URL}</Url></Play>"), "count", id="two-sounds"
    ),
    pytest.param(
        response("<Dial><Number>030 23125 0004</Number></Dial>"), "number", id="national-number"
    ),
    pytest.param(response("<Dial><Number/></Dial>"), "number", id="no-number"),
    pytest.param(
        response(f'<Dial callerId="anonymous">{NUMBER}</Dial>'), "number", id="caller-id-in-words"
    ),
    pytest.param(response(f'<Dial anonymous="1">{NUMBER}</Dial>'), "value", id="anonymous-1"),
    pytest.param(response("<Gather/>"), "attribute-missing", id="gather-without-on-data"),
    pytest.param(response('<Gather onData="/keys"/>'), "absolute-url", id="relative-url"),
    pytest.param(response("", 'onHangup="localhost:9999"'), "absolute-url", id="no-scheme"),
    pytest.param(response("", 'onHangup="ftp://x/"'), "absolute-url", id="another-scheme"),
    pytest.param(response("", 'onHangup="http://a b/"'), "absolute-url", id="blank-in-url"),
    pytest.param(response("", 'onHangup="http://[::1/"'), "absolute-url", id="open-bracket"),
    pytest.param(response(f'<Gather onData="{URL}" maxDigits="0"/>'), "value", id="no-digits"),
    pytest.param(response(f'<Gather onData="{URL}" maxDigits="²"/>'), "value", id="odd-digits"),
    pytest.param(response(f'<Gather onData="{URL}" timeout="5s"/>'), "value", id="timeout"),
    pytest.param(response(f'<Gather onData="{URL}" type="speech"/>'), "value", id="type"),
    pytest.param(response('<Reject reason="Busy"/>'), "value", id="reject-reason"),
    pytest.param(response("<Hangup/><Reject/>"), "one-action", id="two-actions"),
    pytest.param(response("<Hangup/><Hangup/>"), "count", id="twice"),
]


@pytest.mark.parametrize("xml, rule", BROKEN)
def test_what_is_not_allowed(complaints, xml, rule):
    assert complaints(xml) == [(rule, "finding")]


def test_a_call_that_goes_out_has_one_target(complaints):
    assert complaints(response(f"<Dial>{NUMBER}</Dial>"), "out") == []
    assert complaints(response(f"<Dial>{NUMBER * 2}</Dial>"), "out") == [("count", "finding")]


def test_a_plus_before_a_number_is_noted_for_witnesses_disagree(complaints):
    xml = response("<Dial><Number>+4930231250004</Number></Dial>")
    assert complaints(xml) == [("number", "note")]


@pytest.mark.parametrize(
    "xml",
    [
        response("", 'onAnswer="http://hooks.example.com/"'),
        response('<Gather onData="http://hooks.example.com/"/>'),
        response("<Play><Url>http://hooks.example.com/</Url></Play>"),
    ],
    ids=["on-answer", "on-data", "sound"],
)
def test_plain_http_in_an_answer_is_a_finding_on_neo(complaints, xml):
    assert complaints(xml, profile="classic") == []
    assert complaints(xml, profile="neo") == [("https-only", "finding")]


@pytest.mark.parametrize(
    "profile, evidence", [("classic", "documented"), ("neo", "assumed"), ("migrated", "assumed")]
)
def test_a_complaint_says_how_it_is_known(api, profile, evidence):
    root = read(response("<Reject reason='no'/>").encode())
    (said,) = Grammar(api, profile, "in").complaints(root)
    assert said.accepted == "rejected or busy"
    assert (said.known.evidence, said.known.source.page) == (evidence, "sipgate-docs")


def test_a_complaint_names_the_line_and_the_nearest_word(api):
    root = read(b"<Response>\n\n<Diall/></Response>")
    (said,) = Grammar(api, "classic", "in").complaints(root)
    assert "line 3" in said.says
    assert "Dial" in said.accepted
