"""A proxy in front of an emulator that changes answers on their way."""

import http.client
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..servers import Quiet, listening

DROPPED = ("content-length", "connection", "transfer-encoding")


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

    class Handler(Quiet):
        def forward(self):
            body = self.received()
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
            kept = [each for each in passing.headers if each[0].lower() not in DROPPED]
            self.send_response_only(passing.status)
            self.say(passing.status, kept, passing.body)

        do_GET = do_POST = do_PUT = do_DELETE = forward  # noqa: N815

    with listening(Handler) as origin:
        yield f"{origin}{host.path}"
