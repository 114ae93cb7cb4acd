"""Documents that were made to hurt, or by mistake: one line, exit 2, cheaply."""

import json
import subprocess
import sys
from contextlib import suppress

import pytest

from sipgate_compat.errors import CompatError, DataError
from sipgate_compat.spec import schemas
from sipgate_compat.spec.diff import diff
from sipgate_compat.spec.read import document

from .make import compared, make_document, make_operation, make_parameter

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


def named(name):
    return {"$ref": f"#/components/schemas/{name}"}


def having(answer, **components):
    return make_document(make_operation(answer=answer), components={"schemas": components})


@pytest.mark.parametrize(
    "made, complaint",
    [
        pytest.param([], "x: a list, not an OpenAPI document", id="a list"),
        pytest.param({"a": 1}, "neither `openapi` nor `swagger`", id="something else"),
        pytest.param({"openapi": "4.0.0"}, "OpenAPI 4.0.0 is not known", id="of the future"),
        pytest.param({"swagger": "1.2"}, "OpenAPI 1.2 is not known", id="of the past"),
        pytest.param({"openapi": ["3"]}, "is not known", id="a version in a list"),
        pytest.param({"openapi": "3.1.0"}, "`paths` is missing", id="no paths"),
        pytest.param({"openapi": "3.1.0", "paths": []}, "`paths` is missing", id="paths in a list"),
        pytest.param(make_document(info="x"), "x: /info: a text, not an object", id="info"),
        pytest.param(make_document(5), "/paths//parcels/{id}/post: a number", id="an operation"),
        pytest.param(make_document(servers={}), "/servers: an object, not a list", id="servers"),
        pytest.param(
            make_document({"responses": {"200": None, "404": 5}}), "404: a number", id="a response"
        ),
        pytest.param(make_document({"parameters": [{}]}), "without `name` or `in`", id="no name"),
        pytest.param(make_document({"parameters": [None]}), "null, not an object", id="null"),
        pytest.param(make_document({"tags": [1]}), "something else than texts", id="tags"),
        pytest.param(make_document({"summary": []}), "summary: a list, not a text", id="summary"),
        pytest.param(make_document({"security": [{"a": 5}]}), "a number, not a list", id="scopes"),
        pytest.param(
            make_document(make_operation(answer=5)), "schema: a number, not a schema", id="a schema"
        ),
        pytest.param(
            having({"$ref": "#/nowhere"}), "$ref '#/nowhere' names nothing", id="to nowhere"
        ),
        pytest.param(having({"$ref": "#/info/title/a"}), "names nothing", id="into a text"),
        pytest.param(having({"$ref": "#/info/title"}), "a text, not an object", id="to a text"),
        pytest.param(having({"$ref": "#/%zz~5"}), "names nothing", id="no pointer"),
        pytest.param(
            having({"$ref": "http://127.0.0.1:9/a#/b"}),
            "leads out of the document; only #/… is followed, nothing is fetched",
            id="to the network",
        ),
        pytest.param(having({"$ref": "file:///etc/hosts"}), "leads out of", id="to a file"),
        pytest.param(having({"$ref": "b.yaml#/B"}), "leads out of", id="to a neighbour"),
        pytest.param(having({"$ref": "http://["}), "leads out of", id="to no address"),
        pytest.param(having(named("A"), A=named("A")), "round in a circle", id="itself"),
        pytest.param(
            having(named("A"), A=named("B"), B=named("A")), "round in a circle", id="a circle"
        ),
    ],
)
def test_what_is_missing_or_wrong_is_named(made, complaint):
    with pytest.raises(DataError) as error:
        document(made, "x")
    assert complaint in str(error.value)
    assert len(str(error.value)) < 300


@pytest.mark.parametrize(
    "schema, complaint",
    [
        ({"properties": []}, "properties: a list, not an object"),
        ({"properties": {"a": 5}}, "properties/a: a number, not a schema"),
        ({"required": "a"}, "required: a text, not a list"),
        ({"required": [5]}, "something else than texts"),
        ({"enum": 5}, "enum: a number, not a list"),
        ({"allOf": [[]]}, "allOf/0: a list, not a schema"),
        ({"type": {}}, "type: an object, not a text"),
        ({"items": []}, "items: a list, not a schema"),
        ({"format": []}, "format: a list, not a text"),
    ],
)
def test_a_schema_that_is_none_is_named_where_it_is_compared(schema, complaint):
    with pytest.raises(DataError, match=r"^new: /.*: ") as error:
        compared(having(TEXT), having(schema))
    assert complaint in str(error.value)


