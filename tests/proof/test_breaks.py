"""Whatever `breaks` makes of a body that fits does not fit any more."""

import pytest

from sipgate_compat.compare import ABSENT, matches
from sipgate_compat.proof.alter import parts, placed
from sipgate_compat.proof.breaks import breaks, texts

FITTING = [
    pytest.param({"a": 1}, {"a": 1, "b": 2}, {"missing", "another value"}, id="a value"),
    pytest.param({"a": None}, {"a": None}, {"missing", "another value"}, id="null"),
    pytest.param([1, 2], [1, 2], {"one more", "one less", "another value"}, id="a list"),
    pytest.param([], [], {"one more"}, id="an empty list"),
    pytest.param({"$contains": [{"id": 1}]}, [{"id": 1}, {"id": 2}], None, id="contains"),
    pytest.param({"$contains": [1]}, [1, 1], {"without what it contains (1)"}, id="contains twice"),
    pytest.param({"$lacks": [{"id": 1}]}, [{"id": 2}], {"with what it lacks (1)"}, id="lacks"),
    pytest.param({"$each": {"type": "A"}}, [{"type": "A"}], None, id="each"),
    pytest.param({"$each": {"type": "A"}}, [], {"an item that does not fit"}, id="each of none"),
    pytest.param({"$unordered": [1, 2]}, [2, 1], {"one less", "one more"}, id="unordered"),
    pytest.param({"$size": 2}, [1, 2], {"too few", "too many"}, id="size"),
    pytest.param({"$size": {"max": 1}}, [], {"too many"}, id="size at the most"),
    pytest.param({"$one-of": ["a", "b"]}, "b", {"a value that does not fit"}, id="one of"),
    pytest.param({"$matches": "^a"}, "ab", {"a value that does not fit"}, id="matches"),
    pytest.param({"$type": "string"}, "", {"a value that does not fit"}, id="type"),
    pytest.param({"a": {"$absent": True}}, {}, {"there"}, id="absent"),
    pytest.param({"a": {"$one-of": [1, {"$absent": True}]}}, {"a": 1}, None, id="may be absent"),
]


@pytest.mark.parametrize("expected, observed, kinds", FITTING)
def test_every_break_is_one(expected, observed, kinds):
    assert matches(expected, observed)
    made = list(breaks(expected, observed))
    assert made
    assert kinds is None or {each.what for each in made} == kinds
    for each in made:
        broken = placed(observed, parts(each.pointer), lambda _, v=each.value: v)
        assert not matches(expected, broken), each


@pytest.mark.parametrize(
    "expected", ["Refused", {"$matches": r"\A(?!.*250042)"}, {"$matches": "."}]
)
def test_every_text_breaks(expected):
    made = texts(expected)
    assert made
    assert not [each for each in made if matches(expected, each)]


@pytest.mark.parametrize(
    "pointer, found",
    [
        ("/items/*/id", {"items": [{"id": 7}, {"id": 7}], "total": 2}),
        ("/items/-1/id", {"items": [{"id": 1}, {"id": 7}], "total": 2}),
        ("/items/9/id", {"items": [{"id": 1}, {"id": 2}], "total": 2}),
        ("/nothing/id", {"items": [{"id": 1}, {"id": 2}], "total": 2}),
        ("/total", {"items": [{"id": 1}, {"id": 2}], "total": 7}),
        ("", 7),
    ],
)
def test_a_change_is_made_where_a_pattern_leads(pointer, found):
    body = {"items": [{"id": 1}, {"id": 2}], "total": 2}
    assert placed(body, parts(pointer), lambda _: 7) == found


def test_what_is_absent_is_gone():
    body = {"items": [{"id": 1}, {"id": 2}]}
    assert placed(body, ["items", "*", "id"], lambda _: ABSENT) == {"items": [{}, {}]}
    assert placed(body, ["items", "0"], lambda _: ABSENT) == {"items": [{"id": 2}]}
