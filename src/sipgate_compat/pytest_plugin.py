"""The pytest plugin for a consumer's own tests: sipgate accounts of an emulator as fixtures.

pytest loads it in every session of whoever has the package installed, so it imports nothing until
a test asks for one of its fixtures, and has no hook that runs for each test. Its entry point bears
the module's own name: however often it is named, it is one plugin. It asserts nothing, so it may
have been imported before pytest looks: PYTEST_DONT_REWRITE
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .testing import Account, Emulator, Webhooks

ACCOUNT, MARK = "sipgate_account", "sipgate_profiles"
PROFILES = ("classic", "neo", "migrated")


def pytest_configure(config: pytest.Config) -> None:
    """Describe the marker."""
    config.addinivalue_line(
        "markers",
        f"{MARK}(*profiles): run the test on these of {', '.join(PROFILES)} (default: all), "
        f"each as the fixture {ACCOUNT}",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for an account once on each profile."""
    test = metafunc.definition
    if ACCOUNT not in metafunc.fixturenames:
        # The mark of a module or class may stand over tests that need no account.
        if any(mark.name == MARK for mark in test.own_markers):
            raise _wrong(test, f"does not use the fixture {ACCOUNT}")
        return
    if any(ACCOUNT in str(mark.args[0]) for mark in test.iter_markers("parametrize")):
        return
    mark = test.get_closest_marker(MARK)
    chosen = mark.args if mark else ()
    if mark and mark.kwargs:
        raise _wrong(test, f"takes names of profiles only, not {', '.join(mark.kwargs)}=")
    for each in chosen:
        if each not in PROFILES:
            from .errors import nearest

            raise _wrong(test, f"no profile {each!r}; {nearest(str(each), PROFILES)}")
    profiles = list(dict.fromkeys(chosen or PROFILES))
    metafunc.parametrize(ACCOUNT, profiles, indirect=True, ids=profiles)


def _wrong(test: pytest.Item, what: str) -> Exception:
    return pytest.Collector.CollectError(f"{test.nodeid}: marked {MARK}, but {what}")


@pytest.fixture(scope="session")
def sipgate_emulator() -> Iterator[Emulator]:
    """The sipgate emulator of this session, in a process of its own.

    A worker of pytest-xdist has its own: clock and faults are an emulator's, not a test's.
    """
    from .testing.emulator import running

    with running() as emulator:
        yield emulator


@pytest.fixture
def _sipgate_reset(request: pytest.FixtureRequest, sipgate_emulator: Emulator) -> Iterator[None]:
    """A test begins with accounts as seeded; one that fails shows what was asked of them."""
    sipgate_emulator.reset()
    yield
    asked = "\n".join(str(entry) for entry in sipgate_emulator.journal)
    if asked:
        request.node.add_report_section("teardown", "sipgate journal", asked)


@pytest.fixture
def sipgate_classic(sipgate_emulator: Emulator, _sipgate_reset: None) -> Account:
    """A Classic account, as seeded."""
    return sipgate_emulator.account("classic")


@pytest.fixture
def sipgate_neo(sipgate_emulator: Emulator, _sipgate_reset: None) -> Account:
    """A Neo account, as seeded."""
    return sipgate_emulator.account("neo")


@pytest.fixture
def sipgate_migrated(sipgate_emulator: Emulator, _sipgate_reset: None) -> Account:
    """A Neo account that used to be Classic, as seeded."""
    return sipgate_emulator.account("migrated")


@pytest.fixture
def sipgate_account(
    request: pytest.FixtureRequest, sipgate_emulator: Emulator, _sipgate_reset: None
) -> Account:
    """One account after the other: the test runs on each profile, or on those that are marked."""
    return sipgate_emulator.account(request.param)


@pytest.fixture
def sipgate_webhooks() -> Iterator[Webhooks]:
    """Serves applications that receive webhooks, by https and to the emulator of this session."""
    from .testing.receivers import receivers

    with receivers() as webhooks:
        yield webhooks
