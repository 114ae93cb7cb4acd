"""Mutants put to the suite: which case notices each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..run.judge import Judge
from ..run.model import Outcome
from ..run.target import EmulatorTarget
from .mutant import Mutant
from .provider import Provider, honest
from .truth import Truth
from .truth import judge as judging


@dataclass(frozen=True, slots=True)
class Noticed:
    """What became of a mutant."""

    mutant: Mutant
    case: str | None
    pointer: str | None
    altered: int
    """How many answers were other than right, over all cases put."""


class Bench:
    """Puts mutants, one after another, to the cases that may notice them."""

    def __init__(self, truth: Truth) -> None:
        self.truth, self.provider = truth, Provider()
        self.judge: Judge = judging(truth.book, self.provider)

    def put(self, mutant: Mutant) -> Noticed:
        """The first case that notices a mutant."""
        self.provider.altered = 0
        for address in mutant.cases:
            if mutant.stateful:
                self._anew()
            self.provider.broken = mutant.make()
            verdict = self.judge.verdict(self.truth.cases[address])
            self.provider.broken = honest
            if verdict.verdict is Outcome.DEVIATES:
                pointer = verdict.differences[0].pointer
                return self._done(mutant, address, pointer)
        return self._done(mutant, None, None)

    def _done(self, mutant: Mutant, case: str | None, pointer: str | None) -> Noticed:
        if mutant.stateful:
            self._anew()
        return Noticed(mutant, case, pointer, self.provider.altered)

    def _anew(self) -> None:
        """Share no sandbox with what came before."""
        assert isinstance(self.judge.target, EmulatorTarget)
        self.judge.target.stages.clear()


def put(truth: Truth, mutants: Iterable[Mutant]) -> Iterator[Noticed]:
    """What becomes of each mutant."""
    bench = Bench(truth)
    for each in mutants:
        yield bench.put(each)
