"""JSON and YAML as plain values."""

import json

import pytest

from sipgate_compat.errors import DataError
from sipgate_compat.spec.text import parsed


@pytest.mark.parametrize(
    "text, value",
    [
        pytest.param("a: 2026-11-20", "2026-11-20", id="a date"),
        pytest.param("a: no", "no", id="a word"),
        pytest.param("a: 0211", "0211", id="a number with a zero before it"),
        pytest.param("a: '5'", "5", id="quoted"),
        pytest.param("a: |\n  5", "5", id="a block"),
        pytest.param("a: -5", -5, id="whole"),
        pytest.param("a: 2.5e1", 25.0, id="with a point"),
        pytest.param("a:", None, id="nothing"),
        pytest.param("a: ~", None, id="null"),
        pytest.param("a: true", True, id="true"),
        pytest.param("a: [1, {b: 2}]", [1, {"b": 2}], id="flow"),
        pytest.param("a: !!str 5", "5", id="a tag"),
        pytest.param("b: &x {c: 1}\na: *x", {"c": 1}, id="an alias"),
        pytest.param("b: &x 7\na: *x", 7, id="an alias of a scalar"),
        pytest.param("b: &x {c: 1, d: 1}\na: {<<: *x, d: 2}", {"c": 1, "d": 2}, id="merged"),
        pytest.param("b: &x {c: 1}\na: {<<: [*x, {e: 3}]}", {"c": 1, "e": 3}, id="merged lists"),
        pytest.param('\n{"a": 1}', 1, id="json"),
        pytest.param("a: " + "9" * 5000, "9" * 5000, id="more digits than a number has"),
    ],
)
def test_values(text, value):
    assert parsed(text, "x")["a"] == value


def test_keys_are_texts():
    assert parsed("200: a\nyes: b\n~: c", "x") == {"200": "a", "yes": "b", "~": "c"}


@pytest.mark.parametrize(
    "text, complaint",
    [
        pytest.param(" ", "x: empty, not an OpenAPI document", id="empty"),
        pytest.param("<!doctype html><p>a", "x: HTML or XML, not an OpenAPI document", id="html"),
        pytest.param('{"a": 1,\n}', "x:2: not valid JSON: ", id="json"),
        pytest.param('{"a": 1, "a": 2}', "x: not valid JSON: key 'a' stands twice", id="twice"),
        pytest.param('{"a": ' + "9" * 5000 + "}", "x: not valid JSON: ", id="endless number"),
        pytest.param("[" * 100_000, "x: nested too deeply", id="deep json"),
        pytest.param("a: [", "x:2: not valid YAML: ", id="yaml"),
        pytest.param("a: 1\na: 2", "x:2: not valid YAML: key 'a' stands twice", id="twice in yaml"),
        pytest.param("a: \x01", "x: not valid YAML: ", id="control characters"),
        pytest.param("- " * 1_000 + "a", "x:1: not valid YAML: nested too deeply", id="deep yaml"),
        pytest.param("? [a]\n: 1", "x:1: not valid YAML: a key that is no text", id="a key"),
        pytest.param("a: &x [*x]", "x:1: not valid YAML: alias 'x' names nothing", id="cycle"),
        pytest.param("a: *x", "x:1: not valid YAML: alias 'x' names nothing", id="no anchor"),
        pytest.param("a: 1\n---\nb: 2", "x:2: not valid YAML: a second document", id="two"),
        pytest.param("a: {<<: 5}", "x:1: not valid YAML: << merges what is no", id="merge"),
    ],
)
def test_what_is_neither_is_named_in_one_line(text, complaint):
    with pytest.raises(DataError) as error:
        parsed(text, "x")
    assert str(error.value).startswith(complaint)
    assert "\n" not in str(error.value)


def test_a_bomb_of_aliases_does_not_go_off():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 20)]
    with pytest.raises(DataError, match=r"x:\d+: .* it stands for more than 2000000 values"):
        parsed("\n".join(lines), "x")


def test_json_and_yaml_are_one():
    value = {"a": [1, 2.5, None, True, "é\u2028"], "b": {"c": {}}}
    assert parsed(json.dumps(value), "x") == value
    assert parsed("# yaml\n" + json.dumps(value, ensure_ascii=True), "x") == value
