"""Receivers on loopback, each of which behaves in one way."""

import ssl
import threading
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from urllib.parse import parse_qs

CERTIFICATE = Path(__file__).with_name("self-signed.pem")
SUBSCRIBED = '<Response onAnswer="{base}/answer" onHangup="{base}/hangup"/>'
GATHERING = '<Response><Gather onData="{base}/keys" maxDigits="3"/></Response>'


def reply(body=b"", status="200 OK", content_type="application/xml", **headers):
    """An HTTP answer as bytes."""
    body = body.encode() if isinstance(body, str) else body
    named = {"Content-Type": content_type, "Content-Length": str(len(body)), **headers}
    lines = [f"{k.replace('_', '-')}: {v}\r\n" for k, v in named.items() if v is not None]
    return f"HTTP/1.1 {status}\r\n{''.join(lines)}\r\n".encode() + body


def subscribed(push):
    """Asks for every event and lets each call go on."""
    if push.event == "newCall":
        return reply(SUBSCRIBED.format(base=push.base))
    return reply("<Response/>")


def gathering(push):
    """Asks for keys, and hangs up when they came."""
    if push.event == "newCall":
        return reply(GATHERING.format(base=push.base))
    return reply("<Response><Hangup/></Response>")


class Push:
    """A request as it came."""

    def __init__(self, path, headers, body, base):
        self.path, self.headers, self.body, self.base = path, headers, body, base
        self.fields = parse_qs(body.decode("ascii"), keep_blank_values=True)
        self.event = self.fields["event"][0]


class Handler(StreamRequestHandler):
    """Reads a push and does what the receiver's behaviour says: bytes, or parts of them."""

    def handle(self):
        path = self.rfile.readline().split()[1].decode()
        headers = {}
        while line := self.rfile.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers["content-length"]))
        push = Push(path, headers, body, self.server.base)
        self.server.pushes.append(push)
        answer = self.server.behave(push)
        for part in [answer] if isinstance(answer, bytes) else answer:
            self.wfile.write(part)


class Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        """The check hangs up on bad receivers; that is no news."""


@contextmanager
def receiving(behave, tls=False):
    """A receiver with its address in `base` and what came in `pushes`."""
    server = Server(("127.0.0.1", 0), Handler)
    server.base = f"http{'s' if tls else ''}://127.0.0.1:{server.server_address[1]}"
    server.behave, server.pushes, server.closing = behave, [], threading.Event()
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
