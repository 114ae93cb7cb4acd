"""What a live account has is found; what it lacks is named."""

import pytest

from sipgate_compat.client import Answer
from sipgate_compat.contract.cases import cases
from sipgate_compat.run.discovery import DISCOVERIES, discovered, how
from sipgate_compat.run.failure import Unclear
from sipgate_compat.run.prepare import book
from sipgate_compat.run.target import LiveTarget, Skip

BOOK = book()
CASES = {case.address: case for case in cases(BOOK)}
ACCOUNT = {
    "/authorization/userinfo": {"sub": "w0"},
    "/users": {"items": [{"id": "w0"}, {"id": "w1"}]},
    "/w0/devices": {"items": [{"id": "y0", "type": "MOBILE"}, {"id": "e0", "type": "REGISTER"}]},
    "/w1/devices": {"items": [{"id": "e2", "type": "REGISTER"}]},
    "/contacts?limit=1": {"items": [{"id": "c0"}]},
    "/addresses": {"items": [{"addressId": 1001}]},
    "/authorization/oauth2/clients": {"data": [{"clientId": "k0"}]},
    "/numbers": {"items": [{"id": "4100000", "number": "+4930231250100"}]},
    "/channels": {"items": [{"id": "quiet", "name": "A"}, {"id": "busy", "name": "B"}]},
    "/channels/quiet/events?limit=5": {"events": [{}] * 4},
    "/channels/busy/events?limit=5": {"events": [{}] * 5},
    "/history?limit=1&types=FAX": {"items": [{"id": "7"}]},
    "/history?limit=1": {"items": [{"id": "8"}]},
}


def get(path):
    body = ACCOUNT.get(path)
    return Answer(200 if body else 404, "application/json", "", {}, body)


def value(name):
    return {"userId": "w0", "memberId": "w1"}[name]


@pytest.mark.parametrize(
    "given, name, found",
    [
        pytest.param("an-account", "registerDeviceId", "e0", id="a device of a kind"),
        pytest.param("an-account", "externalDeviceId", None, id="no device of a kind"),
        pytest.param("an-account", "memberId", "w1", id="somebody else"),
        pytest.param("an-account", "memberDeviceId", "e2", id="a device of somebody else"),
        pytest.param("an-account", "contactId", "c0", id="a contact"),
        pytest.param("an-account", "addressId", 1001, id="an address"),
        pytest.param("an-account", "clientId", "k0", id="a client"),
        pytest.param("an-account", "numberE164", "+4930231250100", id="a number"),
        pytest.param("an-account", "numberId", "4100000", id="a number's id"),
        pytest.param("an-account", "channelId", "quiet", id="any channel"),
        pytest.param("a-channel-with-events", "channelId", "busy", id="a channel with events"),
        pytest.param("an-account", "entryId", "8", id="any event"),
        pytest.param("a-fax-in-history", "entryId", "7", id="a fax"),
        pytest.param("an-sms-in-history", "entryId", None, id="no text message"),
        pytest.param("an-account", "smsId", None, id="a refused list"),
    ],
)
def test_what_an_account_has(given, name, found):
    assert discovered(get, value, how(given, name)) == found


def test_values_of_every_account_are_looked_for():
    not_told = {"userId", "outsiderId", "callId"}
    assert set(BOOK.base_values) - set(DISCOVERIES) == not_told


@pytest.mark.parametrize(
    "address, name, said",
    [
        pytest.param(
            "neo/getHistoryById/no-credentials",
            "entryId",
            "needs an entryId, and the neo account has none; a-fax-in-history is: "
            "the event list holds a fax",
            id="what would have to be the case",
        ),
        pytest.param(
            "classic/getGroupUsers/no-credentials",
            "groupId",
            "needs a groupId, and the classic account has none",
            id="no likely id where the platform has the operation",
        ),
    ],
)
def test_what_is_lacking_is_said(monkeypatch, address, name, said):
    target = LiveTarget("http://127.0.0.1:9/v2", {}, frozenset(), BOOK.situations)
    monkeypatch.setattr(target, "get", lambda profile, path: get("/nothing"))
    with pytest.raises(Skip) as skipped:
        target.stage(CASES[address]).values[name]
    assert str(skipped.value) == said


@pytest.mark.parametrize(
    "status, error, failure",
    [
        pytest.param(403, Skip, None, id="the scope is lacking"),
        pytest.param(401, Unclear, "refused", id="the token has expired"),
        pytest.param(429, Unclear, "429", id="limited"),
        pytest.param(503, Unclear, "5xx", id="out of service"),
    ],
)
def test_a_list_that_cannot_be_read_is_not_an_empty_one(monkeypatch, status, error, failure):
    target = LiveTarget("http://127.0.0.1:9/v2", {}, frozenset(), BOOK.situations)
    answer = Answer(status, "application/json", "", {}, None)
    monkeypatch.setattr(target, "get", lambda profile, path: answer)
    with pytest.raises(error, match=rf"GET /contacts.limit=1 answers {status}") as raised:
        target.stage(CASES["neo/getContact/no-credentials"]).values["contactId"]
    assert getattr(raised.value, "failure", None) == failure


def test_a_likely_id_fills_the_path_of_what_is_refused(monkeypatch):
    target = LiveTarget("http://127.0.0.1:9/v2", {}, frozenset(), BOOK.situations)
    monkeypatch.setattr(target, "get", lambda profile, path: get("/nothing"))
    assert target.stage(CASES["neo/getGroupUsers/no-credentials"]).values["groupId"] == "g0"
