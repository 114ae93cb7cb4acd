"""What a whole run costs beside its floor: the same requests in a bare httpx loop, and as many
empty tests under the same pytest.

Every round measures all of them one after another, so that a busy machine hits all alike.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from sipgate_compat.config import settings
from sipgate_compat.contract.cases import Case, cases
from sipgate_compat.emulator.child import emulating
from sipgate_compat.figures.model import Figure, Reach, Unit
from sipgate_compat.report.write import write
from sipgate_compat.run import prepare
from sipgate_compat.run.file import read
from sipgate_compat.web import Connection

from .served import emulator, memory

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


def figures(rounds: int) -> tuple[int, int, list[Figure]]:
    """How many cases and requests there are, and what they cost."""
    chosen = cases(prepare.book())
    requests = sent(chosen)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_empty_tests(chosen, folder)
        work: dict[str, Callable[[], object]] = {
            "floor": lambda: floor(requests, folder),
            "bare": lambda: command(folder, *RUN, "--no-allure"),
            "allure": lambda: command(folder, *RUN),
        }
        costs: dict[str, list[Cost]] = {each: [] for each in work}
        for _ in range(rounds):
            for each in work:
                costs[each].append(cost(work[each]))
        rendered = rendering(folder / "out", rounds)
        held = two_runs_on_one_emulator(folder)
    return len(chosen), len(requests), [*beside_the_floor(costs), *rendered, *held]


def beside_the_floor(costs: dict[str, list[Cost]]) -> list[Figure]:
    """Each round's own ratios: a busy machine hits all of a round alike."""
    base, bare, allure = (costs[name] for name in ("floor", "bare", "allure"))
    return [
        figure("floor: the requests in a loop, and empty tests", "s", walls(base)),
        figure("`run --no-allure`", "s", walls(bare), most=10),
        figure("`run --no-allure` / floor", "×", ratios(bare, base), most=1.5),
        figure("`run --no-allure` / floor, time of processors", "×", ratios(bare, base, "cpu")),
        figure("`run`, with Allure results", "s", walls(allure)),
        figure("`run` / `run --no-allure`", "×", ratios(allure, bare), most=2),
    ]


def walls(found: list[Cost]) -> list[float]:
    """Seconds by the clock."""
    return [each.wall for each in found]


def ratios(found: list[Cost], base: list[Cost], what: str = "wall") -> list[float]:
    """One cost to the other, round by round."""
    pairs = zip(found, base, strict=True)
    return [getattr(one, what) / getattr(other, what) for one, other in pairs]


def figure(
    name: str,
    unit: Unit,
    rounds: Iterable[float],
    most: float | None = None,
    least: float | None = None,
) -> Figure:
    """A figure with four digits, and what it is to reach."""
    reach = None
    if most is not None:
        reach = Reach(sense="at most", value=most)
    elif least is not None:
        reach = Reach(sense="at least", value=least)
    return Figure(name=name, unit=unit, rounds=tuple(round(n, 4) for n in rounds), reach=reach)


def rendering(folder: Path, rounds: int) -> list[Figure]:
    """What it takes to write all reports of a run that was read."""
    reading, writing = [], []
    for _ in range(rounds):
        begun = time.perf_counter()
        found = read(folder)
        reading.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        write(found, folder / "again")
        writing.append(time.perf_counter() - begun)
    return [
        figure("reading `run.jsonl`", "s", reading),
        figure("rendering all formats of a run", "s", writing, most=1.5),
    ]


def two_runs_on_one_emulator(folder: Path) -> list[Figure]:
    """What an emulator holds before, between and after two runs without a reset; both are green."""
    with emulator() as (ready, pid):
        held = [memory(pid)]
        for _ in range(2):
            command(folder, *RUN, "--no-allure", "--base-url", ready["base_url"])
            held.append(memory(pid))
    names = ("at its start", "after one run", "after two runs")
    pairs = zip(names, held, strict=True)
    return [figure(f"memory of the emulator {name}", "MiB", [each]) for name, each in pairs]
