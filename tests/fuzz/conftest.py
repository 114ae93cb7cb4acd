"""What a pass under fire leaves to be said when it is over.

``FUZZ_TOLD`` names a file for it.
"""

import json
import os
import sys
from pathlib import Path

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
        digest = found.sent.hexdigest()[:16]
        terminalreporter.write_line(f"digest of all requests: {digest}")
        if told := os.environ.get("FUZZ_TOLD"):
            statuses = {str(status): n for status, n in sorted(found.statuses.items())}
            Path(told).write_text(json.dumps({"statuses": statuses, "digest": digest}))


def pytest_unconfigure(config):
    arena = sys.modules.get(ARENA)
    if arena:
        arena.close()
