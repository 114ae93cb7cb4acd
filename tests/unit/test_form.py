"""The form of a body keeps its fields, types and enum values, and nothing else."""

import pytest

from sipgate_compat.contract.model import Shape
from sipgate_compat.form import MANY, Declared, form
from sipgate_compat.shapes import Shapes

UUID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"


@pytest.mark.parametrize(
    "body, seen",
    [
        pytest.param({}, {"": "object"}, id="no field"),
        pytest.param({"a": "x"}, {"": "object", "/a": "string"}, id="a text"),
        pytest.param([], {"": "array"}, id="an empty list"),
        pytest.param([1, 2], {"": "array", "/*": "integer"}, id="items are one"),
        pytest.param([1, 2.5], {"": "array", "/*": "number"}, id="an integer is a number"),
        pytest.param(["a", None], {"": "array", "/*": "string|null"}, id="null comes last"),
        pytest.param([True, 0], {"": "array", "/*": "boolean|integer"}, id="true is not 1"),
        pytest.param([{"a": 1}, {}], {"": "array", "/*": "object", "/*/a": "integer"}, id="deep"),
        pytest.param({"a/b~": 1}, {"": "object", "/a~1b~0": "integer"}, id="escaped"),
        pytest.param(
            {"17": 1, "+4930": 0, UUID: 2}, {"": "object", "/*": "integer"}, id="keys that are ids"
        ),
    ],
)
def test_a_form(body, seen):
    assert form(body) == seen


def test_only_values_of_declared_enums_stay():
    body = {"type": "CALL", "source": "+493023125000"}
    seen = form(body, Declared(enums=frozenset({"/type"})))
    assert seen == {"": "object", "/source": "string", "/type": "string of CALL"}


def test_keys_of_a_declared_map_are_data():
    seen = form({"w0": 1, "w1": 2}, Declared(maps=frozenset({""})))
    assert seen == {"": "object", "/*": "integer"}


def test_a_flood_of_fields_is_no_form():
    assert len(form({f"f{n}": n for n in range(5 * MANY)})) == MANY
    deep = []
    for _ in range(500):
        deep = [deep]
    assert len(form(deep)) < 100


ENTRY = {
    "properties": {
        "type": {"enum": ["CALL", "SMS", None]},
        "parent": {"anyOf": [{"$ref": "#/$defs/Entry"}, {"type": "null"}]},
        "labels": {"type": "object", "additionalProperties": {"enum": ["OLD"]}},
    }
}
LIST = {"properties": {"items": {"type": "array", "items": {"$ref": "#/$defs/Entry"}}}}


@pytest.fixture
def shapes():
    made = [Shape(shape="Entry", schema=ENTRY), Shape(shape="List", schema=LIST)]
    return Shapes({each.shape: each for each in made})


def test_a_shape_says_where_its_enums_are(shapes):
    said = shapes.declared("List")
    wanted = {"/items/*/type", "/items/*/parent/type", "/items/*/labels/*"}
    assert wanted <= said.enums
    assert "/items/*/labels" in said.maps
    assert "/items" not in said.enums | said.maps


def test_no_shape_declares_nothing(shapes):
    assert shapes.declared(None) == Declared()
