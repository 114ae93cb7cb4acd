"""Servers in processes of their own, on loopback, ended with their block."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from sipgate_compat import paths

PRISM = Path("benchmarks/node_modules/.bin/prism")
STARTS_WITHIN = 90.0
COMMAND = (sys.executable, "-m", "sipgate_compat")


@contextmanager
def emulator(*before: str) -> Iterator[tuple[dict[str, Any], int]]:
    """An emulator's ready line and process; `before` is what starts it, as taskset would."""
    child = subprocess.Popen(
        [*before, *COMMAND, "emulator", "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    try:
        yield json.loads(child.stdout.readline()), child.pid
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


@contextmanager
def prism(verb: str, *arguments: str, before: tuple[str, ...] = ()) -> Iterator[tuple[str, int]]:
    """Prism's address and process, when it answers."""
    port = free()
    command = (*before, str(paths.CHECKOUT / PRISM), verb, *arguments, "-h", "127.0.0.1")
    child = subprocess.Popen(
        [*command, "-p", str(port), "--verboseLevel", "fatal"], stdout=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        answering(url, child)
        yield url, child.pid
    finally:
        child.kill()
        child.wait()


def answering(url: str, child: subprocess.Popen[Any]) -> None:
    """Wait for any answer."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and child.poll() is None:
        try:
            httpx.get(url, timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
    sys.exit(f"{url}: nobody answers")


def there() -> bool:
    """Whether Prism is installed."""
    return (paths.CHECKOUT / PRISM).is_file()


def prism_version() -> str | None:
    """Its version, as npm has it."""
    named = paths.CHECKOUT / "benchmarks/node_modules/@stoplight/prism-cli/package.json"
    return str(json.loads(named.read_text())["version"]) if named.is_file() else None


def free() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def memory(pid: int) -> float:
    """What a process holds in memory, in MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
