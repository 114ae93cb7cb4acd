"""The control plane: situations, sandboxes, clock, journal, tokens, and what it refuses."""

import httpx
import pytest

from sipgate_compat.contract.cases import cases
from sipgate_compat.emulator.tags import ROUTES
from sipgate_compat.run.prepare import book

PROFILES = ("classic", "neo", "migrated")


def test_every_contract_is_emulated():
    emulated = {route.operation for route in ROUTES}
    # The page's spelling of this one is known of nobody else; the emulator has no such path.
    assert set(book().operations) - emulated == {"setCallMute"}


def test_every_route_is_where_its_contract_says():
    places = {o.operation: (o.method, o.path) for o in book().operations.values()}
    known = [route for route in ROUTES if route.operation in places]
    assert [(r.method, r.path) for r in known] == [places[r.operation] for r in known]


def test_the_situations_are_those_of_the_contracts(control):
    listed = {each["situation"]: each["values"] for each in control.get("situations").json()}
    written = {s.situation: sorted(s.values) for s in book().situations.values()}
    assert listed == written


@pytest.mark.parametrize("profile", PROFILES)
def test_every_situation_gives_every_base_value(control, profile):
    for situation in book().situations:
        wish = {"account": profile, "situation": situation, "sandbox": "base", "fresh": True}
        values = control.post("arrange", json=wish).json()["values"]
        assert set(book().base_values) <= set(values), situation
        assert all(values[name] for name in book().base_values), situation


def test_a_fresh_sandbox_gives_the_same_values_again(control):
    wish = {"account": "neo", "situation": "a-channel", "sandbox": "again", "fresh": True}
    first, second = (control.post("arrange", json=wish).json() for _ in range(2))
    assert first == second


def test_sandboxes_do_not_meet(api, control, ready):
    account = api("neo")
    channel = account.arrange("a-channel")["channelId"]
    token = ready["accounts"]["neo"]["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    outside = httpx.get(f"{ready['base_url']}/channels", headers=headers).json()["items"]
    assert channel in [each["id"] for each in account("GET", "/channels").json()["items"]]
    assert channel not in [each["id"] for each in outside]


def test_the_least_used_sandbox_makes_room():
    from sipgate_compat.emulator.accounts import SANDBOXES
    from sipgate_compat.emulator.app import Emulator

    accounts = Emulator().accounts
    first = accounts.state("neo", "first")
    for i in range(SANDBOXES - 1):
        accounts.state("neo", f"other{i}")
    assert accounts.state("neo", "first") is first
    accounts.state("neo", "one more")
    assert accounts.state("neo", "first") is first
    assert ("neo", "other0") not in accounts.sandboxes


@pytest.mark.parametrize(
    "path, wish, status, complaint",
    [
        ("arrange", {"account": "noe", "situation": "an-account"}, 404, "did you mean 'neo'?"),
        ("arrange", {"account": "neo", "situation": "a-chanel"}, 404, "did you mean 'a-channel'?"),
        (
            "arrange",
            {"account": "neo", "situation": "an-account", "sandbox": "a b"},
            400,
            "sandbox 'a b'",
        ),
        ("arrange", {"account": "neo", "situation": "an-account", "fresh": True}, 400, "sandbox"),
        ("reset", {"account": "x"}, 404, "account 'x'"),
        ("tokens", {"account": "neo", "user": "w9", "scopes": []}, 404, "user 'w9'"),
        ("tokens", {"account": "neo"}, 400, "either scopes or without"),
        ("calls", {"account": "neo", "channelId": "x"}, 404, "channel 'x'"),
        ("calls/nobody", {"account": "neo", "action": "pickup"}, 404, "call 'nobody'"),
        ("clock", {"set": "tomorrow"}, 400, "ISO date"),
        ("clock", {"advance": "x"}, 400, "number of seconds"),
        ("clock", {"advance": 1e300}, 400, "number of seconds"),
        ("clock", {"forward": 1}, 400, "key 'forward'"),
        ("faults", {"operation": "x", "kind": "drop"}, 400, "not emulated"),
        ("faults", {"operation": "*", "kind": "x"}, 400, "known are"),
        ("faults", {"operation": "*", "kind": "status"}, 400, "wants 'status'"),
        ("faults", {"operation": "*", "kind": "status", "status": 999}, 400, "101 to 599"),
        ("faults", {"operation": "*", "kind": "delay", "seconds": 1000}, 400, "0 to 60"),
        ("faults", {"operation": "*", "kind": "set-field", "field": "/a"}, 400, "wants 'value'"),
        ("faults", {"operation": "*", "kind": "act-as", "as": "x"}, 400, "known are classic"),
        ("faults", {"operation": "*", "kind": "drop", "profile": "x"}, 400, "known are classic"),
        ("faults", {"operation": "*", "kind": "drop", "times": 0}, 400, "from 1 on"),
    ],
)
def test_what_makes_no_sense_is_one_line(control, path, wish, status, complaint):
    answer = control.post(path, json=wish)
    assert answer.status_code == status, answer.text
    assert complaint in answer.json()["error"]
    assert "\n" not in answer.json()["error"]


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b'"x"'])
def test_a_wish_that_is_no_json_object(control, content):
    assert control.post("arrange", content=content).status_code == 400


def test_the_clock_stands_and_jumps(control):
    control.post("clock", json={"set": "2027-01-01T00:00:00+00:00", "freeze": True})
    try:
        shown = [control.get("clock").json() for _ in range(2)]
        later = control.post("clock", json={"advance": 90}).json()
    finally:
        control.post("clock", json={"freeze": False})
    assert shown == [{"now": "2027-01-01T00:00:00Z", "frozen": True}] * 2
    assert later["now"] == "2027-01-01T00:01:30Z"


def test_faxes_and_text_messages_are_received(api, control):
    account = api("neo")
    wish = {"account": "neo", "sandbox": account.sandbox, "from": "+4930231250009", "text": "Hi"}
    fax, sms = (control.post(kind, json=wish).json()["entryId"] for kind in ("faxes", "sms"))
    assert account("GET", f"/history/{fax}").json()["type"] == "FAX"
    assert account("GET", f"/history/{sms}").json()["smsContent"] == "Hi"


def test_a_reset_account_is_as_it_was(control, ready):
    account = ready["accounts"]["classic"]
    auth = (account["token_id"], account["token"])
    line = f"{ready['base_url']}/w0/phonelines"
    before = httpx.get(line, auth=auth).json()
    httpx.post(line, auth=auth)
    assert httpx.get(line, auth=auth).json() != before
    control.post("reset", json={"account": "classic"})
    assert httpx.get(line, auth=auth).json() == before


def test_the_same_wish_gives_the_same_token(control):
    wish = {"account": "neo", "user": "w1", "scopes": ["users:read"]}
    assert control.post("tokens", json=wish).json() == control.post("tokens", json=wish).json()


def test_every_scope_of_the_contracts_is_known_to_the_emulator():
    scopes = {route.operation: set(route.scopes) for route in ROUTES}
    own = {c.operation.operation: set(c.operation.scope) for c in cases(book())}
    own.pop("setCallMute")
    assert own == {name: scopes[name] for name in own}
