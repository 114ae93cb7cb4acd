"""Whether a case reads a field back: by its name, by its value, or because it asks for it."""

import base64
import json
from types import SimpleNamespace as Some

import pytest

from sipgate_compat.proof.readback import is_followed, is_read_back

TABLE = base64.b64encode(b"firstname,number\nLena,+4930231250215\n").decode()


def step(number, content=None, body=None, target="/v2/things", unknown=False):
    return Some(
        case=Some(address="neo/createThing/valid"),
        number=number,
        step=Some(promise=Some(is_unknown=unknown)),
        asked=Some(content=json.dumps(content).encode(), target=target),
        body=body,
    )


def put(sent, **later):
    """A write, and the step behind it."""
    write, read = step(1, sent), step(2, **later)
    return {"neo/createThing/valid": (write, read)}, write


BACK = {
    "its name": ({"note": "a"}, {"body": {"items": [{"note": "b"}]}}),
    "its value": ({"deviceId": "e1"}, {"body": {"items": {"$contains": [{"id": "e1"}]}}}),
    "a word of a text": ({"given": "Ada"}, {"body": {"name": "Ada Amsel"}}),
    "one of a list": ({"tags": ["x", "y"]}, {"body": [{"label": "y"}]}),
    "a number": ({"size": 7}, {"body": {"length": 7}}),
    "a line of base64": (
        {"base64Content": TABLE},
        {"body": {"name": "Lena", "tel": "4930231250215"}},
    ),
    "asked for by path": ({"ids": ["c 1"]}, {"target": "/v2/contacts/c%201"}),
    "asked for by query": ({"number": "+491"}, {"target": "/v2/contacts?numbers=%2B491,x"}),
    "a boolean alone": ({"value": True}, {"body": {"hold": True}}),
    "a boolean unlike the other": ({"value": True, "a": False}, {"body": {"hold": True}}),
    "a moment": ({"sendAt": 1764097200}, {"body": {"scheduled": "2025-11-25T19:00:00Z"}}),
}
NOT = {
    "another value": ({"deviceId": "e1"}, {"body": {"id": "e2"}}),
    "part of a word": ({"given": "Ad"}, {"body": {"name": "Ada Amsel"}}),
    "nothing": ({"note": None}, {"body": {"name": "None"}}),
    "an id": ({"id": "c1"}, {"body": {"id": "c1"}, "target": "/v2/contacts/c1"}),
    "one of two alike": ({"value": True, "a": True}, {"body": {"hold": True}}),
    "another boolean": ({"value": True}, {"body": {"hold": 1, "muted": False}}),
    "an unknown answer": ({"note": "a"}, {"body": {"note": "a"}, "unknown": True}),
    "an unknown search": ({"note": "a"}, {"target": "/v2/things?filter=a", "unknown": True}),
}


@pytest.mark.parametrize("sent, later", BACK.values(), ids=BACK)
def test_a_field_is_read_back_by(sent, later):
    assert is_read_back(*put(sent, **later), next(iter(sent)))


@pytest.mark.parametrize("sent, later", NOT.values(), ids=NOT)
def test_a_field_is_not_read_back_by(sent, later):
    assert not is_read_back(*put(sent, **later), next(iter(sent)))


def test_what_came_before_reads_nothing_back():
    steps, write = put({"note": "a"}, body={"note": "a"})
    assert is_read_back(steps, write, "note")
    write.number = 2
    assert not is_read_back(steps, write, "note")


@pytest.mark.parametrize(
    "later, follows",
    [({"body": {}}, True), ({}, False), ({"body": {}, "unknown": True}, False)],
    ids=["a body", "none", "an unknown one"],
)
def test_a_step_that_is_owed_a_body_follows(later, follows):
    assert is_followed(*put({"note": "a"}, **later)) is follows
