"""The emulator beside Prism's mock: how fast it answers and starts, and what it holds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time

from sipgate_compat import paths
from sipgate_compat.figures.model import Figure

from .run import figure
from .served import COMMAND, emulator, memory, prism, there

CONNECTIONS = 16
DOCUMENT = "contracts/openapi/neo.json"
SPOKEN = re.compile(r"Requests/sec:\s*([0-9.]+)")
SERVER, LOADER = (("taskset", "-c", "0"), ("taskset", "-c", "1"))


def figures(rounds: int, seconds: float) -> list[Figure]:
    """Throughput on one core, the load on another; Prism's in the same round where it is there."""
    ours: list[float] = []
    theirs: list[float] = []
    held: list[tuple[float, float]] = []
    for _ in range(rounds):
        with emulator(*pinned(SERVER)) as (ready, pid):
            token = ready["accounts"]["neo"]["access_token"]
            ours.append(pressed(f"{ready['base_url']}/users", token, seconds))
            mine = memory(pid)
        if there():
            document = str(paths.CHECKOUT / DOCUMENT)
            with prism("mock", document, before=pinned(SERVER)) as (url, pid):
                theirs.append(pressed(f"{url}/users", token, seconds))
                held.append((mine, memory(pid)))
    found = [figure(f"emulator: `GET /users`, {CONNECTIONS} connections, one core", "/s", ours)]
    if theirs:
        ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
        found += [
            figure("Prism's mock: the same", "/s", theirs),
            figure("emulator / Prism's mock", "×", ratios, least=5),
            figure("memory of the emulator under this load", "MiB", [one for one, _ in held]),
            figure("memory of Prism's mock under this load", "MiB", [other for _, other in held]),
        ]
    return found


def pressed(url: str, token: str, seconds: float) -> float:
    """Requests a second."""
    header = f"Authorization: Bearer {token}"
    done = subprocess.run(
        [*pinned(LOADER), *loader(url, header, seconds)],
        capture_output=True,
        text=True,
        check=False,
    )
    found = SPOKEN.search(done.stdout)
    if done.returncode or not found or "Non-2xx" in done.stdout:
        sys.exit(f"{url}: no load: {(done.stdout + done.stderr)[-500:]}")
    return float(found[1])


def loader(url: str, header: str, seconds: float) -> list[str]:
    """What puts the load: wrk, hey, or a loop of our own."""
    many, long = str(CONNECTIONS), f"{seconds:g}"
    match load_by():
        case "wrk":
            return ["wrk", "-t1", f"-c{many}", f"-d{long}s", "-H", header, url]
        case "hey":
            return ["hey", "-z", f"{long}s", "-c", many, "-H", header, url]
        case _:
            own = [sys.executable, "-m", "benchmarks.load", url, "--header", header]
            return [*own, "--connections", many, "--seconds", long]


def load_by() -> str:
    """The name of what puts the load."""
    return next((name for name in ("wrk", "hey") if shutil.which(name)), "benchmarks.load")


def pinned(where: tuple[str, ...]) -> tuple[str, ...]:
    """On one core, where the system can."""
    return where if shutil.which("taskset") else ()


def starts(rounds: int) -> list[Figure]:
    """Seconds to the ready line, to a help text, and of an interpreter with nothing to do."""
    ready, helped, bare = [], [], []
    for _ in range(rounds):
        begun = time.perf_counter()
        with emulator():
            ready.append(time.perf_counter() - begun)
        helped.append(took(*COMMAND, "--help"))
        bare.append(took(sys.executable, "-c", "pass"))
    found = [
        figure("floor: Python itself", "s", bare),
        figure("`sipgate-compat --help`", "s", helped, most=0.2),
        figure("emulator: start to ready line", "s", ready, most=0.6),
    ]
    return [*found, *their_starts(rounds)]


def their_starts(rounds: int) -> list[Figure]:
    """The same of Prism's mock, where it is there: to its first answer."""
    if not there():
        return []
    waited = []
    for _ in range(rounds):
        begun = time.perf_counter()
        with prism("mock", str(paths.CHECKOUT / DOCUMENT)):
            waited.append(time.perf_counter() - begun)
    return [figure("Prism's mock: start to first answer", "s", waited)]


def took(*command: str) -> float:
    """Seconds until a command has ended."""
    begun = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - begun
