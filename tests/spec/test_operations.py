"""Every change of an operation or a document, and of nothing."""

import pytest

from sipgate_compat.spec.kinds import OTHERS, all_kinds, severity_of, words

from .make import (
    LABEL,
    compared,
    json_of,
    make_document,
    make_operation,
    make_parameter,
    told,
)

TEXT = {"type": "string"}
LIST = {"type": "array", "items": TEXT}


def op(*parameters, **more):
    return make_document(make_operation(*parameters, **more))


def secured(*ways, **more):
    schemes = {
        "o": {"type": "oauth2", "flows": {}},
        "b": {"type": "http", "scheme": "basic"},
        "t": {"type": "http", "scheme": "Bearer"},
    }
    return make_document(
        make_operation(security=list(ways)), components={"securitySchemes": schemes}, **more
    )


def statuses(*names):
    return op(responses={each: {"description": "x"} for each in names})


def typed(side, *types):
    content = {each: {"schema": TEXT} for each in types}
    if side == "request":
        return op(requestBody={"content": content})
    return op(responses={"200": {"description": "x", "content": content}})


def two_paths(*paths):
    made = make_document()
    return {**made, "paths": {path: {"get": {"responses": {}}} for path in paths}}


# kind: old, new, severity
CHANGED = {
    "operation-removed": (two_paths("/a", "/b"), two_paths("/a"), "breaking"),
    "operation-moved": (make_document(), make_document(path="/post/{id}"), "breaking"),
    "operation-refused": (statuses("200", "204", "403"), statuses("403"), "breaking"),
    "operation-added": (two_paths("/a"), two_paths("/a", "/b"), "notice"),
    "operation-deprecated": (op(), op(deprecated=True), "notice"),
    "operation-reinstated": (op(deprecated=True), op(), "info"),
    "operation-id-changed": (op(), op(operationId="post"), "info"),
    "operation-described": (op(), op(summary="Sends it"), "info"),
    "tags-changed": (op(tags=["a"]), op(tags=["b"]), "info"),
    "path-parameter-renamed": (
        make_document(make_operation(make_parameter("id", "path"))),
        make_document(make_operation(make_parameter("no", "path")), path="/parcels/{no}"),
        "info",
    ),
    "parameter-added": (op(), op(make_parameter()), "notice"),
    "required-parameter-added": (op(), op(make_parameter(required=True)), "breaking"),
    "parameter-removed": (op(make_parameter()), op(), "breaking"),
    "parameter-moved": (op(make_parameter()), op(make_parameter(place="header")), "breaking"),
    "parameter-required": (op(make_parameter()), op(make_parameter(required=True)), "breaking"),
    "parameter-optional": (op(make_parameter(required=True)), op(make_parameter()), "notice"),
    "parameter-deprecated": (op(make_parameter()), op(make_parameter(deprecated=True)), "notice"),
    "parameter-reinstated": (op(make_parameter(deprecated=True)), op(make_parameter()), "info"),
    "parameter-style-changed": (
        op(make_parameter(schema=LIST)),
        op(make_parameter(schema=LIST, explode=False)),
        "breaking",
    ),
    "scope-added": (secured({"o": ["r"]}), secured({"o": ["r", "w"]}), "breaking"),
    "scope-removed": (secured({"o": ["r"]}, {"o": ["w"]}), secured({"o": ["r"]}), "breaking"),
    "sign-in-added": (secured(), secured({"b": []}), "breaking"),
    "sign-in-removed": (secured({"b": []}, {"o": []}), secured({"o": []}), "breaking"),
    "sign-in-changed": (secured({"b": []}, {"o": []}), secured({"b": [], "o": []}), "breaking"),
    "request-body-added": (op(), op(body=TEXT), "notice"),
    "required-request-body-added": (
        op(),
        op(requestBody={"required": True, "content": json_of(TEXT)}),
        "breaking",
    ),
    "request-body-removed": (op(body=TEXT), op(), "breaking"),
    "request-body-required": (
        op(body=TEXT),
        op(requestBody={"required": True, "content": json_of(TEXT)}),
        "breaking",
    ),
    "request-body-optional": (
        op(requestBody={"required": True, "content": json_of(TEXT)}),
        op(body=TEXT),
        "notice",
    ),
    "request-content-type-added": (
        typed("request", "text/csv"),
        typed("request", "text/csv", "text/plain"),
        "notice",
    ),
    "request-content-type-removed": (
        typed("request", "text/csv", "text/plain"),
        typed("request", "text/csv"),
        "breaking",
    ),
    "response-content-type-added": (
        typed("response", "text/csv"),
        typed("response", "text/csv", "text/plain"),
        "notice",
    ),
    "response-content-type-removed": (
        typed("response", "text/csv", "text/plain"),
        typed("response", "text/csv"),
        "breaking",
    ),
    "status-added": (statuses("200"), statuses("200", "404"), "notice"),
    "status-removed": (statuses("200", "204"), statuses("204"), "breaking"),
    "server-added": (
        make_document(servers=[{"url": "https://a.example"}]),
        make_document(servers=[{"url": "https://a.example"}, {"url": "https://b.example"}]),
        "notice",
    ),
    "server-removed": (
        make_document(servers=[{"url": "https://a.example"}, {"url": "https://b.example"}]),
        make_document(servers=[{"url": "https://a.example/"}]),
        "notice",
    ),
    "title-changed": (make_document(), make_document(info={"title": "X", "version": "1"}), "info"),
    "version-changed": (
        make_document(),
        make_document(info={"title": "Parcels", "version": "2"}),
        "info",
    ),
}


