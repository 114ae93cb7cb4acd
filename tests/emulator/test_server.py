"""The emulator as a process."""

import json
import socket
import subprocess
import sys

import httpx
import jwt
import pytest

from sipgate_compat.emulator.server import emulating

SCOPES = {"classic": "CLASSIC_PBX", "neo": "NEO_PBX", "migrated": "NEO_PBX"}


def test_the_ready_line_says_what_a_client_needs(ready):
    assert set(ready) == {"base_url", "control_url", "accounts"}
    assert ready["base_url"].endswith("/v2")
    assert list(ready["accounts"]) == list(SCOPES)
    assert all(a["users"] == ["w0", "w1", "w2"] for a in ready["accounts"].values())


@pytest.mark.parametrize("profile", SCOPES)
def test_the_access_token_says_the_platform(ready, profile):
    token = ready["accounts"][profile]["access_token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["featureScope"] == SCOPES[profile]
    assert "rtcm:write" in claims["scope"].split()


def test_two_processes_give_the_same_bodies(ready):
    paths = ["users", "history", "channels", "w0/devices", "numbers", "groups"]
    with emulating() as other:
        for profile, account in ready["accounts"].items():
            assert other["accounts"][profile] == account
            auth = (account["token_id"], account["token"])
            for path in paths:
                bodies = [
                    httpx.get(f"{e['base_url']}/{path}", auth=auth).text for e in (ready, other)
                ]
                assert bodies[0] == bodies[1], path


def test_a_taken_port_is_one_clear_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "sipgate_compat", "emulator", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"127.0.0.1:{port}: cannot be listened on" in done.stderr.splitlines()[-1]


def test_it_ends_cleanly_on_a_signal():
    command = [sys.executable, "-m", "sipgate_compat", "emulator", "--port", "0", "--quiet"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        line = json.loads(child.stdout.readline())
        assert httpx.get(f"{line['base_url']}/users").status_code == 401
        child.terminate()
        out, err = child.communicate(timeout=10)
    finally:
        child.kill()
    assert (child.returncode, out, err) == (0, "", "")


def test_it_ends_with_its_parent():
    command = [sys.executable, "-m", "sipgate_compat.emulator", "--port", "0", "--parent-pipe"]
    child = subprocess.Popen(
        [*command, "--quiet"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        child.stdout.readline()
        child.stdin.close()
        assert child.wait(timeout=10) == 0
    finally:
        child.kill()
        child.stdout.close()


def test_health_needs_no_credentials(ready):
    origin = ready["base_url"].removesuffix("/v2")
    assert httpx.get(f"{origin}/health").text == "Healthcheck - OK"
