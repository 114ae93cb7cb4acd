"""What a pass under fire leaves to be said when it is over."""

import sys

import pytest

ARENA = "tests.fuzz.arena"


@pytest.fixture(scope="session")
def arena():
    from tests.fuzz import arena

    return arena.arena()


def pytest_terminal_summary(terminalreporter):
    """How many requests were sent, and what they were answered."""
    arena = sys.modules.get(ARENA)
    if arena and arena._open:
        found = arena.arena()
        counts = ", ".join(f"{n} × {status}" for status, n in sorted(found.statuses.items()))
        said = f"{arena.PROFILE}: {found.statuses.total()} requests: {counts}"
        terminalreporter.write_line(said)
        terminalreporter.write_line(f"digest of all requests: {found.sent.hexdigest()[:16]}")


def pytest_unconfigure(config):
    arena = sys.modules.get(ARENA)
    if arena:
        arena.close()
