"""``sipgate-compat report``: a whole run is rendered, anything else is one line."""

import pytest

from sipgate_compat.cli import main
from sipgate_compat.report.writers import WRITERS

FORMATS = {
    "json": "{",
    "md": "# ",
    "csv": '"operation",',
    "html": "<!doctype html>",
    "junit": "<?xml",
    "github": "::error title=neo",
    "prometheus": "# HELP sipgate_compat_",
    "shields": "{",
    "svg": "<svg ",
}


@pytest.fixture(scope="module")
def run_file(tmp_path_factory):
    from sipgate_compat.run.file import text

    from ..report.runs import deviating, make_run

    path = tmp_path_factory.mktemp("run") / "run.jsonl"
    path.write_text(text(make_run(deviating())))
    return path


@pytest.mark.parametrize("form", FORMATS)
def test_a_whole_run_is_rendered(capsys, run_file, form):
    with pytest.raises(SystemExit) as ended:
        main(["report", str(run_file), "--format", form])
    out, err = capsys.readouterr()
    assert (ended.value.code, err) == (0, "")
    assert out.startswith(FORMATS[form])


def test_what_is_printed_is_what_a_file_holds(command, run_file, tmp_path):
    printed = command("report", run_file, "--format", "md").out
    command("report", run_file, "--format", "md", "--out", "report.md")
    assert printed == (tmp_path / "report.md").read_text()


def test_the_help_names_every_format(command):
    told = command("report", "--help").out
    assert [name for name in WRITERS if f"\n  {name} " not in told] == []
    assert FORMATS.keys() == WRITERS.keys()


@pytest.mark.parametrize("form", ["json", "github"])
def test_half_a_run_is_not_rendered(command, run_file, tmp_path, form):
    (tmp_path / "half.jsonl").write_text(run_file.read_text()[:-30])
    ran = command("report", "half.jsonl", "--format", form, "--out", "out")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "half.jsonl: has no footer, so the run was cut off" in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        pytest.param(["nowhere"], "nowhere: cannot be read as a run", id="no file"),
        pytest.param(["."], "run.jsonl: cannot be read as a run", id="a folder without a run"),
        pytest.param(["RUN", "--format", "htlm"], "did you mean 'html'?", id="format"),
        pytest.param(["RUN", "--out", "."], "cannot be written", id="out is a folder"),
        pytest.param(["RUN", "--out", "RUN/x"], "cannot be written", id="out is below a file"),
        pytest.param(["RUN", "RUN"], "2 runs: one is rendered at a time", id="two runs"),
    ],
)
def test_what_cannot_be_rendered_is_one_line(command, run_file, arguments, complaint):
    ran = command("report", *(each.replace("RUN", str(run_file)) for each in arguments))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert complaint in ran.err


def test_the_page_shows_what_a_history_and_a_change_log_tell(command, run_file, tmp_path):
    from sipgate_compat.change.formats import FORMATS as LOGS
    from sipgate_compat.change.model import Origin, Severity, change
    from sipgate_compat.history.add import add
    from sipgate_compat.history.reduced import reduced
    from sipgate_compat.history.store import opened

    from ..report.runs import make_run, make_verdict

    told = change(Origin.PAGE, "status-changed", Severity.NOTICE, "GET /x", seen="2026-11-20")
    (tmp_path / "changes.json").write_text(LOGS["json"]((told,), "2026-11-20"))
    with opened(tmp_path / "history.sqlite", create=True) as db:
        kept = make_run(make_verdict("classic"), target="live")
        add(db, reduced(kept, "1" * 64, "2026-11-20T03:00:00Z"))
    more = ("--history", "history.sqlite", "--changes", ".")
    ran = command("report", run_file, "--format", "html", *more)
    assert (ran.code, ran.err) == (0, "")
    assert "held live 2026-11-20" in ran.out
    assert "<b>GET /x</b> status-changed" in ran.out


@pytest.mark.parametrize(
    "option, complaint",
    [
        pytest.param("--history", "there is no history", id="history"),
        pytest.param("--changes", "cannot be read", id="changes"),
    ],
)
def test_what_is_named_and_not_there_is_one_line(command, run_file, option, complaint):
    ran = command("report", run_file, option, "nowhere")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert complaint in ran.err
