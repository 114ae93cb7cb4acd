"""The fixtures as a consumer's test has them."""

import httpx
import pytest

from sipgate_compat.testing import ControlError


@pytest.fixture
def ask(sipgate_emulator):
    """An ordinary client, which knows nothing of the plugin."""
    with httpx.Client(base_url=sipgate_emulator.base_url, trust_env=False) as client:
        yield client


@pytest.mark.parametrize("way", ["auth", "bearer"])
@pytest.mark.parametrize(
    "who, user", [("administrator", "w0"), ("member", "w1"), ("outsider", "w2")]
)
def test_each_user_is_who_it_says(sipgate_account, ask, who, user, way):
    someone = getattr(sipgate_account, who)
    more = {"auth": someone.auth} if way == "auth" else {"headers": someone.bearer}
    assert ask.get("/authorization/userinfo", **more).json()["sub"] == user == someone.id


def test_a_profile_answers_as_its_platform(sipgate_classic, sipgate_neo, sipgate_migrated, ask):
    accounts = (sipgate_classic, sipgate_neo, sipgate_migrated)
    asked = [ask.get("/groups", auth=each.administrator.auth).status_code for each in accounts]
    assert asked == [200, 403, 403]


def test_an_arranged_situation_is_the_case(sipgate_account, ask):
    call = sipgate_account.arrange("an-established-call")["callId"]
    calls = ask.get("/calls", auth=sipgate_account.administrator.auth).json()["data"]
    assert [each["callId"] for each in calls] == [call]


def test_an_unknown_situation_is_told_the_nearest(sipgate_neo):
    with pytest.raises(ControlError, match="did you mean 'an-established-call'"):
        sipgate_neo.arrange("an-establishd-call")


def test_a_call_is_placed_picked_up_and_ended(sipgate_account, ask):
    auth = sipgate_account.administrator.auth
    call = sipgate_account.incoming_call("+4930231250042")
    seen = [ask.get("/calls", auth=auth).json()["data"]]
    for happens in (call.pick_up, call.hang_up):
        happens()
        seen.append(ask.get("/calls", auth=auth).json()["data"])
    assert [[each["callId"] for each in data] for data in seen] == [[], [call.id], []]


def test_time_passes_at_once(sipgate_neo, ask):
    sipgate_neo.emulator.freeze()
    before = sipgate_neo.emulator.now
    sipgate_neo.advance(90)
    assert (sipgate_neo.emulator.now - before).total_seconds() == 90


def test_what_arrives_is_in_the_history(sipgate_account, ask):
    kept = {sipgate_account.receive_sms("it rains"), sipgate_account.receive_fax()}
    items = ask.get("/history", auth=sipgate_account.administrator.auth).json()["items"]
    assert kept <= {each["id"] for each in items}


def test_a_fault_meets_its_own_account(sipgate_neo, sipgate_classic, ask):
    sipgate_neo.fault("getCalls", "status", status=503, times=1)
    accounts = (sipgate_classic, sipgate_neo, sipgate_neo)
    asked = [ask.get("/calls", auth=each.administrator.auth).status_code for each in accounts]
    assert asked == [200, 503, 200]


def test_a_fault_that_makes_no_sense_is_refused(sipgate_neo):
    with pytest.raises(ControlError, match="status wants 'status'"):
        sipgate_neo.fault("getCalls", "status")


def test_the_journal_is_of_one_account(sipgate_neo, sipgate_classic, ask):
    ask.get("/calls", auth=sipgate_classic.administrator.auth)
    ask.get("/calls")
    ask.get("/cals", auth=sipgate_neo.member.auth)
    assert [str(each) for each in sipgate_neo.journal] == [
        "neo: 404 GET /v2/cals (nearest: GET /calls)"
    ]
    assert [each.operation for each in sipgate_classic.journal] == ["getCalls"]
    assert len(sipgate_neo.emulator.journal) == 3


@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_begins_as_seeded(sipgate_neo, ask, turn):
    emulator, auth = sipgate_neo.emulator, sipgate_neo.administrator.auth
    found = ask.get("/calls", auth=auth).json()["data"], len(emulator.journal), emulator.now.hour
    assert found == ([], 1, 9)
    sipgate_neo.arrange("an-established-call")
    sipgate_neo.fault("*", "drop")
    sipgate_neo.advance(7200)


def test_credentials_stay_out_of_a_failure_text(sipgate_neo):
    user = sipgate_neo.administrator
    shown = f"{sipgate_neo!r} {user!r}"
    assert user.token not in shown
    assert user.access_token not in shown
