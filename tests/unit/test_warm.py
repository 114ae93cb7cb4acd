"""A program that is forked is like one that was started."""

import json
import os
import subprocess

import pytest

from ..warm import warm as warmed

TELLS = """
import json, os, sys
told = {"argv": sys.argv[1:], "cwd": os.getcwd(), "stdin": sys.stdin.read()}
print(json.dumps({**told, "seen": dict(os.environ)}))
print("aside", file=sys.stderr)
import atexit
atexit.register(print, "at the end")
sys.exit(int(sys.argv[1]))
"""


@pytest.fixture
def program(tmp_path):
    (tmp_path / "tells.py").write_text(TELLS)
    (tmp_path / "breaks.py").write_text("raise KeyError('why')")
    (tmp_path / "waits.py").write_text("import threading; threading.Event().wait()")
    return lambda warm, *arguments, **more: warm.python(
        *arguments, cwd=tmp_path, env={"ONLY": "this"}, **more
    )


def test_it_has_its_own_arguments_folder_streams_and_end(warm, program, tmp_path):
    done = program(warm, "tells", 7, "two")
    told, end = done.stdout.splitlines()
    seen = json.loads(told)
    assert (done.returncode, done.stderr, end) == (7, "aside\n", "at the end")
    assert (seen["argv"], seen["cwd"], seen["stdin"]) == (["7", "two"], str(tmp_path), "")
    assert seen["seen"] == {"ONLY": "this"}
    assert "ONLY" not in os.environ


def test_the_next_one_knows_nothing_of_it(warm, program):
    assert [program(warm, "tells", code).returncode for code in (3, 0)] == [3, 0]


def test_its_exception_is_its_end(warm, program):
    done = program(warm, "breaks")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.rstrip().endswith("KeyError: 'why'")


def test_one_that_does_not_end_is_ended(program):
    with warmed() as own, pytest.raises(subprocess.TimeoutExpired):
        program(own, "waits", timeout=0.05)
