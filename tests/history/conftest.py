"""An empty history, and children that write to one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sipgate_compat
from sipgate_compat.history.store import opened

SOURCE = Path(sipgate_compat.__file__).parents[1]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.sqlite"


@pytest.fixture
def db(path):
    with opened(path, create=True) as made:
        yield made


@pytest.fixture
def child(path):
    """Start a process that adds runs to the history."""

    def start(*folders, dies_before=""):
        return subprocess.Popen(
            [sys.executable, "-m", "tests.history.child", path, dies_before, *folders],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{SOURCE}{os.pathsep}{ROOT}"},
            stderr=subprocess.PIPE,
        )

    return start
