"""The package as others have it: a wheel in an environment of its own, and no repository."""

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from sipgate_compat.paths import CHECKOUT

FEW = ("rtcm", "history", "sms", "settings")
SITES = [Path(each) for each in sys.path if Path(each).name == "site-packages"]


def built(builder, root, out):
    """What a build of a source tree leaves."""
    return Path(next(builder(str(root)).build(directory=str(out), versions=["standard"])))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    return built(WheelBuilder, CHECKOUT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def sdist(tmp_path_factory):
    return built(SdistBuilder, CHECKOUT, tmp_path_factory.mktemp("sdist"))


def spared(contracts):
    """Leave a few of the contracts that were installed: all of them take long to read."""
    for folder in (contracts / "operations").iterdir():
        if folder.name not in FEW:
            shutil.rmtree(folder)
    shutil.rmtree(contracts / "lifecycles")
    (contracts / "lifecycles").mkdir()


@dataclass(frozen=True)
class Consumer:
    """A folder of somebody else's, with the wheel in an environment there, and an empty home."""

    root: Path

    @property
    def bin(self) -> Path:
        return self.root / ".venv" / "bin"

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIPGATE_", "PY"))}
        return {**kept, "HOME": str(self.root / "home"), "PATH": str(self.bin), "COLUMNS": "200"}

    def run(self, program, *arguments, cwd="empty"):
        return subprocess.run(
            [self.bin / program, *map(str, arguments)],
            cwd=self.root / cwd,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture(scope="session")
def consumer(wheel, tmp_path_factory):
    """The environment holds the wheel and nothing else, and sees this one's dependencies.

    A project around it has settings and a conftest of its own, which are none of the suite's.
    """
    root = tmp_path_factory.mktemp("consumer")
    venv.create(root / ".venv", symlinks=True)
    python = root / ".venv" / "bin" / "python"
    install = ("install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, *install, "--no-compile", wheel],
        check=True,
        timeout=120,
    )
    site = next((root / ".venv" / "lib").glob("python*/site-packages"))
    # A path in such a file is not searched for files like it, so the checkout stays out of sight.
    (site / "dependencies.pth").write_text("".join(f"{each}\n" for each in SITES))
    spared(site / "sipgate_compat" / "_data" / "contracts")
    (root / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = "--no-such"\n')
    (root / "conftest.py").write_text("raise RuntimeError('not the suite')\n")
    for name in ("empty", "home"):
        (root / name).mkdir()
    return Consumer(root)
