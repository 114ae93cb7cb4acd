"""A receiver of pushes on this machine: it keeps what came and answers what it was told."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import trustme

Answer = Callable[[BaseHTTPRequestHandler], None]
XML = "application/xml"


@dataclass(frozen=True)
class Pushed:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def fields(self) -> dict[str, list[str]]:
        return parse_qs(self.body.decode(), keep_blank_values=True, strict_parsing=True)

    def __getitem__(self, name: str) -> str:
        (value,) = self.fields[name]
        return value


@dataclass
class Receiver:
    """Where it is, what came, and what it answers by path."""

    url: str = ""
    got: list[Pushed] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    ended: threading.Event = field(default_factory=threading.Event)

    def says(self, xml: str, path: str = "/in", status: int = 200, kind: str = XML) -> None:
        """Answer with an XML, in which ``{url}`` stands for the receiver itself."""
        body = xml.replace("{url}", self.url).encode()
        self.answers[path] = lambda handler: said(handler, status, kind, body)

    def hangs(self, path: str = "/in") -> None:
        """Answer nothing until the test is over."""
        self.answers[path] = lambda handler: self.ended.wait(30) and None

    @property
    def events(self) -> list[str]:
        return [each["event"] for each in self.got]


def said(handler: BaseHTTPRequestHandler, status: int, kind: str, body: bytes) -> None:
    """Send an answer as a whole."""
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@contextlib.contextmanager
def receiving(authority: trustme.CA | None = None) -> Iterator[Receiver]:
    """A receiver in a thread; with an authority it speaks TLS."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append(Pushed(self.path, dict(self.headers), body))
            answer = receiver.answers.get(self.path, lambda handler: said(handler, 204, "", b""))
            with contextlib.suppress(OSError):
                answer(self)

        def log_message(self, *_: Any) -> None:
            """A test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # a client that refuses the certificate is no error
    if authority:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    receiver.url = f"http{'s' if authority else ''}://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    try:
        yield receiver
    finally:
        receiver.ended.set()
        server.shutdown()
        server.server_close()
