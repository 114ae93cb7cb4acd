"""The emulator under mixed load and faults, and a history under writers that are killed.

    python -m benchmarks.endurance [--minutes 30] [--seed N] [--dry]

The model of tests/emulator walks on Classic; the suite's requests go to Neo and to the migrated
account in an order of chance; faults meet the migrated account. Nobody's own fault may be answered
with 500 or more, nothing may differ from the model, and memory may not grow once all that the
emulator keeps a limited number of is full. Writes `results/endurance.json` and the tables made of
it; ends with 1 where something did not hold.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression
from typing import Any

import httpx
from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.errors import HypothesisException
from hypothesis.stateful import run_state_machine_as_test
from tests.emulator.machine import BROKEN, machine
from tests.history.writers import Writer, endure, looked

from sipgate_compat import paths
from sipgate_compat.figures import committed, tables
from sipgate_compat.figures.model import Endurance, Walks, Writers

from .circumstances import circumstances
from .replayed import recorded
from .run import Sent
from .served import emulator, memory

SANDBOX = "X-Sipgate-Compat-Sandbox"
FULL = 150_000  # requests, after which whatever is kept in a limited number has been renewed
SANDBOXES = 1500  # more than are kept
GROWTH = 5.0  # MiB: the noise of an interpreter's memory
SAMPLES = 120
REALM = "/auth/realms/third-party/protocol/openid-connect/token"
PROBES = {
    "getAllUsers": "/users",
    "getContacts": "/contacts",
    "getDevices": "/w0/devices",
    "getHistory": "/history",
    "getNumbers": "/numbers",
}
KINDS: tuple[dict[str, Any], ...] = (
    {"kind": "status", "status": BROKEN},
    {"kind": "drop"},
    {"kind": "malformed"},
    {"kind": "delay", "seconds": 0.02},
    {"kind": "remove-field", "field": "/items"},
    {"kind": "ignore-scope"},
)
STEPS = settings(
    max_examples=40,
    stateful_step_count=40,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    verbosity=Verbosity.quiet,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What an emulator holds after some time and some requests."""

    seconds: float
    held: float
    requests: int


@dataclass
class Field:
    """The emulator under load, and what has been seen of it."""

    ready: dict[str, Any]
    pid: int
    chance: int
    until: float
    requests: int = 0
    faults: int = 0
    errors: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    memory: list[Sample] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def origin(self) -> str:
        """Of all it serves."""
        return str(self.ready["base_url"]).removesuffix("/v2")

    def goes_on(self) -> bool:
        """Whether there is time left."""
        return time.monotonic() < self.until

    def count(self, requests: int = 1, faults: int = 0) -> None:
        """Note what was done."""
        with self.lock:
            self.requests += requests
            self.faults += faults

    def bearer(self, profile: str) -> dict[str, str]:
        """The administrator's credentials."""
        return {"Authorization": f"Bearer {self.ready['accounts'][profile]['access_token']}"}


@contextmanager
def client() -> Iterator[httpx.Client]:
    """Kept connections on loopback."""
    with httpx.Client(timeout=30, trust_env=False) as http:
        yield http


# --- load


def replay(ground: Field, requests: dict[str, list[Sent]]) -> None:
    """The suite's requests in an order of chance, in sandboxes that come and go."""
    chance, number = random.Random(ground.chance), 0
    promised = {profile: statuses(ground, each) for profile, each in requests.items()}
    with client() as http:
        while ground.goes_on():
            profile = chance.choice(("neo", "migrated"))
            index = chance.randrange(len(requests[profile]))
            number += 1
            asked = elsewhere(requests[profile][index], f"load/{number // 9 % SANDBOXES}")
            status = answered(http, ground.origin, asked)
            ground.count()
            known = {promised[profile][index], *((0, BROKEN) if profile == "migrated" else ())}
            if (status >= 500 or status == 0) and status not in known:
                ground.errors.append(f"{profile}: {asked.method} {asked.path}: {status or 'none'}")


