"""Requests over several connections for some seconds, for where there is neither wrk nor hey.

    python -m benchmarks.load URL --connections 16 --seconds 5 --header "Authorization: Bearer …"

Prints ``Requests/sec: N``, as those two do.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from typing import Any
from urllib.parse import urlsplit

END = b"\r\n\r\n"


class Connection(asyncio.Protocol):
    """Sends the same request again as soon as its answer is there."""

    def __init__(self, request: bytes) -> None:
        self.request, self.got, self.answers, self.wrong = request, b"", 0, 0

    def connection_made(self, transport: Any) -> None:
        """Begin."""
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        """Go on when the answer is whole."""
        self.got += data
        head, found, body = self.got.partition(END)
        if not found or len(body) < length(head):
            return
        self.answers += 1
        self.wrong += not head.startswith(b"HTTP/1.1 200")
        self.got = b""
        self.transport.write(self.request)


def length(head: bytes) -> int:
    """How long the body is."""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


async def pressed(url: str, header: str, connections: int, seconds: float) -> float:
    """Requests a second, all of them answered with 200."""
    parts = urlsplit(url)
    lines = (f"GET {parts.path} HTTP/1.1", f"Host: {parts.netloc}", header)
    request = "\r\n".join(lines).encode() + END
    loop = asyncio.get_running_loop()
    opened = [
        (await loop.create_connection(lambda: Connection(request), parts.hostname, parts.port))[1]
        for _ in range(connections)
    ]
    begun = time.perf_counter()
    await asyncio.sleep(seconds)
    took = time.perf_counter() - begun
    for each in opened:
        each.transport.abort()
    wrong = sum(each.wrong for each in opened)
    if wrong:
        sys.exit(f"{url}: {wrong} answers were no 200")
    return sum(each.answers for each in opened) / took


def main() -> None:
    """Press and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--header", default="Accept: */*")
    told = parser.parse_args()
    import uvloop

    found = uvloop.run(pressed(told.url, told.header, told.connections, told.seconds))
    print(f"Requests/sec: {found:.1f}")


if __name__ == "__main__":
    main()
