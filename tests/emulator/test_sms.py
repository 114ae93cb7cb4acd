"""Text message extensions: numbers are paid for, verified and shown one at a time."""

import pytest

IDS = "/w0/sms/s0/callerids"


def caller_ids(account):
    return {each["id"]: each for each in account("GET", IDS).json()["items"]}


def test_a_number_is_added_verified_and_shown(api):
    account = api("neo")
    known = set(caller_ids(account))
    assert account("POST", IDS, json={"phonenumber": "+49 171 39200012"}).status_code == 204
    (added,) = set(caller_ids(account)) - known
    code = {"verificationCode": "200012"}
    assert account("PUT", f"{IDS}/{added}", json={"defaultNumber": True}).status_code == 400
    assert account("POST", f"{IDS}/{added}/verification", json=code).status_code == 204
    assert account("PUT", f"{IDS}/{added}", json={"defaultNumber": "true"}).status_code == 204
    assert [i for i, each in caller_ids(account).items() if each["defaultNumber"]] == [added]
    assert account("GET", "/w0/sms").json()["items"][0]["callerId"] == "+4917139200012"


@pytest.mark.parametrize("user", ["w1", "w2"])
def test_who_has_no_number_shows_a_name(api, user):
    (extension,) = api("classic", user)("GET", f"/{user}/sms").json()["items"]
    assert extension["callerId"] == "sipgate"


def test_a_number_that_is_taken_away_is_shown_no_more(api):
    account = api("classic")
    (only,) = caller_ids(account)
    assert account("DELETE", f"{IDS}/{only}").status_code == 204
    assert account("GET", "/w0/sms").json()["items"][0]["callerId"] == "sipgate"


@pytest.mark.parametrize(
    "situation, number, status",
    [
        ("sms-caller-ids", "+4917139200012", 204),
        ("sms-caller-ids", "4917139200010", 409),
        ("sms-caller-ids", "+49171x", 400),
        ("sms-caller-ids", "", 400),
        ("sms-caller-ids-and-no-balance", "+4917139200012", 402),
        ("sms-caller-ids-and-no-balance", "somebody", 400),
    ],
)
def test_which_numbers_are_added(api, situation, number, status):
    account = api("migrated")
    account.arrange(situation)
    before = len(caller_ids(account))
    assert account("POST", IDS, json={"phonenumber": number}).status_code == status
    assert len(caller_ids(account)) == before + (status == 204)


def test_each_number_costs_the_same_until_the_balance_is_used_up(api):
    account = api("classic")
    numbers = (f"+4917139{i:06}" for i in range(330))
    sent = [account("POST", IDS, json={"phonenumber": n}).status_code for n in numbers]
    assert sent == [204] * sent.count(204) + [402] * sent.count(402)
    assert 0 < sent.count(204) < 330
