"""What stands below a phoneline: forwardings, voicemail, greetings, settings of pushes."""

import pytest

from sipgate_compat.emulator.greetings import LONGEST

LINE = "/w0/phonelines/p0"
PARALLEL = f"{LINE}/parallelforwardings"
BOX = f"{LINE}/voicemails/v0"
NUMBER = "+4917139200020"


def listed(account, path):
    return account("GET", path).json()["items"]


@pytest.mark.parametrize(
    "destination, name", [("p1", "Bela"), ("g0", "Sales"), (NUMBER, "")], ids=["p1", "g0", "number"]
)
def test_a_forwarding_bears_the_name_of_its_destination(api, destination, name):
    account = api("classic")
    body = {"forwardings": [{"destination": destination}]}
    account("PUT", f"{LINE}/forwardings", json=body)
    shown = {"alias": name, "destination": destination, "timeout": 0, "active": True}
    assert listed(account, f"{LINE}/forwardings") == [shown]


@pytest.mark.parametrize(
    "spoiled",
    [
        {"timeout": -1},
        {"timeout": True},
        {"timeout": 1.5},
        {"timeout": 10**30},
        {"destination": " "},
    ],
    ids=lambda spoiled: f"{spoiled}",
)
def test_one_forwarding_that_makes_no_sense_spoils_all(api, spoiled):
    account = api("classic")
    body = {"forwardings": [{"destination": NUMBER}, {"destination": NUMBER, **spoiled}]}
    assert account("PUT", f"{LINE}/forwardings", json=body).status_code == 400
    assert listed(account, f"{LINE}/forwardings") == []


def test_a_parallel_forwarding_is_an_external_device(api):
    account = api("classic")
    body = {"destination": "+49 1713 920-0020", "active": "true"}
    assert account("POST", PARALLEL, json=body).status_code == 204
    shown = {"id": "x1", "alias": NUMBER, "destination": NUMBER, "active": True}
    assert listed(account, PARALLEL) == [shown]
    assert account("GET", "/devices/x1").json()["activePhonelines"] == [
        {"id": "p0", "alias": "Ada"}
    ]
    assert account("DELETE", f"{LINE}/devices/x1").status_code == 204
    assert listed(account, PARALLEL) == [{**shown, "active": False}]


def test_another_external_device_is_no_parallel_forwarding(api):
    account = api("classic")
    assert account("POST", f"{LINE}/devices", json={"deviceId": "x0"}).status_code == 204
    assert account("DELETE", f"{PARALLEL}/x0").status_code == 404


def test_a_phoneline_takes_along_what_stands_below_it(api):
    account = api("classic")
    given = account.arrange("a-voicemail-with-greetings")
    line = f"/w0/phonelines/{given['phonelineId']}"
    account("POST", f"{line}/parallelforwardings", json={"destination": NUMBER})
    account("PUT", f"{line}/sipgateio", json={"incomingUrl": "http://a.test", "outgoingUrl": ""})
    account("DELETE", line)
    assert account("GET", "/devices/x1").status_code == 404
    assert account("GET", f"/voicemails/{given['voicemailId']}").status_code == 404

    again = account("POST", "/w0/phonelines").json()["id"]
    assert again == given["phonelineId"]
    assert listed(account, f"{line}/parallelforwardings") == []
    assert account("GET", f"{line}/sipgateio").json()["incomingUrl"] == ""
    assert listed(account, f"{line}/voicemails")[0]["id"] != given["voicemailId"]


def test_settings_of_pushes_that_are_not_named_stay(api):
    account = api("classic")
    urls = {"incomingUrl": "", "outgoingUrl": ""}
    account("PUT", f"{LINE}/sipgateio", json={**urls, "log": "true", "certificate": "PEM"})
    account("PUT", f"{LINE}/sipgateio", json={**urls, "allowSelfSigned": True})
    flags = {"incomingActive": False, "outgoingActive": False, "log": True, "allowSelfSigned": True}
    assert account("GET", f"{LINE}/sipgateio").json() == {**urls, **flags, "certificate": "PEM"}


