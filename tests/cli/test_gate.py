"""``sipgate-compat gate``: exit codes, and the same answer from the same files."""

import json

import pytest

from sipgate_compat.run.file import text

from ..report.runs import PROFILES, deviating, make_run, make_verdict

FINE = [make_verdict(profile) for profile in PROFILES]


@pytest.fixture
def runs(tmp_path):
    """Files of runs by what is wrong with them."""
    made = {
        "fine": make_run(*FINE),
        "deviates": make_run(*FINE, deviating(case="other")),
        "errored": make_run(*FINE, make_verdict(case="other", verdict="errored")),
        "lacks": make_run(FINE[0]),
    }
    for name, run in made.items():
        (tmp_path / f"{name}.jsonl").write_text(text(run))
    (tmp_path / "cut.jsonl").write_text(text(made["fine"]).rsplit("\n", 2)[0])
    return tmp_path


@pytest.mark.parametrize(
    "arguments, code",
    [
        (["fine"], 0),
        (["deviates"], 1),
        (["errored"], 3),
        (["lacks"], 2),
        (["cut"], 2),
        (["nowhere"], 2),
        (["errored", "--fail-on", "errored,known"], 1),
        (["fine", "--baseline", "deviates.jsonl"], 2),
        (["deviates", "--baseline", "deviates.jsonl"], 0),
        (["lacks", "--profile", "classic"], 0),
    ],
    ids=str,
)
def test_exit_codes(command, runs, arguments, code):
    ran = command("gate", "--run", f"{arguments[0]}.jsonl", *arguments[1:])
    assert ran.code == code, ran.out + ran.err


def test_the_same_files_give_the_same_answer(command, runs):
    first, second = (
        command("gate", "--run", "deviates.jsonl", "--format", "json") for _ in range(2)
    )
    assert first.out == second.out
    assert json.loads(first.out)["answer"] == "closed"


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (["--fail-on", "deviate"], "did you mean 'deviates'?"),
        (["--fail-on", "changed"], "only a baseline can tell"),
        (["--profile", "noe"], "noe: no such profile; did you mean 'neo'?"),
        (["--format", "jsn"], "jsn: no such format; did you mean 'json'?"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_one_line(command, runs, arguments, complaint):
    ran = command("gate", "--run", "fine.jsonl", *arguments)
    assert (ran.code, ran.err.count("\n"), complaint in ran.err) == (2, 1, True), ran.err


def test_an_answer_goes_to_a_file(command, runs):
    ran = command("gate", "--run", "fine.jsonl", "--format", "md", "--out", "gate.md")
    assert (ran.code, ran.out) == (0, "")
    assert (runs / "gate.md").read_text().startswith("## open: the gate is open\n")
