"""Providers that are wrong in one case, and wrong for whoever asks."""

import httpx
import pytest

from sipgate_compat.emulator.clock import Clock
from sipgate_compat.proof.promised import mutants
from sipgate_compat.proof.provider import Asked, Provider, honest
from sipgate_compat.proof.serve import served
from sipgate_compat.proof.truth import truth
from sipgate_compat.run import prepare

CASE = "neo/getAllUsers/valid"


@pytest.fixture(scope="module")
def mutant(by_address):
    """An answer of 200 that is 403."""
    known = truth(prepare.book(), [by_address[CASE]])
    return next(each for each in mutants(known) if each.name == f"{CASE}/status-403")


@pytest.fixture
def provider():
    made = Provider(Clock())
    yield made
    made.loop.close()


def status(provider, broken):
    """What somebody is told who never heard of cases and sandboxes."""
    token = provider.emulator.accounts.tokens["neo", "w0"].access_token
    provider.broken = broken
    headers = {"authorization": f"Bearer {token}"}
    return provider.answer(Asked("GET", "/v2/users?anything=1", headers)).status


def test_only_who_puts_the_case_meets_what_is_wrong_in_it(mutant, provider):
    assert status(provider, mutant.make()) == 200


def test_whoever_asks_meets_what_is_wrong_for_all(mutant, provider):
    assert status(provider, mutant.wide()) == 403


def test_a_served_provider_can_be_broken_and_mended(mutant, provider):
    with served(provider) as ready:
        token = ready["accounts"]["neo"]["access_token"]
        seen = []
        for broken in (honest, mutant.wide(), honest):
            provider.broken = broken
            headers = {"Authorization": f"Bearer {token}"}
            seen.append(httpx.get(f"{ready['base_url']}/users", headers=headers).status_code)
    assert seen == [200, 403, 200]