def test_every_kind_has_an_example():
    assert CHANGED.keys() == OTHERS.keys()


@pytest.mark.parametrize("kind", CHANGED)
def test_a_change_is_seen(kind):
    old, new, severity = CHANGED[kind]
    assert told(old, new) == {(kind, severity)}


@pytest.mark.parametrize("old, new, _", CHANGED.values(), ids=CHANGED)
def test_no_change_is_seen_where_there_is_none(old, new, _):
    assert compared(old, old) == compared(new, new) == ()


@pytest.mark.parametrize(
    "old, new",
    [
        pytest.param(two_paths("/a", "/b"), two_paths("/b", "/a"), id="paths in another order"),
        pytest.param(two_paths("/a/"), two_paths("/a"), id="a slash at the end"),
        pytest.param(two_paths("/v2/a"), two_paths("/a"), id="the version before the path"),
        pytest.param(two_paths("/a/{x}"), two_paths("/a/{y}"), id="another name in the path"),
        pytest.param(
            op(make_parameter("X-Size", "header")),
            op(make_parameter("x-size", "header")),
            id="a header in small letters",
        ),
        pytest.param(op(), op(make_parameter("Accept", "header")), id="headers of HTTP itself"),
        pytest.param(
            op(make_parameter()), op(make_parameter(explode=False)), id="the style of a text"
        ),
        pytest.param(secured({"o": []}), secured({"t": []}), id="two names for a bearer token"),
        pytest.param(
            secured({"o": ["r"]}, {"b": []}), secured({"b": []}, {"o": ["r"]}), id="ways to sign in"
        ),
        pytest.param(
            typed("response", "text/csv; charset=utf-8"),
            typed("response", "Text/CSV"),
            id="a content type's parameters",
        ),
        pytest.param(typed("response", "*/*"), typed("response", "text/csv"), id="any type"),
        pytest.param(statuses("4xx"), statuses("4XX"), id="a range in small letters"),
        pytest.param(
            make_document(), make_document(servers=[{"url": "https://a.example"}]), id="no server"
        ),
        pytest.param(op(), op(**{"x-rate": 5}), id="an extension"),
        pytest.param(statuses("200"), statuses("200", "x-rate"), id="an extension of responses"),
    ],
)
def test_two_ways_to_say_the_same_are_no_change(old, new):
    assert compared(old, new) == compared(new, old) == ()


