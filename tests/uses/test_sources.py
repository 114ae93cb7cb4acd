"""Lists, logs and documents are told apart by their content."""

import gzip
import json

import pytest

from sipgate_compat.errors import CompatError
from sipgate_compat.uses import log, stream

COMMON = '192.0.2.7 - anna [25/Nov/2026:10:00:00 +0100] "{}" 204 0'
LINE = "PUT /v2/calls/123/hold?x=1 HTTP/1.1"
HOLD = ("PUT", "/v2/calls/123/hold?x=1")


@pytest.mark.parametrize(
    "line",
    [
        COMMON.format(LINE),
        COMMON.format(LINE) + ' "https://crm.example.com/" "crm/1.0" "-"',
        "crm.example.com:443 " + COMMON.format(LINE) + " 0.012",
        '192.0.2.7 - - [2026-11-25T10:00:00+01:00] "PUT /v2/calls/123/hold?x=1" 204 0',
    ],
    ids=["common", "combined", "virtual-host", "without-protocol"],
)
def test_lines_of_nginx_and_apache(line):
    assert log.common(line) == HOLD


@pytest.mark.parametrize(
    "record",
    [
        {"method": "put", "path": "/v2/calls/123/hold", "query": "x=1"},
        {"request_method": "PUT", "request_uri": "/v2/calls/123/hold?x=1", "status": 204},
        {"request": LINE, "status": "204"},
        {"request": {"method": "PUT", "uri": "/v2/calls/123/hold?x=1", "host": "x"}},
        {"RequestMethod": "PUT", "RequestPath": "/v2/calls/123/hold?x=1"},
        {"http.request.method": "PUT", "url.path": "/v2/calls/123/hold", "url.query": "x=1"},
        {"http": {"request": {"method": "PUT"}}, "url": {"original": "/v2/calls/123/hold?x=1"}},
        {"httpRequest": {"requestMethod": "PUT", "requestUrl": "/v2/calls/123/hold?x=1"}},
    ],
    ids=["plain", "nginx", "line", "caddy", "traefik", "ecs", "ecs-nested", "cloud"],
)
def test_lines_of_json(record):
    assert log.json_line(json.dumps(record)) == HOLD


@pytest.mark.parametrize(
    "line",
    ["{", "{}", "[1]", '{"method": 7, "path": "/x"}', '{"method": "PUT"}', "{" * 100_000],
    ids=["cut", "empty", "list", "mistyped", "no-path", "deep"],
)
def test_other_json_is_no_request(line):
    assert log.json_line(line) is None


LIST = """
# what our CRM does
getAccount        // the company
PUT /calls/{callId}/hold
- "put https://api.sipgate.com/v2/calls/123/hold?x=1",
"""
LOG = "\n".join([COMMON.format("GET /v2/account HTTP/2.0"), COMMON.format(LINE), "-", "garbage"])
JSON_LOG = "\n".join(
    json.dumps({"method": m, "path": p})
    for m, p in [("GET", "/v2/account"), HOLD, ("GET", "/favicon.ico")]
)
OPENAPI = {
    "openapi": "3.1.0",
    "info": {"title": "Ours", "version": "1"},
    "servers": [{"url": "https://api.sipgate.com/v2"}],
    "paths": {
        "/account": {"get": {"responses": {}}},
        "/calls/{id}/hold": {"put": {"responses": {}}},
    },
}
SWAGGER = """swagger: '2.0'
info: {title: Ours, version: '1'}
basePath: /v2
paths:
  /account: {get: {responses: {}}}
  /calls/{id}/hold: {put: {responses: {}}}
"""


@pytest.mark.parametrize(
    "content, form, requests",
    [
        (LIST, "operations", None),
        (LOG, "access-log", 1),
        (gzip.compress(LOG.encode()), "access-log", 1),
        (JSON_LOG, "access-log", 1),
        (json.dumps(OPENAPI), "openapi", None),
        (json.dumps(OPENAPI, indent=1), "openapi", None),
        (SWAGGER, "openapi", None),
    ],
    ids=["list", "log", "gzip", "json-lines", "openapi", "indented", "swagger"],
)
def test_every_format_names_the_same_operations(file_answered, content, form, requests):
    answer = file_answered(content)
    assert answer.uses.form == form
    assert {row.operation: row.requests for row in answer.operations} == {
        "getAccount": requests,
        "setCallHold": requests,
    }
    assert answer.answer == "may-move"


