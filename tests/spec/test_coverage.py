"""A document held against the contracts, and the contracts against it."""

import json

import pytest

from sipgate_compat import paths
from sipgate_compat.cli import main
from sipgate_compat.contract.book import load
from sipgate_compat.spec.coverage import coverage, coverage_text
from sipgate_compat.spec.read import document

from .make import make_document, make_parameter


@pytest.fixture(scope="module")
def book():
    return load(paths.contracts())


def specified(book, *names):
    """A document that says what the contracts say."""
    found = make_document() | {"paths": {}, "security": []}
    for each in (book.operations[name] for name in names):
        operation = {
            "operationId": each.operation,
            "parameters": [make_parameter(name) for name in each.request.query],
            "security": [{"o": list(each.scope)}],
            "responses": {str(status): {"description": "x"} for status in each.responses},
        }
        path = each.path.replace("{callId}", "{theCall}")
        found["paths"].setdefault(path, {})[each.method.lower()] = operation
    return found


def held(made, book):
    return coverage(document(made, "made"), book)


def test_a_document_of_the_contracts_lacks_and_adds_nothing(book):
    found = held(specified(book, *book.operations), book)
    assert (found.only_in_document, found.only_in_contracts, found.differences) == ((), (), ())
    assert found.in_both == len(book.operations)


def test_an_operation_on_one_side_only_is_listed(book):
    made = specified(book, *(name for name in book.operations if name != "getCalls"))
    made["paths"]["/parcels"] = {"get": {"operationId": "getParcels", "responses": {}}}
    found = held(made, book)
    assert [each.operation for each in found.only_in_contracts] == ["getCalls"]
    assert [each.operation for each in found.only_in_document] == ["getParcels"]
    assert "only in the document: GET /parcels (getParcels)" in coverage_text(found)


def test_an_operation_that_is_left_out_has_its_reason(book):
    made = specified(book)
    made["paths"][book.documented.left_out[0].path] = {"get": {"responses": {}}}
    found = held(made, book)
    assert found.only_in_document[0].reason == book.documented.left_out[0].reason
    assert found.missing == ()


@pytest.mark.parametrize(
    "key, value, what, name, side",
    [
        ("parameters", [make_parameter("size")], "parameter", "query size", "document"),
        ("parameters", [make_parameter("A", "header")], "parameter", "header a", "document"),
        ("security", [{"o": ["rtcm:write", "x"]}], "scope", "x", "document"),
        ("security", [], "scope", "rtcm:write", "contracts"),
        ("responses", {"204": {}, "404": {}, "418": {}}, "status", "418", "document"),
        ("responses", {"204": {}}, "status", "404", "contracts"),
    ],
)
def test_a_difference_is_told_with_its_side(book, key, value, what, name, side):
    made = specified(book, "setCallHold")
    made["paths"]["/calls/{theCall}/hold"]["put"][key] = value
    found = held(made, book).differences
    assert (what, name, side) in {(each.what, each.name, each.only_in) for each in found}
    assert {each.what for each in found} == {what}


@pytest.mark.parametrize(
    "key, value",
    [
        pytest.param("security", [{"o": ["all", "rtcm:write"]}], id="the scope of scopes"),
        pytest.param("responses", {"2XX": {}, "4XX": {}, "default": {}}, id="ranges"),
        pytest.param("responses", {"401": {}}, id="what a convention promises"),
    ],
)
def test_what_is_no_difference(book, key, value):
    made = specified(book, "setCallHold")
    operation = made["paths"]["/calls/{theCall}/hold"]["put"]
    operation[key] = operation[key] | value if value == {"401": {}} else value
    assert held(made, book).differences == ()


@pytest.mark.parametrize(
    "flag, extra, code",
    [
        ("--fail-on-missing", "/parcels", 1),
        ("--fail-on-missing", "/calls", 0),
        ("--fail-on-difference", "/calls", 1),
        ("--format=json", "/parcels", 0),
    ],
)
def test_the_command_fails_where_it_is_asked_to(tmp_path, capsys, flag, extra, code):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(make_document({"responses": {}}, path=extra, method="get")))
    with pytest.raises(SystemExit) as ended:
        main(["spec", "coverage", str(path), flag])
    out = capsys.readouterr().out
    assert ended.value.code == code
    assert out.startswith("{" if "json" in flag else "only in the ")
