"""Receivers of webhooks: an application of one's own behind https, as Neo wants it."""

from __future__ import annotations

import inspect
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from tempfile import TemporaryDirectory
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from ..errors import CompatError

HOST = "127.0.0.1"
STARTS_WITHIN = 30.0


class Webhooks:
    """Serves applications to the emulator.

    `ca` is the authority to trust for their certificates, as PEM text.
    """

    def __init__(self, folder: Path, closing: ExitStack) -> None:
        import trustme

        authority = trustme.CA()
        self.closing, self.chain = closing, folder / "receiver.pem"
        self.ca = authority.cert_pem.bytes().decode()
        authority.issue_cert(HOST).private_key_and_cert_chain_pem.write_to_path(str(self.chain))

    def serve(self, app: Callable[..., Any]) -> str:
        """Serve an application until the test ends, and give its URL.

        Args:
            app: WSGI as of Flask and Django, or ASGI as of Starlette and FastAPI.
        """
        is_asgi = any(map(inspect.iscoroutinefunction, (app, type(app).__call__)))
        serving = _asgi(app, self.chain) if is_asgi else _wsgi(app, self.chain)
        return f"https://{HOST}:{self.closing.enter_context(serving)}"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def setup_environ(self) -> None:
        """What applications are told of the server."""
        super().setup_environ()
        self.base_environ["HTTPS"] = "on"

    def server_bind(self) -> None:
        """Bind without asking the network for the host's name."""
        self.allow_reuse_address = False
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = HOST, self.socket.getsockname()[1]
        self.setup_environ()


class _Handler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the library's name
        """Say nothing: the deliveries are seen at the account."""


@contextmanager
def _wsgi(app: Callable[..., Any], chain: Path) -> Iterator[int]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain)
    with _Server((HOST, 0), _Handler) as server:
        server.set_app(app)
        # Else a client that says nothing would keep all others waiting.
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def _asgi(app: Callable[..., Any], chain: Path) -> Iterator[int]:
    import uvicorn

    listening = threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[Any] | None = None) -> None:
            await super().startup(sockets)
            listening.set()

    config = uvicorn.Config(
        app, HOST, 0, ssl_certfile=chain, loop="asyncio", ws="none", log_config=None
    )
    server = Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    if not listening.wait(STARTS_WITHIN):
        raise CompatError(f"{app!r}: not served within {STARTS_WITHIN:.0f} s")
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def receivers() -> Iterator[Webhooks]:
    """Webhooks whose applications are served until the block ends."""
    with TemporaryDirectory() as folder, ExitStack() as closing:
        yield Webhooks(Path(folder), closing)
