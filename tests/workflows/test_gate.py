"""The gate's script: verdict, outputs and summary by what the verbs end with."""

import pytest

OUT = {"OUT": "report"}


def gate(stage, run=0, gate=0, diff=0, **environment):
    stage.does("sipgate-compat run", f"touch report/run.jsonl report/matrix.md; exit {run}")
    out = 'while [[ $# -gt 0 && "$1" != --out ]]; do shift; done; [[ -z "$2" ]] || echo said >"$2"'
    stage.does("sipgate-compat gate", f"{out}; exit {gate}")
    stage.does("sipgate-compat diff", f"exit {diff}")
    ran = stage.run("gate.sh", **OUT, **environment)
    lines = (stage.folder / "report/outputs.txt").read_text().splitlines()
    return ran.returncode, dict(line.split("=") for line in lines)


@pytest.mark.parametrize(
    "run, asked, code, verdict",
    [
        pytest.param(0, 0, 0, "open", id="open"),
        pytest.param(1, 1, 1, "closed", id="closed"),
        pytest.param(1, 0, 0, "open", id="a finding that the gate lets pass"),
        pytest.param(3, 3, 3, "undecided", id="undecided"),
        pytest.param(3, 1, 1, "closed", id="closed whatever else could not be told"),
        pytest.param(3, 2, 3, "undecided", id="a run that was cut short"),
        pytest.param(0, 2, 2, "failed", id="the gate cannot answer"),
        pytest.param(2, 0, 2, "failed", id="no run"),
        pytest.param(130, 0, 130, "failed", id="interrupted"),
    ],
)
def test_the_verdict(stage, run, asked, code, verdict):
    ended, outputs = gate(stage, run, asked)
    assert (ended, outputs["verdict"], outputs["report-path"]) == (code, verdict, "report")


@pytest.mark.parametrize(
    "baseline, diff, changed",
    [("", 0, "unknown"), ("old", 0, "false"), ("old", 1, "true"), ("old", 2, "unknown")],
)
def test_changed_is_against_the_baseline(stage, baseline, diff, changed):
    assert gate(stage, diff=diff, BASELINE=baseline)[1]["changed"] == changed


def test_what_is_given_is_passed_on_and_nothing_else(stage):
    gate(stage, BASE_URL="http://127.0.0.1:1/v2", PROFILES="neo,classic", STRICT="true")
    (run,) = stage.called("sipgate-compat", "run")
    rest = ["--base-url", "http://127.0.0.1:1/v2", "--profile", "neo,classic"]
    assert run[2:] == ["--target", "emulator", "--out", "report", *rest]
    asked = stage.called("sipgate-compat", "gate")[0]
    assert asked[2:] == ["--run", "report", "--profile", "neo,classic", "--strict"]


def test_both_sides_of_a_comparison_have_the_same_profiles(stage):
    gate(stage, PROFILES="neo", BASELINE="old")
    (diff,) = stage.called("sipgate-compat", "diff")
    assert diff[2:4] == ["old", "report"]
    assert diff[-2:] == ["--profile", "neo"]


def test_a_report_of_an_earlier_gate_is_not_taken_for_this_one(stage):
    gate(stage)
    stage.does("sipgate-compat run", "exit 2")
    assert stage.run("gate.sh", **OUT).returncode == 2
    assert not (stage.folder / "report/run.jsonl").exists()
    assert "said" not in (stage.folder / "report/summary.md").read_text()
