"""This suite beside Schemathesis and Prism's proxy: what each notices, its false alarms, its time.

    python -m benchmarks.peers [--sample N] [--hand N] [--seed N] [--rounds N] [--dry]

One provider, wrong in one way after another, and in each answer that it meets. Each tool is asked
about the operations of the broken one's tag, after it has seen the right provider; a pass over
everything, on the right emulator, gives false alarms and time. Writes `results/peers.json` and the
tables made of it.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import httpx

from sipgate_compat import paths
from sipgate_compat.contract.book import Book
from sipgate_compat.contract.cases import cases
from sipgate_compat.emulator.clock import Clock
from sipgate_compat.figures import committed, tables
from sipgate_compat.figures.model import Looked, Peers, Tool
from sipgate_compat.proof import byhand, catalogue
from sipgate_compat.proof.mutant import Mutant
from sipgate_compat.proof.provider import Provider
from sipgate_compat.proof.serve import served
from sipgate_compat.proof.truth import truth
from sipgate_compat.run import prepare

from .circumstances import circumstances
from .replayed import Requests, recorded
from .served import emulator, prism_version, there
from .tools import Looks, Prism, Scene, Schemathesis, Suite, Whole

ELSEWHERE = "v3"  # its paths have another base than the documents' own


def drawn(book: Book, number: int, seed: int) -> tuple[list[Mutant], list[Mutant]]:
    """Broken providers: some of each kind made of the contracts, and those written by hand.

    Of those written by hand each stands for one profile, by chance.
    """
    known, listed = truth(book, cases(book)), byhand.providers()
    made = [each for each in catalogue.generated(known, listed) if of_v2(book, each)]
    chance, found = random.Random(seed), dict[str, list[Mutant]]()
    for each in catalogue.by_hand(known, listed):
        if of_v2(book, each):
            found.setdefault(each.name.partition("/")[2], []).append(each)
    return catalogue.sample(made, number, seed), [chance.choice(each) for each in found.values()]


def of_v2(book: Book, mutant: Mutant) -> bool:
    """Whether the documents' own base is that of the operation."""
    return book.operations[mutant.operation].tag != ELSEWHERE


def looked(scene: Scene, chosen: Sequence[Looks], mutant: Mutant, tag: str, hand: bool) -> Looked:
    """What each tool notices of one provider, which everybody can meet."""
    noticed = {}
    for tool in chosen:
        tool.learn(mutant.profile, tag)
        scene.reset((mutant.wide or mutant.make)())
        noticed[tool.name] = tool.noticed(mutant.profile, tag)
    marks = " ".join("+" if each else "-" for each in noticed.values())
    print(f"{marks} {mutant.name}: {mutant.states}", file=sys.stderr, flush=True)
    return Looked(
        name=f"{mutant.name}: {mutant.states}",
        kind=mutant.kind.replace("-", " "),
        by_hand=hand,
        profile=mutant.profile,
        operation=mutant.operation,
        noticed=noticed,
    )


def passes(scene: Scene, chosen: Sequence[Looks], rounds: int) -> Iterator[Tool]:
    """Each tool over everything on the right provider, in rounds; alarms are of the first."""
    found: dict[str, list[Whole]] = {tool.name: [] for tool in chosen}
    for _ in range(rounds):
        for tool in chosen:
            scene.reset()
            found[tool.name].append(tool.whole())
            print(f"{tool.name}: {found[tool.name][-1].seconds:.1f} s", file=sys.stderr)
    for tool in chosen:
        first, *_ = found[tool.name]
        yield Tool(
            name=tool.name,
            command=tool.command,
            requests=first.requests,
            seconds=tuple(round(each.seconds, 2) for each in found[tool.name]),
            alarms=first.alarms,
        )


@contextmanager
def tools(scene: Scene, requests: Requests) -> Iterator[tuple[Looks, ...]]:
    """All three, looking at one scene."""
    proxy = Prism(scene, requests)
    suite = Suite(scene, sum(len(each) for each in requests.values()))
    try:
        yield suite, Schemathesis(scene), proxy
    finally:
        proxy.close()


def sensitivity(
    options: argparse.Namespace, folder: Path, http: httpx.Client, requests: Requests
) -> list[Looked]:
    """What all three notice of each broken provider."""
    book = prepare.book()
    sample, hand = drawn(book, options.sample, options.seed)
    chosen = [(each, False) for each in sample[: options.sample]]
    if options.hand is not None:
        hand = random.Random(options.seed).sample(hand, min(options.hand, len(hand)))
    chosen += [(each, True) for each in hand]
    provider = Provider(Clock())
    with served(provider) as ready:
        scene = Scene(ready, folder, http, provider)
        with tools(scene, requests) as all_three:
            return [
                looked(scene, all_three, each, book.operations[each.operation].tag, by_hand)
                for each, by_hand in chosen
            ]


def measured(options: argparse.Namespace, folder: Path) -> Peers:
    """All of it, one after another."""
    versions = {"Schemathesis": version("schemathesis"), "Prism": prism_version()}
    known = circumstances("make peers", versions)
    with httpx.Client(timeout=20, trust_env=False) as http:
        with emulator() as (ready, _):
            requests = recorded(str(ready["base_url"]))
        providers = sensitivity(options, folder, http, requests)
        with emulator() as (ready, _):
            scene = Scene(ready, folder, http)
            with tools(scene, requests) as all_three:
                whole = tuple(passes(scene, all_three, options.rounds))
    return Peers(circumstances=known, seed=options.seed, tools=whole, providers=tuple(providers))


def main() -> None:
    """Measure, print and commit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=60, help="drawn from the contracts, at most")
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
