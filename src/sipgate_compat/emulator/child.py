"""An emulator of one's own, in a process of its own; whoever starts it imports no server for it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from ..errors import CompatError

STARTS_WITHIN = 30.0


@contextlib.contextmanager
def emulating(host: str = "127.0.0.1") -> Iterator[dict[str, Any]]:
    """An emulator of one's own, in a process of its own: yields its ready line as a mapping.

    Raises:
        CompatError: it did not become ready.
    """
    # -P: a module of the current folder is none of the emulator's.
    command = [sys.executable, "-P", "-m", "sipgate_compat.emulator", "--host", host]
    child = subprocess.Popen(
        [*command, "--port", "0", "--quiet", "--parent-pipe"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield _ready(child)
    finally:
        _end(child)


def _ready(child: subprocess.Popen[str]) -> dict[str, Any]:
    assert child.stdout is not None
    late = threading.Timer(STARTS_WITHIN, child.kill)
    late.start()
    try:
        line = child.stdout.readline()
    finally:
        late.cancel()
    if not line:
        raise CompatError(f"the emulator did not become ready within {STARTS_WITHIN:.0f} s")
    ready: dict[str, Any] = json.loads(line)
    return ready


def _end(child: subprocess.Popen[str]) -> None:
    # It keeps nothing that it would have to write, and to end politely takes it half a second.
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            pipe.close()
