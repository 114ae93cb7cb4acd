"""One desk: a pace per account, budgets of the whole run, and who is told to wait."""

import pytest

from sipgate_compat.desk import Desk, Limits, interval
from sipgate_compat.errors import NotTheApi, Refused, Spent, Undecided, UsageError
from sipgate_compat.grant import Grant
from sipgate_compat.run.counter import Remote, opened

URL = "https://login.example.com/token"


class Time:
    """Seconds that a test sets."""

    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def time():
    return Time()


@pytest.mark.parametrize(
    "rate, seconds", [("10/s", 0.1), ("120/min", 0.5), ("1/h", 3600.0), ("unlimited", 0.0)]
)
def test_a_rate_is_a_distance(rate, seconds):
    assert interval(rate) == seconds


@pytest.mark.parametrize("rate", ["", "0/s", "5", "5/d", "-1/s", "1.5/s", "fast"])
def test_a_rate_that_is_none(rate):
    with pytest.raises(UsageError, match="say 5/s"):
        interval(rate)


def test_an_account_keeps_its_pace_and_others_theirs(time):
    desk = Desk(Limits(0.5), time)
    assert [desk.wait("a"), desk.wait("a"), desk.wait("b")] == [0, 0.5, 0]
    time.seconds = 0.5
    assert desk.wait("a") == 0


def test_who_waits_is_not_counted(time):
    desk = Desk(Limits(0.5, requests=2), time)
    assert [desk.wait("a"), desk.wait("a"), desk.wait("b")] == [0, 0.5, 0]
    with pytest.raises(Spent, match="budget of 2 requests is spent"):
        desk.wait("b")


def test_time_that_would_be_over_by_then_is_over(time):
    desk = Desk(Limits(10.0, seconds=5.0), time)
    assert desk.wait("a") == 0
    with pytest.raises(Spent, match="budget of 5 seconds is spent"):
        desk.wait("a")


@pytest.mark.parametrize("seconds, ends", [(60, False), (61, True)])
def test_only_a_long_wait_ends_the_part_of_an_account(time, seconds, ends):
    desk = Desk(clock=time)
    desk.hold("a", seconds)
    if ends:
        with pytest.raises(Spent, match="asks to wait 61 seconds"):
            desk.wait("a")
    else:
        assert desk.wait("a") == seconds
    assert desk.wait("b") == 0


def test_a_shorter_hold_shortens_nothing(time):
    desk = Desk(clock=time)
    desk.hold("a", 30)
    desk.hold("a", 5)
    assert desk.wait("a") == 30


def test_a_worker_asks_the_same_desk(time):
    desk = Desk(Limits(requests=2), time)
    with opened(desk) as told:
        one, two = Remote(**told), Remote(**told)
        assert (one.wait("a"), two.wait("a"), desk.sent) == (0, 0, 2)
        one.hold("a", 3600)
        with pytest.raises(Spent) as caught:
            two.wait("a")
        one.close()
        two.close()
    assert caught.value.cause == "429"


@pytest.mark.parametrize("error", [Refused, NotTheApi, Undecided])
def test_a_worker_hears_why_there_is_no_token(error):
    class HasNone(Desk):
        def access(self, variable, refused=""):
            raise error("no token")

    with opened(HasNone()) as told:
        remote = Remote(**told)
        with pytest.raises(error, match="no token"):
            remote.access("V")
        remote.close()


def test_a_worker_knows_the_tokens_that_it_was_given():
    class GivesOne(Desk):
        def access(self, variable, refused=""):
            return f"{variable}-token"

    with opened(GivesOne()) as told:
        remote = Remote(**told)
        remote.keep(Grant("V", URL, "c", "r"))
        assert (remote.access("V"), remote.access("V"), remote.issued) == (
            *["V-token"] * 2,
            ["V-token"],
        )
        remote.close()


def test_a_stranger_is_not_served():
    desk = Desk()
    with opened(desk) as told:
        with pytest.raises(Exception, match="digest"):
            Remote(told["address"], "00" * 32)
        friend = Remote(**told)
        assert (friend.wait("a"), desk.sent) == (0, 1)
        friend.close()


def test_a_desk_that_is_gone_is_undecided():
    with opened(Desk()) as told:
        remote = Remote(**told)
    remote.connection.close()
    with pytest.raises(Undecided, match="is gone"):
        remote.wait("a")


def test_what_is_owed_is_kept_back_by_no_budget_but_by_the_api(time):
    desk = Desk(Limits(requests=0, seconds=1), time)
    time.seconds = 5
    assert desk.wait("a", owed=True) == 0
    desk.hold("a", 3600)
    with pytest.raises(Spent, match="asks to wait"):
        desk.wait("a", owed=True)


def test_who_does_not_answer_is_given_up_for_all_workers(time):
    desk = Desk(clock=time)
    with opened(desk) as told:
        one, two = Remote(**told), Remote(**told)
        one.give_up("a", "gone")
        with pytest.raises(Spent, match="gone") as caught:
            two.wait("a", owed=True)
        assert two.wait("b") == 0
        one.close()
        two.close()
    assert caught.value.cause == "network"
