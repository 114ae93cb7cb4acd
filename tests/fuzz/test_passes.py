"""Short passes: all operations of every profile, and some workflows, under generated requests."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 170
OF_CLASSIC = "phonelines|groups|sessions|voicemails|sipgateio"


def fire(suite, profile, examples, paths=""):
    """Run one pass in a pytest of its own, with Schemathesis' plugin; its exit code and output."""
    told = {"FUZZ_PROFILE": profile, "FUZZ_EXAMPLES": str(examples), "FUZZ_PATHS": paths}
    command = [sys.executable, "-m", "pytest", "-p", "schemathesis.pytest.plugin", "-q"]
    done = subprocess.run(
        [*command, "--tb=short", "-p", "no:cacheprovider", f"tests/fuzz/{suite}.py"],
        cwd=ROOT,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


# What only Classic has, and the rest on Neo; the long pass has everything on all profiles.
@pytest.mark.parametrize(
    "profile, paths", [("classic", OF_CLASSIC), ("neo", f"^(?!.*({OF_CLASSIC}))")]
)
def test_every_operation_stands_fire(profile, paths):
    code, said = fire("operations", profile, 1, paths)
    assert code == 0, said[-6000:]
    assert int(re.search(r"(\d+) requests", said)[1]) > 200


@pytest.mark.parametrize(
    "profile, paths", [("classic", "phonelines|faxlines|devices"), ("neo", "channels|contacts")]
)
def test_workflows_stand_fire(profile, paths):
    code, said = fire("workflows", profile, 2, paths)
    assert code == 0, said[-6000:]


def test_two_passes_send_the_same():
    runs = [fire("operations", "neo", 1, "^/calls") for _ in range(2)]
    digests = [re.search(r"digest of all requests: (\w+)", said)[1] for _, said in runs]
    # Without the part that is asked for, all operations would be put under fire.
    assert [re.search(r"(\d+) passed", said)[1] for _, said in runs] == ["12", "12"]
    assert digests[0] == digests[1]
