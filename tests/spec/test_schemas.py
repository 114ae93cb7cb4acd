"""Every change of a schema, where the client sends it and where it receives it."""

import pytest

from sipgate_compat.spec.kinds import OF_SCHEMAS, Side

from .make import LABEL, compared, make_document, make_operation, make_parameter, told

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


def thing(required=(), **fields):
    return {"type": "object", "properties": fields, "required": list(required)}


def one_of(*names):
    return {"oneOf": [{"title": name, "type": "object"} for name in names]}


# what happened: before, after
CHANGED = {
    "field-added": (thing(a=TEXT), thing(a=TEXT, b=TEXT)),
    "required-field-added": (thing(a=TEXT), thing(["b"], a=TEXT, b=TEXT)),
    "field-removed": (thing(a=TEXT, b=TEXT), thing(a=TEXT)),
    "field-required": (thing(a=TEXT), thing(["a"], a=TEXT)),
    "field-optional": (thing(["a"], a=TEXT), thing(a=TEXT)),
    "nullable": (TEXT, {**TEXT, "nullable": True}),
    "not-nullable": ({"type": ["string", "null"]}, TEXT),
    "retyped": (TEXT, WHOLE),
    "type-widened": (WHOLE, {"type": "number"}),
    "type-narrowed": ({"type": ["string", "integer"]}, TEXT),
    "enum-value-added": ({**TEXT, "enum": ["s"]}, {**TEXT, "enum": ["s", "m"]}),
    "enum-value-removed": ({**TEXT, "enum": ["s", "m"]}, {**TEXT, "enum": ["m"]}),
    "values-listed": (TEXT, {**TEXT, "enum": ["s", "m"]}),
    "values-unlisted": ({**TEXT, "const": "s"}, TEXT),
    "variant-added": (one_of("Box", "Bag"), one_of("Box", "Bag", "Tube")),
    "variant-removed": (one_of("Box", "Bag", "Tube"), one_of("Box", "Bag")),
    "limit-tightened": ({**TEXT, "maxLength": 9}, {**TEXT, "maxLength": 8}),
    "limit-loosened": ({**WHOLE, "minimum": 1}, {**WHOLE, "minimum": 0}),
    "format-changed": ({**WHOLE, "format": "int32"}, {**WHOLE, "format": "int64"}),
    "format-added": (TEXT, {**TEXT, "format": "uuid"}),
    "format-removed": ({**TEXT, "format": "uuid"}, TEXT),
    "closed": (thing(a=TEXT), {**thing(a=TEXT), "additionalProperties": False}),
    "opened": ({**thing(a=TEXT), "additionalProperties": False}, thing(a=TEXT)),
    "default-changed": ({**TEXT, "default": "s"}, {**TEXT, "default": "m"}),
    "field-deprecated": (TEXT, {**TEXT, "deprecated": True}),
    "field-reinstated": ({**TEXT, "deprecated": True}, TEXT),
    "described": (TEXT, {**TEXT, "description": "how large"}),
}
# said in two ways: nothing changed
SAME = {
    "order": (thing(["a", "b"], a=TEXT, b=TEXT), thing(["b", "a"], b=TEXT, a=TEXT)),
    "values in another order": ({"enum": ["s", "m"]}, {"enum": ["m", "s"]}),
    "variants in another order": (one_of("Box", "Bag"), one_of("Bag", "Box")),
    "null in 3.0 and in 3.1": ({**TEXT, "nullable": True}, {"type": ["string", "null"]}),
    "null as a variant": ({**TEXT, "nullable": True}, {"anyOf": [TEXT, {"type": "null"}]}),
    "null as a value": (
        {**TEXT, "nullable": True, "enum": ["s"]},
        {"type": ["string", "null"], "enum": ["s", None]},
    ),
    "null as a value alone": ({**TEXT, "nullable": True, "enum": ["s"]}, {"enum": ["s", None]}),
    "composed": (thing(a=TEXT, b=TEXT), {"allOf": [thing(a=TEXT), thing(b=TEXT)]}),
    "one of one": (TEXT, {"oneOf": [TEXT]}),
    "type left out": (thing(a=TEXT), {"properties": {"a": TEXT}}),
    "exclusive limits": (
        {**WHOLE, "maximum": 5, "exclusiveMaximum": True},
        {**WHOLE, "exclusiveMaximum": 5},
    ),
    "at least none": (TEXT, {**TEXT, "minLength": 0}),
    "anything": ({}, True),
    "true": ({"type": "object", "additionalProperties": True}, {"type": "object"}),
}


def having(side, schema):
    match side:
        case Side.PARAMETER:
            return make_document(make_operation(make_parameter(schema=schema)))
        case Side.REQUEST:
            return make_document(make_operation(body=schema))
        case _:
            return make_document(make_operation(answer=schema))


