"""A proxy in front of an emulator that changes answers on their way."""

import http.client
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass
class Passing:
    """One answer on its way through, with the request that asked for it."""

    method: str
    path: str
    authorization: str
    request_body: bytes
    status: int
    headers: list[tuple[str, str]]
    body: bytes


@contextmanager
def proxying(upstream, alter):
    """The base URL of a proxy; `alter` may change a Passing in place."""
    host = urlsplit(upstream)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def forward(self):
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length)
            connection = http.client.HTTPConnection(host.hostname, host.port, timeout=10)
            sent = {
                k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")
            }
            connection.request(self.command, self.path, body or None, sent)
            answer = connection.getresponse()
            passing = Passing(
                self.command,
                self.path,
                self.headers.get("authorization", ""),
                body,
                answer.status,
                answer.getheaders(),
                answer.read(),
            )
            connection.close()
            alter(passing)
            self.answer(passing)

        do_GET = do_POST = do_PUT = do_DELETE = forward  # noqa: N815

        def answer(self, passing):
            self.send_response_only(passing.status)
            dropped = ("content-length", "connection", "transfer-encoding")
            for key, value in passing.headers:
                if key.lower() not in dropped:
                    self.send_header(key, value)
            if passing.status != 204:
                self.send_header("Content-Length", str(len(passing.body)))
            self.end_headers()
            if passing.status != 204:
                self.wfile.write(passing.body)

        def log_message(self, *args):
            """Proxies are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{host.path}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
