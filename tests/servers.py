"""A server on loopback for as long as a block lasts."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Quiet(BaseHTTPRequestHandler):
    """Answers on kept connections and logs nothing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def received(self):
        """The request's body."""
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def say(self, status, headers, body):
        """Answer; `headers` are pairs, to which the length is added."""
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


@contextmanager
def listening(handler):
    """The origin of a server with these handlers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
