"""Users, addresses and portings: what goes with whom, and what happens once."""

import pytest

PROFILES = ("classic", "neo", "migrated")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_deleted_user_is_in_nothing_any_more(api, profile):
    account = api(profile)
    values = account.arrange("a-new-user")
    account("POST", "/numbers/quickdial", json={"userId": "w3"})
    assert account("DELETE", "/users/w3").json()["id"] == "w3"
    assert account("GET", f"/devices/{values['newDeviceId']}").status_code == 404
    numbers = account("GET", "/numbers").json()["items"]
    assert "QUICKDIAL" not in [each["type"] for each in numbers]
    assert values["numberId"] in [n["id"] for n in account("GET", "/w0/numbers").json()["items"]]
    if profile != "classic":
        users = [u["id"] for c in account("GET", "/channels").json()["items"] for u in c["users"]]
        assert "w3" not in users


def test_a_deleted_user_leaves_the_groups(api):
    account = api("classic")
    account("DELETE", "/users/w1")
    assert [u["id"] for u in account("GET", "/groups/g0/users").json()["items"]] == ["w0"]
    assert account("GET", "/w1/phonelines").status_code == 404


def test_the_tokens_of_a_deleted_user_are_nobody_s(api):
    api("neo")("DELETE", "/users/w1")
    answer = api("neo", "w1")("GET", "/users")
    assert (answer.status_code, answer.content) == (401, b"")


def test_the_first_administrator_goes_when_there_is_a_second(api):
    account, second = api("neo"), api("neo", "w1")
    private = account("GET", "/channels").json()["items"][1]["id"]
    assert account("PUT", "/users/w1/role", json={"admin": True}).status_code == 204
    assert account("DELETE", "/users/w0").status_code == 200
    channels = second("GET", "/channels").json()["items"]
    assert private not in [each["id"] for each in channels]
    assert {each["owner"] for each in channels} == {"w1"}
    assert second("DELETE", "/users/w1").status_code == 403


def test_the_calls_of_a_deleted_user_end(api):
    account = api("neo")
    call = account.arrange("an-established-call")["callId"]
    account("PUT", "/users/w1/role", json={"admin": True})
    account("DELETE", "/users/w0")
    assert api("neo", "w1")("DELETE", f"/calls/{call}").status_code == 404


def test_a_demoted_administrator_administers_no_more(api):
    account = api("neo")
    account("PUT", "/users/w1/role", json={"admin": "true"})
    assert account("PUT", "/users/w0/role", json={"admin": False}).status_code == 204
    assert account("PUT", "/users/w0/role", json={"admin": True}).status_code == 403


@pytest.mark.parametrize(
    "wish, street, more",
    [
        ({"street": "Beispielweg", "number": "3"}, "Beispielweg 3", ""),
        ({"street": "Beispielweg 3"}, "Beispielweg 3", ""),
        ({"address1": "1-3 Gardens", "address2": "Flat A"}, "1-3 Gardens", "Flat A"),
        ({"street": "Beispielweg", "address2": "Flat A"}, "Beispielweg", "Flat A"),
        ({}, "", ""),
    ],
)
def test_an_address_in_the_words_of_answers(api, wish, street, more):
    account = api("classic")
    path = f"/addresses/{account.arrange('an-address')['addressId']}"
    wish |= {"countrycode": "de", "postcode": "50667", "city": "Köln"}
    assert account("PUT", path, json=wish).status_code == 204
    read = account("GET", path).json()
    assert (read["streetAddress"], read["extendedAddress"]) == (street, more)
    assert (read["country"], read["region"], read["poBox"]) == ("DE", "", "")


def test_addresses_are_counted(api):
    account = api("classic")
    before = account("GET", "/addresses/itemCount").json()["itemCount"]
    account.arrange("an-address")
    assert account("GET", "/addresses/itemCount").json()["itemCount"] == before + 1
    assert len(account("GET", "/addresses").json()["items"]) == before + 1


def test_a_porting_is_cancelled_once(api):
    account = api("classic")
    porting = account.arrange("a-porting")["portingId"]
    listed = account("DELETE", f"/portings/{porting}").json()["items"]
    shown = next(each for each in listed if each["id"] == porting)
    assert (shown["status"], shown["pending"], shown["revocable"]) == (600, False, False)
    assert account("DELETE", f"/portings/{porting}").status_code == 409


@pytest.mark.parametrize("profile", PROFILES)
def test_a_new_faxline_has_an_id_of_its_own(api, profile):
    account = api(profile)
    made = account("POST", "/w0/faxlines").json()["id"]
    assert made == ("f2" if profile == "classic" else "f1")
    assert account("GET", f"/w0/faxlines/{made}/callerid").json() == {"value": ""}
    assert account("GET", f"/w1/faxlines/{made}/callerid").status_code == 404


def test_the_id_of_a_deleted_user_s_faxline_comes_back_without_its_numbers(api):
    account = api("neo")
    values = account.arrange("a-new-user")
    line = values["newFaxlineId"]
    account("PUT", f"/numbers/{values['numberId']}", json={"endpointId": line})
    account("DELETE", "/users/w3")
    assert account("POST", "/w0/faxlines").json()["id"] == line
    assert account("GET", f"/w0/faxlines/{line}/numbers").json() == {"items": []}
