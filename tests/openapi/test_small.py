"""The parts, on contracts made for the purpose."""

from dataclasses import replace

import pytest

from sipgate_compat.contract.model import Operation, Shape
from sipgate_compat.errors import DataError
from sipgate_compat.openapi.document import document
from sipgate_compat.openapi.examples import example, of_parameter
from sipgate_compat.openapi.parameters import parameters
from sipgate_compat.openapi.schemas import components, rewritten

ANY = {"type": "object"}


def make_operation(**said):
    """An operation that every profile has, with some of it said otherwise."""
    return Operation.model_validate(
        {
            "operation": "getThing",
            "summary": "Gives a thing",
            "method": "GET",
            "path": "/things/{thingId}",
            "tag": "users",
            "effect": "read",
            "evidence": "assumed",
            "source": {"page": "our-reading", "read": "2026-11-23"},
            "availability": dict.fromkeys(("classic", "neo", "migrated"), "available"),
            "responses": {200: None},
            **said,
        }
    )


def case(expect, **request):
    return {"id": "valid", "request": request, "expect": dict.fromkeys(("classic", "neo"), expect)}


@pytest.fixture
def one(book):
    """The neo document's only operation, of a book that holds nothing else."""

    def make(shapes=(), **said):
        operation = make_operation(**said)
        known = {each.shape: each for each in shapes}
        alone = {
            "operations": {operation.operation: operation},
            "shapes": {**book.shapes, **known},
            "lifecycles": (),
            "conventions": book.conventions.model_copy(update={"conventions": ()}),
        }
        openapi = document(replace(book, **alone), "neo")
        item = openapi["paths"][operation.path]
        return item, item[operation.method.lower()], openapi

    return make


@pytest.mark.parametrize(
    "schema, wanted",
    [
        pytest.param({"$ref": "#/$defs/A"}, {"$ref": "#/components/schemas/A"}, id="reference"),
        pytest.param(
            {"enum": ["a", None]}, {"type": ["string", "null"], "enum": ["a", None]}, id="null"
        ),
        pytest.param({"enum": [1, 2]}, {"type": "integer", "enum": [1, 2]}, id="numbers"),
        pytest.param({"enum": [1, "a"]}, {"enum": [1, "a"]}, id="mixed"),
        pytest.param({"enum": [None]}, {"enum": [None]}, id="only null"),
        pytest.param(
            {"properties": {"enum": {"type": "string"}}},
            {"properties": {"enum": {"type": "string"}}},
            id="a field of that name",
        ),
        pytest.param({"anyOf": [{"$ref": "#/$defs/A"}, {}]}, None, id="nested"),
    ],
)
def test_rewritten(schema, wanted):
    nested = {"anyOf": [{"$ref": "#/components/schemas/A"}, {}]}
    assert rewritten(schema) == (wanted or nested)


def test_shapes_that_refer_to_themselves_end():
    again = {"type": "array", "items": {"$ref": "#/$defs/Tree"}}
    shapes = {"Tree": Shape.model_validate({"shape": "Tree", "schema": again})}
    assert list(components(shapes, {"$ref": "#/components/schemas/Tree"})) == ["Tree"]


def test_a_shape_that_is_missing_is_named(one):
    with pytest.raises(DataError, match=r"UserResponze\.yaml: missing; did you mean 'UserResp"):
        one(responses={200: "UserResponze"})


@pytest.mark.parametrize(
    "value, shown",
    [
        pytest.param({"id": "$deviceId"}, {"id": "e0"}, id="named"),
        pytest.param({"ids": ["$eventIds/1"]}, {"ids": ["1000002"]}, id="part of a list"),
        pytest.param({"id": "$userId/no"}, None, id="no such part"),
        pytest.param({"number": "$portedNumber"}, {"number": "+4930231250001"}, id="guessed"),
        pytest.param({"items": {"$contains": []}}, None, id="our words"),
        pytest.param([1], None, id="of another type"),
        pytest.param(None, None, id="empty"),
    ],
)
def test_example(value, shown):
    assert example(value, ANY, {}) == shown


