"""Mutants put by several processes, which need nothing of each other."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from .bench import Bench, Noticed
from .mutant import Mutant
from .truth import Truth

PROCESSES = 2
CHUNK = 50


def put(
    truth: Truth,
    mutants: Sequence[Mutant],
    processes: int = PROCESSES,
    within: float = float("inf"),
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[tuple[int, Noticed]]:
    """What becomes of each mutant, with its place among them.

    Args:
        truth: how the right provider answers.
        mutants: all that are put.
        processes: that put them.
        within: seconds after which no more are handed out.
        clock: seconds, for `within`.
    """
    begun = clock()
    # Costly ones stand together; shuffled, every chunk takes about as long.
    order = random.Random(0).sample(range(len(mutants)), len(mutants))
    context = get_context("fork")
    with ProcessPoolExecutor(processes, context, _begin, (truth, mutants)) as pool:
        for at, case, pointer, altered in pool.map(_put, order, chunksize=CHUNK):
            yield at, Noticed(mutants[at], case, pointer, altered)
            if clock() - begun > within:
                pool.shutdown(cancel_futures=True)
                return


_bench: Bench
_mutants: Sequence[Mutant]


def _begin(truth: Truth, mutants: Sequence[Mutant]) -> None:
    global _bench, _mutants
    _bench, _mutants = Bench(truth), mutants


def _put(at: int) -> tuple[int, str | None, str | None, int]:
    found = _bench.put(_mutants[at])
    return at, found.case, found.pointer, found.altered
