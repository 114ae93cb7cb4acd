"""Secrets leave no trace; of a live account only stays what is known to be nobody's."""

import base64
import json
from urllib.parse import quote

import pytest

from sipgate_compat.observation import Redactor, field_of
from sipgate_compat.redaction.public import public
from sipgate_compat.run.prepare import book

SECRET = "0f3c1a52-secret/token"
PUBLIC = public(book())
LIVE = Redactor([SECRET], personal=True, public=PUBLIC)


def shown(value, key=""):
    return json.dumps(LIVE.value(value, key), ensure_ascii=False)


@pytest.mark.parametrize(
    "value",
    [
        SECRET,
        f"Bearer {SECRET}",
        {"a": [{"b": SECRET}]},
        {SECRET: 1},
        quote(SECRET, safe=""),
        SECRET.upper(),
        base64.b64encode(SECRET.encode()).decode(),
    ],
    ids=["plain", "in text", "deep inside", "a key", "in a URL", "in capitals", "Base64"],
)
@pytest.mark.parametrize("personal", [False, True], ids=["emulator", "live"])
def test_a_secret_leaves_no_trace(value, personal):
    made = json.dumps(Redactor([SECRET], personal).value(value)).lower()
    assert "0f3c1a52" not in made
    assert base64.b64encode(SECRET.encode()).decode().lower() not in made


def test_a_token_that_is_renewed_leaves_no_trace_either():
    later = []
    redactor = Redactor([SECRET], later=later)
    assert redactor.value("renewed-token") == "renewed-token"
    later.append("renewed-token")
    assert redactor.value(["renewed-token", SECRET]) == ["[secret]", "[secret]"]
    assert redactor.body("renewed-token", "renewed-token") == "[secret]"


@pytest.mark.parametrize("escaped", [r'{"a": "\u0030f3c1a52-secret/token"}', '{"a": "ä\ud800"}'])
def test_an_escape_hides_no_secret(escaped):
    body = Redactor([SECRET]).body(json.loads(escaped), escaped)
    assert "0f3c1a52" not in str(body)
    str(body).encode()


@pytest.mark.parametrize(
    "body, gone",
    [
        pytest.param({"email": "ada@example.com"}, "ada@", id="email"),
        pytest.param({"source": "+4930231250001"}, "231250001", id="a number"),
        pytest.param({"x": "call +49 30 2312 50001 now"}, "50001", id="a number in text"),
        pytest.param({"message": "no 030/23 12 50 001 here"}, "50 001", id="a national number"),
        pytest.param({"x": "030 2312 50001"}, "50001", id="a national number alone"),
        pytest.param({"x": 4930231250001}, "231250001", id="a number as a number"),
        pytest.param({"to": 15015}, "15015", id="a short number as a number"),
        pytest.param({"x": 4930231250001.0}, "231250001", id="a number as a float"),
        pytest.param({"firstname": "Ada"}, "Ada", id="a name"),
        pytest.param({"firstname": "call"}, "call", id="a name that is a word"),
        pytest.param({"name": "Dora Dahl"}, "Dahl", id="a contact's name"),
        pytest.param({"organization": [["Dahl Ltd"]]}, "Dahl", id="an organization"),
        pytest.param({"FN": [{"value": "Dora Dahl"}]}, "Dahl", id="a name in a structure"),
        pytest.param({"city": "Aachen"}, "Aachen", id="a place"),
        pytest.param({"latitude": 50.7753}, "50.77", id="a coordinate"),
        pytest.param({"dateOfBirth": "1990-01-02"}, "1990", id="a birthday"),
        pytest.param({"surprise": "Dora"}, "Dora", id="a field that nobody knows"),
        pytest.param({"type": "DORA"}, "DORA", id="a name where words of enums stand"),
        pytest.param({"password": "x"}, '"x"', id="a password"),
        pytest.param({"simPin": 4711, "pin": 4711}, '"pin": 4711', id="a PIN"),
        pytest.param({"puk1": "12345678"}, "12345678", id="a PUK"),
        pytest.param({"iccid": "89490200001234567890"}, "12345", id="an ICCID"),
        pytest.param({"username": "1234567e0"}, "1234567", id="SIP credentials"),
        pytest.param({"x": "1234567e0@sipgate.de"}, "1234567", id="a SIP address"),
        pytest.param({"token": "eyJabcdef.eyJabcdef.sig"}, "eyJ", id="a JWT"),
        pytest.param({"x": "see eyJabcdef.eyJabcdef.sig"}, "eyJabc", id="a JWT in text"),
        pytest.param({"x": "Basic ZG9yYTpkYWhs"}, "ZG9yY", id="a Basic pair"),
        pytest.param({"error": "password=tree"}, "tree", id="a password in text"),
        pytest.param({"whitelist": ["192.0.2.7"]}, "192.0.2", id="an address of the network"),
        pytest.param({"+4930231250001": 1}, "231250001", id="a number as a key"),
        pytest.param({"Dora Dahl": 1}, "Dahl", id="a name as a key"),
        pytest.param({"dora@example.com": 1}, "dora@", id="an address as a key"),
        pytest.param({"smsContent": "call me"}, "call", id="what a message says"),
    ],
)
def test_personal_data_of_a_live_account_is_replaced(body, gone):
    assert gone not in shown(body)


