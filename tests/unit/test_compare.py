"""Where an answer parts from what is expected."""

import pytest

from sipgate_compat.compare import ABSENT, Mismatch, filled, mismatches, pointed
from sipgate_compat.errors import DataError


@pytest.mark.parametrize(
    "expected, observed, found",
    [
        pytest.param({"a": 1}, {"a": 1, "b": 2}, [], id="more keys are fine"),
        pytest.param([1], [1, 2], [Mismatch("", [1], [1, 2])], id="more items are not"),
        pytest.param({"a": None}, {}, [Mismatch("/a", None, ABSENT)], id="absent is not null"),
        pytest.param(1, True, [Mismatch("", 1, True)], id="true is not 1"),
        pytest.param(0, False, [Mismatch("", 0, False)], id="false is not 0"),
        pytest.param(1, 1.0, [], id="one is one"),
        pytest.param("1", 1, [Mismatch("", "1", 1)], id="text is not a number"),
        pytest.param([{"a": 1}], [{"a": 2}], [Mismatch("/0/a", 1, 2)], id="points into lists"),
        pytest.param({}, [], [Mismatch("", {}, [])], id="a mapping is not a list"),
    ],
)
def test_mismatches(expected, observed, found):
    assert list(mismatches(expected, observed)) == found


@pytest.mark.parametrize(
    "word, kept, broken",
    [
        pytest.param({"$contains": [{"a": 1}]}, [{"b": 1}, {"a": 1}], [{"a": 2}], id="contains"),
        pytest.param({"$lacks": [{"a": 1}]}, [{"a": 2}], [{"a": 2}, {"a": 1}], id="lacks"),
        pytest.param({"$lacks": [{"a": 1}]}, [], None, id="lacks wants a list"),
        pytest.param({"$each": {"a": 1}}, [{"a": 1}], [{"a": 1}, {"a": 2}], id="each"),
        pytest.param({"$unordered": [1, 2]}, [2, 1], [1, 1], id="unordered"),
        pytest.param({"$unordered": [1]}, [1], [1, 1], id="unordered wants no more"),
        pytest.param({"$size": 2}, [1, 1], [1], id="size"),
        pytest.param({"$size": {"min": 1}}, [1, 2], [], id="size at least"),
        pytest.param({"$size": {"max": 1}}, [1], [1, 2], id="size at most"),
        pytest.param({"$one-of": [1, 2]}, 2, 3, id="one-of"),
        pytest.param({"$matches": "^a+$"}, "aa", "b", id="matches"),
        pytest.param({"$matches": "1"}, "1", 1, id="matches wants text"),
        pytest.param({"$type": "integer"}, 1, True, id="type"),
        pytest.param({"$absent": True}, ABSENT, None, id="absent"),
        pytest.param({"$absent": False}, None, ABSENT, id="present"),
    ],
)
def test_words(word, kept, broken):
    assert not list(mismatches(word, kept))
    assert list(mismatches(word, broken))


def test_an_unknown_word_names_the_nearest():
    with pytest.raises(DataError, match=r"\$contain: no such word .* did you mean '\$contains'"):
        list(mismatches({"$contain": []}, []))


def test_an_absent_key_is_told_from_a_present_one():
    assert list(mismatches({"a": {"$absent": True}}, {"a": None})) == [
        Mismatch("/a", {"$absent": True}, None)
    ]


def test_filled_replaces_names_everywhere():
    values = {"callId": "c1", "ids": [1, 2]}
    assert filled({"a": ["$callId", {"b": "$ids"}], "c": "plain"}, values) == {
        "a": ["c1", {"b": [1, 2]}],
        "c": "plain",
    }


def test_filled_names_the_nearest_value():
    with pytest.raises(DataError, match=r"\$calId: .* did you mean 'callId'"):
        filled("$calId", {"callId": "c1"})


@pytest.mark.parametrize(
    "pointer, found",
    [
        ("", {"a": [1]}),
        ("/a/0", 1),
        ("/a/-1", 1),
        ("/a/1", ABSENT),
        ("/a/x", ABSENT),
        ("/b/c", ABSENT),
    ],
)
def test_pointed(pointer, found):
    assert pointed({"a": [1]}, pointer) == found


def test_lines_align_expected_and_observed():
    assert Mismatch("/body/a", "ä", ABSENT).lines() == (
        '/body/a\n  expected  "ä"\n  observed  absent'
    )
