"""Devices: what becomes of ids, cards, routings and credentials."""

import json

import pytest

from sipgate_compat.emulator.rules import RULES
from sipgate_compat.emulator.seed import seeded
from sipgate_compat.emulator.tags.device_settings import card, e164, password

NEW = {"REGISTER": "e4", "MOBILE": "y1", "EXTERNAL": "x1"}


def made(account, kind, owner="w0"):
    return account("POST", f"/{owner}/devices", json={"type": kind}).json()["id"]


@pytest.mark.parametrize("profile", RULES)
@pytest.mark.parametrize("kind, first", NEW.items())
def test_ids_count_on_by_letter_and_are_not_given_twice(api, profile, kind, first):
    account = api(profile)
    assert made(account, kind) == first
    account("DELETE", f"/devices/{first}")
    assert made(account, kind) == f"{first[0]}{int(first[1:]) + 1}"


@pytest.mark.parametrize(
    "kind, fields",
    [
        ("REGISTER", {"credentials", "registered", "emergencyAddressId", "addressUrl"}),
        ("MOBILE", {"credentials", "simState", "esim"}),
        ("EXTERNAL", {"number", "incomingCallDisplayState"}),
    ],
)
def test_only_one_device_shows_what_its_kind_has(api, kind, fields):
    account = api("classic")
    device = made(account, kind)
    listed = account("GET", "/w0/devices").json()["items"]
    plain = next(each for each in listed if each["id"] == device)
    assert set(account("GET", f"/devices/{device}").json()) - set(plain) == fields


def test_credentials_are_the_same_at_every_start_and_not_of_another_device():
    def first(device):
        state = seeded("neo", "x")
        return password(state, device), password(state, device)

    assert first("e0") == first("e0")
    assert len({*first("e0"), *first("e2")}) == 4


def test_a_card_has_numbers_of_the_usual_length():
    made_card = card(seeded("neo"))
    assert (len(made_card.id), [len(puk) for puk in made_card.puks]) == (19, [8, 8])


def test_a_deleted_device_rings_nowhere(api):
    account = api("classic")
    account("DELETE", "/devices/e0")
    assert account("GET", "/w0/phonelines/p0/devices").json()["items"] == []
    assert account("GET", "/users/w0").json()["defaultDevice"] in ("y0", "x0")
    call = {"caller": "p0", "callee": "+4930231250001"}
    assert account("POST", "/sessions/calls", json=call).status_code == 200


def test_a_deleted_device_leaves_its_channels(api):
    account = api("neo")
    account("DELETE", "/devices/e0")
    users = [user for each in account("GET", "/channels").json()["items"] for user in each["users"]]
    assert "e0" not in [device for user in users for device in user["deviceIds"]]


def test_the_first_device_of_a_user_is_their_default(api):
    account = api("neo")
    account("DELETE", "/devices/e3")
    assert account("GET", "/users/w2").json()["defaultDevice"] == ""
    device = made(account, "EXTERNAL", owner="w2")
    assert account("GET", "/users/w2").json()["defaultDevice"] == device


def test_a_user_has_only_so_many_devices(api):
    account = api("neo")
    statuses = [
        account("POST", "/w2/devices", json={"type": "EXTERNAL"}).status_code for _ in range(100)
    ]
    assert (statuses[98], statuses[99]) == (200, 403)


def test_a_card_is_pending_before_it_is_active(api, control):
    account = api("neo")
    values = account.arrange("a-mobile-device-without-service")
    device = values["deviceId"]

    def state():
        shown = account("GET", f"/devices/{device}").json()
        left = account("GET", f"/w0/devices/{device}/contingents").json()["contingents"]
        return shown["simState"], shown["online"], len(left)

    control.post("clock", json={"freeze": True})
    account("POST", f"/w0/devices/{device}/sim", json={"simId": values["simId"]})
    pending = state()
    control.post("clock", json={"advance": 2})
    active = state()
    control.post("clock", json={"freeze": False})
    assert (pending, active) == (("PENDING", False, 0), ("ACTIVE", True, 1))


def test_a_card_serves_one_device(api):
    account = api("neo")
    taken = account("GET", "/devices/y0").json()["credentials"]["simId"]
    device = made(account, "MOBILE")
    answer = account("POST", f"/w0/devices/{device}/sim", json={"simId": taken})
    assert answer.status_code == 409


def test_an_ordered_card_is_shown_and_a_card_in_service_stays(api):
    account = api("neo")
    before = account("GET", "/devices/y0").json()["credentials"]
    device = made(account, "MOBILE")
    for each in (device, "y0"):
        order = {"addressId": "1"}
        assert account("POST", f"/w0/devices/{each}/sim/orders", json=order).status_code == 204
    assert account("GET", f"/devices/{device}").json()["credentials"]["simId"]
    assert account("GET", "/devices/y0").json()["credentials"] == before


