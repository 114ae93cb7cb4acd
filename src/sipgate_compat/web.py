"""HTTP: the one place that imports httpx."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

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

Response = httpx.Response
HEADERS = {
    "accept": "*/*",
    "accept-encoding": "gzip, deflate",
    "connection": "keep-alive",
    "user-agent": USER_AGENT,
}


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


class Session:
    """Kept connections to one host.

    Requests go straight to httpx's transport: what its client adds, cookies, redirects and
    sign-ins, would blur what is judged, and takes as long as the transport itself.
    """

    def __init__(self, url: str, timeout: float) -> None:
        parts = urlsplit(url)
        self.extensions: dict[str, Any] = {"timeout": httpx.Timeout(timeout).as_dict()}
        # Making a TLS context takes longer than a request on loopback.
        self.transport = httpx.HTTPTransport(verify=parts.scheme == "https", proxy=proxy(parts))

    def send(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None = None
    ) -> Response:
        """Put one request and read its answer; raises one of FAILURES."""
        own = {name.lower(): value for name, value in headers.items()}
        request = httpx.Request(
            method, url, headers=HEADERS | own, content=content, extensions=self.extensions
        )
        response = self.transport.handle_request(request)
        response.read()
        return response

    def close(self) -> None:
        """Let go of all connections."""
        self.transport.close()


def proxy(parts: SplitResult) -> str | None:
    """The environment's proxy for a host; none for loopback."""
    host = parts.hostname or ""
    if host in LOOPBACK or proxy_bypass(host):
        return None
    named = getproxies()
    found = named.get(parts.scheme) or named.get("all")
    return f"http://{found}" if found and "://" not in found else found


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
            httpx.Client(
                timeout=timeout,
                follow_redirects=True,
                max_redirects=5,
                trust_env=urlsplit(url).hostname not in LOOPBACK,
                headers={"User-Agent": USER_AGENT},
            ) as web,
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
