"""HAR files of any size: of each entry its method, address and what is told of its body."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..errors import DataError
from .seen import Body, body_of
from .slim import TOO_LONG, Slim
from .stream import Stream

ENTRY = "log.entries.item"
WANTED = {
    f"{ENTRY}.request.method": "method",
    f"{ENTRY}.request.url": "url",
    f"{ENTRY}.request.bodySize": "size",
    f"{ENTRY}.request.postData.text": "text",
    f"{ENTRY}.request.postData.mimeType": "type",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One request of the file; nothing where it is not one."""

    number: int
    method: str | None
    url: str | None
    body: Any


def entries(stream: Stream) -> Iterator[Entry]:
    """Every entry, as they come.

    Raises:
        DataError: it is no JSON, ends before its end, or has no entries.
    """
    import ijson

    found: dict[str, Any] = {}
    number, listed = 0, False
    source = Slim(io.BufferedReader(stream, 1 << 16), stream.name)
    try:
        for prefix, event, value in ijson.parse(source):
            if name := WANTED.get(prefix):
                found[name] = value
            elif prefix == ENTRY and event in ("end_map", "string", "number", "null", "boolean"):
                number += 1
                yield _entry(number, found)
                found = {}
            elif prefix == "log.entries" and event == "start_array":
                listed = True
    except ijson.JSONError:
        cut = source.ended and source.depth > 0
        how = "it ends in the middle" if cut else "it is not valid JSON"
        raise DataError(_broken(stream.name, number, how)) from None
    if not listed:
        raise DataError(f"{stream.name}: not a HAR file: `log.entries` is missing or no list")


def _broken(name: str, number: int, how: str) -> str:
    return f"{name}: a broken HAR file: after entry {number}, {how}; export it again"


def _entry(number: int, found: dict[str, Any]) -> Entry:
    method, url = found.get("method"), found.get("url")
    return Entry(
        number,
        method if isinstance(method, str) else None,
        url if isinstance(url, str) else None,
        _body(found),
    )


def _body(found: dict[str, Any]) -> Any:
    """What is told of the body.

    Browsers leave the text out where there is none, and where they did not keep it.
    """
    text, size = found.get("text"), found.get("size")
    if text == TOO_LONG:
        return Body.UNKNOWN
    if isinstance(text, str) and text:
        return body_of(text)
    if size == 0 or found.get("method") in ("GET", "HEAD", "DELETE"):
        return Body.ABSENT
    return Body.UNKNOWN
