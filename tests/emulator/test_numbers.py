"""Numbers, quick dials and routings: one truth, however it is read."""

import pytest

from sipgate_compat.emulator.answers import Refuse
from sipgate_compat.emulator.seed import seeded
from sipgate_compat.emulator.tags import addresses, faxlines, numbers, routings, users

DIAL = "/numbers/quickdial"


def endpoints(account):
    return {n["number"]: n["endpointId"] for n in account("GET", "/numbers").json()["items"]}


@pytest.mark.parametrize(
    "profile, routed",
    [("classic", ["p0", "g0", "f0", "f1", "y0"]), ("neo", ["", "", "f0", "y0"])],
)
def test_what_the_seeded_numbers_lead_to(api, profile, routed):
    assert list(endpoints(api(profile)).values()) == routed


def test_a_number_leads_to_one_thing_at_a_time(api):
    account = api("classic")
    number = account.arrange("a-free-number")
    for endpoint in ("p0", "g0", "f0", "e0"):
        wish = {"endpointId": endpoint}
        assert account("PUT", f"/numbers/{number['numberId']}", json=wish).status_code == 204
    for path in ("/w0/phonelines/p0/numbers", "/groups/g0/numbers", "/w0/faxlines/f0/numbers"):
        listed = [each["number"] for each in account("GET", path).json()["items"]]
        assert number["freeNumber"] not in listed
    assert endpoints(account)[number["freeNumber"]] == "e0"


@pytest.mark.parametrize(
    "made, endpoint",
    [("/w0/phonelines", "p"), ("/w0/faxlines", "f")],
)
def test_a_number_is_free_when_what_it_leads_to_is_deleted(api, made, endpoint):
    account = api("classic")
    number = account.arrange("a-free-number")
    line = account("POST", made).json()["id"]
    assert line.startswith(endpoint)
    account("PUT", f"/numbers/{number['numberId']}", json={"endpointId": line})
    account("DELETE", f"{made}/{line}")
    assert account("POST", made).json()["id"] == line
    assert endpoints(account)[number["freeNumber"]] == ""


def test_a_number_becomes_the_user_s_to_whom_it_leads(api):
    account = api("classic")
    number = account.arrange("a-free-number")["numberId"]
    account("PUT", f"/numbers/{number}", json={"endpointId": "p1"})
    assert number in [n["id"] for n in account("GET", "/w1/numbers").json()["items"]]
    assert number not in [n["id"] for n in account("GET", "/w0/numbers").json()["items"]]


def test_flags_come_as_text(api):
    account = api("classic")
    number = account.arrange("a-free-number")["numberId"]
    wish = {"endpointId": "p0", "releaseForMnp": "false", "quickDial": "false"}
    assert account("PUT", f"/numbers/{number}", json=wish).status_code == 204


@pytest.mark.parametrize(
    "number, status",
    [
        ("9", 400),
        ("10", 204),
        ("42", 409),
        ("999", 204),
        ("1000", 400),
        ("042", 400),
        ("110", 400),
        ("112", 400),
        ("٤٢", 400),
        ("4 2", 400),
    ],
)
def test_the_range_of_quick_dials(api, number, status):
    account = api("neo")
    account.arrange("a-quick-dial")
    assert account("GET", f"{DIAL}/validation/{number}").status_code == status
    assert account("POST", DIAL, json={"userId": "w0", "number": number}).status_code == status


def test_quick_dials_are_given_out_until_there_are_none():
    state = seeded("neo")
    for _ in range(988):
        state.add_number(numbers.free_quick_dial(state), "w0", type="QUICKDIAL")
    given = {each.number for each in state.numbers.values()}
    assert {"10", "111", "999"} <= given
    assert not given & {"110", "112"}
    with pytest.raises(Refuse):
        numbers.free_quick_dial(state)


def test_a_quick_dial_keeps_its_number_but_takes_no_other_s(api):
    account = api("neo")
    dial = account.arrange("a-quick-dial")
    path = f"{DIAL}/{dial['quickDialId']}"
    account("POST", DIAL, json={"userId": "w0", "number": "77"})
    assert account("PUT", path, json={"userId": "w1", "number": "42"}).status_code == 204
    assert account("PUT", path, json={"userId": "w1", "number": "77"}).status_code == 409
    assert account("PUT", path, json={"userId": "w2"}).status_code == 204
    kept = account("GET", "/w2/numbers").json()["items"]
    assert [(each["id"], each["number"]) for each in kept] == [(dial["quickDialId"], "42")]