def statuses(ground: Field, requests: list[Sent]) -> list[int]:
    """What each request is answered when nothing is wrong: some of what Neo lacks is 501."""
    with client() as http:
        return [answered(http, ground.origin, each) for each in requests]


def elsewhere(sent: Sent, sandbox: str) -> Sent:
    """The same request in another sandbox of the same situation."""
    name = next((k for k in sent.headers if k.lower() == SANDBOX.lower()), SANDBOX)
    situation = sent.headers.get(name, "").partition("/")[0]
    headers = {**sent.headers, name: f"{situation}/{sandbox}" if situation else sandbox}
    return Sent(sent.method, sent.path, headers, sent.content)


def answered(http: httpx.Client, origin: str, sent: Sent) -> int:
    """The status; nought where none came."""
    try:
        url = origin + sent.path
        return http.request(
            sent.method, url, headers=sent.headers, content=sent.content
        ).status_code
    except httpx.TransportError:
        return 0


def disturb(ground: Field) -> None:
    """A fault, what it does, and that nothing is left of it; tokens are refreshed meanwhile."""
    chance = random.Random(ground.chance + 1)
    plane = f"{ground.origin}/_emulator"
    with client() as http:
        wish = {"account": "migrated", "user": "w1", "scopes": ["users:read"]}
        refresh = http.post(f"{plane}/tokens", json=wish).json()["refresh_token"]
        while ground.goes_on():
            operation, path = chance.choice(list(PROBES.items()))
            kind = chance.choice(KINDS)
            wish = {"operation": operation, "profile": "migrated", **kind}
            fault = http.post(f"{plane}/faults", json=wish).json()["fault"]
            seen = looks(ground, http, path)
            http.delete(f"{plane}/faults/{fault}")
            after = looks(ground, http, path)
            shown = expected(kind["kind"])
            if seen != shown or after != "fine":
                said = f"{operation}, {kind['kind']}: {seen}, not {shown}; then {after}"
                ground.disagreements.append(said)
            form = {"grant_type": "refresh_token", "client_id": "x", "refresh_token": refresh}
            refresh = http.post(ground.origin + REALM, data=form).json()["refresh_token"]
            ground.count(5, 1)


def expected(kind: str) -> str:
    """What a fault makes of an answer."""
    shown = {"status": str(BROKEN), "drop": "nothing", "malformed": "no JSON"}
    return shown.get(kind, "no items" if kind == "remove-field" else "fine")


def looks(ground: Field, http: httpx.Client, path: str) -> str:
    """What an answer looks like."""
    try:
        answer = http.get(ground.ready["base_url"] + path, headers=ground.bearer("migrated"))
    except httpx.TransportError:
        return "nothing"
    if answer.status_code != 200:
        return str(answer.status_code)
    try:
        return "fine" if "items" in answer.json() else "no items"
    except ValueError:
        return "no JSON"


# --- the model


class Wired:
    """The model's way to the emulator."""

    profile = "classic"

    def __init__(self, ground: Field, http: httpx.Client) -> None:
        self.ground, self.http = ground, http

    def __call__(self, sandbox: str, method: str, path: str, body: Any = None) -> httpx.Response:
        """Put a request of the API."""
        self.ground.count()
        url = self.ground.ready["base_url"] + path
        headers = {**self.ground.bearer(self.profile), SANDBOX: sandbox}
        answer = self.http.request(method, url, headers=headers, json=body)
        if 500 <= answer.status_code != BROKEN:
            self.ground.errors.append(f"classic: {method} {path}: {answer.status_code}")
        return answer

    def control(self, method: str, path: str, wish: dict[str, Any]) -> httpx.Response:
        """Ask the control plane."""
        self.ground.count(1, path == "faults")
        return self.http.request(method, f"{self.ground.ready['control_url']}/{path}", json=wish)


