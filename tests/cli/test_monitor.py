"""``sipgate-compat monitor``: steps are printed and nothing is sent; a heartbeat needs a run."""

import json

import pytest

from sipgate_compat.run.file import text

from ..report.runs import deviating, make_run


@pytest.fixture
def live_run(tmp_path):
    (tmp_path / "night").mkdir()
    (tmp_path / "night" / "run.jsonl").write_text(text(make_run(deviating(), target="live")))
    (tmp_path / "issues.json").write_text("[]")
    return "night"


def test_a_contradiction_is_opened_and_then_left_alone(command, live_run, tmp_path):
    asked = ["monitor", "issues", live_run, "--tracker", "issues.json", "--format", "json"]
    (step,) = json.loads(command(*asked).out)["steps"]
    assert step["do"] == "open"
    kept = {
        "number": 1,
        "state": "OPEN",
        "stateReason": "",
        **{k: step[k] for k in ("title", "body")},
    }
    (tmp_path / "issues.json").write_text(json.dumps([kept]))
    assert json.loads(command(*asked).out)["steps"] == []


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        pytest.param(["issues", "--tracker", "issues.json"], "nothing is known", id="no run"),
        pytest.param(["issues", "night", "--tracker", "no"], "cannot be read", id="no tracker"),
        pytest.param(
            ["issues", "night", "--tracker", "night/run.jsonl"],
            "not a list of issues",
            id="no list",
        ),
        pytest.param(
            ["issues", "night", "--tracker", "issues.json", "--day", "soon"], "--day: ", id="day"
        ),
        pytest.param(
            ["issues", "night", "--tracker", "issues.json", "--heartbeat", "issues.json"],
            "not a heartbeat",
            id="heartbeat",
        ),
        pytest.param(
            ["issues", "night", "--tracker", "issues.json", "--drift", "issues.json"],
            "not a drift",
            id="drift",
        ),
        pytest.param(["site", "--out", "site"], "did not run well", id="a site without a run"),
        pytest.param(["site", "nowhere", "--out", "site"], "cannot be read as a run", id="half"),
    ],
)
def test_what_cannot_be_done_is_one_line(command, live_run, tmp_path, arguments, complaint):
    ran = command("monitor", *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert complaint in ran.err
    assert not (tmp_path / "site").exists()


def test_a_good_night_leaves_a_heartbeat(command, live_run, tmp_path):
    ran = command("monitor", "site", live_run, "--out", "site", "--at", "2026-11-25T03:17:00Z")
    assert (ran.code, ran.out) == (0, "")
    beat = json.loads((tmp_path / "site" / "heartbeat.json").read_text())
    assert beat["ran_well"] == "2026-11-25T03:17:00Z"
    later = command(
        *("monitor", "issues", "--trouble", "shard: failure", "--tracker", "issues.json"),
        *("--heartbeat", "site/heartbeat.json", "--format", "json"),
    )
    assert "last ran well: 2026-11-25T03:17:00Z" in json.loads(later.out)["steps"][0]["body"]