def test_voicemails_of_phonelines_and_groups_have_ids_of_their_own(api):
    endpoints = {
        each["id"]: each["belongsToEndpoint"]["extension"]
        for each in listed(api("classic"), "/voicemails")
    }
    assert endpoints == {"v0": "p0", "v1": "p1", "v2": "g0"}
    assert listed(api("classic"), "/groups/g0/voicemail")[0]["id"] == "v2"


@pytest.mark.parametrize("user, seen", [("w0", 3), ("w1", 2), ("w2", 0)])
def test_voicemails_are_seen_by_those_they_belong_to(api, user, seen):
    account = api("classic", user)
    assert len(listed(account, "/voicemails")) == seen
    shown = [account("GET", f"/voicemails/v{n}").status_code for n in range(3)]
    assert shown.count(200) == seen


@pytest.mark.parametrize("profile", ["neo", "migrated"])
def test_there_are_no_voicemails_on_neo(api, profile):
    assert listed(api(profile), "/voicemails") == []
    assert api(profile)("GET", "/voicemails/v0").status_code == 404


def test_the_voicemail_of_another_phoneline_is_not_found_below_this_one(api):
    body = {"active": True, "transcription": False}
    for path in ("/w0/phonelines/p0/voicemails/v1", "/w1/phonelines/p1/voicemails/v0"):
        assert api("classic")("PUT", path, json=body).status_code == 404


@pytest.mark.parametrize(
    "timeout, status", [(2**31 - 1, 204), (2**31, 400), (10**40, 400), (1.5, 400), (None, 204)]
)
def test_timeouts_of_voicemails(api, timeout, status):
    body = {"active": True, "transcription": False, "timeout": timeout}
    assert api("classic")("PUT", BOX, json=body).status_code == status


def test_a_refused_transcription_leaves_all_as_it_was(api):
    account = api("classic")
    given = account.arrange("a-voicemail-without-transcription")
    path = f"/w0/phonelines/{given['phonelineId']}/voicemails"
    body = {"active": False, "transcription": True, "timeout": 3}
    assert account("PUT", f"{path}/{given['voicemailId']}", json=body).status_code == 403
    (shown,) = listed(account, path)
    assert (shown["active"], shown["timeout"]) == (True, 20)


@pytest.mark.parametrize(
    "content, status",
    [
        ("QUJD", 200),
        ("QUJD\r\nQUJD\r\n", 200),
        ("", 200),
        ("QUJ", 400),
        ("QUÄD", 400),
        ("QU-J_D!", 400),
        ("\ud800", 400),
        ("Q" * LONGEST, 200),
        ("Q" * (LONGEST + 4), 400),
    ],
    ids=[
        "short",
        "in-lines",
        "nothing",
        "cut-off",
        "letters",
        "signs",
        "surrogate",
        "longest",
        "too-long",
    ],
)
def test_contents_of_greetings(api, content, status):
    text = f'{{"filename": "a.mp3", "base64Content": "{content!s}"}}'.replace("\r\n", "\\r\\n")
    body = text.encode("utf-8", "surrogatepass")
    assert api("classic")("POST", f"{BOX}/greetings", content=body).status_code == status


@pytest.mark.parametrize(
    "filename, alias", [("hi.mp3", "hi"), ("v1.2.wav", "v1.2"), ("hi", "hi"), (".mp3", ".mp3")]
)
def test_a_greeting_is_named_after_its_file(api, filename, alias):
    body = {"filename": filename, "base64Content": "QUJD"}
    (shown,) = api("classic")("POST", f"{BOX}/greetings", json=body).json()["items"]
    assert shown["alias"] == alias


@pytest.mark.parametrize(
    "query, found", [("", 1), ("?userId=", 1), ("?userId=w1", 1), ("?userId=w2", 0)]
)
def test_groups_and_their_faxes_by_user(api, query, found):
    account = api("classic")
    assert len(listed(account, f"/groups{query}")) == found
    assert len(listed(account, f"/groupfaxlines{query}")) == found


def test_a_member_asks_for_no_other_users_group_faxes(api):
    assert api("classic", "w1")("GET", "/groupfaxlines?userId=w0").status_code == 403
