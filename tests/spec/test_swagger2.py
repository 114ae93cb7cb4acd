"""The same API in Swagger 2, OpenAPI 3.0 and 3.1, and what changes between them."""

from sipgate_compat.spec.read import document

from .make import compared, json_of, make_document, make_operation, make_parameter, told

TEXT = {"type": "string"}
PARCEL = {"type": "object", "properties": {"note": {**TEXT, "nullable": True}}}
SIZES = {"type": "array", "items": {"type": "string", "enum": ["s", "m"]}}


def swagger2(**more):
    operation = {
        "operationId": "sendParcel",
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "parameters": [
            {"name": "sizes", "in": "query", **SIZES, "collectionFormat": "multi"},
            {"name": "X-Day", "in": "header", **SIZES, "required": True},
            {"name": "b", "in": "body", "required": True, "schema": {"$ref": "#/definitions/P"}},
        ],
        "responses": {"200": {"description": "sent", "schema": {"$ref": "#/definitions/P"}}},
        "security": [{"key": ["send"]}],
        **more,
    }
    nullable = {"type": "string", "x-nullable": True}
    return {
        "swagger": "2.0",
        "info": {"title": "Parcels", "version": "1"},
        "host": "api.example",
        "basePath": "/v2",
        "paths": {"/parcels/{id}": {"post": operation}},
        "definitions": {"P": {"type": "object", "properties": {"note": nullable}}},
        "securityDefinitions": {"key": {"type": "oauth2"}},
    }


def openapi(version="3.0.3", parcel=PARCEL):
    operation = make_operation(
        make_parameter("sizes", schema=SIZES),
        make_parameter("X-Day", "header", required=True, schema=SIZES),
        requestBody={"required": True, "content": json_of(parcel)},
        answer=parcel,
        security=[{"o": ["send"]}],
    )
    return make_document(
        operation,
        servers=[{"url": "https://api.example/v2"}],
        components={"securitySchemes": {"o": {"type": "oauth2", "flows": {}}}},
    ) | {"openapi": version}


def test_one_api_in_three_versions_is_one_api():
    nullable = {"type": "object", "properties": {"note": {"type": ["string", "null"]}}}
    made = [swagger2(), openapi(), openapi("3.1.0", nullable)]
    for old in made:
        for new in made:
            assert compared(old, new) == ()


def test_a_change_is_seen_from_one_version_to_another():
    other = {"type": "object", "properties": {"note": {"type": "integer", "nullable": True}}}
    assert told(swagger2(), openapi(parcel=other)) == {
        ("request-retyped", "breaking"),
        ("response-retyped", "breaking"),
    }


def test_a_list_written_in_one_is_not_one_by_one():
    parameter = {"name": "sizes", "in": "query", **SIZES}
    old, new = (
        swagger2(parameters=[parameter]),
        swagger2(parameters=[{**parameter, "collectionFormat": "multi"}]),
    )
    assert told(old, new) == {("parameter-style-changed", "breaking")}


def test_the_fields_of_a_form_are_a_body():
    def form(*required):
        fields = [
            {"name": n, "in": "formData", "type": "string", "required": n in required} for n in "ab"
        ]
        return swagger2(consumes=["multipart/form-data"], parameters=fields)

    assert told(form("a"), form("a", "b")) == {("request-field-required", "breaking")}


def test_a_file_is_text_and_a_body_without_types_may_be_any():
    fields = [{"name": "file", "in": "formData", "type": "file"}]
    bodies = [{"name": "b", "in": "body", "schema": TEXT}]
    for parameters, types in ((fields, ["application/x-www-form-urlencoded"]), (bodies, ["*/*"])):
        made = swagger2(parameters=parameters)
        made["paths"]["/parcels/{id}"]["post"].pop("consumes")
        (operation,) = document(made, "made").operations.values()
        assert list(operation.body.content) == types
