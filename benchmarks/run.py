"""What a whole run costs beside its floor: the same requests in a bare httpx loop, and as many
empty tests under the same pytest.

    python benchmarks/run.py [--rounds N]

Every round measures all of them one after another, so that a busy machine hits all alike. Prints
minimum and median of the rounds, and the memory of an emulator that two runs were put to.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from sipgate_compat.config import settings
from sipgate_compat.contract.cases import Case, cases
from sipgate_compat.emulator.server import emulating
from sipgate_compat.run import prepare
from sipgate_compat.web import Connection

EMPTY = """
import pytest

CASES = [pytest.param(n, id=n, marks=[getattr(pytest.mark, m) for m in marks]) for n, marks in {}]

@pytest.mark.parametrize("case", CASES)
def test_nothing(case):
    pass
"""
PYTEST = ("pytest", "-q", "--no-header", "--assert=plain", "-p", "no:allure_pytest")
RUN = ("sipgate_compat", "run", "--out", "out")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds: by the clock, and of the processors in all processes."""

    wall: float
    cpu: float


def processors() -> float:
    """Seconds that this process and its ended children have had."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def cost(work: Callable[[], object]) -> Cost:
    """What some work costs."""
    cpu, wall = processors(), time.perf_counter()
    work()
    return Cost(time.perf_counter() - wall, processors() - cpu)


def command(folder: Path, *arguments: str) -> str:
    """What a command says in a process of its own, which has to end well."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(arguments)}: ended with {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it went out."""

    method: str
    path: str
    headers: dict[str, str]
    content: bytes | None


class Listening(Connection):
    """Keeps what is sent."""

    def __init__(self, url: str, requests: list[Sent]) -> None:
        super().__init__(url, timeout=30)
        self.requests = requests

    def send(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None = None
    ) -> httpx.Response:
        """Put one request."""
        path = httpx.URL(url).raw_path.decode()
        self.requests.append(Sent(method, path, {**self.headers, **headers}, content))
        return super().send(method, url, headers, content)


def sent(chosen: list[Case]) -> list[Sent]:
    """Every request of a run, the control plane's among them."""
    requests: list[Sent] = []
    book, used = prepare.book(), settings({})
    with prepare.serving(used) as url:
        target = prepare.target(used, url, book)
        judge = prepare.judge(used, target, url, book)
        target.client.http = Listening(url, requests)
        for case in chosen:
            judge.verdict(case)
        target.client.close()
    return requests


def loop(requests: list[Sent]) -> None:
    """The requests, one after another, to an emulator of their own."""
    with emulating() as ready, httpx.Client(timeout=30, trust_env=False) as http:
        origin = ready["base_url"].removesuffix("/v2")
        for each in requests:
            http.request(
                each.method, origin + each.path, headers=each.headers, content=each.content
            )


def floor(requests: list[Sent], folder: Path) -> None:
    """What no runner that sends these requests out of pytest's tests can do without."""
    loop(requests)
    command(folder, *PYTEST, "test_nothing.py")


def write_empty_tests(chosen: list[Case], folder: Path) -> None:
    """As many tests as there are cases, with the same ids and marks."""
    named = [(case.address, [case.profile, *sorted(case.effects), "tag"]) for case in chosen]
    (folder / "test_nothing.py").write_text(EMPTY.format(named))
    marks = sorted({mark for _, marks in named for mark in marks})
    lines = ["[pytest]", "addopts = -p no:schemathesis", "markers =", *(f"    {m}" for m in marks)]
    (folder / "pytest.ini").write_text("\n".join(lines))


@contextmanager
def emulator() -> Iterator[tuple[str, int]]:
    """A base URL and a process."""
    child = subprocess.Popen(
        [sys.executable, "-m", "sipgate_compat", "emulator", "--port", "0", "--quiet"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    try:
        yield json.loads(child.stdout.readline())["base_url"], child.pid
    finally:
        child.terminate()
        child.wait()
        child.stdout.close()


def memory(pid: int) -> float:
    """What a process holds in memory, in MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def two_runs_on_one_emulator(folder: Path) -> list[float]:
    """MiB that an emulator holds before, between and after two runs without a reset."""
    with emulator() as (url, pid):
        held = [memory(pid)]
        for _ in range(2):
            command(folder, *RUN, "--no-allure", "--base-url", url)
            held.append(memory(pid))
    return held


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds: int = parser.parse_args().rounds
    chosen = cases(prepare.book())
    requests = sent(chosen)
    control = sum(1 for each in requests if each.path.startswith("/_emulator"))
    print(f"{len(chosen)} cases, {len(requests)} requests, {control} of them to the control plane")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_empty_tests(chosen, folder)
        work: dict[str, Callable[[], object]] = {
            "floor": lambda: floor(requests, folder),
            "run --no-allure": lambda: command(folder, *RUN, "--no-allure"),
            "run": lambda: command(folder, *RUN),
        }
        costs: dict[str, list[Cost]] = {each: [] for each in work}
        for _ in range(rounds):
            for each in work:
                costs[each].append(cost(work[each]))
        show(costs)
        held = two_runs_on_one_emulator(folder)
    print(f"emulator: {' → '.join(f'{each:.0f}' for each in held)} MiB over two runs, both green")


def show(costs: dict[str, list[Cost]]) -> None:
    """Minimum and median of each work, and its ratio to the floor in the same round."""
    print(f"{'seconds':16} {'wall':>14} {'CPU':>14} {'wall/floor':>12} {'CPU/floor':>10}")
    for name, found in costs.items():
        walls, cpus = [each.wall for each in found], [each.cpu for each in found]
        pairs = list(zip(found, costs["floor"], strict=True))
        by_wall = statistics.median(each.wall / base.wall for each, base in pairs)
        by_cpu = statistics.median(each.cpu / base.cpu for each, base in pairs)
        print(
            f"{name:16} {min(walls):6.2f} {statistics.median(walls):7.2f} {min(cpus):6.2f} "
            f"{statistics.median(cpus):7.2f} {by_wall:12.2f} {by_cpu:10.2f}"
        )


if __name__ == "__main__":
    main()
