"""`sipgate-compat edition`: data on standard output, talk on standard error, exit codes."""

import io
import json
import sys
from types import SimpleNamespace

import pytest

from sipgate_compat.edition.model import Edition
from sipgate_compat.yamlfile import read_as

from .make import PAGES

PAGE = PAGES / "good" / "en-table.html"
DAY = ("--date", "2026-05-01")


@pytest.fixture
def edited(tmp_path):
    """The page with some of its text replaced, as a file."""

    def make(old, new):
        text = PAGE.read_text()
        assert old in text
        (tmp_path / "edited.html").write_text(text.replace(old, new))
        return tmp_path / "edited.html"

    return make


def test_import_prints_rows_as_json(command, tmp_path):
    code, out, err = command("import", PAGE, *DAY, "--format", "json", "--out", tmp_path)
    found = json.loads(out)
    assert (code, err) == (0, f"wrote {tmp_path / '2026-05-01-en.yaml'}\n")
    assert (found["date"], found["lang"], found["source"]) == ("2026-05-01", "en", "en-table.html")
    assert found["rows"][1] == {
        "method": "POST",
        "path": "/calls/{callId}/dtmf",
        "status": "implemented",
        "status_text": "Implemented",
        "note": "Tones are sent at once.",
    }


def test_import_prints_text(command):
    code, out, _ = command("import", PAGE, *DAY)
    assert code == 0
    assert "  PUT /calls/{callId}/mute            under-review\n" in out
    assert "      Tones are sent at once.\n" in out


