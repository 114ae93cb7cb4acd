"""YAML whose plain scalars are JSON's, and complaints that name file, line and nearest key."""

from pathlib import Path

import pytest

from sipgate_compat.errors import DataError
from sipgate_compat.model import Frozen
from sipgate_compat.yamlfile import parse, read, read_as


class Inner(Frozen):
    status: int
    states: str = ""


class Outer(Frozen):
    name: str
    expect: dict[str, Inner] = {}
    more: tuple[Inner, ...] = ()


@pytest.mark.parametrize(
    "text, value",
    [
        pytest.param("+4915799912345", "+4915799912345", id="a number with plus"),
        pytest.param("0211635550", "0211635550", id="a leading zero"),
        pytest.param("2026-11-23", "2026-11-23", id="a date"),
        pytest.param("no", "no", id="no"),
        pytest.param("on", "on", id="on"),
        pytest.param("1:30", "1:30", id="a time"),
        pytest.param("1e3", "1e3", id="an exponent without a point"),
        pytest.param("204", 204, id="an integer"),
        pytest.param("-1.5", -1.5, id="a fraction"),
        pytest.param("true", True, id="true"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_plain_scalars_are_those_of_json(text, value):
    found = parse(f"key: {text}", Path("x.yaml"))["key"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "text, complaint",
    [
        pytest.param("name: [", r"x\.yaml:2: not valid YAML", id="broken"),
        pytest.param(
            "name: a\nname: b", r"x\.yaml:2: .*'name' stands twice, first in line 1", id="twice"
        ),
        pytest.param(
            "name: a\nmroe: []", r"x\.yaml:2: unknown key 'mroe'; did you mean 'more'\?", id="typo"
        ),
        pytest.param(
            "name: a\nexpect:\n  neo:\n    status: 200\n    sates: x",
            r"x\.yaml:5: unknown key 'expect\.neo\.sates'; did you mean 'states'\?",
            id="typo deep inside",
        ),
        pytest.param(
            "name: a\nmore:\n  - status: 1\n  - status: x",
            r"x\.yaml:4: more\.1\.status: Input should be a valid integer",
            id="wrong type in a list",
        ),
        pytest.param("expect: {}", r"x\.yaml:1: name: Field required", id="a key is missing"),
        pytest.param(
            "nmae: a", r"x\.yaml:1: unknown key 'nmae'; did you mean 'name'\?", id="misspelt"
        ),
        pytest.param(
            "- a", r"x\.yaml:1: the file: Input should be a valid dict", id="not a mapping"
        ),
    ],
)
def test_a_complaint_names_file_line_and_reason(tmp_path, text, complaint):
    path = tmp_path / "x.yaml"
    path.write_text(text)
    with pytest.raises(DataError, match=complaint):
        read_as(Outer, path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"gone\.yaml: cannot be read: No such file"):
        read(tmp_path / "gone.yaml")


def test_text_that_is_not_utf8_is_named(tmp_path):
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match=r"x\.yaml: cannot be read: it is not UTF-8"):
        read(tmp_path / "x.yaml")
