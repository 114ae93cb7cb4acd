"""``sipgate-compat diff``: data on standard output, talk on standard error, exit codes."""

import json

import pytest

from sipgate_compat.run.file import text
from sipgate_compat.run.model import Answered

from ..report.runs import deviating, make_run, make_verdict

RUNS = {
    "good": make_run(),
    "bad": make_run(deviating()),
    "more": make_run(make_verdict(), make_verdict(case="more")),
    "neo": make_run().model_copy(
        update={"header": make_run().header.model_copy(update={"profiles": ("neo",)})}
    ),
    "hostile": make_run(
        make_verdict(observed=(Answered(operation="\x1b[31m", request="x", status=1),)),
        make_verdict(case="`|<b>\x1b[31m\u202e"),
    ),
}


@pytest.fixture(autouse=True)
def runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, run in RUNS.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "run.jsonl").write_text(text(run))
    (tmp_path / "half.jsonl").write_text(text(RUNS["good"]).rsplit("\n", 2)[0])


def test_a_line_per_change_worst_first(command):
    code, out, err = command("diff", "good", "bad/run.jsonl")
    first = " ".join(out.splitlines()[0].split())
    said = "neo/sendCallDtmf/empty-body: verdict changed: conforms → deviates"
    assert (code, err, first) == (0, "", f"breaking behaviour {said}")


def test_no_change(command):
    assert command("diff", "good", "good", "--fail-on", "info") == (0, "no change\n", "")


def test_json_is_of_its_schema(command):
    from jsonschema_rs import validator_for

    from sipgate_compat.report.schemas import schemas

    _, out, _ = command("diff", "good", "bad", "--format", "json")
    validator_for(schemas()["run-diff-1.json"]).validate(json.loads(out))
    assert json.loads(out)["changes"][0]["fingerprint"]


def test_markdown_has_a_heading_for_each_severity(command):
    _, out, _ = command("diff", "good", "bad", "--format", "md")
    assert "## Breaking\n\n- `neo/sendCallDtmf/empty-body`: verdict changed: " in out


@pytest.mark.parametrize(
    "new, limit, code",
    [("bad", "breaking", 1), ("more", "breaking", 0), ("more", "notice", 0), ("more", "info", 1)],
)
def test_it_fails_on_what_it_was_told_to(command, new, limit, code):
    assert command("diff", "good", new, "--fail-on", limit)[0] == code


@pytest.mark.parametrize("form", ["text", "md"])
def test_nothing_in_a_run_has_any_power(command, form):
    _, out, _ = command("diff", "good", "hostile", "--format", form)
    assert not {"\x1b", "\u202e"} & set(out)
    assert form == "text" or "`|" not in out


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["good", "half.jsonl"], "half.jsonl: has no footer, so the run was cut off"),
        (["good", "nowhere"], "nowhere: cannot be read as a run"),
        (["good", "neo"], "the new run has no profile classic; compare what both have with "),
        (["good", "neo", "--profile", "noe"], "noe: no such profile; did you mean 'neo'?"),
        (["good", "neo", "--format", "yaml"], "'yaml' is not one of"),
    ],
    ids=["cut off", "no run", "profile missing", "no profile", "no format"],
)
def test_what_cannot_be_compared_is_one_line(command, arguments, said):
    code, out, err = command("diff", *arguments)
    assert (code, out) == (2, "")
    assert said in err.splitlines()[-1]


def test_a_profile_that_both_have_can_be_named(command):
    assert command("diff", "good", "neo", "--profile", "neo")[0] == 0
