"""Which headers a proxy passes on."""

from __future__ import annotations

from collections.abc import Iterable

Header = tuple[bytes, bytes]
# Of one connection, and none of the next; RFC 9110, section 7.6.1, and what clients still send.
HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
# `host` is the next server's own; `expect` was answered by our server already.
OF_REQUESTS = HOP_BY_HOP | {b"host", b"expect"}
OF_ANSWERS = HOP_BY_HOP


def passed_on(headers: Iterable[Header], dropped: frozenset[bytes]) -> list[Header]:
    """The headers that go on, in their order and as often as they stand there.

    Args:
        headers: as they came.
        dropped: names in lower case; what `Connection` names is dropped besides.
    """
    headers = [(name.lower(), value) for name, value in headers]
    named = {
        part.strip().lower()
        for name, value in headers
        if name == b"connection"
        for part in value.split(b",")
    }
    return [(name, value) for name, value in headers if name not in dropped | named]


def has_body(headers: Iterable[Header]) -> bool:
    """Whether a request announces a body."""
    said = {name.lower(): value for name, value in headers}
    return b"transfer-encoding" in said or said.get(b"content-length", b"0").strip(b" 0") != b""


def localised(headers: Iterable[Header], origin: bytes) -> list[Header]:
    """Answers that lead to the API's own address lead through the proxy."""
    return [
        (name, value[len(origin) :] or b"/")
        if name == b"location" and (value == origin or value.startswith(origin + b"/"))
        else (name, value)
        for name, value in headers
    ]
