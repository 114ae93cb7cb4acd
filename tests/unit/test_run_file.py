"""A run is read back as it was written; a cut-off one is refused by name."""

import pytest

from sipgate_compat.contract.model import Deviation
from sipgate_compat.errors import DataError, Exit
from sipgate_compat.run.file import footer, read, text
from sipgate_compat.run.model import Header, Outcome, Run, Stale, Verdict, worst
from sipgate_compat.run.outcome import exit_code


def make_verdict(case="neo/getCalls/valid", outcome="conforms"):
    return Verdict(
        case=case,
        profile="neo",
        operation="getCalls",
        given="an-account",
        verdict=outcome,
        states="the list is there",
        evidence="documented",
        file="contracts/operations/rtcm/getCalls.yaml",
    )


def make_run(*verdicts):
    header = Header(
        version="0",
        target="emulator",
        base_url="http://127.0.0.1:8080/v2",
        profiles=("neo",),
        planned=len(verdicts),
        started=None,
        contracts="0" * 12,
        edition="2026-11-23-en",
        allowed=(),
        operations=(),
        claims=(),
        rtcm=(),
    )
    return Run(header=header, verdicts=verdicts, footer=footer(verdicts, None))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "run.jsonl"
    path.write_text(text(make_run(make_verdict(), make_verdict("neo/getCalls/other", "recorded"))))
    return path


def test_a_run_is_read_back_as_it_was_written(file):
    run = read(file)
    assert text(run) == file.read_text()
    assert read(file.parent) == run


def cut(lines):
    return lines[:-1]


def half(lines):
    return [*lines[:-1], lines[-1][:20]]


def headless(lines):
    return lines[1:]


def fewer(lines):
    return [lines[0], *lines[2:]]


def strange(lines):
    return [lines[0], '{"kind": "verdict", "case": 1}', *lines[1:]]


def deep(lines):
    return [lines[0], "[" * 100_000, *lines[1:]]


def other(lines):
    return ["<html>", *lines]


@pytest.mark.parametrize(
    "spoil, complaint",
    [
        (cut, "has no footer, so the run was cut off after 3 lines"),
        (half, "has no footer, so the run was cut off in line 4"),
        (headless, "has no header line"),
        (fewer, "footer speaks of 2 verdicts, 1 are there"),
        (strange, r"run\.jsonl:2: not a line of a run: "),
        (deep, r"run\.jsonl:2: not a line of a run"),
        (other, r"run\.jsonl:1: not a line of a run"),
    ],
)
def test_a_spoiled_run_is_refused_by_name(file, spoil, complaint):
    file.write_text("\n".join(spoil(file.read_text().splitlines())) + "\n")
    with pytest.raises(DataError, match=complaint):
        read(file)


@pytest.mark.parametrize("content", [b"", b"\xff\x00"], ids=["empty", "not text"])
def test_what_is_no_run_is_refused(tmp_path, content):
    (tmp_path / "run.jsonl").write_bytes(content)
    with pytest.raises(DataError, match=r"run\.jsonl: "):
        read(tmp_path)


@pytest.mark.parametrize(
    "outcomes, code",
    [
        (["conforms", "recorded"], Exit.FINE),
        (["conforms", "known"], Exit.FINE),
        (["conforms", "deviates"], Exit.FINDING),
        (["errored", "deviates"], Exit.FINDING),
        (["errored", "conforms"], Exit.UNDECIDED),
        (["skipped"], Exit.FAILED),
    ],
)
def test_the_exit_code_of_a_complete_run(outcomes, code):
    verdicts = [make_verdict(f"neo/a/{i}", outcome) for i, outcome in enumerate(outcomes)]
    assert exit_code(make_run(*verdicts), verdicts, 0) == code


@pytest.mark.parametrize(
    "interrupted, outcome, code",
    [
        pytest.param(True, "conforms", Exit.INTERRUPTED, id="interrupted"),
        pytest.param(False, "deviates", Exit.FINDING, id="stopped at the first finding"),
        pytest.param(False, "errored", Exit.UNDECIDED, id="stopped at the first error"),
        pytest.param(False, "conforms", Exit.FAILED, id="cut short"),
    ],
)
def test_the_exit_code_of_a_run_without_its_end(interrupted, outcome, code):
    assert exit_code(None, [make_verdict(outcome=outcome)], 2, interrupted) == code


def test_a_stale_deviation_is_a_finding_whatever_else_could_not_be_told():
    verdicts = [make_verdict(outcome="errored")]
    entry = Deviation(
        case="*",
        target="live",
        reason="so it is",
        link="x",
        since="2026-01-01",
        until="implemented",
    )
    stale = (Stale(deviation=entry, why="no-such-case", said="no case is called so"),)
    run = make_run(*verdicts)
    run = run.model_copy(update={"footer": footer(verdicts, None, stale=stale)})
    assert exit_code(run, verdicts, 1) == Exit.FINDING


def test_a_parent_shows_its_worst_child():
    assert worst([Outcome.CONFORMS, Outcome.DEVIATES, Outcome.SKIPPED]) is Outcome.DEVIATES
    assert worst([Outcome.RECORDED, Outcome.CONFORMS]) is Outcome.CONFORMS
    assert worst([]) is Outcome.SKIPPED
