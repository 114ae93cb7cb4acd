"""A second process that behaves as the live API may: an emulator seen through rough weather.

``python rough.py UPSTREAM`` listens on two addresses of this machine, says so in JSON, and ends
with its standard input. Under ``/_rough`` a test makes weather and reads who came by.
"""

import contextlib
import http.client
import json
import socket
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HOSTS = ("127.0.0.2", "127.0.0.3")
HOP = ("content-length", "connection", "transfer-encoding", "host", "date", "server")
JSON = {"Content-Type": "application/json"}
PATIENCE = 10


class Weather:
    """What is rough at present, and which requests arrived."""

    def __init__(self, upstream):
        self.upstream = urlsplit(upstream)
        self.lock = threading.Lock()
        self.clear()

    def clear(self):
        self.rough, self.journal, self.elsewhere, self.used = [], [], [], set()

    def met(self, path):
        """The roughness that this request meets, if any; each counts down."""
        with self.lock:
            for each in self.rough:
                if path.startswith(each.get("path", "/")) and each.get("times", 1) > 0:
                    each["times"] = each.get("times", 1) - 1
                    return each
        return {}


class Handler(BaseHTTPRequestHandler):
    """Forwards what it does not spoil."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    weather: Weather

    def handle_any(self):
        self.body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.path.startswith("/_rough"):
            return self.control()
        shown = {"method": self.command, "path": self.path}
        for name in ("authorization", "user-agent"):
            shown[name] = self.headers.get(name)
        here = self.server is self.server.main
        (self.weather.journal if here else self.weather.elsewhere).append(shown)
        if not here:
            return self.answer(200, JSON, b"{}")
        if "/openid-connect/token" in self.path and not self.unused():
            return self.answer(400, JSON, b'{"error": "invalid_grant"}')
        self.met = self.weather.met(self.path)
        return getattr(self, self.met.get("kind", "forward"))()

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = handle_any  # noqa: N815

    def control(self):
        if self.command == "DELETE":
            self.weather.clear()
        elif self.command == "POST":
            self.weather.rough.append(json.loads(self.body))
        seen = {"requests": self.weather.journal, "elsewhere": self.weather.elsewhere}
        self.answer(200, JSON, json.dumps(seen).encode())

    def unused(self):
        """A realm that rotates refresh tokens accepts each of them once."""
        token = parse_qs(self.body.decode()).get("refresh_token", [""])[0]
        with self.weather.lock:
            fresh = token not in self.weather.used
            self.weather.used.add(token)
        return fresh

    def status(self):
        """Some answer instead of the API's own."""
        body = self.met.get("body", "").encode()
        self.answer(self.met["status"], self.met.get("headers", {}), body)

    def reset(self):
        """The connection is reset in the middle of a body."""
        self.send_response_only(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"items": [')
        self.wfile.flush()
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()
        self.close_connection = True

    def slow(self):
        """No answer until the client has lost its patience."""
        self.connection.settimeout(PATIENCE)
        with contextlib.suppress(OSError):
            self.connection.recv(1)
        self.close_connection = True

    def become(self):
        """The account answers as another one does: it was migrated."""
        self.forward({"authorization": self.met["authorization"]})

    def forward(self, instead=None):
        upstream = self.weather.upstream
        sent = {k: v for k, v in self.headers.items() if k.lower() not in HOP}
        if instead and "authorization" in sent:
            sent |= instead
        connection = http.client.HTTPConnection(upstream.hostname, upstream.port, timeout=PATIENCE)
        connection.request(self.command, self.path, self.body or None, sent)
        answer = connection.getresponse()
        kept = {k: v for k, v in answer.getheaders() if k.lower() not in HOP}
        self.answer(answer.status, kept, answer.read())
        connection.close()

    def answer(self, status, headers, body):
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Whoever hangs up is no error here."""


def listening(host):
    """A server on an address of its own where this machine has several."""
    try:
        return Server((host, 0), Handler)
    except OSError:
        return Server(("127.0.0.1", 0), Handler)


def main(upstream):
    Handler.weather = Weather(upstream)
    servers = [listening(host) for host in HOSTS]
    for each in servers:
        each.main = servers[0]
        threading.Thread(target=each.serve_forever, args=(0.05,), daemon=True).start()
    urls = [f"http://{each.server_address[0]}:{each.server_port}" for each in servers]
    print(json.dumps({"url": urls[0], "elsewhere": urls[1]}), flush=True)  # noqa: T201
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
