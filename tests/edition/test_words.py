"""The page's vocabulary: statuses and endpoints in all their spellings."""

import pytest

from sipgate_compat.edition.endpoint import endpoints, key, normal
from sipgate_compat.edition.words import clean, column_of, section_of, status_of


@pytest.mark.parametrize(
    "text, status",
    [
        ("Planned", "planned"),
        ("Geplant", "planned"),
        ("IN PROGRESS", "in-progress"),
        ("In-Progress", "in-progress"),
        ("in\u00a0Arbeit", "in-progress"),
        ("✅ Implemented", "implemented"),
        ("Implemented (beta)", "implemented"),
        ("Umgesetzt", "implemented"),
        ("Implementiert.", "implemented"),
        ("Under review", "under-review"),
        ("In Prüfung", "under-review"),
        ("In Pruefung", "under-review"),
        ("No implementation", "not-planned"),
        ("Not planned", "not-planned"),
        ("Nicht geplant", "not-planned"),
        ("Not implemented", "unknown"),
        ("Implemented soon", "unknown"),
        ("", "unknown"),
    ],
    ids=lambda value: value or "nothing",
)
def test_statuses(text, status):
    assert status_of(text) == status


@pytest.mark.parametrize(
    "text, path",
    [
        ("/calls/{callId}/", "/calls/{callId}"),
        ("/calls/:callId/hold", "/calls/{callId}/hold"),
        ("/calls/<callId>", "/calls/{callId}"),
        ("/calls/{ callId }", "/calls/{callId}"),
        ("/v2/calls", "/calls"),
        ("/v2", "/"),
        ("/calls/ {callId} /dtmf", "/calls/{callId}/dtmf"),
        ("//calls", "/calls"),
    ],
    ids=lambda value: value.strip("/") or "root",
)
def test_paths(text, path):
    assert normal(text) == path


@pytest.mark.parametrize(
    "text, found, rest",
    [
        ("GET /calls", [("GET", "/calls")], ""),
        ("get https://api.example.com:443/v2/calls", [("GET", "/calls")], ""),
        ("GET/PUT /calls/{id}", [("GET", "/calls/{id}"), ("PUT", "/calls/{id}")], ""),
        ("GET /calls (beta)", [("GET", "/calls")], "(beta)"),
        ("GET /calls and POST /calls", [("GET", "/calls"), ("POST", "/calls")], "and"),
        ("GET /devices?type=app", [("GET", "/devices")], "?type=app"),
        ("/calls", [], "/calls"),
        ("TARGET /calls", [], "TARGET /calls"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_endpoints_in_a_cell(text, found, rest):
    got = endpoints(text)
    assert (list(got.endpoints), got.rest) == (found, rest)


def test_a_parameter_counts_by_its_place():
    assert key("GET", "/calls/{callId}/x") == key("get", "/v2/calls/:id/x/")
    assert key("GET", "/calls/{callId}") != key("GET", "/calls")


@pytest.mark.parametrize(
    "text, column",
    [
        ("Endpoint (api.example.com)", "endpoint"),
        ("Aktueller Stand", "status"),
        ("Informationen", "note"),
        ("Beschreibung", "description"),
        ("The endpoint is here.", None),
        ("Calls", None),
    ],
    ids=lambda value: value or "none",
)
def test_columns(text, column):
    assert column_of(text) == column


@pytest.mark.parametrize(
    "text, section",
    [("RTCM - Real Time Call Manipulation", "rtcm"), ("Kanäle", "channels"), ("Prices", None)],
    ids=lambda value: value or "none",
)
def test_sections(text, section):
    assert section_of(text) == section


def test_nothing_invisible_is_left():
    assert (
        clean(" in\u00advis\u200bible\ufeff \u00a0non\u2011breaking\n") == "invisible non-breaking"
    )
