"""A broken provider on a port of this machine, for tools that know nothing of this process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from ..emulator.clock import Clock
from ..emulator.server import ready_line
from .mutant import Mutant
from .provider import Asked, Provider

OWN = ("content-length", "connection", "transfer-encoding")
NO_BODY = (204, 304)


@contextmanager
def serving(mutant: Mutant, port: int = 0) -> Iterator[dict[str, Any]]:
    """The ready line of an emulator that is broken in one way; it ends with the context."""
    provider = Provider(Clock())
    provider.broken = mutant.make()
    with served(provider, port) as ready:
        yield ready


@contextmanager
def served(provider: Provider, port: int = 0) -> Iterator[dict[str, Any]]:
    """The same for a provider that may be broken otherwise while it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(provider))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield ready_line(provider.emulator, "127.0.0.1", server.server_port)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    one_at_a_time = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        """Hands every request to the provider."""

        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def forward(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length)
            headers = {name.lower(): value for name, value in self.headers.items()}
            with one_at_a_time:
                told = provider.answer(Asked(self.command, self.path, headers, body))
            self.send_response_only(told.status)
            for name, value in told.headers.items():
                if name not in OWN:
                    self.send_header(name, value)
            if told.status not in NO_BODY:
                self.send_header("content-length", str(len(told.content)))
            self.end_headers()
            if told.status not in NO_BODY and self.command != "HEAD":
                self.wfile.write(told.content)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = forward  # noqa: N815

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    return Handler
