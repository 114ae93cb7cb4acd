"""The answer for a terminal, a page, a machine and GitHub."""

import json

import jsonschema_rs
import pytest

from sipgate_compat.gate.decide import decide
from sipgate_compat.gate.show import WRITERS
from sipgate_compat.report.schemas import schemas

from ..report.runs import deviating, make_run, make_verdict

NASTY = "100% | `a`\n::error::<b> \x1b[31m"


def gate_of(*verdicts):
    fine = [make_verdict(profile, "valid") for profile in ("classic", "neo", "migrated")]
    return decide(make_run(*verdicts, *fine))


CLOSED = gate_of(deviating(states=NASTY))
MANY = gate_of(*(deviating(case=f"case-{i}") for i in range(40)))


@pytest.mark.parametrize("form", WRITERS)
def test_the_answer_and_its_reason_are_there(form):
    text = WRITERS[form](CLOSED)
    assert "closed" in text
    assert "neo/sendCallDtmf/empty-body" in text
    assert "\x1b" not in text


def test_json_keeps_its_schema():
    schema = schemas()["gate-1.json"]
    jsonschema_rs.Draft202012Validator(schema).validate(json.loads(WRITERS["json"](CLOSED)))


def test_annotations_stay_within_the_limits_of_github():
    lines = WRITERS["github"](MANY).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert lines[-1] == "closed: the gate is closed"


def test_an_annotation_is_one_line():
    lines = WRITERS["github"](CLOSED).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::notice", "closed:"]
    assert "100%25 | `a`%0A::error::" in lines[0]


def test_a_long_list_is_cut_and_says_so():
    assert "… and 20 more; all are in --format json" in WRITERS["text"](MANY)
    assert len(json.loads(WRITERS["json"](MANY))["reasons"]) == 41
