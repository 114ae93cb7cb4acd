"""The planned steps reach the tracker as they are."""

import json

import pytest

STEP = {"fingerprint": "0123456789ab", "label": "monitor"}
TEXT = {"title": "$(date) `x`", "body": "--label x\n$HOME"}


def apply(stage, *steps, held_back=0):
    stage.does("gh issue", "cat >>stdin")
    plan = {"steps": [{**STEP, **step} for step in steps], "held_back": held_back}
    (stage.folder / "plan.json").write_text(json.dumps(plan))
    return stage.run("apply.py", "plan.json")


@pytest.mark.parametrize(
    "step, calls",
    [
        pytest.param(
            {"do": "open", **TEXT},
            [["create", "--title", TEXT["title"], "--body-file", "-", "--label", "monitor"]],
            id="open",
        ),
        pytest.param(
            {"do": "update", "number": 3, **TEXT},
            [["edit", "3", "--title", TEXT["title"], "--body-file", "-"]],
            id="update",
        ),
        pytest.param(
            {"do": "reopen", "number": 3, "comment": "again", **TEXT},
            [
                ["edit", "3", "--title", TEXT["title"], "--body-file", "-"],
                ["reopen", "3", "--comment", "again"],
            ],
            id="reopen",
        ),
        pytest.param(
            {"do": "close", "number": 3, "comment": "gone"},
            [["close", "3", "--comment", "gone", "--reason", "completed"]],
            id="close",
        ),
    ],
)
def test_a_step_is_a_call(stage, step, calls):
    assert apply(stage, step).returncode == 0
    assert stage.calls == [["gh", "issue", *call, "--repo", "owner/name"] for call in calls]
    if "body" in step:
        assert (stage.folder / "stdin").read_text() == TEXT["body"]


def test_the_first_failure_ends_it(stage):
    stage.does("gh issue close", "exit 1")
    close = {"do": "close", "number": 3, "comment": "gone"}
    assert apply(stage, close, close).returncode != 0
    assert len(stage.calls) == 1


def test_what_waits_is_said(stage):
    assert "::warning::13 more" in apply(stage, held_back=13).stdout


def test_jobs_that_failed_are_the_nights_trouble(stage):
    results = {"shard": "failure", "sources": "success", "watch": "skipped"}
    needs = json.dumps({name: {"result": result} for name, result in results.items()})
    stage.does("gh issue list", "echo '[]'")
    stage.does("sipgate-compat monitor issues", 'echo \'{"steps": [], "held_back": 0}\'')
    (stage.folder / ".github").symlink_to(stage.github)
    ran = stage.run("issues.sh", RESULTS=needs)
    assert ran.returncode == 0, ran.stderr
    (call,) = stage.called("sipgate-compat", "monitor", "issues")
    said = ["--trouble", "job shard: failure", "--trouble", "job watch: skipped"]
    assert call[3:7] == said


def test_a_good_night_passes_its_runs(stage):
    (stage.folder / "night/live").mkdir(parents=True)
    (stage.folder / "night/live/run.jsonl").touch()
    (stage.folder / "night/changes").mkdir()
    for target in ("live", "emulator"):
        (stage.folder / f"night/changes/2026-11-25-{target}.json").touch()
    stage.does("gh issue list", "echo '[]'")
    stage.does("sipgate-compat monitor issues", 'echo \'{"steps": [], "held_back": 0}\'')
    (stage.folder / ".github").symlink_to(stage.github)
    assert stage.run("issues.sh", RESULTS='{"shard": {"result": "success"}}').returncode == 0
    (call,) = stage.called("sipgate-compat", "monitor", "issues")
    drift = ["--drift", "night/changes/2026-11-25-live.json"]
    assert call[3:7] == ["night/live/run.jsonl", *drift, "--tracker"]