def walk(ground: Field) -> int:
    """The model beside the emulator, again and again; how many steps were compared."""
    steps, number = 0, ground.chance
    with client() as http:
        while ground.goes_on():
            number += 1
            made = seed(number)(machine(Wired(ground, http), f"walk/{number}"))
            try:
                run_state_machine_as_test(made, settings=STEPS)
            except (AssertionError, HypothesisException) as error:
                ground.disagreements.append(f"seed {number}: {error}")
            steps += made.steps
    return steps


# --- memory


def watch(ground: Field, every: float) -> None:
    """What the emulator holds, at even distances."""
    begun = time.monotonic()
    while ground.goes_on():
        seconds, held = time.monotonic() - begun, memory(ground.pid)
        ground.memory.append(Sample(seconds, held, ground.requests))
        time.sleep(every)


def growth(samples: list[Sample]) -> float | None:
    """MiB by which memory grew once all was full, by the line through what was seen since."""
    late = [each for each in samples if each.requests >= FULL]
    if len(late) < 10:
        return None
    seconds, held = [each.seconds for each in late], [each.held for each in late]
    return round(linear_regression(seconds, held).slope * (seconds[-1] - seconds[0]), 2)


def walks(minutes: float, chance: int) -> Walks:
    """The emulator's part."""
    with emulator() as (ready, pid):
        by_tag = recorded(ready["base_url"])
        requests: dict[str, list[Sent]] = {"neo": [], "migrated": []}
        for (profile, _), each in by_tag.items():
            requests.get(profile, []).extend(each)
        ground = Field(ready, pid, chance, 0)
        ground.until = time.monotonic() + minutes * 60
        others: list[Callable[[], None]] = [
            lambda: replay(ground, requests),
            lambda: disturb(ground),
            lambda: watch(ground, minutes * 60 / SAMPLES),
        ]
        with ThreadPoolExecutor(len(others)) as pool:
            running = [pool.submit(each) for each in others]
            steps = walk(ground)
            for each in running:
                each.result()
    held = [round(each.held, 1) for each in ground.memory]
    return Walks(
        minutes=minutes,
        steps=steps,
        requests=ground.requests,
        faults=ground.faults,
        server_errors=tuple(ground.errors[:50]),
        disagreements=tuple(ground.disagreements[:50]),
        memory=tuple(held),
        growth=growth(ground.memory),
        limit=GROWTH,
    )


def writers(minutes: float, chance: int, processes: int = 4) -> Writers:
    """The history's part: about a run and a half for each second, a kill for every two."""
    runs = max(24, int(minutes * 90))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "history.sqlite"
        made = [Writer(path, list(range(n, runs, processes))) for n in range(processes)]
        chances = [random.Random(chance + n) for n in range(processes)]
        kills = [runs // processes // 3] * processes
        with ThreadPoolExecutor(processes) as pool:
            killed = sum(pool.map(endure, made, chances, kills))
        promised = [number for each in made for number in each.stored]
        found = looked(path, Path(name) / "fresh.sqlite", promised, killed)
    return Writers(
        processes=processes,
        kills=found.kills,
        promised=found.promised,
        stored=found.stored,
        lost=found.lost,
        halves=found.halves,
        integrity=found.integrity,
    )


def main() -> int:
    """Endure, print and commit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30, help="of load on the emulator")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    told = parser.parse_args()
    known = circumstances("make endurance", {})
    emulated = walks(told.minutes, told.seed)
    stored = writers(told.minutes, told.seed)
    found = Endurance(circumstances=known, emulator=emulated, history=stored)
    print("\n".join(tables.endurance(found)))
    for each in (*emulated.server_errors, *emulated.disagreements, *stored.lost, *stored.halves):
        print(f"- {each}")
    if not told.dry:
        committed.write(paths.CHECKOUT, found)
    return 0 if found.held else 1


if __name__ == "__main__":
    sys.exit(main())