def test_a_composition_of_itself_ends():
    circle = {"allOf": [named("A"), {"properties": {"a": TEXT}}]}
    other = {"allOf": [named("A"), {"properties": {"a": WHOLE}}]}
    assert len(compared(having(named("A"), A=circle), having(named("A"), A=other))) == 1


def test_circles_of_different_lengths_end():
    one = having(named("A"), A={"properties": {"next": named("A"), "a": TEXT}})
    two = having(
        named("A"),
        A={"properties": {"next": named("B"), "a": TEXT}},
        B={"properties": {"next": named("A"), "a": WHOLE}},
    )
    (found,) = compared(one, two)
    assert found.subject.endswith("response 200 /next/a")


def chain(length, end):
    links = {f"S{i}": {"properties": {"n": named(f"S{i + 1}")}} for i in range(length)}
    return having(named("S0"), **links, **{f"S{length}": end})


def test_a_chain_is_followed_so_far():
    (found,) = compared(chain(150, TEXT), chain(150, WHOLE))
    assert found.fingerprint
    with pytest.raises(DataError, match="entangled too deeply"):
        compared(chain(5_000, TEXT), chain(5_000, WHOLE))


def test_a_composition_of_a_thousand_is_refused():
    parts = {f"S{i}": {"allOf": [named(f"S{i + 1}")], "x": i} for i in range(1_000)}
    made = having(named("S0"), **parts, S1000=TEXT)
    with pytest.raises(DataError, match="made of more than 200 schemas"):
        compared(having(TEXT), made)


def doubling(end):
    """Two ways from each schema to the next: 2^60 paths."""
    links = {
        f"S{i}": {"properties": {"a": named(f"S{i + 1}"), "b": named(f"S{i + 1}")}}
        for i in range(60)
    }
    return having(named("S0"), **links, S60=end)


def test_what_doubles_at_each_step_is_walked_once():
    (found,) = compared(doubling(TEXT), doubling(WHOLE))
    assert found.kind == "response-retyped"


def test_steps_are_bounded(monkeypatch):
    monkeypatch.setattr(schemas, "MOST_STEPS", 50)
    with pytest.raises(DataError, match="entangled"):
        compared(doubling(TEXT), doubling(WHOLE))


def test_changes_are_bounded(monkeypatch):
    monkeypatch.setattr("sipgate_compat.spec.diff.MOST_CHANGES", 3)
    fields = {f"f{i}": TEXT for i in range(9)}
    with pytest.raises(DataError, match="more than 3 changes"):
        compared(having({"properties": fields}), having({"properties": {}}))


NASTY = "a\nb\x1b[31m\u202e\ud800" + "x" * 5_000


def test_names_cannot_leave_their_line():
    old = make_document(make_operation(), path="/q")
    new = make_document(
        make_operation(
            make_parameter(NASTY),
            answer={"properties": {NASTY: {"enum": [NASTY]}}},
            operationId=NASTY,
            summary=NASTY,
            tags=[NASTY],
            security=[{NASTY: [NASTY]}],
        ),
        path="/q",
        info={"title": NASTY, "version": NASTY},
    )
    found = diff(document(old, "old"), document(new, "new"))
    assert json.loads(found.model_dump_json())["changes"]
    for each in found.changes:
        for said in (each.subject, each.old, each.new, each.path):
            assert said is None or (said.isprintable() and len(said) < 400)


def test_nothing_but_our_own_errors_comes_of_a_spoiled_document():
    whole = json.dumps(
        having(
            {"allOf": [named("A")], "properties": {"a": TEXT}, "required": ["a"]},
            A={"type": "object", "additionalProperties": {"enum": ["x"], "minimum": 1}},
        )
    )
    for place in (i for i, each in enumerate(whole) if each in '{["'):
        for value in ("5", "[]", "{}", "null", "true", '"x"', '{"$ref":"#/paths"}'):
            with suppress(CompatError, json.JSONDecodeError):
                _, end = json.JSONDecoder().raw_decode(whole, place)
                made = json.loads(whole[:place] + value + whole[end:])
                compared(having(TEXT), made)
                compared(made, having(TEXT))


def test_the_library_that_follows_references_is_loaded_when_it_is_needed():
    script = (
        "import sys, sipgate_compat.cli.spec, sipgate_compat.report.schemas;"
        "print('referencing' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
