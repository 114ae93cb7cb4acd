"""What a reader has to see first where not all can be shown."""

from __future__ import annotations

from collections.abc import Iterable

from ..contract.model import Evidence
from ..run.model import Outcome, Verdict

# Both words stand in their modules with the worst and the strongest first.
BAD = {each: place for place, each in enumerate(Outcome)}
STRONG = {each: place for place, each in enumerate(Evidence)}


def worst_first(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The worst outcome first, then the best known promise; otherwise in the order of the run."""
    return sorted(verdicts, key=lambda each: (BAD[each.verdict], STRONG[each.evidence]))