@pytest.mark.parametrize(
    "old, new, found",
    [
        pytest.param(
            secured({"o": ["r"]}),
            secured({"o": ["w"]}),
            {("scope-added", "breaking"), ("scope-removed", "notice")},
            id="a scope replaced",
        ),
        pytest.param(
            secured({"o": ["r"]}),
            secured({"o": ["r"]}, {"o": ["w"]}),
            {("scope-added", "notice")},
            id="another scope suffices",
        ),
        pytest.param(
            secured({"o": ["r", "w"]}),
            secured({"o": ["r"]}),
            {("scope-removed", "notice")},
            id="less is asked for",
        ),
        pytest.param(
            secured({"o": ["all", "r"]}),
            secured({"o": ["all", "r", "w"]}),
            {("scope-added", "notice")},
            id="all contains the others",
        ),
        pytest.param(
            secured({"o": ["all", "r", "w"]}),
            secured({"o": ["all", "r"]}),
            {("scope-removed", "breaking")},
            id="one of a list no longer suffices",
        ),
        pytest.param(
            secured({"b": []}), secured({}), {("sign-in-removed", "notice")}, id="open to all"
        ),
        pytest.param(
            secured({"b": [], "o": []}),
            secured({"b": []}, {"o": []}),
            {("sign-in-changed", "notice")},
            id="either suffices now",
        ),
    ],
)
def test_a_scope_is_breaking_where_it_shuts_somebody_out(old, new, found):
    assert told(old, new) == found


@pytest.mark.parametrize(
    "old, new, found",
    [
        pytest.param(("404",), (), {("status-removed", "notice")}, id="an error less"),
        pytest.param(
            ("200",),
            ("202",),
            {("status-removed", "breaking"), ("status-added", "notice")},
            id="another success",
        ),
        pytest.param(
            ("200",),
            ("default",),
            {("status-removed", "breaking"), ("status-added", "notice")},
            id="anything may be the answer",
        ),
    ],
)
def test_a_lost_success_is_breaking(old, new, found):
    assert told(statuses(*old), statuses(*new)) == found


def test_the_security_of_the_document_holds_where_an_operation_has_none():
    old = make_document(security=[{"b": []}])
    assert told(old, make_document(security=[])) == {("sign-in-removed", "notice")}
    assert told(old, op(security=[{"b": []}])) == set()


def test_a_parameter_of_the_path_is_one_of_the_operation():
    old = make_document()
    old["paths"]["/parcels/{id}"]["parameters"] = [make_parameter()]
    assert told(old, op(make_parameter())) == set()
    assert told(old, op()) == {("parameter-removed", "breaking")}


def test_a_moved_operation_is_compared_too():
    old, new = op(make_parameter()), make_document(path="/post/{id}")
    assert told(old, new) == {("operation-moved", "breaking"), ("parameter-removed", "breaking")}


def test_a_path_with_its_own_server_keeps_its_version():
    made = two_paths("/a", "/v3/a", "/b") | {"servers": [{"url": "https://a.example/v2"}]}
    made["paths"]["/v3/a"]["servers"] = [{"url": "https://a.example"}]
    made["paths"]["/b"]["servers"] = [{"url": "https://a.example/v3"}]
    assert [each.path for each in compared(two_paths(), made)] == ["/a", "/v3/a", "/v3/b"]


def test_a_change_is_the_same_in_every_diff():
    old, new, _ = CHANGED["parameter-added"]
    first, again = compared(old, new), compared({**old, "x-day": 1}, {**new, "x-day": 2})
    assert first == again
    assert first[0].fingerprint == "9d7abf7efd4c"
    assert (first[0].origin, first[0].subject) == ("specification", f"{LABEL} query size")


def test_prose_that_begins_alike_is_told_apart():
    long = "word " * 99
    (found,) = compared(op(description=long + "a"), op(description=long + "b"))
    assert found.old != found.new


@pytest.mark.parametrize("kind", all_kinds())
def test_every_kind_has_words_and_a_severity(kind):
    assert words(kind)
    assert "-" not in words(kind)
    assert severity_of(kind)
