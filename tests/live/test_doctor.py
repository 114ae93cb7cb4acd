"""``sipgate-compat doctor``: what it finds of an account, and that it tells no secret."""

import json
import os
from email.utils import parsedate_to_datetime

import pytest
from click.testing import CliRunner

from sipgate_compat.cli.doctor import doctor
from sipgate_compat.config import Settings
from sipgate_compat.run import scopes
from sipgate_compat.run.doctor import Patient
from sipgate_compat.run.prepare import book

from .conftest import WEB

pytestmark = pytest.mark.usefixtures("nobody_waits")


def asked(*arguments):
    done = CliRunner().invoke(doctor, ["--format", "json", *arguments], standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.return_value, json.loads(done.stdout)["accounts"]


def states(account):
    return {each["check"]: each["state"] for each in account["checks"]}


@pytest.mark.parametrize("account", ["neo", "classic"], indirect=True)
def test_a_fit_account(account, request):
    profile = request.node.callspec.params["account"]
    account.journal()
    code, (found,) = asked("--profile", profile)
    # A Neo account without calls may as well be a migrated one.
    unknown = {check for check, state in states(found).items() if state != "good"}
    assert unknown == ({"profile", "more scopes"} if profile == "neo" else {"more scopes"})
    assert (code, found["fitness"]) == (0, "fit")
    assert {method for method, *_ in account.journal()} == {"GET"}
    assert found["verifiable"] > 150
    told = next(e["said"] for e in found["checks"] if e["check"] == "credentials")
    assert (
        told == f"SIPGATE_COMPAT_{profile.upper()}_TOKEN, SIPGATE_COMPAT_{profile.upper()}_TOKEN_ID"
    )


def limited(account, *without):
    wish = {"account": "neo", "user": "w0", "without": [*without, "all"]}
    return WEB.post(f"{account.control_url}/tokens", json=wish).json()


def with_token(monkeypatch, made, bearer):
    monkeypatch.setenv("SIPGATE_COMPAT_NEO_TOKEN_ID", made["token_id"])
    monkeypatch.setenv("SIPGATE_COMPAT_NEO_TOKEN", made["token"])
    if bearer:
        monkeypatch.setenv("SIPGATE_COMPAT_NEO_ACCESS_TOKEN", made["access_token"])


@pytest.mark.parametrize("bearer", [False, True], ids=["tried", "claimed"])
def test_a_token_that_lacks_a_scope(account, monkeypatch, bearer):
    with_token(monkeypatch, limited(account, "channels:read"), bearer)
    code, (found,) = asked("--profile", "neo")
    lacks = [each["any_of"] for each in found["missing_scopes"]]
    assert (code, found["fitness"], ["channels:read"] in lacks) == (1, "partly", True)
    cases = next(e["cases"] for e in found["missing_scopes"] if e["any_of"] == ["channels:read"])
    assert cases > 3
    assert found["not_verifiable"][0]["reason"] == "the token lacks a scope, see above"


def test_scopes_that_only_writes_need(account, monkeypatch):
    with_token(monkeypatch, limited(account, "devices:write"), bearer=True)
    _, (reads,) = asked("--profile", "neo")
    _, (writes,) = asked("--profile", "neo", "--allow", "write,destructive")
    assert ["devices:write"] not in [e["any_of"] for e in reads.get("missing_scopes", [])]
    assert ["devices:write"] in [each["any_of"] for each in writes["missing_scopes"]]


def test_what_the_account_does_not_have(account):
    (before,) = asked("--profile", "neo")[1]
    devices = [each for each in account.get("/w0/devices")["items"] if each["type"] == "EXTERNAL"]
    assert devices
    for each in devices:
        WEB.delete(f"{account.base_url}/devices/{each['id']}", auth=account.auth)
    (without,) = asked("--profile", "neo")[1]
    reasons = {each["reason"]: each["cases"] for each in without["not_verifiable"]}
    (why,) = [each for each in reasons if "externalDeviceId" in each]
    assert why.startswith("needs an externalDeviceId, and the neo account has none")
    assert before["verifiable"] - reasons[why] == without["verifiable"]


@pytest.mark.parametrize("bearer", [False, True], ids=["tried", "claimed"])
def test_scopes_that_no_read_can_try(account, live_emulator, monkeypatch, bearer):
    with_token(monkeypatch, live_emulator["accounts"]["neo"], bearer)
    code, (found,) = asked("--profile", "neo", "--allow", "write,destructive,rings")
    untold = [each["any_of"] for each in found["untold_scopes"]]
    assert code == 0
    assert ("more scopes" in states(found)) is not bearer
    assert ((["rtcm:write"] in untold), ["history:read"] in untold) == (not bearer, False), untold
    told = CliRunner().invoke(doctor, ["--profile", "neo", "--allow", "write"]).output
    assert told.count(" would change something that this run did not create\n") == 1
    assert ("  may lack devices:write: " in told) is not bearer


@pytest.mark.parametrize(
    "variables, code, bad, said",
    [
        pytest.param({"TOKEN": ""}, 2, "credentials", "no credentials for neo", id="none"),
        pytest.param({"TOKEN": "not-the-token"}, 2, "accepted", "refuses", id="refused"),
        pytest.param(
            {"BASE_URL": "http://127.0.0.1:9/v2"}, 3, "reachable", "no answer", id="unreachable"
        ),
        pytest.param(
            {"BASE_URL": "http://api.example.com/v2"}, 2, "address", "over https only", id="plain"
        ),
        pytest.param({"BASE_URL": "nonsense"}, 2, "address", "not a base URL", id="no address"),
    ],
)
def test_an_account_that_is_not_fit(account, monkeypatch, variables, code, bad, said):
    for name, value in variables.items():
        middle = "" if name == "BASE_URL" else "NEO_"
        monkeypatch.setenv(f"SIPGATE_COMPAT_{middle}{name}", value)
    ended, (found,) = asked("--profile", "neo")
    assert (ended, found["checks"][-1]["check"], states(found)[bad]) == (code, bad, "bad")
    assert said in found["checks"][-1]["said"]
    assert found["verifiable"] == 0


def test_an_account_of_another_profile(account, live_emulator, monkeypatch):
    other = live_emulator["accounts"]["classic"]
    monkeypatch.setenv("SIPGATE_COMPAT_NEO_TOKEN_ID", other["token_id"])
    monkeypatch.setenv("SIPGATE_COMPAT_NEO_TOKEN", other["token"])
    code, (found,) = asked("--profile", "neo")
    assert (code, states(found)["profile"]) == (2, "bad")
    assert "is classic, not neo: GET /groups answers 200" in found["checks"][-1]["said"]


@pytest.mark.parametrize(
    "ahead, state, said",
    [
        (0, "good", "0 s behind the clock of the target"),
        (59, "good", "59 s ahead of the clock of the target"),
        (600, "doubtful", "600 s ahead of the clock of the target"),
        (-600, "doubtful", "600 s behind the clock of the target"),
    ],
)
def test_the_clock(account, monkeypatch, ahead, state, said):
    shown = "Wed, 25 Nov 2026 12:00:00 GMT"
    at = parsedate_to_datetime(shown).timestamp()
    settings = Settings(target="live", profiles=("neo",))
    patient = Patient(book(), settings, "neo", account.base_url, lambda: at + ahead, os.environ)
    answer = type("Answer", (), {"headers": {"date": shown}})
    patient._clock(answer)
    assert [(each.state, each.said) for each in patient.checks] == [(state, said)]


@pytest.mark.parametrize("headers", [{}, {"date": "yesterday"}])
def test_an_answer_without_a_date(account, headers):
    settings = Settings(target="live", profiles=("neo",))
    patient = Patient(book(), settings, "neo", account.base_url, lambda: 0.0, os.environ)
    patient._clock(type("Answer", (), {"headers": headers}))
    assert patient.checks[0].state == "unknown"


def test_an_address_without_its_version(account, monkeypatch):
    monkeypatch.setenv("SIPGATE_COMPAT_BASE_URL", account.base_url.removesuffix("/v2"))
    code, (found,) = asked("--profile", "neo")
    assert (code, states(found)["address"]) == (2, "doubtful")


@pytest.mark.parametrize("bearer", [False, True])
def test_no_secret_is_told(account, live_emulator, monkeypatch, bearer):
    own = live_emulator["accounts"]["neo"]
    with_token(monkeypatch, own, bearer)
    for arguments in (["--profile", "neo"], ["--profile", "neo", "--format", "json"]):
        said = CliRunner().invoke(doctor, arguments, standalone_mode=False).output
        assert [s for s in (own["token"], own["token_id"], own["access_token"]) if s in said] == []


def test_all_covers_all_but_what_is_internal():
    wanted = [("devices:read",), ("internal",), ("a", "b")]
    assert scopes.lacking(wanted, frozenset({"all"})) == [("internal",)]
    assert scopes.lacking(wanted, frozenset({"b"})) == [("devices:read",), ("internal",)]
