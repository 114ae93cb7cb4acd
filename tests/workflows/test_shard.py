"""A shard is live where credentials are set, and a finding is no failure."""

import pytest

BUDGETS = {"MAX_REQUESTS": "5000", "MAX_TIME": "2400", "MAX_COST": "0"}
NEO = {"PROFILE": "neo", "SHARD": "1/2", **BUDGETS}
LIVE = {**NEO, "ACCESS_TOKEN": "s"}


def ran(stage):
    """How the contracts were put."""
    (call,) = stage.called("sipgate-compat", "run")
    return call


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
    assert stage.run("shard.sh", "put", **NEO, **secrets).returncode == 0
    call = ran(stage)
    assert call[call.index("--target") + 1] == target
    assert (stage.folder / "output").read_text() == f"name=run-{target}-neo-1\n"


def test_credentials_reach_the_profile_and_no_argument(stage):
    stage.does("sipgate-compat run", 'echo "$SIPGATE_COMPAT_NEO_TOKEN_ID" >seen')
    done = stage.run("shard.sh", "put", **NEO, TOKEN_ID="token-1", TOKEN="hidden")
    assert (stage.folder / "seen").read_text() == "token-1\n"
    assert "hidden" not in f"{stage.calls}{done.stdout}{done.stderr}"


def test_a_live_shard_may_only_read_and_has_budgets(stage):
    stage.run("shard.sh", "put", **LIVE)
    budgets = ["--max-requests", "5000", "--max-time", "2400", "--max-cost", "0"]
    assert ("--allow" in ran(stage), ran(stage)[-8:-2]) == (False, budgets)


def test_what_a_live_shard_may_do_is_said_by_name(stage):
    stage.run("shard.sh", "put", **LIVE, ALLOW="write,destructive")
    for call in stage.calls:
        assert call[call.index("--allow") + 1] == "write,destructive"


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_the_account_is_looked_at_before_and_the_run_decides(stage, code):
    stage.does("sipgate-compat doctor", f"echo what it is fit for; exit {code}")
    assert stage.run("shard.sh", "put", **LIVE).returncode == 0
    assert [call[1] for call in stage.calls] == ["doctor", "run"]
    assert "what it is fit for\n" in (stage.folder / "summary").read_text()


@pytest.mark.parametrize(
    "given, ledger, swept",
    [
        pytest.param(LIVE, True, 1, id="a run that wrote"),
        pytest.param(LIVE, False, 0, id="one that only read"),
        pytest.param(NEO, True, 0, id="on the emulator"),
    ],
)
def test_what_a_killed_run_left_is_undone(stage, given, ledger, swept):
    if ledger:
        (stage.folder / "reports").mkdir()
        (stage.folder / "reports/ledger.jsonl").touch()
    assert stage.run("shard.sh", "sweep", **given).returncode == 0
    assert len(stage.called("sipgate-compat", "sweep")) == len(stage.calls) == swept


def test_what_cannot_be_undone_is_a_failure(stage):
    (stage.folder / "reports").mkdir()
    (stage.folder / "reports/ledger.jsonl").touch()
    stage.does("sipgate-compat sweep", "exit 1")
    assert stage.run("shard.sh", "sweep", **LIVE).returncode == 1


@pytest.mark.parametrize("end, code", [('{"kind":"footer"}', 0), ('{"kind":"verdict"}', 3)])
def test_an_undecided_run_is_a_result_where_it_came_to_its_end(stage, end, code):
    put = f"mkdir -p runs/run-emulator-neo-1; echo '{end}' >runs/run-emulator-neo-1/run.jsonl"
    stage.does("sipgate-compat run", f"{put}; exit 3")
    assert stage.run("shard.sh", "put", **NEO).returncode == code


@pytest.mark.parametrize("code, ended", [(0, 0), (1, 0), (2, 2), (3, 3), (130, 130)])
def test_only_a_finding_is_a_result(stage, code, ended):
    stage.does("sipgate-compat run", f"exit {code}")
    assert stage.run("shard.sh", "put", **NEO).returncode == ended


@pytest.mark.parametrize("history", [False, True])
def test_what_earlier_nights_saw_is_passed_on(stage, history):
    if history:
        (stage.folder / "state").mkdir()
        (stage.folder / "state/history.sqlite").touch()
    stage.run("shard.sh", "put", **NEO)
    assert ("--history" in ran(stage)) is history
