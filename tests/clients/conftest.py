"""Real clients of the API, put to the emulator as they are."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sipgate_compat.emulator.server import emulating

NODE = Path(__file__).parent / "node"
SECONDS = 60


def missing():
    """Why Node's clients cannot run here, or None."""
    if not shutil.which("node"):
        return "node is not installed"
    if not (NODE / "node_modules").is_dir():
        return "Node's clients are not installed; make clients does it"
    return None


@pytest.fixture(scope="session")
def told():
    """What became of a client's stories on an account; each client runs once for each profile."""
    if reason := missing():
        pytest.skip(reason)
    kept = {}

    def tell(client, profile):
        if (client, profile) not in kept:
            kept[client, profile] = run(client, profile)
        return kept[client, profile]

    return tell


def run(client, profile):
    with emulating() as ready:
        origin = ready["base_url"].removesuffix("/v2")
        environment = {"PATH": os.environ["PATH"], "EMULATOR": json.dumps(ready)}
        done = subprocess.run(
            ["node", f"{client}.cjs", profile],
            cwd=NODE,
            env={**environment, "https_proxy": origin},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
