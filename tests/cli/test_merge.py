"""``run --shard`` and ``merge``: the parts of a run, and the run that they make."""

import json

import pytest

from sipgate_compat.cli.merge import _gather

REPORTS = {"run.jsonl", "matrix.json", "matrix.md", "matrix.csv", "index.html", "junit.xml"}
# The emulator's clock runs, so bodies tell the time too.
TIMES = {"milliseconds", "started", "finished", "generated", "body"}
CHOSEN = ("-k", "not getHistory", "--profile", "neo", "--no-allure")


def timeless(value):
    """A JSON value without times."""
    match value:
        case dict():
            return {k: timeless(v) for k, v in value.items() if k not in TIMES}
        case list():
            return [timeless(each) for each in value]
    return value


def names(folder):
    return {each.name for each in folder.iterdir()}


def lines(path):
    return [timeless(json.loads(line)) for line in (path / "run.jsonl").read_text().splitlines()]


def test_shards_make_the_run_they_are_parts_of(command, tmp_path):
    with_allure = [each for each in CHOSEN if each != "--no-allure"]
    parts = [
        command("run", *with_allure, "--shard", "1/2", "--out", "one"),
        command("run", *CHOSEN, "--shard", "2/2", "-n", "2", "--out", "two"),
        command("run", *CHOSEN, "--out", "whole"),
    ]
    assert [each.code for each in parts] == [0, 0, 0], parts
    assert "shard 1/2, target emulator" in parts[0].out
    ran = command("merge", "two", "one", "--out", "merged")
    assert (ran.code, names(tmp_path / "merged")) == (0, {*REPORTS, "allure-results"}), ran.err
    results = names(tmp_path / "one" / "allure-results")
    assert names(tmp_path / "merged" / "allure-results") == results > set()
    assert ran.err == "allure-results lack the cases of two, which has none\n"
    assert lines(tmp_path / "merged") == lines(tmp_path / "whole")
    assert "shard" in lines(tmp_path / "one")[0]


def test_results_of_all_shards_are_gathered_and_none_of_an_earlier_merge(tmp_path):
    for folder, name in (("one", "a"), ("two", "b"), ("out", "old")):
        (tmp_path / folder / "allure-results").mkdir(parents=True)
        (tmp_path / folder / "allure-results" / f"{name}-result.json").touch()
    runs = (tmp_path / "one", tmp_path / "two")
    _gather(runs, tmp_path / "out")
    assert names(tmp_path / "out") == {"allure-results"}
    assert names(tmp_path / "out" / "allure-results") == {"a-result.json", "b-result.json"}
    _gather((*runs, tmp_path / "out"), tmp_path / "out")
    assert len(names(tmp_path / "out" / "allure-results")) == 2


@pytest.mark.parametrize("shard", ["0/4", "nonsense", "5/4"])
def test_a_bad_shard_is_one_line(command, shard):
    ran = command("run", "--shard", shard)
    assert (ran.code, ran.err.count("\n")) == (2, 1), ran.err
    assert f"--shard {shard}: " in ran.err


def test_what_cannot_be_merged_is_one_line_and_leaves_reports_alone(command, tmp_path):
    command("run", "-k", "sendCallDtmf", "--shard", "3/4", "--no-allure", "--out", "one")
    before = (tmp_path / "one" / "matrix.json").read_text()
    ran = command("merge", "one", "--out", "one")
    assert (ran.code, ran.err.count("\n")) == (2, 1), ran.err
    assert "missing: 1/4, 2/4, 4/4" in ran.err
    assert (tmp_path / "one" / "matrix.json").read_text() == before


def test_a_run_without_its_footer_is_refused(command, tmp_path):
    (tmp_path / "run.jsonl").write_text("{}\n")
    ran = command("merge", "run.jsonl")
    assert (ran.code, "run.jsonl" in ran.err) == (2, True), ran.err


def test_a_run_that_is_named_twice(command):
    ran = command("merge", "one", "one")
    assert (ran.code, "one: is named twice" in ran.err) == (2, True), ran.err
