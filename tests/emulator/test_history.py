"""Events of the history: what they hold, how they are found, changed and deleted."""

import pytest

COMMON = {
    *("id", "source", "target", "sourceAlias", "targetAlias", "type", "created", "lastModified"),
    *("direction", "incoming", "status", "connectionIds", "read", "archived", "starred", "note"),
    *("labels", "endpoints"),
}


def listed(account, query=""):
    return account("GET", f"/history?limit=1000&{query}").json()["items"]


@pytest.mark.parametrize(
    "kind, fields",
    [
        ("CALL", {"callId", "recordings", "duration", "callStatus"}),
        ("SMS", {"smsContent", "scheduled"}),
        ("VOICEMAIL", {"transcription", "recordingUrl", "duration"}),
        (
            "FAX",
            {
                "faxStatusType",
                "documentUrl",
                "reportUrl",
                "previewUrl",
                "pageCount",
                "scheduled",
            },
        ),
    ],
)
def test_a_type_has_its_own_fields_and_no_others(api, kind, fields):
    (entry,) = listed(api("classic"), f"types={kind}")
    assert set(entry) - COMMON == fields


@pytest.mark.parametrize(
    "number, found",
    [
        ("%2B4930231250047", 1),
        ("4930231250047", 1),
        ("004930231250047", 1),
        ("030231250047", 1),
        ("030 / 231 250 047", 1),
        ("4930231250047493", 0),
        ("anonymous", 0),
        ("sipgate", 0),
    ],
)
def test_a_number_is_found_in_any_form(api, number, found):
    account = api("neo")
    account.arrange("a-varied-history")
    assert len(listed(account, f"phonenumber={number}")) == found


def test_a_caller_without_a_number_is_found_by_the_word(api, control):
    account = api("neo")
    wish = {"account": "neo", "sandbox": account.sandbox, "from": "anonymous"}
    entry = control.post("sms", json=wish).json()["entryId"]
    assert [each["id"] for each in listed(account, "phonenumber=Anonymous")] == [entry]


@pytest.mark.parametrize(
    "moment",
    ["2026-11-23T03:59:59.999Z", "2026-11-23T04:59:59 01:00", "2026-11-23", "2026-11-23 03:59:59"],
)
def test_a_moment_is_read_in_any_form(api, moment):
    assert len(listed(api("neo"), f"from={moment}")) == 2
    assert listed(api("neo"), f"to={moment}") == []


@pytest.mark.parametrize("query, left", [("id=", 2), ("id=1", 2), ("", 0)])
def test_only_a_request_without_an_id_deletes_everything(api, query, left):
    account = api("neo")
    assert account("DELETE", f"/history?{query}").status_code == 204
    assert len(listed(account)) == left


def test_calls_that_a_new_account_does_not_list_are_not_deleted(api):
    account = api("neo")
    account.arrange("a-varied-history")
    assert account("DELETE", "/history").status_code == 204
    assert account.arrange("a-call-in-history")["entryId"]
    assert listed(account) == []


def test_many_changes_are_made_or_none(api):
    account = api("classic")
    entry = listed(account)[0]["id"]
    body = [{"id": entry, "starred": True}, {"id": "nothing", "starred": True}]
    assert account("PUT", "/history", json=body).status_code == 404
    assert account("GET", f"/history/{entry}").json()["starred"] is False


def test_a_change_says_when_it_was_made(api):
    account = api("classic")
    before = listed(account)[0]
    account("PUT", f"/history/{before['id']}", json={})
    assert account("GET", f"/history/{before['id']}").json() == before
    account("PUT", f"/history/{before['id']}", json={"note": "Called back", "read": "false"})
    after = account("GET", f"/history/{before['id']}").json()
    assert (after["note"], after["read"], after["created"]) == (
        "Called back",
        False,
        before["created"],
    )
    assert after["lastModified"] > before["lastModified"]


@pytest.mark.parametrize(
    "path, body",
    [
        ("", {"id": "1"}),
        ("", "text"),
        ("", [None]),
        ("", [[]]),
        ("", [{"id": 1}]),
        ("", [{"id": "1", "read": 1}]),
        ("/{id}", []),
        ("/{id}", {"note": 1}),
        ("/{id}/archive", {}),
        ("/{id}/read", {"value": None}),
        ("/{id}/note", {"note": ["x"]}),
    ],
)
def test_changes_that_make_no_sense(api, path, body):
    account = api("classic")
    entry = listed(account)[0]["id"]
    assert account("PUT", f"/history{path.format(id=entry)}", json=body).status_code == 400


def test_what_cannot_be_written_as_text_does_not_break_the_table(api, control):
    account = api("classic")
    body = b'{"account": "classic", "sandbox": "%s", "from": "\\ud800"}'
    control.post("sms", content=body % account.sandbox.encode())
    answer = account("GET", "/history/export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/octet-stream")
    assert len(answer.text.splitlines()) == 6


@pytest.mark.parametrize("user", ["w1", "w2"])
def test_an_ordinary_member_has_a_history_of_their_own(api, user):
    account = api("classic", user)
    other = listed(api("classic"))[0]["id"]
    assert listed(account) == []
    assert account("DELETE", "/history").status_code == 204
    assert account("PUT", "/history", json=[{"id": other, "read": True}]).status_code == 404
    assert len(listed(api("classic"))) == 4
