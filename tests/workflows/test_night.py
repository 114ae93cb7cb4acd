"""A night's shards become one run for each target, a history, a log and a site."""

import pytest

LINK = {"LINK": "https://tracker.example/run"}


@pytest.fixture
def night(stage):
    def make(*shards):
        (stage.folder / "contracts" / "editions").mkdir(parents=True)
        for shard in shards:
            (stage.folder / "runs" / shard).mkdir(parents=True)
        out = 'while [[ "$1" != --out ]]; do shift; done; mkdir -p "$2"; cd "$2"; '
        reports = "touch index.html matrix.json matrix.md matrix.csv"
        stage.does("sipgate-compat merge", out + reports)
        log = out + "touch changes.json changes.md changes.atom; echo the log"
        stage.does("sipgate-compat changes", log)
        stage.does("sipgate-compat monitor site", out + "touch index.html heartbeat.json")
        return stage

    return make


def test_each_target_is_merged_apart(night):
    stage = night("run-live-neo-1", "run-live-neo-2", "run-emulator-classic-1")
    ran = stage.run("night.sh", **LINK)
    assert ran.returncode == 0, ran.stderr
    assert [call[2:-2] for call in stage.called("sipgate-compat", "merge")] == [
        ["runs/run-live-neo-1", "runs/run-live-neo-2"],
        ["runs/run-emulator-classic-1"],
    ]
    assert len(stage.called("sipgate-compat", "history", "add")) == 2
    assert (stage.folder / "site/live/index.html").exists()
    made = [call[call.index("--out") + 1] for call in stage.called("sipgate-compat", "report")]
    pages = [path for path in made if path.endswith(".html")]
    assert pages == ["site/live/index.html", "site/emulator/index.html"]
    assert (stage.folder / "state/heartbeat.json").exists()
    assert (stage.folder / "summary").read_text() == "the log\n"


def test_each_target_has_its_badges_and_metrics(night):
    stage = night("run-live-neo-1", "run-emulator-classic-1")
    assert stage.run("night.sh", **LINK).returncode == 0
    made = [call[call.index("--out") + 1] for call in stage.called("sipgate-compat", "report")]
    files = ("badge.svg", "badge.json", "metrics.prom")
    wanted = {f"site/{target}/{file}" for target in ("live", "emulator") for file in files}
    assert {path for path in made if not path.endswith(".html")} == wanted


def baselines(folder, target="live"):
    found = (folder / "state/baselines" / target).glob("*.yaml")
    return {path.stem: path.read_text().strip() for path in found}


@pytest.mark.parametrize(
    "committed, kept, compared",
    [
        pytest.param({}, {}, {"neo": "tonight", "classic": "tonight"}, id="the first night"),
        pytest.param(
            {}, {"neo": "kept"}, {"neo": "kept", "classic": "tonight"}, id="a profile more"
        ),
        pytest.param(
            {"neo": "committed"},
            {"neo": "kept", "classic": "kept"},
            {"neo": "committed", "classic": "kept"},
            id="one that is committed",
        ),
    ],
)
def test_what_a_night_is_compared_with(night, committed, kept, compared):
    stage = night("run-live-neo-1", "run-live-classic-1")
    seen = "mkdir -p night/baselines/live; cd night/baselines/live; "
    stage.does("sipgate-compat history", f"{seen} echo tonight | tee neo.yaml >classic.yaml")
    for place, files in (("reports", committed), ("state", kept)):
        (stage.folder / place / "baselines/live").mkdir(parents=True)
        for profile, text in files.items():
            (stage.folder / place / "baselines/live" / f"{profile}.yaml").write_text(text)
    assert stage.run("night.sh", **LINK).returncode == 0
    assert baselines(stage.folder) == compared
    (told,) = stage.called("sipgate-compat", "history", "drift")
    assert told[told.index("--baseline") + 1] == "state/baselines"
    assert (stage.folder / "night/changes/2026-11-25-live.json").exists()


@pytest.mark.parametrize("broken", ["merge", "history", "changes", "report", "monitor site"])
def test_a_night_that_breaks_leaves_no_heartbeat(night, broken):
    stage = night("run-live-neo-1")
    stage.does(f"sipgate-compat {broken}", "exit 2")
    assert stage.run("night.sh", **LINK).returncode == 2
    assert not (stage.folder / "state/heartbeat.json").exists()


def test_editions_of_earlier_nights_and_of_today_are_carried_on(night):
    stage = night("run-live-neo-1")
    for folder, day in (("state", "2026-11-24"), ("night", "2026-11-25")):
        (stage.folder / folder / "editions").mkdir(parents=True)
        (stage.folder / folder / "editions" / f"{day}-en.yaml").touch()
    assert stage.run("night.sh", **LINK).returncode == 0
    days = ["2026-11-24-en.yaml", "2026-11-25-en.yaml"]
    for kept in ("state/editions", "contracts/editions"):
        assert sorted(path.name for path in (stage.folder / kept).iterdir()) == days
