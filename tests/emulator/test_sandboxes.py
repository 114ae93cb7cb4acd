"""A sandbox begins in the situation that its name speaks of."""

import httpx
import pytest

from sipgate_compat.contract.cases import cases
from sipgate_compat.emulator.accounts import SANDBOXES
from sipgate_compat.emulator.app import Emulator
from sipgate_compat.emulator.clock import Clock
from sipgate_compat.emulator.situations import SITUATIONS, arrange
from sipgate_compat.run.prepare import book
from sipgate_compat.run.target import EmulatorTarget

CASES = {case.address: case for case in cases(book())}


def calls(ready, sandbox):
    token = ready["accounts"]["neo"]["access_token"]
    headers = {"Authorization": f"Bearer {token}", "X-Sipgate-Compat-Sandbox": sandbox}
    return [
        each["callId"]
        for each in httpx.get(f"{ready['base_url']}/calls", headers=headers).json()["data"]
    ]


@pytest.mark.parametrize("profile", ["classic", "neo", "migrated"])
def test_values_are_those_of_the_situation(profile):
    emulator = Emulator(Clock(lambda: 0.0))
    now = emulator.clock.now()
    for situation in SITUATIONS:
        first, second = (
            arrange(emulator.accounts.fresh(profile, f"{situation}/{name}"), situation, now)
            for name in ("one", "two")
        )
        assert first == second, situation


def test_a_sandbox_begins_in_the_situation_of_its_name(control, ready):
    wish = {
        "account": "neo",
        "situation": "a-held-call",
        "sandbox": "a-held-call/asked",
    }
    values = control.post("arrange", json={**wish, "fresh": True}).json()["values"]
    assert calls(ready, "a-held-call/never-asked-for") == [values["callId"]]


@pytest.mark.parametrize("name", ["a-held-call", "no-such-situation/1", "test/a-held-call"])
def test_other_names_speak_of_no_situation(ready, name):
    assert calls(ready, name) == []


def test_a_sandbox_that_made_room_begins_in_its_situation_again():
    accounts = Emulator().accounts
    before = list(accounts.state("neo", "a-held-call/read").calls)
    for i in range(SANDBOXES):
        accounts.state("neo", f"other/{i}")
    assert ("neo", "a-held-call/read") not in accounts.sandboxes
    assert list(accounts.state("neo", "a-held-call/read").calls) == before


def test_a_situation_is_asked_for_once(ready):
    target = EmulatorTarget(ready["base_url"])
    case = CASES["neo/hangupCall/valid"]
    asked = []
    ask = target._ask
    target._ask = lambda verb, wish: asked.append(verb) or ask(verb, wish)
    stages = [target.stage(case) for _ in range(3)]
    target.client.close()
    assert asked == ["arrange"]
    assert len({stage.headers["X-Sipgate-Compat-Sandbox"] for stage in stages}) == 3
