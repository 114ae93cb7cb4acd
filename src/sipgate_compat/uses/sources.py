"""What an integration left behind, told apart by its content, and read into a `Collector`."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import DataError
from ..spec.read import document
from ..spec.source import MAX_BYTES
from ..spec.text import parsed
from . import har, log, recording
from .collect import Collector
from .model import Read
from .seen import Body
from .slim import Slim
from .stream import Stream, opened

FORMATS = (
    "a list of operations (an operationId or METHOD /path on each line), a HAR file, an access log "
    "(common, combined or JSON lines), an OpenAPI document, or a file of sipgate-compat record"
)
SAMPLE = 50
OPENAPI = re.compile(rb"^[\"']?(openapi|swagger)[\"']?\s*:", re.MULTILINE)
COMMENT = re.compile(r"(^|\s)(#|//).*$")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{2,60}")
LABEL = re.compile(r"([A-Za-z]{3,10})[\s:]+((?:https?://|/)\S{0,8000})")


def read(path: str, collector: Collector) -> Read:
    """Read a file of any accepted format.

    Args:
        path: the file; `-` is standard input.
        collector: takes the requests.

    Raises:
        CompatError: it is none of them, is broken, or names no request of the API.
    """
    with opened(path) as stream:
        found = _reader(stream)(stream, collector)
    if found.form == "operations" and not collector.seen:
        raise DataError(f"{found.name}: {_unknown(collector)}")
    if not collector.seen and not collector.strangers:
        left = f"; {collector.elsewhere} requests went elsewhere" if collector.elsewhere else ""
        raise DataError(f"{found.name}: names no request of the sipgate API{left}")
    return found.model_copy(update={"elsewhere": collector.elsewhere})


def _unknown(collector: Collector) -> str:
    """Why a list in which nothing is known is no list of operations."""
    for each in collector.strangers.values():
        hint = f"did you mean {each.nearest!r}?" if each.nearest else f"accepted: {FORMATS}"
        return f"{each.first}: no such operation; {hint}"
    return f"names no operation; accepted: {FORMATS}"


Reader = Callable[[Stream, Collector], Read]


def _reader(stream: Stream) -> Reader:
    """The reader of a file, by its first bytes."""
    head = stream.head.lstrip()
    if not head:
        raise DataError(f"{stream.name}: empty; accepted: {FORMATS}")
    if head.startswith(b"{"):
        return _of_json(stream, _top_keys(head, stream.name))
    if OPENAPI.search(head):
        return _openapi
    return _of_lines(stream)


def _of_json(stream: Stream, keys: set[str]) -> Reader:
    if "log" in keys:
        return _har
    if keys & {"openapi", "swagger", "paths"}:
        return _openapi
    if recording.FORM in keys:
        return recording.read
    return _of_lines(stream)


def _top_keys(head: bytes, name: str) -> set[str]:
    """The keys of the first JSON object, as far as the head shows them.

    Raises:
        DataError: it is nested too deeply.
    """
    import ijson

    keys: set[str] = set()
    depth = 0
    try:
        for event, value in ijson.basic_parse(Slim(io.BytesIO(head), name)):
            if event == "map_key" and depth == 1:
                keys.add(value)
            depth += event in ("start_map", "start_array")
            depth -= event in ("end_map", "end_array")
    except ijson.JSONError:
        pass  # the head ends somewhere, or more lines follow
    return keys


def _har(stream: Stream, collector: Collector) -> Read:
    lines = _Counted()
    for each in har.entries(stream):
        where = f"entry {each.number}"
        if each.method and each.url:
            lines.understood()
            if each.url.startswith(("http://", "https://")):
                collector.request(each.method, each.url, each.body, where)
            else:
                collector.elsewhere += 1
        else:
            lines.not_understood(where)
    return lines.read(stream.name, "har", "entries")


def _openapi(stream: Stream, collector: Collector) -> Read:
    found = document(parsed(stream.text(MAX_BYTES), stream.name), stream.name)
    for each in found.operations.values():
        sent = {f"query {p.name}" for p in each.parameters if p.place == "query"}
        unknown = frozenset({"path", "body", *sent})
        collector.named(each.method, each.path, unknown, "the document")
    return Read(name=stream.name, form="openapi", unit="operations", read=len(found.operations))


@dataclass(slots=True)
class _Counted:
    """How many lines or entries were understood, and the first that was not."""

    good: int = 0
    bad: int = 0
    first: str | None = None

    def understood(self) -> None:
        """One more."""
        self.good += 1

    def not_understood(self, where: str) -> None:
        """One more that was not."""
        self.bad += 1
        self.first = self.first or where

    def read(self, name: str, form: str, unit: str) -> Read:
        """The account of it."""
        return Read.model_validate(
            {
                "name": name,
                "form": form,
                "unit": unit,
                "read": self.good,
                "not_understood": self.bad,
                "first_not_understood": self.first,
            }
        )


def _of_lines(stream: Stream) -> Reader:
    """The reader that understands most of the first lines.

    Raises:
        DataError: none understands any.
    """
    text = stream.head.decode("utf-8", errors="replace")
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if _bare(line)][:SAMPLE]
    scores = {way: sum(way(line) is not None for _, line in lines) for way in WAYS}
    best = max(WAYS, key=lambda way: scores[way])
    if not scores[best]:
        number = lines[0][0] if lines else 1
        raise DataError(f"{stream.name}: line {number} is in no known format; accepted: {FORMATS}")
    return lambda stream, collector: WAYS[best](stream, collector, best)


Way = Callable[[str], log.Request | None]


def _listed(line: str) -> log.Request | None:
    """A line of a list: an operationId with no address, or a method and an address."""
    line = _bare(line)
    if NAME.fullmatch(line):
        return line, ""
    found = LABEL.fullmatch(line)
    return (found[1].upper(), found[2]) if found else None


def _bare(line: str) -> str:
    return COMMENT.sub("", line).strip(" \t-*\"'`,;\r\n")


def _list(stream: Stream, collector: Collector, way: Way) -> Read:
    lines = _Counted()
    for number, line in stream.lines():
        where = f"line {number}"
        found = way(line) if line else None
        if found is None:
            if line is None or _bare(line):
                lines.not_understood(where)
            continue
        lines.understood()
        if found[1]:
            collector.request(*found, Body.UNKNOWN, where, strict=False, has_query=False)
        else:
            collector.name(found[0], where)
    return lines.read(stream.name, "operations", "lines")


def _log(stream: Stream, collector: Collector, way: Way) -> Read:
    lines = _Counted()
    for number, line in stream.lines():
        found = way(line) if line else None
        if found:
            lines.understood()
            collector.request(*found, Body.UNKNOWN, f"line {number}")
        elif line != "":
            lines.not_understood(f"line {number}")
    return lines.read(stream.name, "access-log", "lines")


# Where two understand as much, the earlier: a stray word in a log is no list of operations.
WAYS: dict[Way, Callable[[Stream, Collector, Way], Read]] = {
    log.common: _log,
    log.json_line: _log,
    _listed: _list,
}
