"""The command as a person runs it: a process of its own, bounded in time."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from sipgate_compat import paths
from sipgate_compat.emulator.server import emulating

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
    root = tmp_path_factory.mktemp("few") / "contracts"
    shutil.copytree(paths.contracts(), root)
    for file in (root / "operations").glob("*/*.yaml"):
        if file.stem not in FEW:
            file.unlink()
    for lifecycle in (root / "lifecycles").iterdir():
        lifecycle.unlink()
    return str(root)


@pytest.fixture
def command(tmp_path, few_contracts):
    """Run the command in an empty folder; keyword arguments are environment variables.

    It reads a few contracts, unless the environment names others.
    """

    def run(*arguments, **environment):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIPGATE_", "PYTEST_"))}
        kept |= {paths.CONTRACTS: few_contracts}
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


@dataclass(frozen=True)
class Checkout:
    """A copy of the suite whose contracts may be spoiled; the code is the project's own."""

    root: Path

    def spoil(self, file, old, new):
        path = self.root / "contracts" / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    def python(self, *arguments):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIPGATE_", "PYTEST_"))}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**kept, paths.CONTRACTS: str(self.root / "contracts"), "COLUMNS": "200"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture
def checkout(tmp_path, few_contracts):
    shutil.copytree(few_contracts, tmp_path / "contracts")
    shutil.copytree(ROOT / "tests" / "conformance", tmp_path / "tests" / "conformance")
    for each in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / each, tmp_path / each)
    return Checkout(tmp_path)