@pytest.mark.parametrize(
    "written, number",
    [
        ("+4930231250001", "+4930231250001"),
        ("030 23125 0001", "+4930231250001"),
        ("004930/231250001", "+4930231250001"),
        ("4930231250001", "+4930231250001"),
    ],
)
def test_a_number_is_kept_in_one_form(written, number):
    assert e164(written) == number


@pytest.mark.parametrize("number, status", [("030231250101", 204), ("+4917139299999", 400)])
def test_a_device_shows_numbers_of_the_account_only(api, number, status):
    account = api("neo")
    assert account("PUT", "/devices/e0/callerid", json={"value": number}).status_code == status


@pytest.mark.parametrize("address, status", [(1, 204), (2**31 - 1, 204), (2**31, 400), (0, 400)])
def test_an_address_is_a_number_of_32_bits(api, address, status):
    body = {"emergencyAddressId": address}
    assert api("neo")("PUT", "/devices/e0", json=body).status_code == status


def test_the_third_version_lists_app_devices_and_passwords(api, ready):
    account, origin = api("neo"), ready["base_url"].removesuffix("/v2")
    listed = account("GET", f"{origin}/v3/devices?userId=w0").json()["items"]
    by_id = {each["id"]: each for each in listed}
    assert by_id["e1"]["type"] == "DESKTOP_APP"
    changed = account("POST", "/devices/e0/credentials/password").json()["password"]
    listed = account("GET", f"{origin}/v3/devices").json()["items"]
    assert by_id["e0"]["sipCredentials"]["password"] != changed
    assert listed[0]["sipCredentials"]["password"] == changed


@pytest.mark.parametrize(
    "profile, targets",
    [("classic", ["PHONELINE", "GROUP"]), ("neo", ["ACD", None]), ("migrated", ["ACD", None])],
)
def test_numbers_that_differ_in_their_last_digit_are_a_block(api, ready, profile, targets):
    origin = ready["base_url"].removesuffix("/v2")
    listed = api(profile)("GET", f"{origin}/v3/phone-numbers").json()
    by_number = {each["e164Number"]: each for each in listed}
    block = by_number["+493023125010"]
    assert (block["type"], block["routing"]) == ("GERMAN_LANDLINE_BLOCK", None)
    led = [each["routing"] and each["routing"]["targetType"] for each in block["numbers"]]
    assert led == targets
    assert by_number["+4917139200010"]["routing"]["targetId"] == "y0"


def test_a_number_that_is_led_to_a_channel_is_shown_there(api, ready):
    account, origin = api("neo"), ready["base_url"].removesuffix("/v2")
    channel = account.arrange("a-channel")["channelId"]
    wish = {"e164Numbers": ["+4930231250101"], "channelId": channel}
    assert account("PUT", "/routings/channel", json=wish).status_code == 204
    block = account("GET", f"{origin}/v3/phone-numbers").json()[0]
    assert block["numbers"][1]["routing"]["targetId"] == channel


BODIES = [
    *({}, [], {"value": "\ud800"}, {"value": "9" * 5000}, {"value": None}, {"dnd": 1}),
    *(
        {"emergencyAddressId": 10**40},
        {"emergencyAddressId": -1},
        {"number": "+"},
        {"number": "٣٣٣"},
    ),
    *({"simId": "٣" * 10}, {"addressId": "x"}, {"type": []}, {"owner": "\ud800"}, {"enabled": {}}),
    *({"active": True, "value": "\ud800"}, {"alias": "\ud800"}, {"incomingCallDisplay": "\ud800"}),
]
PLACES = [
    *("PUT /v2/devices/e0", "PUT /v2/devices/x0/external/targetnumber"),
    *("PUT /v2/devices/x0/external/incomingcalldisplay", "PUT /v2/devices/e0/alias"),
    *("PUT /v2/devices/e0/callerid", "PUT /v2/devices/e0/localprefix"),
    *("PUT /v2/devices/e0/singlerowdisplay", "PUT /v2/devices/e0/tariffannouncement"),
    *("POST /v2/w0/devices", "POST /v2/w0/devices/external", "POST /v2/w0/devices/mobile"),
    *("POST /v2/w0/devices/y0/sim", "POST /v2/w0/devices/y0/sim/orders"),
    *("POST /v3/devices/register", "GET /v3/devices?userId=%ff", "GET /v3/phone-numbers?limit=x"),
]


@pytest.mark.parametrize("place", PLACES)
def test_no_body_gets_a_500(api, ready, place):
    account, origin = api("neo"), ready["base_url"].removesuffix("/v2")
    method, target = place.split(" ")
    for body in BODIES:
        answer = account(method, f"{origin}{target}", content=json.dumps(body).encode())
        assert 200 <= answer.status_code < 500, (body, answer.text)
    shown = [account("GET", f"/devices/{each}").status_code for each in ("e0", "x0", "y0")]
    assert shown == [200, 200, 200]