@pytest.mark.parametrize(
    "field, value",
    [
        ("id", "e0"),
        ("userId", "w0"),
        ("created", "2026-11-23T09:00:00Z"),
        ("callId", "0982524d-1328-4830-89d8-a295f200e90e"),
        ("type", "REGISTER"),
        ("direction", "MISSED_OUTGOING"),
        ("status", 200),
        ("expires", 1763888400),
        ("online", True),
        ("x", None),
        ("scope", "history:read"),
        ("locale", "de_DE"),
        ("domain", "sipgate.de"),
        ("error", "the user is not found"),
        ("text", "This endpoint requires a sipgate Classic PBX Account"),
        ("aNewField", 3),
    ],
)
def test_what_is_not_personal_stays(field, value):
    assert LIVE.value({field: value}) == {field: value}


HOOK = "https://dora:hush@hooks.dahl.example/dahl/v2/calls/0302312500?token=hush&limit=10#dahl"


@pytest.mark.parametrize("text", [HOOK, f"no answer of {HOOK} yet"], ids=["alone", "in text"])
def test_of_an_address_only_what_anybody_may_know_stays(text):
    made = LIVE.value(text, "error")
    assert not any(each in made for each in ("dora", "hush", "dahl", "2312500"))
    assert "https://[secret]@host-" in made
    assert "/v2/calls/path-" in made
    assert made.removesuffix(" yet").endswith("token=[secret]&limit=10#[secret]")


def test_an_address_of_sipgate_keeps_its_words():
    url = "https://api.sipgate.com/v2/history?limit=10"
    assert LIVE.value(url) == url


WRITTEN = ["+4930231250001", "0049 30 231250001", "030/2312 50001", "(030) 231250001"]


@pytest.mark.parametrize("number", WRITTEN)
def test_a_number_keeps_its_pseudonym_however_it_is_written(number):
    made = LIVE.value(number, "number")
    assert made[-7:] == LIVE.value(WRITTEN[0], "number")[-7:]
    assert made.startswith(number[:2].replace("(0", "00").replace("03", "00"))


def test_pseudonyms_are_stable_and_tell_values_apart():
    first, second = (Redactor([SECRET], personal=True) for _ in range(2))
    assert first.value({"source": "+4930231250001"}) == second.value({"source": "+4930231250001"})
    assert first.value({"source": "+4930231250001"}) != first.value({"source": "+4930231250002"})


def test_a_value_has_one_pseudonym_in_all_fields():
    made = LIVE.value({"name": "Dahl", "surprise": "Dahl", "error": "no Dahl"})
    assert len({each[-6:] for each in made.values()}) == 1


def test_pseudonyms_are_an_account_s_own():
    keys = {"neo": "one", "classic": "two"}
    both = Redactor(["secret-one", "secret-two"], True, keys=keys)
    alone = Redactor(["secret-one"], True, keys={"neo": "one"})
    made = [r.of(p).value("Dahl") for r, p in ((both, "neo"), (alone, "neo"), (both, "classic"))]
    assert made[0] == made[1] != made[2]


