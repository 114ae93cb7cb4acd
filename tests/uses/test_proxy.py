"""The recording proxy: what passes, what is noted, and what never is."""

import asyncio
import json

import httpx
import pytest

from sipgate_compat.errors import CompatError
from sipgate_compat.recorder.headers import OF_ANSWERS, OF_REQUESTS, has_body, passed_on
from sipgate_compat.recorder.passage import Passage
from sipgate_compat.recorder.proxy import MOST_LOOKED_AT, Proxy
from sipgate_compat.recorder.server import address
from sipgate_compat.uses.seen import Body

TARGET = "http://127.0.0.1:9/base"


class Server(httpx.AsyncBaseTransport):
    """A server that keeps what came and answers as told."""

    def __init__(self, status=200, headers=(), pieces=(b"{}",), error=None):
        self.status, self.headers, self.pieces, self.error = status, list(headers), pieces, error
        self.requests, self.bodies = [], []

    async def handle_async_request(self, request):
        self.requests.append(request)
        self.bodies.append([piece async for piece in request.stream if piece])
        if self.error:
            raise self.error
        return httpx.Response(self.status, headers=self.headers, content=self.stream())

    async def stream(self):
        for piece in self.pieces:
            yield piece


class Exchange:
    """One request put to the proxy in this process, and what became of it."""

    def __init__(
        self,
        server,
        method="POST",
        path="/v2/calls/1/dtmf",
        headers=(),
        pieces=(),
        query=b"",
        leaves=False,
    ):
        self.sent, self.notes = [], []
        self.messages = [
            {"type": "http.request", "body": piece, "more_body": at < len(pieces) - 1 or leaves}
            for at, piece in enumerate(pieces)
        ]
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query,
            "headers": list(headers),
        }
        proxy = Proxy(Passage(TARGET, server), lambda *noted: self.notes.append(noted))
        asyncio.run(proxy(scope, self.receive, self.send))

    async def receive(self):
        return self.messages.pop(0) if self.messages else {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)

    @property
    def body(self):
        return b"".join(each.get("body", b"") for each in self.sent[1:])


LENGTH = (b"content-length", b"2")
CHUNKED = (b"transfer-encoding", b"chunked")


def test_a_request_goes_on_as_it_came_and_the_answer_comes_back():
    server = Server(
        201,
        [("content-type", "application/json"), ("set-cookie", "a=1"), ("set-cookie", "b=2")],
        [b"[1,", b"2]"],
    )
    headers = [(b"host", b"127.0.0.1:1"), (b"authorization", b"Basic x"), (b"x-a", b"1"), LENGTH]
    exchange = Exchange(server, headers=headers, pieces=[b"{", b"}"], query=b"a=%2B&b")
    request = server.requests[0]
    assert str(request.url) == "http://127.0.0.1:9/base/v2/calls/1/dtmf?a=%2B&b"
    assert request.headers["authorization"] == "Basic x"
    assert request.headers["host"] == "127.0.0.1:9"
    assert "transfer-encoding" not in request.headers
    assert server.bodies == [[b"{", b"}"]]
    assert exchange.sent[0]["status"] == 201
    assert [v for n, v in exchange.sent[0]["headers"] if n == b"set-cookie"] == [b"a=1", b"b=2"]
    assert exchange.body == b"[1,2]"


def test_headers_of_one_connection_stay_there():
    came = [
        (b"Connection", b"keep-alive, X-Hop"),
        (b"X-Hop", b"1"),
        (b"TE", b"trailers"),
        (b"Expect", b"100-continue"),
        (b"X-Kept", b"1"),
        CHUNKED,
        (b"Upgrade", b"h2c"),
    ]
    assert passed_on(came, OF_REQUESTS) == [(b"x-kept", b"1")]
    assert passed_on([(b"keep-alive", b"5"), (b"content-length", b"9")], OF_ANSWERS) == [
        (b"content-length", b"9")
    ]


@pytest.mark.parametrize(
    "headers, has",
    [([], False), ([(b"Content-Length", b"0")], False), ([LENGTH], True), ([CHUNKED], True)],
    ids=["none", "empty", "length", "chunked"],
)
def test_a_body_is_there_where_one_is_announced(headers, has):
    assert has_body(headers) is has


def test_a_chunked_body_goes_on_in_pieces_of_which_none_is_held_back():
    server = Server()
    exchange = Exchange(server, headers=[CHUNKED], pieces=[b"x" * 60_000] * 3)
    assert server.requests[0].headers["transfer-encoding"] == "chunked"
    assert [len(piece) for piece in server.bodies[0]] == [60_000] * 3
    assert exchange.notes[0][2] is Body.UNKNOWN
    assert sum(map(len, server.bodies[0])) > MOST_LOOKED_AT


def test_head_and_its_length_pass():
    server = Server(200, [("content-length", "111")], [])
    exchange = Exchange(server, "HEAD", "/v2/account")
    assert (b"content-length", b"111") in [(n.lower(), v) for n, v in exchange.sent[0]["headers"]]
    assert exchange.body == b""


def test_an_answer_is_packed_as_it_was_and_leads_back_through_the_proxy():
    server = Server(
        302, [("content-encoding", "gzip"), ("location", "http://127.0.0.1:9/v2/x")], [b"\x1f\x8b"]
    )
    exchange = Exchange(server, "GET")
    assert (b"location", b"/v2/x") in exchange.sent[0]["headers"]
    assert exchange.body == b"\x1f\x8b"


def test_a_server_that_is_not_there_is_a_502():
    exchange = Exchange(Server(error=httpx.ConnectError("refused")), "GET")
    assert exchange.sent[0]["status"] == 502
    assert "no answer from 127.0.0.1: refused" in json.loads(exchange.body)["message"]


def test_a_client_that_leaves_in_its_body_is_let_go():
    exchange = Exchange(Server(), headers=[CHUNKED], pieces=[b"{"], leaves=True)
    assert exchange.sent == []
    assert exchange.notes[0][2] is Body.UNKNOWN


@pytest.mark.parametrize(
    "pieces, noted",
    [([], Body.ABSENT), ([b'{"a"', b": 1}"], {"a": 1}), ([b"a=1"], Body.UNREAD)],
    ids=["none", "json", "form"],
)
def test_what_is_noted_of_a_body(pieces, noted):
    exchange = Exchange(Server(), headers=[LENGTH] if pieces else [], pieces=pieces, query=b"x=1")
    assert exchange.notes == [("POST", "/v2/calls/1/dtmf?x=1", noted)]


@pytest.mark.parametrize(
    "given, found",
    [("127.0.0.1:8090", ("127.0.0.1", 8090)), ("[::1]:0", ("::1", 0)), (":1", ("127.0.0.1", 1))],
)
def test_where_to_listen(given, found):
    assert address(given) == found


@pytest.mark.parametrize("given", ["127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", ""])
def test_where_one_cannot_listen(given):
    with pytest.raises(CompatError, match="not HOST:PORT"):
        address(given)


@pytest.mark.parametrize("target", ["http://api.sipgate.com", "https://a:b@api.sipgate.com", "x"])
def test_credentials_go_nowhere_unsafe(target):
    with pytest.raises(CompatError):
        Passage(target)