def test_lines_that_are_not_understood_are_counted_and_the_first_is_named(file_answered):
    read = file_answered(LOG).uses
    assert (read.read, read.not_understood, read.first_not_understood) == (2, 2, "line 3")


def test_more_noise_than_requests_is_no_yes(file_answered):
    assert file_answered(LOG + "\n??? ???\n??? ???").answer == "not-decided"


def test_an_unknown_operation_is_never_a_yes(file_answered):
    answer = file_answered("getAccount\ngetCallz\nDELETE /calls/8f3e/holdd\n")
    assert answer.answer == "not-decided"
    assert [(each.first, each.nearest) for each in answer.strangers] == [
        ("line 2", "getCalls"),
        ("line 3", "DELETE /calls/{callId}"),
    ]


def test_what_the_suite_leaves_out_says_why(file_answered, book):
    left = next(each for each in book.documented.left_out if "{" not in each.path)
    answer = file_answered(f"getAccount\nGET {left.path}\n")
    assert left.reason in answer.strangers[0].says


@pytest.mark.parametrize(
    "content, complaint",
    [
        ("", "empty; accepted: a list of operations"),
        ("\n \n", "empty; accepted"),
        ("<html><body>", "line 1 is in no known format; accepted"),
        ("# only this\n\na b c\n", "line 3 is in no known format"),
        ("\x00\x01\x02", "line 1 is in no known format"),
        ('{"a": 1}', "line 1 is in no known format"),
        ("getCallz", "line 1: no such operation; did you mean 'getCalls'"),
        ("hello", "line 1: no such operation; accepted"),
        ('{"openapi": "3.1.0"}', "`paths` is missing"),
        ("openapi: [", "not valid YAML"),
        (COMMON.format("GET /shop HTTP/1.1"), "names no request of the sipgate API; 1 requests"),
        ("x" * 3_000_000, "line 1 is in no known format"),
    ],
    ids=[
        "empty",
        "blank",
        "html",
        "prose",
        "binary",
        "another-json",
        "unknown-name",
        "a-word",
        "no-paths",
        "broken-yaml",
        "elsewhere",
        "an-endless-line",
    ],
)
def test_bad_input_is_one_clear_line(file_answered, content, complaint):
    with pytest.raises(CompatError) as raised:
        file_answered(content)
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_line_that_never_ends_is_left_out(file_answered, monkeypatch):
    monkeypatch.setattr(stream, "LONGEST_LINE", 1000)
    answer = file_answered("getAccount\n" + "y" * 5000 + "\nsetCallHold\n")
    assert (answer.uses.read, answer.uses.first_not_understood) == (2, "line 2")


def test_a_file_without_an_end_is_given_up(file_answered, monkeypatch):
    monkeypatch.setattr(stream, "MOST_BYTES", 100_000)
    with pytest.raises(CompatError, match="give a part of it"):
        file_answered("getAccount\n" * 20_000)


def test_many_kinds_of_requests_do_not_fill_the_memory(collector, monkeypatch):
    from sipgate_compat.uses import collect

    monkeypatch.setattr(collect, "MOST_SEEN", 5)
    monkeypatch.setattr(collect, "MOST_STRANGERS", 5)
    fields = ["given", "family", "picture", "scope"]
    for number in range(16):
        body = {name: None for bit, name in enumerate(fields) if number >> bit & 1}
        collector.request("POST", "/v2/contacts", body, "entry 1")
        collector.request("GET", "/v2" + "/x" * (number + 3), None, "entry 1")
    assert len(collector.seen) == 6
    assert sum(collector.seen.values()) == 16
    assert len(collector.strangers) == 6