def test_a_member_changes_its_own_quick_dial_only(api):
    dial = api("neo").arrange("a-quick-dial")
    path, member = f"{DIAL}/{dial['quickDialId']}", api("neo", "w1")
    assert member("PUT", path, json={"userId": "w1", "number": "77"}).status_code == 204
    assert member("PUT", path, json={"userId": "w2", "number": "77"}).status_code == 403
    assert api("neo", "w2")("DELETE", path).status_code == 403
    assert member("DELETE", path).status_code == 204


@pytest.mark.parametrize(
    "body", ["", "null", "{}", "[]", '{"e164Numbers": []}', '{"e164Numbers": [1]}']
)
def test_no_routing_is_deleted_that_is_not_named(api, body):
    account = api("neo")
    before = endpoints(account)
    assert account("DELETE", "/routings", content=body).status_code == 400
    assert endpoints(account) == before


@pytest.mark.parametrize(
    "method, path, wish",
    [
        ("PUT", "/routings", {"extension": "f0"}),
        ("PUT", "/routings/channel", {}),
        ("DELETE", "/routings", {}),
    ],
)
def test_all_numbers_are_led_or_none(api, method, path, wish):
    account = api("neo")
    values = account.arrange("a-routed-number")
    before = endpoints(account)
    wish["e164Numbers"] = [values["routedNumber"], "+4930231259998"]
    if "channel" in path:
        wish["channelId"] = values["channelId"]
    assert account(method, path, json=wish).status_code == 404
    assert endpoints(account) == before


def test_a_number_of_a_channel_leads_to_no_extension(api):
    account = api("neo")
    values = account.arrange("a-routed-number")
    wish = {"e164Numbers": [values["routedNumber"]], "channelId": values["channelId"]}
    assert account("PUT", "/routings/channel", json=wish).status_code == 204
    assert endpoints(account)[values["routedNumber"]] == ""


def test_a_call_is_picked_up_on_a_device(api):
    account = api("neo")
    call = account.arrange("a-ringing-call")["callId"]
    path, wish = f"/calls/{call}/answer", {"deviceId": "e0"}
    assert account("PUT", path, json={"deviceId": "e999"}).status_code == 404
    assert account("PUT", path, json=wish).status_code == 204
    assert [each["callId"] for each in account("GET", "/calls").json()["data"]] == [call]
    assert account("PUT", path, json=wish).status_code == 409


NASTY = [
    b'{"userId": "\\ud800", "number": "\\ud800"}',
    b'{"userId": "w0", "number": "' + b"9" * 5000 + b'"}',
    b'{"endpointId": "\\ud800", "e164Numbers": ["\\ud800"], "extension": "\\ud800"}',
    b'{"addressId": ' + b"9" * 400 + b', "value": "\\ud800", "deviceId": "\\u0000"}',
    b'{"addressId": NaN, "admin": 1, "enabled": 1e999}',
    b'{"firstName": "\\ud800", "lastName": "\\ud800"}',
    b'{"countrycode": "DE", "postcode": "\\ud800", "city": "\\ud800", "street": "\\ud800"}',
    b'{"e164Numbers": {"a": 1}, "channelId": []}',
]


@pytest.mark.parametrize("body", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("profile", ["classic", "neo"])
def test_what_nobody_sends_is_answered(api, profile, body):
    account = api(profile)
    modules = (addresses, faxlines, numbers, routings, users)
    named = {"userId": "w0", "numberId": "4100000", "addressId": "1001", "faxlineId": "f0"}
    for route in (r for m in modules for r in m.ROUTES if r.method in ("POST", "PUT")):
        path = route.path.format(**named)
        assert account(route.method, path, content=body).status_code < 500, path
    for path in ("/users", "/numbers", "/addresses", "/w0/faxlines"):
        assert account("GET", path).status_code == 200
