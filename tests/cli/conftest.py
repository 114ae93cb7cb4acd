"""The command as a person runs it: a process of its own, bounded in time."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from sipgate_compat.emulator.server import emulating


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def emulator_ready():
    with emulating() as ready:
        yield ready


@pytest.fixture
def command(tmp_path):
    """Run the command in an empty folder; keyword arguments are environment variables."""

    def run(*arguments, **environment):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIPGATE_", "PYTEST_"))}
        done = subprocess.run(
            [sys.executable, "-m", "sipgate_compat", *map(str, arguments)],
            cwd=tmp_path,
            env={**kept, **environment, "COLUMNS": "80"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
