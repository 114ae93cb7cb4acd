"""Every test runs on a Classic, a Neo and a migrated account, unless it is marked otherwise."""

import httpx
import pytest
from click_to_dial import CannotDial, State, dialler

FRIEND, COLLEAGUE = "+4930231250042", "+4930231250043"


@pytest.fixture
def http(sipgate_account):
    """The client that the application would make of its settings."""
    auth = sipgate_account.administrator.auth
    with httpx.Client(base_url=sipgate_account.base_url, auth=auth, trust_env=False) as client:
        yield client


@pytest.fixture
def dial(http):
    return dialler(http)


def test_a_call_from_click_to_end(sipgate_account, dial):
    phone = dial.phones()[0]
    call = dial.dial(phone, FRIEND)
    assert dial.state(call) == State.UNDER_WAY
    sipgate_account.advance(2)
    assert dial.state(call) == State.ESTABLISHED
    dial.hold(call)
    assert dial.state(call) == State.HELD
    dial.hold(call, False)
    assert dial.state(call) == State.ESTABLISHED
    dial.hang_up(call)
    assert dial.state(call) == State.ENDED


def test_a_transferred_call_is_over_for_us(sipgate_account, dial):
    call = sipgate_account.arrange("an-established-call")["callId"]
    dial.transfer(call, COLLEAGUE)
    assert dial.state(call) == State.ENDED


def test_a_ringing_call_cannot_be_held(dial):
    call = dial.dial(dial.phones()[0], FRIEND)
    with pytest.raises(CannotDial, match="nobody has picked up yet"):
        dial.hold(call)


def test_each_platform_is_asked_its_own_way(sipgate_account, dial):
    dial.dial(dial.phones()[0], FRIEND)
    started = sipgate_account.journal[-1].operation
    assert started == ("newCall" if sipgate_account.profile == "classic" else "startCall")
    assert {each.status for each in sipgate_account.journal[1:]} == {200}


@pytest.mark.sipgate_profiles("neo", "migrated")
def test_neo_has_telephones_that_ring_and_their_channels(dial):
    assert [(each.id, bool(each.channel)) for each in dial.phones()] == [("e0", True), ("e1", True)]


@pytest.mark.sipgate_profiles("classic")
def test_classic_can_ring_any_device(dial):
    assert [each.id for each in dial.phones()] == ["e0", "y0", "x0"]


@pytest.mark.sipgate_profiles("neo", "migrated")
def test_a_channel_that_is_not_ours_to_read_says_nothing(sipgate_account, dial):
    call = dial.dial(dial.phones()[0], FRIEND)
    dial.hang_up(call)
    sipgate_account.fault("getChannelEvents", "status", status=403, times=1)
    assert [dial.state(call), dial.state(call)] == [State.UNDER_WAY, State.ENDED]


def test_a_token_without_the_scope_is_not_taken_for_neo(sipgate_account, http):
    sipgate_account.fault("getGroups", "status", status=403)
    with pytest.raises(CannotDial, match="lacks a scope"):
        dialler(http)


def test_trouble_is_said_in_plain_words(sipgate_account, dial):
    sipgate_account.fault("getCalls", "status", status=503, times=1)
    with pytest.raises(CannotDial, match=r"trouble \(503\), try again"):
        dial.state("any")
    sipgate_account.fault("getCalls", "drop")
    with pytest.raises(CannotDial, match="cannot be reached"):
        dial.state("any")
