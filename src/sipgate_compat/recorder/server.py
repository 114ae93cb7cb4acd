"""The recording proxy as a process: it listens, says that it is ready, and loses nothing."""

from __future__ import annotations

import logging
import signal
import socket
from pathlib import Path

import uvicorn

from ..contract.book import Book
from ..errors import CompatError, UsageError
from ..uses.collect import Collector
from ..uses.recording import Recorder, ready
from .passage import Passage
from .proxy import Proxy


class Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, out: Path, target: str) -> None:
        super().__init__(config)
        self.out, self.target = out, target

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then print the ready line."""
        try:
            await super().startup(sockets)
        except SystemExit:
            where = f"{self.config.host}:{self.config.port}"
            raise CompatError(
                f"{where}: cannot be listened on; is it taken? port 0 is free"
            ) from None
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        origin = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        print(ready(self.out, f"{origin}/v2", self.target), flush=True)  # noqa: T201


def address(listen: str) -> tuple[str, int]:
    """Host and port out of ``127.0.0.1:8090``, ``[::1]:0`` or ``8090``.

    Raises:
        UsageError: it is none of these.
    """
    host, _, port = listen.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise UsageError(f"--listen {listen}: not HOST:PORT, such as 127.0.0.1:8090")
    return host.strip("[]") or "127.0.0.1", int(port)


def serve(book: Book, listen: str, target: str, out: Path, started: str) -> None:
    """Forward and note until SIGINT or SIGTERM.

    Args:
        book: all contracts.
        listen: host and port.
        target: where requests go on to.
        out: the recording.
        started: this moment, ISO.

    Raises:
        CompatError: the address cannot be had, the target or the file cannot be used.
    """
    host, port = address(listen)
    passage = Passage(target)
    recorder = Recorder(out, Collector(book))
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
    failed: list[OSError] = []

    def note(method: str, address: str, body: object) -> None:
        try:
            recorder.request(method, address, body)
        except OSError as error:  # a recording with holes would be taken for a whole one
            failed.append(error)
            server.should_exit = True

    config = uvicorn.Config(
        Proxy(passage, note),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    # uvicorn ends on these signals and raises them again when it is done; then they mean nothing.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    server = Server(config, out, target)
    recorder.begin(target, started)
    try:
        server.run()
    finally:
        if not failed:
            recorder.close()
    if failed:
        raise UsageError(f"{out}: cannot be written: {failed[0].strerror}; it ends before its time")
