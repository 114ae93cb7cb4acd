"""What a run saw goes before what is promised."""

from __future__ import annotations

from ..contract.cases import Case
from ..run.model import Outcome, Run, Verdict
from .model import Observed
from .relation import Answer, promised

PARTED = (Outcome.DEVIATES, Outcome.KNOWN)
PUT = (*PARTED, Outcome.CONFORMS, Outcome.RECORDED)


class Observations:
    """The verdicts of a run, or of none, by their cases."""

    def __init__(self, run: Run | None = None) -> None:
        self.run = run
        self.verdicts = {each.case: each for each in run.verdicts} if run else {}

    def of(self, case: Case) -> Observed | None:
        """What was seen of a case; None where it was not put."""
        verdict = self.verdicts.get(case.address)
        if self.run is None or verdict is None or verdict.verdict not in PUT:
            return None
        return Observed(
            verdict=verdict.verdict,
            statuses=_statuses(verdict),
            target=self.run.header.target,
            on=self.run.header.started,
        )

    def answer(self, case: Case) -> Answer:
        """What answers a case: as it was seen, or else as it is promised.

        An emulator's answer where nothing is promised is its own choice, and says nothing.
        """
        said, verdict = promised(case.promise), self.verdicts.get(case.address)
        if self.run is None or verdict is None or not verdict.observed:
            return said
        seen = _statuses(verdict)[:1]
        who = "a run" if self.run.header.target == "live" else "a run on an emulator"
        if verdict.verdict in PARTED:
            states = f"{who} got {seen[0]}, and it is promised that {said.states}"
            return Answer(seen, states, seen="instead")
        if verdict.verdict is Outcome.RECORDED and self.run.header.target == "live":
            states = f"{who} got {seen[0]}, and nothing is promised"
            return Answer(seen, states, seen="unpromised")
        return said


def _statuses(verdict: Verdict) -> tuple[int, ...]:
    return tuple(each.status for each in verdict.observed)
