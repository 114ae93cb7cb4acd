"""Documents in our own words, and what changed between two of them."""

from sipgate_compat.spec.diff import diff
from sipgate_compat.spec.read import document

LABEL = "POST /parcels/{id}"


def make_document(operation=None, path="/parcels/{id}", method="post", **more):
    """A document with one operation."""
    return {
        "openapi": "3.0.3",
        "info": {"title": "Parcels", "version": "1"},
        "paths": {path: {method: operation or make_operation()}},
        **more,
    }


def make_operation(*parameters, body=None, answer=None, **more):
    """An operation; bodies are schemas."""
    made = {
        "operationId": "sendParcel",
        "parameters": list(parameters),
        "responses": {"200": {"description": "sent", "content": json_of(answer)}},
        **more,
    }
    return made | ({"requestBody": {"content": json_of(body)}} if body is not None else {})


def json_of(schema):
    return {"application/json": {"schema": schema}} if schema is not None else {}


def make_parameter(name="size", place="query", **more):
    return {"name": name, "in": place, "schema": {"type": "string"}, **more}


def compared(old, new):
    """The changes between two documents."""
    return diff(document(old, "old"), document(new, "new")).changes


def told(old, new):
    """The changes in short: kind and severity."""
    return {(each.kind, str(each.severity)) for each in compared(old, new)}
