"""What earlier nights left is fetched whole or not at all, and the last seven stay."""

import json
import tarfile

import pytest

TOKEN = {"GH_TOKEN": "t"}


def released(stage, *names):
    assets = json.dumps({"assets": [{"name": name} for name in names]})
    stage.does("gh release view", f"echo '{assets}'")


@pytest.fixture
def archive(stage):
    """Downloading gives an archive of a state with a heartbeat."""
    (stage.folder / "old/state").mkdir(parents=True)
    (stage.folder / "old/state/heartbeat.json").write_text("{}")
    with tarfile.open(stage.folder / "old.tar.gz", "w:gz") as packed:
        packed.add(stage.folder / "old/state", "state")
    stage.does("gh release download", "cp old.tar.gz state.tar.gz")
    return stage


def test_the_newest_is_fetched(archive):
    released(archive, "state-2026-11-24-9.tar.gz", "other", "state-2026-11-23-8.tar.gz")
    assert archive.run("state.sh", "fetch", **TOKEN).returncode == 0
    (call,) = archive.called("gh", "release", "download")
    assert call[call.index("--pattern") + 1] == "state-2026-11-24-9.tar.gz"
    assert (archive.folder / "state/heartbeat.json").exists()


def test_the_first_night_has_none(stage):
    stage.does("gh release view", "echo 'release not found' >&2; exit 1")
    assert stage.run("state.sh", "fetch", **TOKEN).returncode == 0
    assert stage.called("gh", "release", "download") == []
    assert (stage.folder / "state/editions").is_dir()


def test_what_cannot_be_looked_up_is_not_none(stage):
    stage.does("gh release view", "echo 'HTTP 502' >&2; exit 1")
    ran = stage.run("state.sh", "fetch", **TOKEN)
    assert ran.returncode == 1
    assert "HTTP 502" in ran.stderr


@pytest.mark.parametrize("before, gone", [(0, 0), (6, 0), (7, 1), (9, 3)])
def test_seven_stay(stage, before, gone):
    names = [f"state-2026-11-{day:02}-1.tar.gz" for day in range(1, before + 1)]
    released(stage, *names)
    (stage.folder / "state").mkdir()
    assert stage.run("state.sh", "keep", **TOKEN).returncode == 0
    (added,) = stage.called("gh", "release", "upload")
    assert added[4] == "state-2026-11-25-77.tar.gz"
    assert [call[4] for call in stage.called("gh", "release", "delete-asset")] == names[:gone]


def test_none_goes_before_the_new_one_is_there(stage):
    released(stage, *(f"state-2026-11-{day:02}-1.tar.gz" for day in range(1, 10)))
    stage.does("gh release upload", "exit 1")
    (stage.folder / "state").mkdir()
    assert stage.run("state.sh", "keep", **TOKEN).returncode == 1
    assert stage.called("gh", "release", "delete-asset") == []
