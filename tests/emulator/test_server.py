"""The emulator as a process."""

import json
import socket
import subprocess
import sys

import httpx
import jwt
import pytest

from sipgate_compat.emulator.server import emulating, why_not

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
    said = f"sipgate-compat: --port {port}: is taken; --port 0 picks a free one\n"
    assert done.stderr == said


@pytest.mark.parametrize(
    "host, said",
    [
        pytest.param("no-such-host", "--host no-such-host: no such host", id="a name"),
        pytest.param("192.0.2.1", "--host 192.0.2.1: not an address of this machine", id="afar"),
    ],
)
def test_a_host_that_is_not_this_machine(monkeypatch, host, said):
    resolve = socket.getaddrinfo

    def offline(name, *arguments, **more):
        if name == "no-such-host":
            raise socket.gaierror
        return resolve(name, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", offline)
    assert why_not(host, 0).startswith(said)


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
