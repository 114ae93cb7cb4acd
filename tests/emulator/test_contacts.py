"""The address book: who sees what, paging, tables and vCards in and out."""

import base64

import pytest

from sipgate_compat.emulator.seed import seeded

CSV = "firstname,lastname,number\n"
DORA = "BEGIN:VCARD\r\nVERSION:{version}\r\n{lines}\r\nEND:VCARD\r\n"


def encoded(text, charset="utf-8"):
    return {"base64Content": base64.b64encode(text.encode(charset)).decode()}


def names(account, **query):
    return {each["name"] for each in account("GET", "/contacts", params=query).json()["items"]}


def found(account, number):
    return account("GET", "/contacts", params={"phonenumbers": number}).json()["items"]


@pytest.mark.parametrize(
    "user, query, listed",
    [
        ("w0", {"scopes": "PRIVATE"}, {"Dora Dahl"}),
        ("w1", {"scopes": "PRIVATE"}, {"Finn Falk"}),
        ("w2", {"scopes": "PRIVATE,SHARED"}, {"Emil Esche"}),
        ("w0", {"scopes": ["PRIVATE", "SHARED"]}, {"Dora Dahl", "Emil Esche"}),
        ("w2", {"scopes": "INTERNAL"}, {"Ada Amsel", "Bela Buche", "Cleo Clausen"}),
        ("w0", {"phonenumbers": "030 2312 50201"}, {"Dora Dahl"}),
        ("w0", {"phonenumbers": "0049 30 2312-50201,4930231250202"}, {"Dora Dahl", "Emil Esche"}),
        ("w0", {"phonenumbers": "4930231250203"}, set()),
    ],
)
def test_who_sees_whom(api, user, query, listed):
    assert names(api("neo", user), **query) == listed


