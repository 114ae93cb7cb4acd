"""A shard is live where credentials are set, and a finding is no failure."""

import pytest

NEO = {"PROFILE": "neo", "SHARD": "1/2"}


@pytest.mark.parametrize(
    "secrets, target",
    [
        pytest.param({}, "emulator", id="none"),
        pytest.param({"TOKEN_ID": "", "TOKEN": ""}, "emulator", id="empty, as GitHub gives them"),
        pytest.param({"TOKEN_ID": "token-1", "TOKEN": "s"}, "live", id="token"),
        pytest.param({"ACCESS_TOKEN": "s"}, "live", id="access token"),
        pytest.param({"TOKEN": "s"}, "live", id="half of a pair is no reason to be green"),
    ],
)
def test_the_target_follows_the_secrets(stage, secrets, target):
    assert stage.run("shard.sh", **NEO, **secrets).returncode == 0
    (call,) = stage.calls
    assert call[call.index("--target") + 1] == target
    assert (stage.folder / "output").read_text() == f"name=run-{target}-neo-1\n"


def test_credentials_reach_the_profile_and_no_argument(stage):
    stage.does("sipgate-compat run", 'echo "$SIPGATE_COMPAT_NEO_TOKEN_ID" >seen')
    ran = stage.run("shard.sh", **NEO, TOKEN_ID="token-1", TOKEN="hidden")
    assert (stage.folder / "seen").read_text() == "token-1\n"
    assert "hidden" not in f"{stage.calls}{ran.stdout}{ran.stderr}"


def test_a_live_shard_may_only_read(stage):
    stage.run("shard.sh", **NEO, ACCESS_TOKEN="s")
    assert "--allow" not in stage.calls[0]


@pytest.mark.parametrize("code, ended", [(0, 0), (1, 0), (2, 2), (3, 3), (130, 130)])
def test_only_a_finding_is_a_result(stage, code, ended):
    stage.does("sipgate-compat run", f"exit {code}")
    assert stage.run("shard.sh", **NEO).returncode == ended


@pytest.mark.parametrize("history", [False, True])
def test_what_earlier_nights_saw_is_passed_on(stage, history):
    if history:
        (stage.folder / "state").mkdir()
        (stage.folder / "state/history.sqlite").touch()
    stage.run("shard.sh", **NEO)
    assert ("--history" in stage.calls[0]) is history
