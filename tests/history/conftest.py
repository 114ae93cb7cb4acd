"""An empty history, and children that write to one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sipgate_compat.history.store import opened

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.sqlite"


@pytest.fixture
def db(path):
    with opened(path, create=True) as made:
        yield made


@pytest.fixture
def added(warm, path):
    """Add runs to the history in a process of its own; how that ended, and what it complained."""

    def add(*folders, dies_before=""):
        told = ("tests.history.child", path, dies_before, *folders)
        done = warm.python(*told, cwd=ROOT, env=os.environ)
        return done.returncode, done.stderr

    return add


@pytest.fixture
def child(path):
    """Start a process that adds runs to the history, beside others."""

    def start(*folders):
        command = [sys.executable, "-m", "tests.history.child", path, "", *folders]
        return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)

    return start
