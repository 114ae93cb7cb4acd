"""Cases put ahead by other processes: every verdict once, in any order, of the right case."""

import os
import threading

import pytest

from sipgate_compat.run import ahead
from sipgate_compat.run.ahead import Ahead, possible

from ..history.make import answered, verdict


class Case:
    def __init__(self, address):
        self.address = address


class Target:
    name = "emulator"

    def forked(self):
        self.name = f"of {os.getpid()}"


class Judge:
    """Says in which process a case was judged."""

    def __init__(self):
        self.target = Target()

    def verdict(self, case):
        return verdict(answered(200), case=case.address, reason=f"{self.target.name} {os.getpid()}")


CASES = [Case(f"neo/getUsers/{number}") for number in range(40)]


@pytest.fixture
def begun():
    made = Ahead(Judge(), CASES)
    yield made
    made.close()


@pytest.mark.parametrize("order", [CASES, CASES[::-1], CASES[5:]], ids=["same", "other", "some"])
def test_every_case_gets_its_own_verdict_from_another_process(begun, order):
    found = [begun.verdict(case) for case in order]
    assert [each.case for each in found] == [case.address for case in order]
    makers = {each.reason.split()[-1] for each in found}
    assert str(os.getpid()) not in makers
    assert all(
        each.reason == f"of {each.reason.split()[-1]} " + each.reason.split()[-1] for each in found
    )


def test_what_is_asked_again_is_put_again(begun):
    begun.verdict(CASES[0])
    again = begun.verdict(CASES[0])
    assert (again.case, again.reason) == (CASES[0].address, f"emulator {os.getpid()}")


def test_a_process_with_threads_is_not_forked(monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert (possible(ahead.WORTHWHILE), possible(ahead.WORTHWHILE - 1)) == (True, False)
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not possible(ahead.WORTHWHILE)
