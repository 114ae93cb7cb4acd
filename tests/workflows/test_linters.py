"""actionlint with shellcheck, and zizmor at its strictest, have nothing to say."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sipgate_compat.paths import CHECKOUT

from .files import SHELL, WORKFLOWS

BIN = Path(sys.executable).parent
PATH = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"


def lint(tool, *arguments, **more):
    found = shutil.which(tool, path=PATH)
    if not found:
        pytest.skip(f"{tool} is not installed: it comes with the extra dev")
    return subprocess.run(
        [found, *map(str, arguments)],
        cwd=CHECKOUT,
        env={**os.environ, "PATH": PATH, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        **more,
    )


def said(done):
    return f"{done.stdout}{done.stderr}" if done.returncode else ""


def test_actionlint_finds_nothing():
    assert said(lint("actionlint", "-oneline", *WORKFLOWS)) == ""


def test_shellcheck_finds_nothing():
    assert said(lint("shellcheck", *SHELL)) == ""


def test_zizmor_finds_nothing():
    strict = ["--offline", "--persona=auditor", "--collect=all", "--strict-collection"]
    assert said(lint("zizmor", *strict, "--no-progress", ".github")) == ""


BAD = """\
on: pull_request_target
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: echo ${{ github.event.pull_request.title }} $WORD
      - run: echo ${{ github.nothing }}
"""


@pytest.mark.parametrize(
    "tool, arguments, noticed",
    [
        pytest.param("actionlint", ["-oneline", "bad.yml"], 'property "nothing"', id="actionlint"),
        pytest.param(
            "actionlint", ["-oneline", "bad.yml"], "SC2086", id="actionlint asks shellcheck"
        ),
        pytest.param("zizmor", ["--offline", "bad.yml"], "template-injection", id="zizmor"),
    ],
)
def test_a_bad_workflow_is_noticed(tmp_path, tool, arguments, noticed):
    (tmp_path / "bad.yml").write_text(BAD)
    ran = lint(tool, *(each.replace("bad.yml", f"{tmp_path}/bad.yml") for each in arguments))
    assert ran.returncode != 0
    assert noticed in ran.stdout
