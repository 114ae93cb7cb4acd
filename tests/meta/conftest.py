"""An emulator of our own, whose faults meet nobody else's cases."""

import pytest

from sipgate_compat.config import Settings
from sipgate_compat.contract.cases import cases
from sipgate_compat.emulator.server import emulating
from sipgate_compat.run import prepare


@pytest.fixture(scope="session")
def own_emulator():
    with emulating() as ready:
        yield ready


@pytest.fixture(scope="session")
def own_judge(own_emulator):
    book = prepare.book()
    settings = Settings(base_url=own_emulator["base_url"])
    target = prepare.target(settings, own_emulator["base_url"], book)
    yield prepare.judge(settings, target, own_emulator["base_url"], book)
    target.client.close()


@pytest.fixture(scope="session")
def by_address():
    return {case.address: case for case in cases(prepare.book())}


@pytest.fixture
def wrong(own_emulator, own_judge):
    """Make the provider wrong in one way, until the test ends."""
    faults = f"{own_emulator['control_url']}/faults"

    def make_wrong(**fault):
        answer = own_judge.target.client.json("POST", faults, fault)
        assert answer.status < 300, answer.text

    yield make_wrong
    own_judge.target.client.json("DELETE", faults)
