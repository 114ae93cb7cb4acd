"""``sipgate-compat changes``: the log on standard output, in files, and its exit codes."""

import json

import pytest

from sipgate_compat import paths
from sipgate_compat.edition.store import save

from ..edition.make import make_edition, make_row

LABEL = "PUT /calls/{callId}/hold"
CHANGE = {
    "origin": "specification",
    "kind": "operation-removed",
    "severity": "breaking",
    "subject": "GET /gone",
    "fingerprint": "0" * 12,
}


@pytest.fixture(autouse=True)
def editions(tmp_path, monkeypatch):
    """Editions of our own; gives a function that keeps one more."""
    contracts = paths.contracts()
    (tmp_path / "contracts").mkdir()
    for each in contracts.iterdir():
        if each.name != "editions":
            (tmp_path / "contracts" / each.name).symlink_to(each)
    root = tmp_path / "contracts" / "editions"
    monkeypatch.setattr(paths, "contracts", lambda: tmp_path / "contracts")
    monkeypatch.setattr(paths, "CHECKOUT", tmp_path)
    monkeypatch.chdir(tmp_path)

    def keep(month, status):
        save(root, make_edition(make_row(LABEL, status), date=f"2026-{month:02}-01"))

    keep(1, "Planned")
    keep(2, "In progress")
    return keep


def written(path, *changes):
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"schema": "schemas/spec-diff-1.json", "changes": changes}))


def test_the_page_is_a_line_per_change(command):
    code, out, err = command("changes")
    assert (code, err) == (0, "")
    assert out.startswith("2026-02-01  notice    page           PUT /calls/{callId}/hold: status")
    assert "touches neo/setCallHold/valid" in out


def test_nothing_changed(command, tmp_path):
    (tmp_path / "contracts" / "editions" / "2026-02-01-en.yaml").unlink()
    assert command("changes", "--fail-on", "info") == (0, "no change\n", "")


def test_a_specification_is_read_from_its_folder(command, tmp_path):
    (tmp_path / "reports").mkdir()
    written(tmp_path / "reports" / "specifications" / "2026-03-01.json", CHANGE)
    first = command("changes")[1].splitlines()[0]
    assert " ".join(first.split()) == (
        "2026-03-01 breaking specification GET /gone: operation removed"
    )


@pytest.mark.parametrize("place", ["more", "more/2026-03-01.json"])
def test_more_changes_come_from_where_it_was_told_to(command, tmp_path, place):
    written(tmp_path / "more" / "2026-03-01.json", CHANGE)
    assert "GET /gone" in command("changes", "--from", place)[1]


@pytest.mark.parametrize("since, lines", [("2026-01-01", 3), ("2026-02-01", 3), ("2026-02-02", 1)])
def test_changes_since_a_day(command, since, lines):
    assert len(command("changes", "--since", since)[1].splitlines()) == lines


@pytest.mark.parametrize("limit, code", [("breaking", 0), ("notice", 1), ("info", 1)])
def test_it_fails_on_what_it_was_told_to(command, limit, code):
    assert command("changes", "--fail-on", limit)[0] == code


def test_a_second_run_adds_nothing(command, tmp_path, editions):
    def files():
        return {each.name: each.read_bytes() for each in (tmp_path / "log").iterdir()}

    code, _, err = command("changes", "--out", "log", "--fail-on", "info")
    before = files()
    assert (code, err) == (1, "log: 1 changes, 1 new\n")
    assert set(before) == {"changes.json", "changes.md", "changes.atom"}
    code, _, err = command("changes", "--out", "log", "--fail-on", "info")
    assert (code, err, files()) == (0, "log: 1 changes, 0 new\n", before)


def test_only_what_is_new_is_shown_where_that_was_asked_for(command, editions):
    command("changes", "--out", "log")
    assert command("changes", "--out", "log", "--new")[1] == "no change\n"
    editions(3, "Implemented")
    out = command("changes", "--out", "log", "--new")[1]
    assert out.startswith("2026-03-01")
    assert "2026-02-01" not in out


