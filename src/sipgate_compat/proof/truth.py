"""How the right provider answers: every case put once, with all that went over the wire."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..client import Answer
from ..compare import Mismatch, filled
from ..config import Settings
from ..contract.book import Book
from ..contract.cases import Case, Step
from ..contract.model import Profile
from ..run import prepare
from ..run.judge import Findings, Judge
from ..run.model import Outcome, Verdict
from .provider import BASE_URL, Asked, Provider, Told, target

Exchange = tuple[Asked, Told]


@dataclass(frozen=True, slots=True)
class Heard:
    """A step of a case as it went: its exchanges, and the body it was owed, filled."""

    case: Case
    number: int
    step: Step
    answer: Answer
    body: Any
    exchanges: tuple[Exchange, ...]
    earlier: tuple[Exchange, ...]

    @property
    def asked(self) -> Asked:
        """The first request."""
        return self.exchanges[0][0]

    @property
    def told(self) -> Told:
        """The first answer."""
        return self.exchanges[0][1]

    @property
    def before(self) -> int:
        """How often the case has asked the same before."""
        return sum(1 for asked, _ in self.earlier if asked.same(self.asked))

    @property
    def name(self) -> str:
        """The case, and the step where it is not the first."""
        return self.case.address + (f"#{self.number}" if self.number > 1 else "")


class Listener(Judge):
    """A judge that keeps what it hears."""

    heard: list[Heard]
    case: Case
    exchanges: list[Exchange]
    told: int

    def listen(self, case: Case) -> Verdict:
        """Put a case to the right provider."""
        self.case, self.exchanges, self.told = case, [], 0
        self.heard = []
        return self.verdict(case)

    def _judged(
        self, step: Step, values: Any, answer: Answer, findings: Findings
    ) -> list[Mismatch]:
        body = step.promise.expectation.body
        own = tuple(self.exchanges[self.told :])
        earlier = tuple(self.exchanges[: self.told])
        self.told = len(self.exchanges)
        owed = None if body is None else filled(body, values)
        heard = Heard(self.case, len(self.heard) + 1, step, answer, owed, own, earlier)
        self.heard.append(heard)
        return super()._judged(step, values, answer, findings)


@dataclass(frozen=True)
class Truth:
    """What is known of the right provider."""

    book: Book
    cases: Mapping[str, Case]
    steps: Mapping[str, tuple[Heard, ...]]
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)

    def all(self) -> Iterator[Heard]:
        """Every step of every case."""
        for each in self.steps.values():
            yield from each

    @cached_property
    def by_operation(self) -> Mapping[tuple[Profile, str], tuple[Heard, ...]]:
        """The steps that put each operation on each profile."""
        found: dict[tuple[Profile, str], list[Heard]] = defaultdict(list)
        for each in self.all():
            found[each.case.profile, each.step.operation.operation].append(each)
        return {key: tuple(each) for key, each in found.items()}


def judge(book: Book, provider: Provider, kind: type[Judge] = Judge) -> Judge:
    """A judge over a provider in this process."""
    plain = prepare.judge(Settings(), target(provider), BASE_URL, book)
    return kind(book, plain.target, plain.redactor, plain.today, plain.shown_url, lambda: 0.0)


def truth(book: Book, chosen: Iterable[Case]) -> Truth:
    """Put cases to the right provider.

    Raises:
        RuntimeError: a case does not hold there; the emulator or the contracts are wrong.
    """
    provider = Provider()
    listener = judge(book, provider, Listener)
    assert isinstance(listener, Listener)

    def keep(asked: Asked, provider: Provider) -> Told:
        told = provider.right(asked)
        listener.exchanges.append((asked, told))
        return told

    provider.broken = keep
    known: dict[str, Case] = {}
    steps: dict[str, tuple[Heard, ...]] = {}
    verdicts: dict[str, Verdict] = {}
    for case in chosen:
        verdict = listener.listen(case)
        if verdict.verdict not in (Outcome.CONFORMS, Outcome.RECORDED):
            raise RuntimeError(f"{case.address}: {verdict.verdict} on the right provider")
        known[case.address] = case
        steps[case.address] = tuple(listener.heard)
        verdicts[case.address] = verdict
    provider.loop.close()
    return Truth(book, known, steps, verdicts)
