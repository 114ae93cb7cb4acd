"""Bodies against declared shapes."""

import pytest

from sipgate_compat.compare import ABSENT
from sipgate_compat.contract.model import Shape
from sipgate_compat.shapes import Shapes

DEVICE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "type": {"enum": ["REGISTER", "MOBILE"]},
        "owner": {"type": ["string", "null"]},
        "tags": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
LIST = {
    "type": "object",
    "required": ["items"],
    "properties": {"items": {"type": "array", "items": {"$ref": "#/$defs/Device"}}},
}
EITHER = {"anyOf": [{"$ref": "#/$defs/Device"}, {"properties": {"name": {"type": "string"}}}]}


@pytest.fixture
def shapes():
    made = [
        Shape(shape="Device", schema=DEVICE),
        Shape(shape="Devices", schema=LIST),
        Shape(shape="Either", schema=EITHER),
        Shape(shape="Refusal", content="text/plain", schema={"type": "string", "minLength": 1}),
        Shape(shape="Empty", content="none"),
    ]
    return Shapes({each.shape: each for each in made})


@pytest.mark.parametrize(
    "body, pointers",
    [
        pytest.param({"items": []}, [], id="right"),
        pytest.param({"items": [{"id": "e0", "new": 1}]}, [], id="a new field is no deviation"),
        pytest.param({}, ["/body/items"], id="missing"),
        pytest.param({"items": [{"id": 1}]}, ["/body/items/0/id"], id="retyped"),
        pytest.param({"items": [{"id": None}]}, ["/body/items/0/id"], id="null"),
        pytest.param({"items": [{"id": "e0", "owner": None}]}, [], id="nullable"),
        pytest.param({"items": [{"ID": "e0"}]}, ["/body/items/0/id"], id="renamed"),
        pytest.param({"items": [{"id": "e0", "type": "X"}]}, ["/body/items/0/type"], id="enum"),
        pytest.param([], ["/body"], id="not an object"),
        pytest.param(None, ["/body"], id="empty"),
    ],
)
def test_a_json_body(shapes, body, pointers):
    found = shapes.mismatches("Devices", "application/json", body)
    assert [each.pointer for each in found] == pointers


def test_a_missing_field_is_absent(shapes):
    (found,) = shapes.mismatches("Devices", "application/json", {})
    assert (found.expected, found.observed) == ({"$absent": False}, ABSENT)


def test_another_content_type_is_a_mismatch(shapes):
    found = [each.pointer for each in shapes.mismatches("Refusal", "text/html", "no")]
    assert found == ["/content-type"]


def test_an_empty_text_is_a_mismatch(shapes):
    assert [m.pointer for m in shapes.mismatches("Refusal", "text/plain", None)] == ["/body"]


def test_an_empty_body_stays_empty(shapes):
    assert not list(shapes.mismatches("Empty", "", None))
    assert [each.pointer for each in shapes.mismatches("Empty", "", "x")] == ["/body"]


@pytest.mark.parametrize(
    "name, body, unknown",
    [
        (
            "Devices",
            {"items": [{"id": "a", "x": 1}, {"id": "b", "x": 2}], "y": 1},
            ["/items/*/x", "/y"],
        ),
        ("Device", {"id": "a", "tags": {"any": "thing"}}, []),
        ("Either", {"id": "a", "name": "b", "z": 1}, ["/z"]),
    ],
)
def test_unknown_fields_are_told_once(shapes, name, body, unknown):
    assert shapes.unknown_fields(name, body) == unknown