def test_what_was_logged_stays_when_its_source_is_gone(command, tmp_path):
    written(tmp_path / "more" / "2026-03-01.json", CHANGE)
    command("changes", "--out", "log", "--from", "more")
    assert "GET /gone" in command("changes", "--out", "log")[1]


@pytest.mark.parametrize("form", ["json", "md", "atom"])
def test_what_is_printed_is_what_is_kept(command, tmp_path, form):
    out = command("changes", "--out", "log", "--format", form)[1]
    assert out == (tmp_path / "log" / f"changes.{form}").read_text()


@pytest.mark.parametrize(
    "name, text, said",
    [
        ("x.json", "{", "x.json: not JSON"),
        ("x.json", "[" * 100_000, "x.json: not JSON"),
        ("x.json", "[]", "x.json: holds no list `changes`"),
        ("x.json", json.dumps({"changes": [CHANGE]}), "has no day: let the file's name begin with"),
        ("2026-02-30.json", json.dumps({"changes": [CHANGE]}), "no day of the calendar"),
        ("x.json", json.dumps({"changes": [{**CHANGE, "seen": "now"}]}), "'now' is no date"),
        ("x.json", json.dumps({"changes": [{"kind": 1}]}), "x.json: changes.0.origin: Field requ"),
        ("gone.json", None, "gone.json: cannot be read: No such file"),
    ],
    ids=["cut", "deep", "no changes", "no day", "no such day", "no date", "no change", "no file"],
)
def test_what_is_no_change_is_refused_in_one_line(command, tmp_path, name, text, said):
    if text is not None:
        (tmp_path / name).write_text(text)
    code, out, err = command("changes", "--from", name)
    assert (code, out, err.count("\n"), said in err) == (2, "", 1, True), err


def test_a_log_that_cannot_be_read_is_not_written_over(command, tmp_path):
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "changes.json").write_text("{")
    code, _, err = command("changes", "--out", "log")
    assert (code, "changes.json: not JSON" in err) == (2, True)
    assert (tmp_path / "log" / "changes.json").read_text() == "{"


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--since", "1.5.26"], "--since: '1.5.26' is no date; write it as 2026-11-23"),
        (["--new"], "--new: new against which log? name its folder with --out"),
        (["--format", "rss"], "'rss' is not one of"),
        (["--out", "contracts/claims.yaml"], "cannot be "),
    ],
    ids=["since", "new", "format", "out"],
)
def test_what_cannot_be_done_is_one_line(command, arguments, said):
    code, out, err = command("changes", *arguments)
    assert (code, out) == (2, "")
    assert said in err.splitlines()[-1]


def test_what_spec_diff_printed_is_read(command, tmp_path):
    document = {"openapi": "3.0.0", "info": {"title": "a", "version": "1"}, "paths": {}}
    operation = {"/gone": {"get": {"responses": {"200": {"description": "ok"}}}}}
    (tmp_path / "old.json").write_text(json.dumps({**document, "paths": operation}))
    (tmp_path / "new.json").write_text(json.dumps(document))
    printed = command("spec", "diff", "old.json", "new.json", "--format", "json")[1]
    (tmp_path / "2026-03-01.json").write_text(printed)
    out = command("changes", "--from", "2026-03-01.json")[1]
    assert "specification  GET /gone: operation removed" in out


def test_a_history_of_runs_tells_of_behaviour(command, tmp_path):
    from sipgate_compat.history import baseline
    from sipgate_compat.history.add import add
    from sipgate_compat.history.store import opened

    from ..history.make import answered, night, verdict

    first = night(1)
    baseline.write(baseline.texts(tmp_path / "base", "live", first.profiles, first.seen()))
    with opened(tmp_path / "db", create=True) as db:
        add(db, first)
        add(db, night(2, verdict(answered(403))))
    code, out, _ = command("changes", "--history", "db", "--baseline", "base")
    assert (code, "behaviour      neo/getHistory/valid /status: status changed" in out) == (0, True)


def test_a_history_that_is_not_there_is_one_line(command):
    code, out, err = command("changes", "--history", "gone")
    assert (code, out, "gone: no history here" in err) == (2, "", True)
