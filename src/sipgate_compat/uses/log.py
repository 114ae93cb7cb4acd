"""Access logs: common and combined lines of nginx and Apache, and JSON lines of many servers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

METHOD = r"[A-Z]{3,16}"
# The time in brackets and the request in quotes stand beside each other in every common format.
COMMON = re.compile(
    rf'\[[^\]]{{6,60}}\]\s+"({METHOD}) (\S{{1,16000}}?)(?: HTTP/[0-9.]+)?"\s+[0-9]{{3}}\b'
)
REQUEST = re.compile(rf"({METHOD}) (\S+)(?: HTTP/[0-9.]+)?")
METHODS = (
    "method",
    "requestmethod",
    "httpmethod",
    "httprequestmethod",
    "httprequestrequestmethod",
    "reqmethod",
    "verb",
)
ADDRESSES = (
    "urloriginal",
    "urlfull",
    "requesturl",
    "httprequestrequesturl",
    "requesturi",
    "url",
    "requrl",
    "uri",
    "requestpath",
    "urlpath",
    "path",
    "target",
)
QUERIES = ("query", "querystring", "urlquery", "args")
REQUESTS = ("request", "requestline")
DEEPEST = 3
Request = tuple[str, str]
"""A method and an address with its query."""


def common(line: str) -> Request | None:
    """The request of a line in the common or combined format; None where it is none."""
    found = COMMON.search(line)
    return (found[1], found[2]) if found else None


def json_line(line: str) -> Request | None:
    """The request of a line of JSON; None where none is found in it."""
    if not line.startswith("{"):
        return None
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    fields = dict(_flat(record)) if isinstance(record, dict) else {}
    return _of_fields(fields)


def _of_fields(fields: dict[str, str]) -> Request | None:
    for name in REQUESTS:
        if found := REQUEST.fullmatch(fields.get(name, "").strip()):
            return found[1], found[2]
    method = next((fields[name] for name in METHODS if name in fields), "")
    address = next((fields[name] for name in ADDRESSES if name in fields), "")
    if not re.fullmatch(METHOD, method.upper()) or not address:
        return None
    query = next((fields[name] for name in QUERIES if name in fields), "").lstrip("?")
    return method.upper(), f"{address}?{query}" if query and "?" not in address else address


def _flat(record: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Texts by their names, whatever joins a name's words: ``http.request.method``."""
    for name, value in record.items():
        plain = before + re.sub(r"[^a-z0-9]", "", name.lower())
        if isinstance(value, str):
            yield plain, value
        elif isinstance(value, dict) and depth < DEEPEST:
            yield from _flat(value, plain, depth + 1)