@pytest.mark.parametrize("limit", [1, 2, 4, 5, 9])
def test_pages_by_cursor_lose_and_repeat_nothing(api, limit):
    account, seen, last = api("classic"), [], ""
    for _ in range(5 // limit + 1):
        page = account("GET", f"/contacts?limit={limit}&lastId={last}").json()["items"]
        seen += [each["id"] for each in page]
        last = seen[-1]
    assert page == [] or limit > len(page)
    assert len(seen) == len(set(seen)) == 5


def test_a_cursor_outlives_its_contact(api):
    account = api("classic")
    first, second, *_ = account("GET", "/contacts?scopes=PRIVATE,SHARED").json()["items"]
    account("DELETE", f"/contacts/{first['id']}")
    page = account("GET", f"/contacts?limit=1&scopes=PRIVATE,SHARED&lastId={first['id']}").json()
    assert page["items"] == [second]


@pytest.mark.parametrize(
    "body, left",
    [
        (None, {"Emil Esche"}),
        (b"", {"Emil Esche"}),
        (b"null", {"Emil Esche"}),
        (b"{}", {"Emil Esche"}),
        (b'{"scope": ["SHARED"]}', {"Dora Dahl"}),
        (b'{"scope": ["PRIVATE,SHARED"]}', set()),
        (b'{"contactIds": []}', {"Dora Dahl", "Emil Esche"}),
        (b'{"contactIds": ["nobody"]}', {"Dora Dahl", "Emil Esche"}),
        (b'{"source": "CSV"}', {"Dora Dahl", "Emil Esche"}),
    ],
)
def test_what_a_deletion_of_many_leaves(api, body, left):
    account, other = api("classic"), api("classic", "w1")
    assert account("DELETE", "/contacts", content=body).status_code == 204
    assert names(account, scopes="PRIVATE,SHARED") == left
    assert "Finn Falk" in names(other)


@pytest.mark.parametrize(
    "sent", [{"scope": ["INTERNAL"]}, {"contactIds": [1]}, {"scope": "SHARED"}, []]
)
def test_a_deletion_that_makes_no_sense_deletes_nothing(api, sent):
    account = api("classic")
    assert account("DELETE", "/contacts", content=str(sent).replace("'", '"')).status_code == 400
    assert names(account, scopes="PRIVATE,SHARED") == {"Dora Dahl", "Emil Esche"}


@pytest.mark.parametrize(
    "body",
    [
        {"scope": "INTERNAL"},
        {"scope": ["PRIVATE"]},
        {"scope": {}},
        {"scope": "PRIVATE", "name": 1},
        {"scope": "PRIVATE", "emails": [None]},
        {"scope": "PRIVATE", "emails": {"email": "dora@example.com"}},
        {"scope": "PRIVATE", "numbers": [{"number": 1}]},
        {"scope": "PRIVATE", "numbers": [{"number": "1", "type": "home"}]},
        {"scope": "PRIVATE", "addresses": [{"country": []}]},
        {"scope": "PRIVATE", "organization": ["Dahl Ltd"]},
    ],
)
@pytest.mark.parametrize("changed", [False, True], ids=["written", "changed"])
def test_a_contact_that_is_none_changes_nothing(api, body, changed):
    account = api("neo")
    known = account.arrange("a-filled-address-book")["contactId"]
    before = account("GET", "/contacts").json()
    method, path = ("PUT", f"/contacts/{known}") if changed else ("POST", "/contacts")
    assert account(method, path, json=body).status_code == 400
    assert account("GET", "/contacts").json() == before


def test_a_lone_surrogate_travels(api):
    account = api("classic")
    sent = b'{"name": "\\ud800", "scope": "PRIVATE", "numbers": [{"number": "\\udfff1"}]}'
    assert account("POST", "/contacts", content=sent).status_code == 204
    for path in ("", "/csv?scope=PRIVATE", "/vcard?scope=PRIVATE", "/export/csv", "/export/vcard"):
        assert account("GET", f"/contacts{path}").status_code == 200


@pytest.mark.parametrize(
    "text, charset, listed",
    [
        (f"{CSV}Jörg,Jäger,+4930231250231\n", "utf-8", ["Jörg Jäger"]),
        (f"{CSV}Jörg,Jäger,+4930231250231\n", "utf-8-sig", ["Jörg Jäger"]),
        (f"{CSV}Jörg,Jäger,+4930231250231\n", "latin-1", ["Jörg Jäger"]),
        ("NUMBER, Lastname,firstname\r\n+4930231250231,Jäger,Jörg\r\n", "utf-8", ["Jörg Jäger"]),
        (f'{CSV}"Jörg, Dr.",Jäger,+4930231250231\n\n', "utf-8", ["Jörg, Dr. Jäger"]),
        (f"{CSV},,+4930231250231\n,,\n", "utf-8", [""]),
        (CSV, "utf-8", []),
    ],
)
def test_tables_that_are_imported(api, text, charset, listed):
    account = api("classic")
    answer = account("POST", "/contacts/import/csv", json=encoded(text, charset))
    assert answer.status_code == 204
    assert [each["name"] for each in found(account, "+4930231250231")] == listed


@pytest.mark.parametrize(
    "body",
    [
        encoded(""),
        encoded("firstname,number\nJörg,+4930231250231\n"),
        encoded("firstname;lastname;number\nJörg;Jäger;+4930231250231\n"),
        encoded(f"{CSV}Jörg,Jäger,+4930231250231\nLena,Linde\n"),
        encoded(f'{CSV}"Jörg,Jäger,+4930231250231\n'),
        encoded(f"{CSV}Jörg,{'x' * 200_000},+4930231250231\n"),
        {"base64Content": "%%%"},
        {"base64Content": "Zmly"},
        {"base64Content": "\udcff"},
        {"base64Content": None},
        {},
    ],
    ids=range(11),
)
@pytest.mark.parametrize("path", ["import/csv", "csv/prepare"])
def test_a_bad_table_is_refused_as_a_whole(api, path, body):
    account = api("classic")
    assert account("POST", f"/contacts/{path}", content=jsoned(body)).status_code == 400
    assert found(account, "+4930231250231") == []


def jsoned(body):
    return str(body).replace("'", '"').replace("None", "null").encode("utf-8", "surrogatepass")


def test_a_table_that_was_exported_is_imported_again(api):
    account = api("neo")
    text = account("GET", "/contacts/csv?scope=PRIVATE&scope=SHARED").text
    account("DELETE", "/contacts", content=b'{"scope": ["PRIVATE,SHARED"]}')
    account("POST", "/contacts/import/csv", json=encoded(text))
    assert names(account, scopes="SHARED") == {"Dora Dahl", "Emil Esche"}


@pytest.mark.parametrize(
    "version, lines",
    [
        ("4.0", "FN:Dora Dahl\r\nN:Dahl;Dora;;;\r\nTEL;TYPE=work:tel:+4930231250231"),
        ("3.0", "N:Dahl;Dora\nitem1.TEL;type=WORK,VOICE:+49 30 2312\n  50231"),
        ("2.1", "N:Dahl;Dora\r\nTEL;WORK:030/231250231\r\nADR;HOME:;;Lindenweg 5;Musterstadt"),
    ],
)
@pytest.mark.parametrize("plain", [True, False], ids=["as it is", "encoded"])
def test_vcards_of_each_version(api, version, lines, plain):
    account = api("neo")
    text = DORA.format(version=version, lines=lines)
    sent = {"content": text.encode()} if plain else {"json": encoded(text)}
    assert account("POST", "/contacts/import/vcard", **sent).status_code == 204
    assert [each["name"] for each in found(account, "+4930231250231")] == ["Dora Dahl"]


@pytest.mark.parametrize(
    "text",
    ["", "FN:Dora", "BEGIN:VCARD\nFN:Dora", "BEGIN:VCARD\nBEGIN:VCARD\nEND:VCARD", "END:VCARD"],
)
def test_vcards_that_are_none(api, text):
    answer = api("neo")("POST", "/contacts/import/vcard", json=encoded(text))
    assert answer.status_code == 400


def test_vcards_that_were_exported_are_imported_again(api):
    account = api("neo")
    whole = {
        "name": "Rita; Rose, Dr.",
        "family": "Rose",
        "given": "Rita\\",
        "emails": [{"email": "rita@example.com", "type": ["work"]}],
        "numbers": [{"number": "+4930231250231", "type": ["home"]}],
        "addresses": [{"streetAddress": "Lindenweg 5; rear", "locality": "Musterstadt"}],
        "organization": [["Rose Ltd", "Garden"]],
        "scope": "PRIVATE",
    }
    account("POST", "/contacts", json=whole)
    text = account("GET", "/contacts/export/vcard").text
    account("DELETE", "/contacts")
    account("POST", "/contacts/import/vcard", content=text.encode())
    (again,) = found(account, "+4930231250231")
    kept = ("name", "emails", "numbers", "organization", "scope")
    assert {key: again[key] for key in kept} == {key: whole[key] for key in kept}
    assert again["addresses"][0]["streetAddress"] == "Lindenweg 5; rear"


@pytest.mark.parametrize(
    "query, data, status",
    [
        ("scope=PRIVATE", [{"item": {"FN": [{"value": "Kira"}]}}, {"item": {"FN": 1}}], 400),
        ("scope=PRIVATE", [{"item": {"FN": [{"value": "Kira"}]}}, {"contactId": "x"}], 404),
        ("scope=PRIVATE", [{"item": {"TEL": [{"value": "1", "types": "work"}]}}], 400),
        ("scope=PRIVATE", [{"contactId": 1}], 400),
        ("scope=PRIVATE", [None], 400),
        ("scope=PRIVATE", {}, 400),
        ("scope=INTERNAL", [{"item": {}}], 400),
        ("scope=PRIVATE,SHARED", [{"item": {}}], 400),
        ("", [{"item": {}}], 400),
    ],
)
def test_vcards_are_written_all_or_none(api, query, data, status):
    account = api("classic")
    before = account("GET", "/contacts").json()
    assert account("PUT", f"/contacts/vcard?{query}", json={"data": data}).status_code == status
    assert account("GET", "/contacts").json() == before


@pytest.mark.parametrize("profile", ["classic", "neo", "migrated"])
def test_users_are_contacts_with_their_numbers(api, profile):
    listed = api(profile)("GET", "/contacts/internal").json()["items"]
    assert [each["name"] for each in listed] == ["Ada Amsel", "Bela Buche", "Cleo Clausen"]
    assert [each["mobile"] for each in listed] == [["+4917139200010"], [], []]
    assert bool(listed[0]["landline"]) == bool(seeded(profile).phonelines)