def test_import_reads_standard_input(command, monkeypatch):
    stdin = SimpleNamespace(buffer=io.BytesIO(PAGE.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    code, out, _ = command("import", "-", *DAY, "--lang", "de", "--format", "yaml")
    assert code == 0
    assert out.startswith('date: "2026-05-01"\nlang: de\n')


def test_import_keeps_an_edition(command, tmp_path):
    code, _, err = command("import", PAGE, *DAY, "--out", tmp_path, "--source", "https://x.example")
    path = tmp_path / "2026-05-01-en.yaml"
    assert (code, err) == (0, f"wrote {path}\n")
    assert read_as(Edition, path).source == "https://x.example"


def test_import_tells_what_differs_from_the_edition_before(command, edited, tmp_path):
    command("import", PAGE, *DAY, "--out", tmp_path)
    page = edited("In progress", "Implemented")
    code, _, err = command("import", page, "--date", "2026-05-02", "--out", tmp_path)
    said = err.splitlines()
    assert (code, said[0]) == (0, "2026-05-02-en differs from 2026-05-01-en:")
    assert said[1] == "GET /calls: in-progress → implemented"
    assert said[2].startswith("  touches neo/getCalls/valid")


def test_import_tells_nothing_where_nothing_differs(command, tmp_path):
    command("import", PAGE, *DAY, "--out", tmp_path)
    _, _, err = command("import", PAGE, "--date", "2026-05-02", "--out", tmp_path)
    assert err == f"wrote {tmp_path / '2026-05-02-en.yaml'}\n"


def test_broken_contracts_do_not_hide_what_changed(command, edited, monkeypatch):
    from sipgate_compat.errors import DataError
    from sipgate_compat.run import prepare

    def broken():
        raise DataError("a.yaml:1: unknown key")

    monkeypatch.setattr(prepare, "book", broken)
    code, out, err = command("diff", PAGE, edited("In progress", "Implemented"))
    assert (code, out) == (0, "GET /calls: in-progress → implemented\n")
    assert err == "nothing is said of what the changes touch: a.yaml:1: unknown key\n"


def test_a_page_that_cannot_be_read_leaves_the_last_good_edition(command, tmp_path):
    command("import", PAGE, *DAY, "--out", tmp_path)
    kept = (tmp_path / "2026-05-01-en.yaml").read_bytes()
    broken = PAGES / "bad" / "TableGone-cut-out.html"
    code, out, err = command("import", broken, *DAY, "--out", tmp_path)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [kept]


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        pytest.param(["import", "gone.html", *DAY], 2, "gone.html: no such file", id="no file"),
        pytest.param(["import", PAGE, "--date", "2026-13-01"], 2, "no day of the", id="no day"),
        pytest.param(["import", PAGE, "--date", "1.5.26"], 2, "write it as 2026-", id="no date"),
        pytest.param(["import", PAGE], 2, "Missing option '--date'", id="date missing"),
        pytest.param(
            ["import", PAGE, *DAY, "--lang", "fr"], 2, "'fr' is not one of", id="language"
        ),
        pytest.param(["import", PAGE, *DAY, "--out", PAGE], 2, "cannot be written", id="no folder"),
        pytest.param(["import", "http://127.0.0.1:1/", *DAY], 3, "not be fetched", id="no server"),
        pytest.param(
            ["diff", "2024-01-01-en", PAGE], 2, "no edition of that name", id="no edition"
        ),
        pytest.param(
            ["diff", PAGE, PAGES / "bad" / "NotThePage-login.html"], 2, "a login", id="login"
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(command, arguments, code, said):
    ended, out, err = command(*arguments)
    assert (ended, out) == (code, "")
    assert said in err.splitlines()[-1]


def test_diff_of_two_pages_says_each_change_in_a_line(command, edited):
    page = edited("In progress", "Implemented")
    code, out, err = command("diff", PAGE, page)
    line, touched = out.split("\n", 1)
    assert (code, line, err) == (0, "GET /calls: in-progress → implemented", "")
    assert touched.startswith("  touches neo/getCalls/valid, ")


def test_diff_of_the_same_page(command):
    code, out, _ = command("diff", PAGE, PAGES / "good" / "en-cells.txt", "--fail-on", "info")
    assert (code, out) == (0, "no change\n")


def test_diff_of_kept_editions(command):
    code, out, err = command("diff", "2025-11-27", "2026-11-23-en", "--fail-on", "breaking")
    assert (code, out.splitlines()[0]) == (0, "GET /calls: planned → in-progress")
    assert "2025-11-27-de is an excerpt" in err


def test_diff_as_json(command, edited):
    code, out, _ = command("diff", PAGE, edited("Under review", "Planned"), "--format", "json")
    (found,) = json.loads(out)["changes"]
    assert code == 0
    assert found.pop("fingerprint")
    assert "neo/setCallMute/valid" in found.pop("touches")
    assert {key: value for key, value in found.items() if value} == {
        "kind": "status-changed",
        "table": "rtcm",
        "method": "PUT",
        "path": "/calls/{callId}/mute",
        "old": "under-review",
        "new": "planned",
        "direction": "sideways",
        "severity": "notice",
    }


@pytest.mark.parametrize("limit, code", [("breaking", 0), ("notice", 1), ("info", 1)])
def test_diff_fails_on_what_it_was_told_to(command, edited, limit, code):
    page = edited("Tones are sent at once.", "Tones are sent later.")
    assert command("diff", PAGE, page, "--fail-on", limit)[0] == code


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_diff_takes_what_import_printed(command, tmp_path, form):
    _, out, _ = command("import", PAGE, *DAY, "--format", form)
    (tmp_path / "printed").write_text(out)
    assert command("diff", tmp_path / "printed", PAGE)[:2] == (0, "no change\n")


def test_diff_names_the_typo_in_an_edition(command, tmp_path):
    (tmp_path / "edition.json").write_text('{"date": "2026-05-01", "lang": "en",\n"rosw": []}')
    code, _, err = command("diff", tmp_path / "edition.json", PAGE)
    assert code == 2
    assert "edition.json:" in err


def test_an_unknown_status_is_talked_of(command, edited):
    code, out, err = command("diff", PAGE, edited("Under review", "On the bench"))
    assert (code, out.splitlines()[0]) == (
        0,
        "PUT /calls/{callId}/mute: under-review → On the bench (unknown status)",
    )
    assert "unknown status 'On the bench'; kept as written" in err


def test_timeline_of_the_kept_editions(command):
    code, out, _ = command("timeline")
    assert code == 0
    assert "planned (2025-11-27) → in-progress (2026-11-23)" in out.splitlines()[0]


def test_timeline_as_json(command):
    _, out, _ = command("timeline", "--format", "json")
    first = json.loads(out)["rows"][0]
    assert (first["path"], first["status"], first["since"]) == (
        "/calls",
        "in-progress",
        "2026-11-23",
    )