def test_a_table_is_read_by_its_fields():
    made = LIVE.values.prose(
        "firstname;phone;note\nCall;030 231250001;a user\nWill;0171 3920001;", "text/csv"
    )
    lines = made.splitlines()
    assert lines[0] == "firstname;phone;note"
    assert not any(word in made for word in ("Call", "231250001", "user", "Will"))
    assert all(line.count(";") == 2 for line in lines)


VCARD = """BEGIN:VCARD
VERSION:3.0
N:Dahl;Dora;;;
item1.TEL;TYPE=CELL:+4930231250001
EMAIL:dora@example.com
NOTE:call the user
END:VCARD"""


def test_a_vcard_is_read_by_its_properties():
    made = LIVE.values.prose(VCARD).splitlines()
    assert made[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert made[2].startswith("N:name-")
    assert made[3].startswith("item1.TEL;TYPE=CELL:+49")
    assert not any(word in " ".join(made) for word in ("Dahl", "Dora", "231250001", "dora", "call"))


@pytest.mark.parametrize(
    "text, gone",
    [
        pytest.param('{"firstname": "Call", "phone": "0302312', "Call", id="half a JSON"),
        pytest.param('[{"name": "User"}]', "User", id="JSON under another name"),
        pytest.param("<html><title>Dahl</title>", "Dahl", id="a page"),
        pytest.param("Dahl,\nDora", "Dora", id="lines"),
    ],
)
def test_what_is_in_a_text(text, gone):
    assert gone not in LIVE.body(text, text, "text/plain")


def test_our_own_words_of_an_expectation_stay():
    given = ["Dahl & Sons"]
    expected = {"name": "Front desk", "owner": {"$one-of": ["Dahl & Sons", "w0"]}}
    made = LIVE.expected(expected, "body", given)
    assert made["name"] == "Front desk"
    assert made["owner"]["$one-of"][0].startswith("text-") or "Dahl" not in str(made)


@pytest.mark.parametrize(
    "pointer, kept",
    [
        ("/body/items/0/firstname", True),
        ("/items/*/surprise", True),
        ("/body/+4930231250001", False),
        ("/body/4930231250001/x", False),
        ("/body/Dora Dahl", False),
        ("/body/https:~1~1dora.example~1x", False),
    ],
)
def test_a_pointer_keeps_the_names_of_fields(pointer, kept):
    assert (LIVE.pointer(pointer) == pointer) is kept


@pytest.mark.parametrize(
    "content_type, kept",
    [("application/json", True), ("text/vcard", True), ("", True), ("text/dora-dahl", False)],
)
def test_a_content_type_that_anybody_knows_stays(content_type, kept):
    assert (LIVE.content_type(content_type) == content_type) is kept


@pytest.mark.parametrize(
    "text, made",
    [
        ("needs a phonelineId, and the neo account has none", None),
        ("known since 2026-11-23: it ends", None),
        ("http://127.0.0.1:43211/v2: no answer: [Errno 111] Connection refused", None),
        ("no answer from dora@example.com", "no answer from name-"),
        ("no answer from 030 231250001", "no answer from 000000"),
    ],
)
def test_a_sentence_of_our_own(text, made):
    assert LIVE.text(text).startswith(made or text)


def test_what_no_file_can_hold_is_replaced():
    assert Redactor().value({"a": "lone \ud800 surrogate ä"}) == {"a": "lone ? surrogate ä"}


def test_what_the_emulator_invents_stays_readable():
    body = {"email": "ada@example.com", "source": "+4930231250001"}
    assert Redactor([SECRET]).value(body) == body
    assert Redactor([SECRET]).body(body, json.dumps(body)) is body


@pytest.mark.parametrize(
    "pointer, field", [("/body/items/0/name", "name"), ("/body", "body"), ("", ""), ("/a/1/2", "a")]
)
def test_the_field_of_a_pointer(pointer, field):
    assert field_of(pointer) == field
