"""HTTP: the one place that imports httpx."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from . import __version__
from .errors import Undecided

USER_AGENT = f"sipgate-compat/{__version__}"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
FAILURES = (httpx.HTTPError, httpx.InvalidURL, UnicodeError)

# What a server says ends up in the text of these, word by word.
HUNG_UP = ("Server disconnected", "peer closed connection")
SPEAKS = (httpx.RemoteProtocolError, httpx.LocalProtocolError, httpx.DecodingError)
# Their lines would show addresses and headers of live accounts in a test's captured log.
for logger in ("httpx", "httpcore"):
    logging.getLogger(logger).setLevel(logging.CRITICAL + 1)

Session = httpx.Client
Response = httpx.Response


class TooMuch(Exception):
    """A server sent more than was asked for."""


@dataclass(frozen=True, slots=True)
class Download:
    """What a server gave."""

    status: int
    data: bytes
    charset: str | None
    etag: str | None = None
    last_modified: str | None = None


def session(url: str, timeout: float, follow_redirects: bool = False) -> Session:
    """A session of kept connections; proxies of the environment are not for loopback."""
    parts = urlsplit(url)
    return httpx.Client(
        timeout=timeout,
        follow_redirects=follow_redirects,
        max_redirects=5,
        trust_env=parts.hostname not in LOOPBACK,
        headers={"User-Agent": USER_AGENT},
        # Making a TLS context takes longer than a request on loopback.
        verify=parts.scheme == "https" or follow_redirects,
    )


def reason(error: Exception) -> str:
    """Why no answer came, in words of ours or of the system's."""
    if isinstance(error, SPEAKS) and not str(error).startswith(HUNG_UP):
        return "what came is not HTTP"
    return str(error) or type(error).__name__


def download(
    url: str,
    most: int,
    timeout: float,
    headers: Mapping[str, str] | None = None,
    within: float | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Download:
    """A document from anywhere, without credentials, following redirects.

    Args:
        url: its address.
        most: bytes that are read at the most.
        timeout: seconds without a sign of life.
        headers: of the request.
        within: seconds for the whole answer; as long as it takes by default.
        clock: seconds, for `within`.

    Raises:
        Undecided: no answer came, or not all of it in time.
        TooMuch: the answer is longer than `most`.
    """
    begun = clock()
    try:
        with (
            session(url, timeout, follow_redirects=True) as web,
            web.stream("GET", url, headers=headers) as response,
        ):
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > most:
                    raise TooMuch(url)
                if within is not None and clock() - begun > within:
                    raise Undecided(f"the answer took more than {within:g} seconds")
            return Download(
                response.status_code,
                bytes(data),
                response.charset_encoding,
                response.headers.get("ETag"),
                response.headers.get("Last-Modified"),
            )
    except (*FAILURES, ValueError) as error:
        raise Undecided(reason(error)) from None
