"""The emulator does what a plain model of an account does; the long pass is `make endurance`."""

from dataclasses import dataclass

import httpx
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from sipgate_compat.emulator.rules import RULES

from .machine import machine

SHORT = settings(
    max_examples=10,
    stateful_step_count=25,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Wired:
    """An account of the tests' emulator."""

    api: httpx.Client
    plane: httpx.Client
    profile: str

    def __call__(self, sandbox, method, path, body=None):
        headers = {"X-Sipgate-Compat-Sandbox": sandbox}
        return self.api.request(method, path.lstrip("/"), headers=headers, json=body)

    def control(self, method, path, wish):
        return self.plane.request(method, path, json=wish)


class Forgetful(Wired):
    """Takes one kind of request for another: what it is told to change stays."""

    def __call__(self, sandbox, method, path, body=None):
        """Rename nothing."""
        if method == "PUT" and path.endswith("/alias"):
            return httpx.Response(204)
        return super().__call__(sandbox, method, path, body)


@pytest.mark.parametrize("profile", RULES)
def test_the_emulator_does_what_the_model_does(api, profile):
    account = api(profile)
    wired = Wired(account.http, account.control, profile)
    made = machine(wired, f"model/{profile}")
    run_state_machine_as_test(made, settings=SHORT)
    assert made.steps > 200


def test_a_write_that_is_forgotten_is_noticed(api):
    account = api("neo")
    forgetful = machine(Forgetful(account.http, account.control, "neo"), "model/forgetful")
    with pytest.raises(AssertionError, match=r"devices: .* is shown, .* is owned"):
        run_state_machine_as_test(forgetful, settings=SHORT)
