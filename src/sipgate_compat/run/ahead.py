"""Cases put ahead: other processes put them and judge, while pytest reports what they found.

A case waits for its answer, and pytest takes as long for its bookkeeping: one after the other they
leave a core idle. Threads would not help, for both need the interpreter.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING

from ..contract.cases import Case
from .model import Verdict

if TYPE_CHECKING:
    from .judge import Judge

PROCESSES = 2
CHUNK = 16
# Fewer are done before the processes have begun.
WORTHWHILE = 100


def possible(cases: int) -> bool:
    """Whether cases can be put ahead: a process that has threads must not be forked."""
    forks = "fork" in get_all_start_methods() and threading.active_count() == 1
    return forks and cases >= WORTHWHILE


class Ahead:
    """Puts all cases in their order, and hands out the verdicts.

    Args:
        judge: puts a case; it must be one that nobody minds to be asked in vain.
        cases: in the order in which they will be asked for.
    """

    def __init__(self, judge: Judge, cases: Sequence[Case]) -> None:
        self.judge = judge
        self.pool = ProcessPoolExecutor(PROCESSES, get_context("fork"), _begin, (judge, cases))
        self.coming: Iterator[Verdict] = self.pool.map(_put, range(len(cases)), chunksize=CHUNK)
        self.come: dict[str, Verdict] = {}

    def verdict(self, case: Case) -> Verdict:
        """The verdict on a case; one that is asked for again is put again."""
        while case.address not in self.come:
            verdict = next(self.coming, None)
            if verdict is None:
                return self.judge.verdict(case)
            self.come[verdict.case] = verdict
        return self.come.pop(case.address)

    def close(self) -> None:
        """Put no more; what is on its way comes to its end."""
        self.pool.shutdown(cancel_futures=True)


_judge: Judge
_cases: Sequence[Case]


def _begin(judge: Judge, cases: Sequence[Case]) -> None:
    """A process of the pool: that goes on by itself, and is deaf to Ctrl-C."""
    global _judge, _cases
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    judge.target.forked()
    _judge, _cases = judge, cases


def _put(index: int) -> Verdict:
    return _judge.verdict(_cases[index])
