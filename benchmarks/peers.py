"""This suite beside Schemathesis and Prism's proxy: what each notices, its false alarms, its time.

    python -m benchmarks.peers [--sample N] [--hand N] [--seed N] [--rounds N] [--dry]

One emulator, wrong in one way after another. Each tool is asked about the operations of the broken
one's tag, after it has seen the right provider; a pass over everything, on the right provider,
gives false alarms and time. Writes `results/peers.json` and the tables made of it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import httpx

from sipgate_compat import paths
from sipgate_compat.figures import committed, tables
from sipgate_compat.figures.model import Looked, Peers, Tool
from sipgate_compat.run import prepare

from .broken import Broken, Draw, by_hand
from .circumstances import circumstances
from .replayed import Requests, recorded, told
from .served import emulator, prism_version, there
from .tools import Looks, Prism, Scene, Schemathesis, Suite, Whole


class Choice:
    """Chooses broken providers that answer at least one of the suite's requests otherwise."""

    def __init__(self, scene: Scene, requests: Requests) -> None:
        self.scene, self.requests = scene, requests
        self.right: dict[tuple[str, str], list[tuple[int, str]]] = {}

    def answers(self, broken: Broken, wrong: bool) -> list[tuple[int, str]]:
        """What the emulator says to the requests of the operation's tag."""
        self.scene.reset(broken.fault if wrong else None)
        requests = self.requests[broken.profile, broken.tag]
        return told(self.scene.http, self.scene.origin, requests)

    def differs(self, broken: Broken) -> bool:
        """Whether anything is answered otherwise than by the right one."""
        key = (broken.profile, broken.tag)
        if key not in self.requests:
            return False
        if key not in self.right:
            self.right[key] = self.answers(broken, wrong=False)
        return self.answers(broken, wrong=True) != self.right[key]

    def sample(self, draw: Draw, number: int) -> Iterator[Broken]:
        """About as many of each kind, each of another operation."""
        kinds = draw.kinds()
        for n, candidates in enumerate(kinds.values()):
            wanted = number // len(kinds) + (n < number % len(kinds))
            operations: set[str] = set()
            for each in candidates:
                if len(operations) == wanted:
                    break
                if each.operation not in operations and self.differs(each):
                    operations.add(each.operation)
                    yield each


def looked(scene: Scene, tools: Sequence[Looks], broken: Broken) -> Looked:
    """What each tool notices of one provider."""
    noticed = {}
    for tool in tools:
        tool.learn(broken.profile, broken.tag)
        scene.reset(broken.fault)
        noticed[tool.name] = tool.noticed(broken.profile, broken.tag)
    shown = {name: bool(each) for name, each in noticed.items()}
    print(f"{broken.label}: {shown}", file=sys.stderr)
    return Looked(
        name=broken.label,
        kind=broken.kind,
        by_hand=broken.by_hand,
        profile=broken.profile,
        operation=broken.operation,
        noticed=noticed,
    )


def passes(scene: Scene, tools: Sequence[Looks], rounds: int) -> Iterator[Tool]:
    """Each tool over everything on the right provider, in rounds; alarms are of the first."""
    found: dict[str, list[Whole]] = {tool.name: [] for tool in tools}
    for _ in range(rounds):
        for tool in tools:
            scene.reset()
            found[tool.name].append(tool.whole())
            print(f"{tool.name}: {found[tool.name][-1].seconds:.1f} s", file=sys.stderr)
    for tool in tools:
        first, *_ = found[tool.name]
        yield Tool(
            name=tool.name,
            command=tool.command,
            requests=first.requests,
            seconds=tuple(round(each.seconds, 2) for each in found[tool.name]),
            alarms=first.alarms,
        )


def measured(options: argparse.Namespace, folder: Path) -> Peers:
    """All of it on one emulator."""
    book = prepare.book()
    versions = {"Schemathesis": version("schemathesis"), "Prism": prism_version()}
    known = circumstances("make peers", versions)
    with emulator() as (ready, _), httpx.Client(timeout=60, trust_env=False) as http:
        scene = Scene(ready, folder, http)
        requests = recorded(scene.base_url)
        proxy = Prism(scene, requests)
        suite = Suite(scene, sum(len(each) for each in requests.values()))
        tools: tuple[Looks, ...] = (suite, Schemathesis(scene), proxy)
        chosen = list(Choice(scene, requests).sample(Draw(book, options.seed), options.sample))
        hand = by_hand(lambda name: book.operations[name].tag)[: options.hand]
        try:
            providers = [looked(scene, tools, each) for each in (*chosen, *hand)]
        finally:
            proxy.close()
        whole = tuple(passes(scene, tools, options.rounds))
    return Peers(circumstances=known, seed=options.seed, tools=whole, providers=tuple(providers))


def main() -> None:
    """Measure, print and commit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=40, help="providers drawn from the contracts")
    parser.add_argument("--hand", type=int, help="only so many of those written by hand")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--rounds", type=int, default=1, help="of passes over everything")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    options = parser.parse_args()
    if not there():
        sys.exit("Prism is not installed: npm ci --prefix benchmarks")
    with tempfile.TemporaryDirectory() as name:
        found = measured(options, Path(name))
    print("\n".join([*tables.peers(found), "", *tables.complaints(found)]))
    if not options.dry:
        committed.write(paths.CHECKOUT, found)


if __name__ == "__main__":
    main()
