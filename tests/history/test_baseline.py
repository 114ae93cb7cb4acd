"""Baselines are text, one line a fact, and read as they were written."""

import pytest

from sipgate_compat.errors import DataError
from sipgate_compat.history import baseline
from sipgate_compat.history.baseline import HEAD, files, loaded, merged, path_of, text, texts, write

from .make import CASE, answered, run, verdict

SEEN = {
    "neo/b/x": {"/status": "204"},
    "neo/a/x": {"/status": "403", "/error": "no: yes", "/content-type": "text/plain"},
    "neo/c/x": {},
}


def test_one_line_is_one_fact():
    assert text(SEEN).removeprefix(HEAD).splitlines() == [
        "a/x:",
        "  /content-type: text/plain",
        '  /error: "no: yes"',
        "  /status: 403",
        "b/x:",
        "  /status: 204",
    ]


FACTS = ["null", "no", "12", "200", "a: b", "# x", "'", '"', "\\", "<uuid1>", "ü ✓", "", "[]"]


@pytest.mark.parametrize("fact", [*FACTS, "a\tb\x07\u2028"])
def test_any_text_is_read_as_it_was_written(tmp_path, fact):
    seen = {CASE: {"/status": "200", "/error": fact, "/body/a: b": "string of A|B"}}
    write(texts(tmp_path, "live", ["neo"], seen))
    assert loaded(tmp_path, "live", ["neo"]) == seen


def test_each_profile_has_its_file(tmp_path):
    made = texts(tmp_path, "live", ["neo", "classic"], SEEN)
    assert {path.name: content.count("\n") for path, content in made.items()} == {
        "neo.yaml": 7,
        "classic.yaml": 1,
    }


@pytest.mark.parametrize(
    "new, complete, cases",
    [
        pytest.param({"neo/a/x": {"/status": "200"}}, True, ["neo/a/x"], id="all others are gone"),
        pytest.param(
            {"neo/a/x": {"/status": "200"}}, False, ["neo/a/x", "neo/b/x"], id="a partial run"
        ),
        pytest.param(
            {"neo/a/x": {"/status": "200"}, "neo/b/x": {}},
            True,
            ["neo/a/x", "neo/b/x"],
            id="not put this time",
        ),
    ],
)
def test_what_a_run_did_not_put_stays(new, complete, cases):
    old = {case: facts for case, facts in SEEN.items() if facts}
    found = merged(old, new, complete)
    assert sorted(found) == cases
    assert found["neo/a/x"] == {"/status": "200"}


def test_a_missing_baseline_says_how_to_write_one(tmp_path):
    with pytest.raises(DataError, match=r"neo\.yaml: no baseline of neo on live; write one with"):
        loaded(tmp_path, "live", ["neo"])


@pytest.mark.parametrize("spoiled", ["[]", "a/x: 3", "a/x: {/status: [1]}", "a/x: {"])
def test_a_spoiled_baseline_is_refused_by_name(tmp_path, spoiled):
    path = path_of(tmp_path, "live", "neo")
    path.parent.mkdir()
    path.write_text(spoiled)
    with pytest.raises(DataError, match=r"neo\.yaml"):
        loaded(tmp_path, "live", ["neo"])


def test_the_committed_ones_have_no_times():
    made = files(run(verdict(answered(milliseconds=7)), target="emulator"))
    assert list(made) == [f"{baseline.FOLDER}/emulator/neo.yaml"]
    assert "latency" not in "".join(made.values())
