"""The emulator as a process: it listens, says that it is ready in one line, and ends cleanly."""

from __future__ import annotations

import errno
import json
import logging
import os
import signal
import socket
import sys
import threading
from typing import Any

import uvicorn

from ..errors import CompatError
from .app import Emulator, create_app
from .child import emulating as emulating
from .push.options import Options
from .rules import RULES

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def ready_line(emulator: Emulator, host: str, port: int) -> dict[str, Any]:
    """What a client needs to know, for the one line on standard output."""
    origin = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    accounts = {
        profile: {
            **emulator.accounts.tokens[profile, "w0"].shown(),
            "users": list(emulator.accounts.states[profile].users),
        }
        for profile in RULES
    }
    return {
        "base_url": f"{origin}/v2",
        "control_url": f"{origin}/_emulator",
        "accounts": accounts,
    }


class Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, emulator: Emulator) -> None:
        super().__init__(config)
        self.emulator = emulator

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then print the ready line."""
        try:
            await super().startup(sockets)
        except SystemExit:
            raise CompatError(why_not(self.config.host, self.config.port)) from None
        if self.config.host not in LOOPBACK:
            warning = f"{self.config.host} is no loopback address: whoever reaches it can use it"
            print(f"sipgate-compat: {warning}", file=sys.stderr)  # noqa: T201
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        print(json.dumps(ready_line(self.emulator, host, port)), flush=True)  # noqa: T201


def why_not(host: str, port: int) -> str:
    """Why an address cannot be listened on, found by trying."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as tried:
            tried.bind(address)
    except (socket.gaierror, UnicodeError):
        return f"--host {host}: no such host; this machine's own are {' and '.join(LOOPBACK)}"
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            return f"--host {host}: not an address of this machine; its own is 127.0.0.1"
        if error.errno != errno.EADDRINUSE:
            return f"--host {host} --port {port}: cannot be listened on: {error.strerror}"
    return f"--port {port}: is taken; --port 0 picks a free one"


def serve(
    host: str = "127.0.0.1",
    port: int = 8080,
    quiet: bool = False,
    parent_pipe: bool = False,
    push: Options | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        host: where to listen; anything but loopback is warned of.
        port: 0 picks a free one.
        quiet: log nothing on standard error.
        parent_pipe: end when standard input ends, so that no child outlives its parent.
        push: what may be pushed to, and how long.

    Raises:
        CompatError: the address cannot be had.
    """
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    emulator = Emulator(push=push)
    app = create_app(emulator)
    config = uvicorn.Config(
        app if quiet else logged(app),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    server = Server(config, emulator)
    # uvicorn ends on these signals and raises them again when it is done; then they mean nothing.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    if parent_pipe:
        threading.Thread(target=_end_with_parent, args=(server,), daemon=True).start()
    server.run()


def _end_with_parent(server: Server) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    server.should_exit = True


def logged(app: Any) -> Any:
    """The application, with one line on standard error for each request."""

    async def serve_logged(scope: Any, receive: Any, send: Any) -> None:
        async def spoken(message: Any) -> None:
            if message["type"] == "http.response.start":
                line = f"{message['status']} {scope['method']} {scope['path']!a}"
                print(line, file=sys.stderr)  # noqa: T201
            await send(message)

        await app(scope, receive, spoken if scope["type"] == "http" else send)

    return serve_logged