@pytest.mark.parametrize(
    "value, schema, shown",
    [
        pytest.param("$addressId", {"type": "integer"}, 1000001, id="number"),
        pytest.param("$userId", {"type": "string"}, "w0", id="text"),
        pytest.param("$userId", {"type": "integer"}, None, id="no number"),
        pytest.param("$restriction", {"enum": ["roaming"]}, None, id="no word of it"),
    ],
)
def test_of_parameter(value, schema, shown):
    assert of_parameter(value, schema) == shown


def test_what_stands_beside_a_schema_is_lifted_out_of_it():
    kinds = {"type": "array", "items": {"enum": ["app", "mobile"]}, "explode": False}
    whose = {"type": "string", "required": True, "description": "whose"}
    request = {"query": {"type": kinds, "userId": whose}, "headers": {"Accept": {}, "X-A": {}}}
    _, kind, user, header = parameters(make_operation(request=request))
    assert (kind["style"], kind["explode"]) == ("form", False)
    assert kind["schema"] == {
        "type": "array",
        "items": {"type": "string", "enum": ["app", "mobile"]},
    }
    assert (user["required"], user["schema"]) == (True, {"type": "string"})
    assert (header["in"], header["name"]) == ("header", "X-A")


def test_the_third_version_stands_beside_the_second(one):
    item, _, openapi = one(path="/v3/things/{thingId}")
    assert item["servers"] == [{"url": "https://api.sipgate.com"}]
    assert openapi["servers"] == [{"url": "https://api.sipgate.com/v2"}]


def test_what_nobody_needs_credentials_for(one):
    says = {"states": "it is given to anybody", "status": 200}
    _, operation, _ = one(cases=[case(says, **{"as": "nobody"})])
    assert operation["security"] == []


def test_one_of_several_scopes_is_enough(one):
    _, operation, _ = one(scope=["a:read", "b:read"])
    assert [way["oauth2"] for way in operation["security"] if "oauth2" in way] == [
        ["a:read"],
        ["b:read"],
    ]


@pytest.mark.parametrize(
    "content, schema",
    [("text/csv", {"type": "string"}), ("text/plain", {"type": "string"})],
)
def test_texts_keep_their_content_type(one, content, schema):
    table = Shape.model_validate({"shape": "Table", "content": content, "schema": schema})
    _, operation, _ = one(shapes=[table], responses={200: "Table"})
    media = operation["responses"]["200"]["content"]
    assert media == {content: {"schema": {"$ref": "#/components/schemas/Table"}}}


def test_no_content_is_said_of_an_empty_body(one):
    _, operation, openapi = one(responses={200: "Empty"})
    assert "content" not in operation["responses"]["200"]
    assert "Empty" not in openapi["components"]["schemas"]


def test_several_shapes_of_a_status_are_alternatives(one):
    own = {"states": "it is given in short", "status": 200, "shape": "ActiveRouting"}
    more = {"id": "more", "expect": {"neo": {"states": "it is given", "status": 200}}}
    _, operation, _ = one(responses={200: "UserResponse"}, cases=[case(own), more])
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    names = [each["$ref"].rsplit("/", 1)[1] for each in schema["anyOf"]]
    assert names == ["ActiveRouting", "UserResponse"]


def test_several_statuses_of_a_promise_name_each_other(one):
    says = {"states": "it is given", "status": [200, 204]}
    _, operation, _ = one(responses={200: None, 204: None}, cases=[case(says)])
    found = {status: r["description"] for status, r in operation["responses"].items()}
    assert found == {"200": "it is given (or 204)", "204": "it is given (or 200)"}


def test_what_only_another_platform_answers_is_left_out(one):
    refused = {"states": "it is refused", "status": 403}
    expect = {"classic": refused, "neo": {"states": "it is given", "status": 200}}
    _, operation, _ = one(
        availability={"classic": "refused", "neo": "available", "migrated": "available"},
        responses={200: None, 403: "ClassicOnly", 404: None},
        cases=[{"id": "valid", "expect": expect}],
    )
    assert list(operation["responses"]) == ["200", "404"]
    assert operation["responses"]["404"]["description"].startswith("Not Found: declared")


def test_a_deprecated_operation_says_so(one):
    assert one(deprecated=True)[1]["deprecated"] is True
    assert "deprecated" not in one()[1]


def test_what_is_for_administrators_says_so(one):
    assert one(administrator=True)[1]["x-sipgate-administrator"] is True
