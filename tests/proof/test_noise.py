"""Harmless changes raise nothing; what is not harmless does."""

import json
from dataclasses import replace

import pytest

from sipgate_compat.proof.alter import at, with_body
from sipgate_compat.proof.noise import NESTED, Harmless, alarms, changes, known_id, other_id
from sipgate_compat.proof.truth import Truth

NAMES = (
    "fields",
    "field-order",
    "list-order",
    "white-space",
    "headers",
    "header-case",
    "ids",
    "delay",
    "time-passes",
    "midnight",
    "midnight-in-berlin",
    "turn-of-the-year",
    "turn-of-the-year-in-berlin",
    "summer-time-begins",
    "summer-time-ends",
    "leap-day",
    "end-of-a-month",
)


@pytest.fixture(scope="module")
def fewer(few):
    """Every third case will do."""
    kept = dict(list(few.cases.items())[::3])
    return Truth(few.book, kept, few.steps, few.verdicts)


@pytest.fixture(scope="module")
def by_name(few):
    return {each.name: each for each in changes(few)}


@pytest.mark.parametrize("name", NAMES)
def test_a_harmless_change_raises_nothing(fewer, by_name, name):
    assert list(alarms(fewer, by_name[name])) == []


def test_those_are_all(by_name):
    assert tuple(by_name) == NAMES


def renamed_list(asked, provider):
    told = provider.right(asked)
    return at("/items", lambda _: 7)(told)


def emptied_errors(asked, provider):
    told = provider.right(asked)
    return with_body(told, {"new": "words"}) if told.status == 409 else told


@pytest.mark.parametrize(
    "answer, kind",
    [
        pytest.param(renamed_list, "deviates", id="a verdict"),
        pytest.param(emptied_errors, "deviates", id="an error"),
    ],
)
def test_a_harmful_one_does(few, answer, kind):
    found = [each.what for each in alarms(few, Harmless("bad", "it is wrong", answer))]
    assert any(each.startswith(kind) for each in found)


def test_half_a_second_more_is_news(few):
    slow = Harmless("slow", "each answer takes half a second longer", delay=0.5)
    assert {each.what.split()[0] for each in alarms(few, slow)} == {"slower"}


@pytest.mark.parametrize(
    "value, other",
    [
        ("e0", "e40"),
        ("100001006", "600001006"),
        ("0982524d-1328-4830-89d8-a295f200e90e", "5e8747db-6748-3845-8ed8-c79eb755e95e"),
        ("w0", "w0"),
        ("+4930231250001", "+4930231250001"),
    ],
)
def test_an_id_has_another_and_back(value, other):
    if len(value) == 36:
        other = other_id(value)
        assert other != value
    assert other_id(value) == other
    assert known_id(other) == value


def test_an_unknown_field_may_hold_anything():
    assert json.dumps(NESTED).startswith("{")
    assert replace(Harmless("a", "b"), name="c").name == "c"
