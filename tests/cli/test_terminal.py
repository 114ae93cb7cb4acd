"""The command at a terminal: a bar instead of dots, colours where they are wanted."""

import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import termios

import pytest

from sipgate_compat import paths
from sipgate_compat.cli.paint import coloured, painted


@pytest.fixture
def terminal(tmp_path, few_contracts):
    """Run the command with its output at a terminal of eighty columns."""

    def run(*arguments, **environment):
        left = ("CI", "NO_COLOR", "COLUMNS")
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith("PYTEST_") and k not in left
        }
        kept |= {paths.CONTRACTS: few_contracts, "TERM": "xterm", **environment}
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        command = [sys.executable, "-m", "sipgate_compat", *arguments]
        with subprocess.Popen(
            command, cwd=tmp_path, env=kept, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
        ) as process:
            os.close(theirs)
            said = _all(ours)
        return process.returncode, said

    return run


def _all(descriptor):
    """What is written until nobody holds the other end."""
    said = b""
    with os.fdopen(descriptor, "rb", buffering=0) as stream:
        while True:
            try:
                part = stream.read(65536)
            except OSError:
                break
            if not part:
                break
            said += part
    return said.decode()


RUN = ("run", "--no-allure", "-k", "sendCallDtmf/valid", "--out", "out")


def test_a_person_sees_a_bar_and_no_dots(terminal):
    code, said = terminal(*RUN)
    assert code == 0, said
    assert "0/3" in said
    assert "━" in said
    assert "\n..." not in said
    assert "3 passed" in said
    assert "\x1b[32m✓\x1b[0m" in said


def test_nothing_is_coloured_where_nobody_wants_it(terminal):
    code, said = terminal(*RUN, NO_COLOR="1")
    assert (code, "\x1b[3" in said) == (0, False)


def test_a_pipeline_has_the_summary_alone(terminal):
    code, said = terminal(*RUN, CI="true", NO_COLOR="1")
    assert (code, "━" in said, "0/3" in said) == (0, False, False)
    assert "3 cases: 3 conforms" in said


def test_a_file_has_no_signs_of_a_terminal(command):
    ran = command("run", "--no-allure", "-k", "neo or classic", "--out", "out", CI="")
    assert (ran.code, "\x1b" in ran.out + ran.err) == (0, False)
    assert ran.err.count(" cases  ") == 10
    assert ".." not in ran.err


def test_pytest_tells_everything_where_it_is_asked_to(command):
    ran = command("run", "--no-allure", "-k", "neo/sendCallDtmf/valid", "--out", "out", "--", "-vv")
    assert (ran.code, "[neo/sendCallDtmf/valid] PASSED" in ran.err) == (0, True), ran.err


def test_headings_symbols_and_evidence_have_colours():
    text = "CASES (2)\n  10✓ 1✗  x!  [assumed, our-reading]\nreports in out: ✓"
    assert painted(text) == (
        "\x1b[1mCASES (2)\x1b[0m\n"
        "  10\x1b[32m✓\x1b[0m 1\x1b[31m✗\x1b[0m  x!  \x1b[90m[assumed, our-reading]\x1b[0m\n"
        "reports in out: \x1b[32m✓\x1b[0m"
    )


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    "stream, environ, shows",
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
    ids=["terminal", "empty", "no colour", "dumb", "file"],
)
def test_who_sees_colours(stream, environ, shows):
    assert coloured(stream, environ) is shows
