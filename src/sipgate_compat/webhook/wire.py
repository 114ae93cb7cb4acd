"""One push over a socket: bounded in time and memory, whatever the receiver does.

The deadline is of the whole exchange: a receiver that drips a byte a second is given up as well.
"""

from __future__ import annotations

import base64
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

import h11

from ..errors import Undecided, UsageError

LARGEST = 64 * 1024
LARGEST_HEAD = 16 * 1024
CHUNK = 8 * 1024
PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
Clock = Callable[[], float]


class Failed(Exception):
    """No whole answer came; `rule` says what of the platform's rules it touches."""

    def __init__(self, rule: str, says: str, accepted: str) -> None:
        super().__init__(says)
        self.rule = rule
        self.says = says
        self.accepted = accepted


class Silent(Undecided):
    """A host does not even refuse: every further try would take as long."""


class Untrusted(Exception):
    """The receiver's certificate is not accepted, in the words of the TLS library."""


@dataclass(frozen=True)
class Received:
    """An answer as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


@dataclass
class Wire:
    """Sends pushes.

    Args of the constructor:
        timeout: seconds for a whole exchange.
        ca: a file with certificates to trust beside the public ones.
        clock: seconds that only grow.
    """

    timeout: float
    ca: Path | None = None
    clock: Clock = time.monotonic
    contexts: dict[bool, ssl.SSLContext] = field(default_factory=dict)

    def post(
        self, url: str, headers: Mapping[str, str], body: bytes, trusting: bool = False
    ) -> Received:
        """Post a form and read the answer, without following a redirect.

        Raises:
            Undecided: nobody listens there.
            Untrusted: the certificate is not accepted; with `trusting` it is not looked at.
            Failed: something else came than a whole answer in time.
        """
        parts = urlsplit(url)
        begun = self.clock()
        line = Line(self._connected(parts, begun, trusting), begun + self.timeout, self.clock)
        try:
            status, found, data = _exchange(line, parts, headers, body)
        except ssl.SSLError:
            raise _gone("the TLS connection broke") from None
        except TimeoutError:
            raise self._late() from None
        except OSError as error:
            raise _gone(f"the connection broke: {reason(error)}") from None
        finally:
            line.close()
        return Received(status, found, _inflated(data, found), self.clock() - begun)

    def _connected(self, parts: SplitResult, begun: float, trusting: bool) -> socket.socket:
        secure = parts.scheme == "https"
        if secure and trusting not in self.contexts:
            self.contexts[trusting] = self._context(trusting)
        port = parts.port or (443 if secure else 80)
        try:
            plain = socket.create_connection((parts.hostname or "", port), self.timeout)
        except TimeoutError:
            raise Silent("nobody answers the connection") from None
        except (OSError, UnicodeError) as error:
            raise Undecided(reason(error)) from None
        if not secure:
            return plain
        plain.settimeout(max(begun + self.timeout - self.clock(), 0.001))
        try:
            context = self.contexts[trusting]
            return context.wrap_socket(plain, server_hostname=parts.hostname)
        except ssl.SSLCertVerificationError as error:
            plain.close()
            raise Untrusted(error.verify_message) from None
        except TimeoutError:
            plain.close()
            raise self._late() from None
        except (OSError, ValueError) as error:
            plain.close()
            raise Failed("tls", f"no TLS: {reason(error)}", "TLS 1.2 or newer") from None

    def _context(self, trusting: bool) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.ca:
            try:
                context.load_verify_locations(self.ca)
            except OSError as error:
                raise UsageError(f"{self.ca}: no certificates: {reason(error)}") from None
        if trusting:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    def _late(self) -> Failed:
        says = f"no whole answer within {self.timeout:g} seconds"
        return Failed("answer-time", says, "a whole answer in time; long work goes on after it")


@dataclass
class Line:
    """A socket with a deadline over all that is read and written."""

    socket: socket.socket
    deadline: float
    clock: Clock
    heard: bool = False
    """True as soon as anything came."""

    def send(self, data: bytes) -> None:
        """Write all of it, or raise TimeoutError."""
        self.socket.settimeout(self._left())
        self.socket.sendall(data)

    def receive(self) -> bytes:
        """Read some of what comes, or raise TimeoutError."""
        self.socket.settimeout(self._left())
        data = self.socket.recv(CHUNK)
        self.heard = self.heard or bool(data)
        return data

    def _left(self) -> float:
        left = self.deadline - self.clock()
        if left <= 0:
            raise TimeoutError
        return left

    def close(self) -> None:
        """Let go."""
        self.socket.close()


def _exchange(
    line: Line, parts: SplitResult, headers: Mapping[str, str], body: bytes
) -> tuple[int, dict[str, str], bytes]:
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=LARGEST_HEAD)
    request = h11.Request(method="POST", target=_target(parts), headers=_head(parts, headers, body))
    wanted = connection.send(request) or b""
    wanted += connection.send(h11.Data(data=body)) or b""
    line.send(wanted + (connection.send(h11.EndOfMessage()) or b""))
    response, data = None, bytearray()
    try:
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                connection.receive_data(line.receive())
            elif isinstance(event, h11.Response):
                response = event
            elif isinstance(event, h11.Data):
                data += event.data
                if len(data) > LARGEST:
                    raise _too_long()
            elif event is h11.PAUSED or isinstance(event, h11.EndOfMessage | h11.ConnectionClosed):
                break
    except h11.RemoteProtocolError:
        response = None
    if response is None:
        came = "what came is no whole HTTP answer" if line.heard else "the receiver hung up"
        raise _gone(came)
    found = {name.decode("latin-1").lower(): v.decode("latin-1") for name, v in response.headers}
    return response.status_code, found, bytes(data)


def _target(parts: SplitResult) -> bytes:
    query = f"?{parts.query}" if parts.query else ""
    return quote(f"{parts.path or '/'}{query}", safe=PRINTABLE).encode("ascii")


def _head(parts: SplitResult, headers: Mapping[str, str], body: bytes) -> list[tuple[bytes, bytes]]:
    host = parts.netloc.rpartition("@")[2]
    own = {"Host": host, **headers, "Content-Length": str(len(body)), "Connection": "close"}
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        own["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    return [(name.encode(), value.encode("ascii", "replace")) for name, value in own.items()]


def _inflated(data: bytes, headers: Mapping[str, str]) -> bytes:
    """The body without its compression, which may make it long, but no longer than allowed."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding in ("identity", ""):
        return data
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise Failed("encoding", "the body has a coding that was not asked for", "gzip or none")
    try:
        inflater = zlib.decompressobj(wbits=47)
        found = inflater.decompress(data, LARGEST + 1)
    except zlib.error:
        raise Failed("encoding", f"the body is not in {coding}, as it says", "gzip") from None
    if len(found) > LARGEST:
        raise _too_long()
    return found


def _too_long() -> Failed:
    says = f"the answer has more than {LARGEST // 1024} KiB; the rest was not read"
    return Failed("size", says, "a short answer; a few hundred bytes say all that can be said")


def _gone(says: str) -> Failed:
    return Failed("status", says, "one whole HTTP answer with status 200")


def reason(error: Exception) -> str:
    """Why a connection failed, in words of the system's."""
    if isinstance(error, ssl.SSLError):
        return (error.reason or "TLS failed").replace("_", " ").lower()
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__
