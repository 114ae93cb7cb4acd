"""A refresh token is used once, its access token renewed in time, and none of them is told."""

import pytest
from click.testing import CliRunner

from sipgate_compat.cli.doctor import doctor
from sipgate_compat.cli.sweep import sweep
from sipgate_compat.errors import Refused, Undecided
from sipgate_compat.run.ledger import Calling, Ledger

CASE = "neo/getHistory/valid"


@pytest.fixture
def granted(asking):
    """What an account's owner was given, as variables."""
    token = asking("tokens", account="neo", user="w0", without=[])
    asking("clock", freeze=True)
    yield {
        "REFRESH_TOKEN": token["refresh_token"],
        "CLIENT_ID": "a-client",
        "CLIENT_SECRET": "a-client's-secret",
    }
    asking("clock", freeze=False)


def renewals(rough):
    return len(rough.arrived("/auth/"))


def test_a_token_is_renewed_before_it_expires(make_live, rough, clock, asking, granted):
    live = make_live(**granted)
    assert (live.verdict(CASE).verdict, renewals(rough)) == ("conforms", 1)
    for seconds in (269, 2):
        clock.seconds += seconds
        asking("clock", advance=seconds)
        assert live.verdict(CASE).verdict == "conforms"
    assert renewals(rough) == 2


def test_a_token_that_expired_early_is_renewed_for_what_only_reads(
    make_live, rough, asking, granted
):
    live = make_live(allow=("charges",), **granted)
    asking("clock", advance=301)
    assert live.verdict("neo/sendWebSms/unknown-extension").failure == "refused"
    assert (live.verdict(CASE).verdict, renewals(rough)) == ("conforms", 2)


def through_the_realm(rough, variables, monkeypatch, granted):
    variables(**granted)
    monkeypatch.setenv("SIPGATE_COMPAT_TOKEN_URL", rough.token_url)
    monkeypatch.setenv("SIPGATE_COMPAT_BASE_URL", rough.base_url)


def test_a_doctor_takes_a_refresh_token(rough, variables, monkeypatch, granted):
    through_the_realm(rough, variables, monkeypatch, granted)
    done = CliRunner().invoke(doctor, ["--profile", "neo"], standalone_mode=False)
    assert (done.exception, done.return_value, renewals(rough)) == (None, 1, 1), done.output
    assert "DOUBTFUL: SIPGATE_COMPAT_NEO_REFRESH_TOKEN is used up by this look" in done.output
    assert "  scopes       " in done.output
    assert "read from the token" in done.output
    assert {each["method"] for each in rough.arrived("/v2/")} == {"GET"}


def test_a_sweep_takes_a_refresh_token(rough, variables, monkeypatch, granted, tmp_path):
    through_the_realm(rough, variables, monkeypatch, granted)
    noted = {"entry": "1", "run": "r", "profile": "neo", "base_url": rough.base_url}
    Ledger(tmp_path / "ledger").add(Calling(**noted, operation="startCall"))
    done = CliRunner().invoke(sweep, ["--ledger", str(tmp_path / "ledger")], standalone_mode=False)
    assert (done.exception, renewals(rough)) == (None, 1), done.output
    assert "it was written to another account" in done.output


def test_a_refresh_token_is_shown_to_the_token_url_alone_and_once(make_live, rough, granted, clock):
    live = make_live(**granted)
    for _ in range(3):
        clock.seconds += 280
        live.client.desk.access("SIPGATE_COMPAT_NEO")
    assert renewals(rough) == 4
    assert not any(each["authorization"] for each in rough.arrived("/auth/"))
    assert all("refresh" not in each["path"] for each in rough.arrived())


def test_no_secret_of_the_run_is_told(make_live, rough, granted):
    live = make_live(**granted)
    new = live.client.desk.issued
    echo = {"Content-Type": "text/plain"}
    rough.meets("status", "/v2/history", status=200, headers=echo, body=" ".join(new))
    told = (
        live.verdict(CASE).model_dump_json()
        + repr(live.client.desk)
        + repr(live.judge.target.by_profile)
    )
    assert len(new) == 2
    assert not any(secret in told for secret in (*new, *granted.values()) if secret != "a-client")


@pytest.mark.parametrize(
    "met, error",
    [
        pytest.param({"status": 503, "times": 9}, Undecided, id="5xx"),
        pytest.param({"status": 400, "body": '{"error": "invalid_grant"}'}, Refused, id="refused"),
    ],
)
def test_without_a_token_nothing_is_asked(make_live, rough, granted, met, error):
    rough.meets("status", "/auth/", **met)
    with pytest.raises(error, match="/openid-connect/token: "):
        make_live(**granted)
    assert (renewals(rough), rough.arrived("/v2/")) == (1, [])


def test_a_token_url_that_leads_elsewhere_is_not_followed(make_live, rough, granted):
    where = {"Location": f"{rough.elsewhere}/token"}
    rough.meets("status", "/auth/", status=307, headers=where)
    with pytest.raises(Exception, match="answers 307 without a token, not a token endpoint"):
        make_live(**granted)
    assert rough.arrived(where="elsewhere") == []