def test_every_change_has_an_example():
    assert CHANGED.keys() == OF_SCHEMAS.keys()


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("what", CHANGED)
def test_a_change_is_seen_on_its_side(side, what):
    old, new = (having(side, each) for each in CHANGED[what])
    sent, received = OF_SCHEMAS[what]
    severity = received if side is Side.RESPONSE else sent
    assert told(old, new) == {(f"{side}-{what}", severity)}


@pytest.mark.parametrize(
    "what, sent, received",
    [
        ("required-field-added", "breaking", "notice"),
        ("field-added", "notice", "notice"),
        ("field-removed", "breaking", "breaking"),
        ("field-optional", "notice", "breaking"),
        ("nullable", "notice", "breaking"),
        ("type-widened", "notice", "breaking"),
        ("enum-value-added", "notice", "notice"),
        ("enum-value-removed", "breaking", "notice"),
        ("limit-tightened", "breaking", "info"),
        ("described", "info", "info"),
    ],
)
def test_both_sides_are_judged_from_their_end(what, sent, received):
    assert OF_SCHEMAS[what] == (sent, received)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("old, new", CHANGED.values(), ids=CHANGED)
def test_no_change_is_seen_where_there_is_none(side, old, new):
    assert told(having(side, old), having(side, old)) == set()
    assert told(having(side, new), having(side, new)) == set()


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("old, new", SAME.values(), ids=SAME)
def test_two_ways_to_say_the_same_are_no_change(side, old, new):
    assert told(having(side, old), having(side, new)) == set()
    assert told(having(side, new), having(side, old)) == set()


@pytest.mark.parametrize(
    "old, new, what",
    [
        pytest.param({"maxItems": 1}, {}, "limit-loosened", id="a limit gone"),
        pytest.param({}, {"pattern": "^a"}, "limit-tightened", id="a pattern"),
        pytest.param({"pattern": "a"}, {"pattern": "b"}, "limit-tightened", id="another pattern"),
        pytest.param({"minimum": 2}, {"minimum": 3}, "limit-tightened", id="a higher floor"),
        pytest.param({"maximum": 2}, {"maximum": 3}, "limit-loosened", id="a higher ceiling"),
        pytest.param({"minItems": 1}, {"minItems": "x"}, "limit-tightened", id="no number"),
    ],
)
def test_limits_have_a_direction(old, new, what):
    assert {kind for kind, _ in told(having("request", old), having("request", new))} == {
        f"request-{what}"
    }


@pytest.mark.parametrize(
    "mark, seen_in",
    [("readOnly", "response-field-removed"), ("writeOnly", "request-field-removed")],
)
def test_a_field_counts_where_it_is_sent(mark, seen_in):
    old, new = thing(a=TEXT, b={**TEXT, mark: True}), thing(a=TEXT)
    before, after = (make_document(make_operation(body=s, answer=s)) for s in (old, new))
    assert {kind for kind, _ in told(before, after)} == {seen_in}


def test_a_pointer_leads_through_lists_and_names():
    def nested(kind):
        return thing(**{"a/b": {"type": "array", "items": {"additionalProperties": kind}}})

    (found,) = compared(having("response", nested(TEXT)), having("response", nested(WHOLE)))
    assert found.subject == f"{LABEL} response 200 /a~1b/*/*"
    assert (found.old, found.new) == ("string", "integer")


def test_what_was_retyped_is_not_compared_any_deeper():
    old, new = thing(a=thing(b=TEXT)), thing(a={"type": "array", "items": TEXT})
    assert told(having("response", old), having("response", new)) == {
        ("response-retyped", "breaking")
    }


def shared(schema, **schemas):
    answer = {"$ref": "#/components/schemas/Parcel"}
    components = {"schemas": {"Parcel": schema, **schemas}}
    return make_document(make_operation(answer=answer), components=components)


def test_schemas_that_hold_themselves_are_compared_once():
    parcel = {"$ref": "#/components/schemas/Parcel"}
    old = shared(thing(a=TEXT, inner=parcel, others={"type": "array", "items": parcel}))
    new = shared(thing(a=WHOLE, inner=parcel, others={"type": "array", "items": parcel}))
    assert [each.subject for each in compared(old, new)] == [f"{LABEL} response 200 /a"]
    assert told(old, old) == set()


def test_a_reference_is_what_it_names():
    assert told(shared(thing(a=TEXT)), make_document(make_operation(answer=thing(a=TEXT)))) == set()


def test_words_beside_a_reference_count():
    box = {"$ref": "#/components/schemas/Box"}
    old = shared(thing(a=box), Box=TEXT)
    new = shared(thing(a={**box, "nullable": True}), Box=TEXT)
    assert told(old, new) == {("response-nullable", "breaking")}


def test_a_variant_under_another_name_is_the_same_variant():
    old = shared({"oneOf": [{"$ref": "#/components/schemas/Box"}, TEXT]}, Box=thing(a=TEXT))
    new = shared({"oneOf": [{"$ref": "#/components/schemas/Case"}, TEXT]}, Case=thing(a=WHOLE))
    assert told(old, new) == {("response-retyped", "breaking")}
