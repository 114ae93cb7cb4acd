"""Each kind of change is seen, and its absence is."""

import pytest

from sipgate_compat.change.model import Severity
from sipgate_compat.history.differences import Difference, Kind, differences

OK = {"/status": "200", "/content-type": "application/json", "/body": "object"}
LIST = {**OK, "/body/items": "array"}
FULL = {**LIST, "/body/items/*": "object", "/body/items/*/id": "string"}
REFUSED = {"/status": "403", "/error": "This endpoint requires Classic"}


def without(facts, at):
    return {each: fact for each, fact in facts.items() if each != at}


@pytest.mark.parametrize(
    "old, new, kind, at, values",
    [
        pytest.param(OK, REFUSED, "status-changed", "/status", ("200", "403"), id="another status"),
        pytest.param(
            OK,
            {**OK, "/content-type": "text/html"},
            "content-type-changed",
            "/content-type",
            ("application/json", "text/html"),
            id="another content type",
        ),
        pytest.param(
            REFUSED,
            {**REFUSED, "/error": "Forbidden"},
            "error-text-changed",
            "/error",
            ("This endpoint requires Classic", "Forbidden"),
            id="another error",
        ),
        pytest.param(
            REFUSED,
            without(REFUSED, "/error"),
            "error-text-changed",
            "/error",
            ("This endpoint requires Classic", None),
            id="no error text any more",
        ),
        pytest.param(
            FULL,
            {**FULL, "/body/items/*/new": "object", "/body/items/*/new/id": "string"},
            "field-added",
            "/body/items/*/new",
            (None, "object"),
            id="a new field, told once",
        ),
        pytest.param(
            FULL,
            without(FULL, "/body/items/*/id"),
            "field-removed",
            "/body/items/*/id",
            ("string", None),
            id="a field is gone",
        ),
        pytest.param(
            FULL,
            {**FULL, "/body/items/*/id": "integer"},
            "type-changed",
            "/body/items/*/id",
            ("string", "integer"),
            id="another type",
        ),
        pytest.param(
            OK, without(OK, "/body"), "type-changed", "/body", ("object", "empty"), id="empty"
        ),
        pytest.param(
            FULL,
            {**FULL, "/body/items/*/id": "string|null"},
            "became-nullable",
            "/body/items/*/id",
            ("string", "string|null"),
            id="null",
        ),
        pytest.param(
            {**OK, "/body/type": "string of CALL|SMS"},
            {**OK, "/body/type": "string of CALL|FAX"},
            "enum-grew",
            "/body/type",
            ("CALL|SMS", "FAX"),
            id="a new value",
        ),
        pytest.param(LIST, FULL, "filled", "/body/items/*", (None, "object"), id="filled"),
        pytest.param(FULL, LIST, "emptied", "/body/items/*", ("object", None), id="emptied"),
        pytest.param(
            {**OK, "/body/note": "null"},
            {**OK, "/body/note": "string"},
            "filled",
            "/body/note",
            ("null", "string"),
            id="a first value",
        ),
        pytest.param(
            {**OK, "/latency": "up to 50 ms"},
            {**OK, "/latency": "up to 800 ms"},
            "slower",
            "/latency",
            ("up to 50 ms", "up to 800 ms"),
            id="slower",
        ),
        pytest.param(
            {**OK, "/latency": "over 12800 ms"},
            {**OK, "/latency": "up to 800 ms"},
            "faster",
            "/latency",
            ("over 12800 ms", "up to 800 ms"),
            id="faster",
        ),
        pytest.param(
            {"/status": "204", "step 2 /status": "200"},
            {"/status": "204", "step 2 /status": "404"},
            "status-changed",
            "step 2 /status",
            ("200", "404"),
            id="in the second step",
        ),
    ],
)
def test_a_change_is_seen(old, new, kind, at, values):
    assert list(differences(old, new)) == [Difference(Kind(kind), at, *values)]


@pytest.mark.parametrize(
    "old, new",
    [
        pytest.param(FULL, FULL, id="the same"),
        pytest.param(REFUSED, REFUSED, id="the same refusal"),
        pytest.param(
            {**OK, "/body/type": "string of CALL|SMS"},
            {**OK, "/body/type": "string of SMS"},
            id="a value that was not seen this time",
        ),
        pytest.param(
            {**OK, "/body/note": "string|null"}, {**OK, "/body/note": "string"}, id="no null today"
        ),
        pytest.param(
            {**OK, "/body/n": "number"}, {**OK, "/body/n": "integer"}, id="a round number"
        ),
        pytest.param(
            {**OK, "/body/note": "object|null", "/body/note/id": "string"},
            {**OK, "/body/note": "null"},
            id="null has no fields",
        ),
        pytest.param(
            {**OK, "/latency": "up to 50 ms"},
            {**OK, "/latency": "up to 100 ms"},
            id="a neighbouring latency",
        ),
        pytest.param(
            {**OK, "/latency": "up to 50 ms"},
            {**OK, "/latency": "up to 400 ms"},
            id="a fifth of a second more",
        ),
        pytest.param({**OK, "/latency": "up to 50 ms"}, OK, id="a latency nobody took"),
        pytest.param({**OK, "/body": "unknown"}, FULL, id="a body nobody knows"),
        pytest.param({}, OK, id="a case that was not put"),
        pytest.param(
            {"/status": "204", "step 2 /status": "200"}, {"/status": "204"}, id="it ended early"
        ),
    ],
)
def test_the_absence_of_change_is_seen(old, new):
    assert list(differences(old, new)) == []


@pytest.mark.parametrize(
    "old, new, severity",
    [
        ("200", "403", Severity.BREAKING),
        ("404", "500", Severity.BREAKING),
        ("403", "200", Severity.NOTICE),
        ("200", "204", Severity.NOTICE),
        ("400", "404", Severity.NOTICE),
        ("500", "502", Severity.NOTICE),
    ],
)
def test_how_much_another_status_matters(old, new, severity):
    (found,) = differences({"/status": old}, {"/status": new})
    assert found.severity is severity
