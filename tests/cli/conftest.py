"""The command as a person runs it: a process of its own, bounded in time."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from sipgate_compat import paths
from sipgate_compat.emulator.server import emulating

from ..few import few
from ..warm import Warm

ROOT = Path(__file__).parents[2]
FEW = {"getCalls", "sendCallDtmf", "setCallHold", "getHistory", "getSmsExtensions"}
FEW |= {"getSipgateIoUrls", "setSipgateIoUrls"}


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


@pytest.fixture(scope="session")
def few_contracts(tmp_path_factory):
    """The contracts with a few operations: enough to see the command work, and read at once."""
    return few(tmp_path_factory.mktemp("few") / "contracts", FEW)


@pytest.fixture
def command(warm, tmp_path, few_contracts):
    """Run the command in an empty folder; keyword arguments are environment variables.

    It reads a few contracts, unless the environment names others.
    """

    def run(*arguments, **environment):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIPGATE_", "PYTEST_"))}
        kept |= {paths.CONTRACTS: few_contracts}
        done = warm.python(
            "sipgate_compat", *arguments, cwd=tmp_path, env={**kept, **environment, "COLUMNS": "80"}
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@dataclass(frozen=True)
class Checkout:
    """A copy of the suite whose contracts may be spoiled; the code is the project's own."""

    root: Path
    warm: Warm

    def spoil(self, file, old, new):
        path = self.root / "contracts" / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    def python(self, *arguments):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIPGATE_", "PYTEST_"))}
        env = {**kept, paths.CONTRACTS: str(self.root / "contracts"), "COLUMNS": "200"}
        return self.warm.python(*arguments, cwd=self.root, env=env)


@pytest.fixture
def checkout(warm, tmp_path, few_contracts):
    shutil.copytree(few_contracts, tmp_path / "contracts")
    shutil.copytree(ROOT / "tests" / "conformance", tmp_path / "tests" / "conformance")
    for each in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / each, tmp_path / each)
    return Checkout(tmp_path, warm)
