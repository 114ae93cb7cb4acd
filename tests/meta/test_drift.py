"""What an API does otherwise is seen as drift, also where it keeps every promise."""

import pytest

from sipgate_compat.history.drift import drift
from sipgate_compat.history.facts import facts, pace, paced
from sipgate_compat.run import judge as judging

CASE = "classic/getDevices/type-all"


@pytest.fixture
def seen(own_judge, by_address):
    """What a case shows now."""

    def look(case=CASE):
        verdict = own_judge.verdict(by_address[case])
        return {case: paced(facts(verdict), pace(verdict))}

    return look


@pytest.mark.parametrize(
    "fault, kinds",
    [
        pytest.param(
            {"kind": "set-field", "field": "/items/*/colour", "value": "red"},
            ["field-added"],
            id="a new field",
        ),
        pytest.param(
            {"kind": "remove-field", "field": "/items/*/alias"},
            ["field-removed"],
            id="a field is gone",
        ),
        pytest.param(
            {"kind": "rename-field", "field": "/items/*/alias", "to": "name"},
            ["field-removed", "field-added"],
            id="another name",
        ),
        pytest.param(
            {"kind": "set-field", "field": "/items/*/alias", "value": 7},
            ["type-changed"],
            id="another type",
        ),
        pytest.param(
            {"kind": "set-field", "field": "/items/*/alias", "value": None},
            ["became-nullable"],
            id="null",
        ),
        pytest.param(
            {"kind": "set-field", "field": "/items/*/type", "value": "SATELLITE"},
            ["enum-grew"],
            id="a new value of an enum",
        ),
        pytest.param(
            {"kind": "set-field", "field": "/items", "value": []}, ["emptied"], id="an empty list"
        ),
        pytest.param({"kind": "status", "status": 500}, ["status-changed"], id="another status"),
        pytest.param(
            {"kind": "status", "status": 200, "body": "hello"},
            ["content-type-changed"],
            id="no JSON",
        ),
    ],
)
def test_a_drift_is_seen(seen, wrong, fault, kinds):
    before = seen()
    wrong(operation="getDevices", **fault)
    found = {each.kind: each for each in drift(before, seen()) if each.kind not in TIMES}
    assert list(found) == kinds


TIMES = ("slower", "faster")  # the machine may be busy


def test_two_looks_at_one_api_are_alike(seen):
    assert [each for each in drift(seen(), seen()) if each.kind not in TIMES] == []


def test_another_error_text_is_seen(seen, wrong):
    case = "neo/getGroups/valid"
    before = seen(case)
    wrong(operation="getGroups", kind="status", status=403, body="Ask for group g7")
    (found,) = (each for each in drift(before, seen(case)) if each.kind not in TIMES)
    assert (found.kind, found.new) == ("error-text-changed", "Ask for group <id1>")


def test_the_form_outlives_a_body_that_is_cut(own_judge, by_address, monkeypatch):
    monkeypatch.setattr(judging, "BODY_LIMIT", 10)
    (answered, *_) = own_judge.verdict(by_address[CASE]).observed
    assert isinstance(answered.body, str)
    assert answered.form["/items/*/type"].startswith("string of ")
