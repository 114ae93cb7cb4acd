"""HTTP: the place that imports httpx; the proxy's `recorder.passage` is the other."""

from __future__ import annotations

import ipaddress
import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from . import __version__
from .errors import Undecided, UsageError

USER_AGENT = f"sipgate-compat/{__version__}"
CONTACT = re.compile(r"[!-'*-~]{1,200}")
LARGEST_REPLY = 1 << 20
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


def is_loopback(host: str | None) -> bool:
    """Whether a host is this machine; other names ending in localhost may lead elsewhere."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def check_base_url(base_url: str) -> None:
    """Is there nothing secret in a base URL? It stands in every report.

    Raises:
        UsageError: there may be, and it is not repeated.
    """
    shown = told(base_url)
    if shown != base_url:
        raise UsageError(
            f"{shown}: a base URL holds no credentials, no query and no fragment; "
            "credentials come from the environment"
        )


def told(url: str) -> str:
    """A URL as messages may show it."""
    return re.sub(r"[^/]*@", "", re.split(r"[?#]", url)[0])


def checked(url: str) -> SplitResult:
    """The parts of a URL to which credentials may go.

    Raises:
        UsageError: it names no host or no port that exists, or is plain HTTP and not loopback.
    """
    check_base_url(url)
    parts = _parts(url)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise UsageError(f"{url}: credentials travel over https only; plain http is for loopback")
    return parts


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass  # brackets that do not close, a port that is no number or too large
    raise UsageError(
        f"{told(url)}: not a base URL; it begins with http:// or https:// and names a host"
    )


def user_agent(contact: str | None = None) -> str:
    """Who asks: this tool, and where whoever runs it is found.

    Raises:
        UsageError: the contact cannot stand in a header.
    """
    if not contact:
        return USER_AGENT
    if not CONTACT.fullmatch(contact):
        raise UsageError("contact: a URL or an e-mail address, without blanks and brackets")
    return f"{USER_AGENT} (+{contact})"


def session(
    url: str, timeout: float, follow_redirects: bool = False, agent: str = USER_AGENT
) -> httpx.Client:
    """A session of kept connections; proxies of the environment are not for loopback."""
    parts = urlsplit(url)
    return httpx.Client(
        timeout=timeout,
        follow_redirects=follow_redirects,
        max_redirects=5,
        trust_env=not is_loopback(parts.hostname),
        headers={"User-Agent": agent},
        # Making a TLS context takes longer than a request on loopback.
        verify=parts.scheme == "https" or follow_redirects,
    )


class Connection:
    """Kept connections to one host.

    Requests go straight to httpx's transport: what its client adds, cookies, redirects and
    sign-ins, would blur what is judged, and takes as long as the transport itself.
    """

    def __init__(self, url: str, timeout: float, agent: str = USER_AGENT) -> None:
        parts = urlsplit(url)
        self.headers = HEADERS | {"user-agent": agent}
        self.extensions: dict[str, Any] = {"timeout": httpx.Timeout(timeout).as_dict()}
        # Making a TLS context takes longer than a request on loopback.
        self.transport = httpx.HTTPTransport(verify=parts.scheme == "https", proxy=proxy(parts))

    def send(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None = None
    ) -> Response:
        """Put one request and read its answer; raises one of FAILURES."""
        own = {name.lower(): value for name, value in headers.items()}
        request = httpx.Request(
            method,
            parsed(url),
            headers=self.headers | own,
            content=content,
            extensions=self.extensions,
        )
        response = self.transport.handle_request(request)
        response.read()
        return response

    def close(self) -> None:
        """Let go of all connections."""
        self.transport.close()


# A case is put to three profiles, mostly at the same address.
parsed = lru_cache(maxsize=1024)(httpx.URL)


def proxy(parts: SplitResult) -> str | None:
    """The environment's proxy for a host; none for loopback."""
    host = parts.hostname or ""
    if is_loopback(host) or proxy_bypass(host):
        return None
    named = getproxies()
    found = named.get(parts.scheme) or named.get("all")
    return f"http://{found}" if found and "://" not in found else found


def reason(error: Exception) -> str:
    """Why no answer came, in words of ours or of the system's."""
    if isinstance(error, SPEAKS) and not str(error).startswith(HUNG_UP):
        return "what came is not HTTP"
    return str(error) or type(error).__name__


@dataclass(frozen=True, slots=True)
class Reply:
    """What a token endpoint said."""

    status: int
    body: Any


def form(url: str, fields: Mapping[str, str], timeout: float) -> Reply:
    """Post a form that holds secrets; no redirect is followed.

    Raises:
        Undecided: no answer came.
    """
    try:
        with (
            session(url, timeout) as web,
            web.stream("POST", url, data=dict(fields)) as response,
        ):
            data = b""
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > LARGEST_REPLY:
                    break
            status = response.status_code
    except FAILURES as error:
        raise Undecided(f"{url}: no answer: {reason(error)}") from None
    try:
        return Reply(status, json.loads(data))
    except (ValueError, RecursionError):
        return Reply(status, None)


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
