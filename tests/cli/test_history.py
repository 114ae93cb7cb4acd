"""``sipgate-compat history``: runs kept, drifts told, accounts that were migrated."""

import json

import pytest

from sipgate_compat.history.add import add as stored
from sipgate_compat.history.reduced import of_file
from sipgate_compat.history.store import opened

from ..history.make import answered, file, run, verdict
from .test_run import environment_of

KEYS = ("neo/getHistory/valid", "neo/getHistory/other")
LIVE = (
    "run",
    "--target",
    "live",
    "--profile",
    "classic",
    "--no-allure",
    "-k",
    "getSmsExtensions or getHistory",
)


@pytest.fixture
def nights(tmp_path):
    """Two nights, the second of which refuses what the first allowed."""
    for day, status in ((20, 200), (21, 403)):
        verdicts = [verdict(answered(status), case=each) for each in KEYS]
        file(tmp_path / str(day), run(*verdicts, finished=f"2026-11-{day}T03:00:00Z"))


@pytest.fixture
def kept(command, nights):
    assert command("history", "add", "20").code == 0
    assert command("history", "baseline", "--write").code == 0
    return command


def test_the_same_run_twice_is_one(kept):
    again = kept("history", "add", "20")
    assert (again.code, "is there already" in again.err, again.out) == (0, True, "")
    shown = json.loads(kept("history", "show", "--format", "json").out)
    assert [each["finished"][:10] for each in shown["runs"]] == ["2026-11-20"]


def test_no_drift_and_drift(kept):
    quiet = kept("history", "drift", "--fail-on", "info")
    assert (quiet.code, quiet.out) == (0, "no drift\n"), quiet.err
    kept("history", "add", "21")
    loud = kept("history", "drift", "--fail-on", "breaking", "--format", "json")
    changes = json.loads(loud.out)["changes"]
    assert (loud.code, [each["kind"] for each in changes]) == (1, ["status-changed"] * 2)
    assert changes[0]["path"] == "/history"


def test_the_folder_of_a_run_is_told_without_what_flaps_where_the_history_has_it(kept, tmp_path):
    for day in range(21, 26):
        status = 403 if day % 2 else 200
        ran = run(verdict(answered(status), case=KEYS[0]), finished=f"2026-11-{day}T03:00:00Z")
        file(tmp_path / f"n{day}", ran)
        with opened(tmp_path / "reports/history.sqlite") as db:
            stored(db, of_file(tmp_path / f"n{day}"))
    for database, kind in (
        ((), "status-changed"),
        (("--db", "reports/history.sqlite"), "flapping"),
    ):
        told = kept("history", "drift", "--run", "n25", *database, "--format", "json")
        changes = json.loads(told.out)["changes"]
        assert [each["kind"] for each in changes if each["case"] == KEYS[0]] == [kind]


def test_a_drift_alone_is_no_failure(kept):
    found = kept("history", "drift", "--run", "21")
    assert (found.code, len(found.out.splitlines())) == (0, 2)
    assert "breaking  status-changed  neo/getHistory/other /status: 200 → 403" in found.out


def test_a_baseline_is_shown_before_it_is_written(kept, tmp_path):
    path = tmp_path / "reports" / "baselines" / "live" / "neo.yaml"
    before = path.read_text()
    shown = kept("history", "baseline", "--run", "21")
    assert (shown.code, path.read_text()) == (1, before)
    assert "+  /status: 403" in shown.out
    assert kept("history", "baseline", "--run", "20").code == 0


def test_timeline_and_matrix(kept):
    kept("history", "add", "21")
    assert "2026-11-21  ✓ conforms  status-changed" in kept("history", "timeline").out
    table = json.loads(kept("history", "matrix", "--format", "json").out)
    assert table["operations"][0]["profiles"]["neo"]["last_live"] == "2026-11-21"


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        pytest.param(["show"], "reports/history.sqlite: no history here; begin one", id="none"),
        pytest.param(["add", "nowhere"], "nowhere: cannot be read as a run", id="no run"),
        pytest.param(["drift", "--run", "20"], "no baseline of neo on live", id="no baseline"),
        pytest.param(["matrix", "--target", "lvie"], "did you mean 'live'?", id="target"),
    ],
)
def test_what_cannot_be_done_is_one_line(command, nights, arguments, complaint):
    ran = command("history", *arguments)
    assert (ran.code, complaint in ran.err, ran.out) == (2, True, ""), ran.err
    assert len(ran.err.splitlines()) == 1


def test_an_unknown_run_is_told(kept):
    ran = kept("history", "drift", "--run", "zzz")
    assert (ran.code, "zzz: no such file, and no run of that name" in ran.err) == (2, True)


def test_a_migrated_account_is_told_and_no_longer_judged(command, emulator_ready, tmp_path):
    classic = environment_of(emulator_ready, "classic")
    moved = environment_of(emulator_ready, "classic", as_="neo")
    assert command(*LIVE, "--out", "one", **classic).code == 0
    assert command("history", "add", "one").code == 0
    ran = command(*LIVE, "--out", "two", "--history", "reports/history.sqlite", **moved)
    assert (ran.code, "account-migrated: classic account" in ran.out) == (1, True), ran.err
    lines = [json.loads(each) for each in (tmp_path / "two" / "run.jsonl").read_text().splitlines()]
    assert {each["verdict"] for each in lines[1:-1]} == {"skipped"}
    assert "the classic account was migrated" in lines[1]["reason"]
    assert lines[-1]["changes"][0]["origin"] == "accounts"


def test_the_others_are_still_judged(command, emulator_ready, tmp_path):
    moved = environment_of(emulator_ready, "classic", as_="neo")
    both = {**moved, **environment_of(emulator_ready, "neo")}
    command(*LIVE, "--out", "one", **environment_of(emulator_ready, "classic"))
    command("history", "add", "one")
    more = ("--profile", "neo", "--out", "two", "--history", "reports/history.sqlite", "-n", "2")
    assert command(*LIVE, *more, **both).code == 1
    summary = json.loads((tmp_path / "two" / "matrix.json").read_text())["summary"]
    assert summary["conforms"] > 0 < summary["skipped"]
    assert summary["deviates"] == 0


@pytest.mark.parametrize(
    "more, hint",
    [
        pytest.param([], "name it with --history", id="no history"),
        pytest.param(["--history", "h.sqlite"], "no run in which this account was", id="unknown"),
    ],
)
def test_an_account_that_nobody_saw_as_classic_ends_the_run(command, emulator_ready, more, hint):
    moved = environment_of(emulator_ready, "classic", as_="neo")
    ran = command(*LIVE, "--out", "out", *more, **moved)
    assert (ran.code, hint in ran.err) == (2, True), ran.err
    assert "is neo or migrated, not classic: GET /groups answers 403" in ran.err
