"""The answer of a gate from a run and a baseline; computed from nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..contract.model import Profile
from ..errors import UsageError
from ..run.model import Outcome, Run, named
from .cases import Rules, reason
from .fitness import required, unfit
from .model import COMPARED, FailOn, Gate, Reason, Weight, answer


def decide(
    run: Run,
    baseline: Run | None = None,
    *,
    fail_on: Iterable[FailOn] = (),
    strict: bool = False,
    profiles: tuple[Profile, ...] = (),
) -> Gate:
    """One yes or no.

    Args:
        run: a complete run.
        baseline: an earlier one, which says what used to hold.
        fail_on: what closes the gate besides what always does: deviations, and where there is a
            baseline only those that it does not have, and what it shows to have been lost.
        strict: whether deviations from assumed promises count.
        profiles: only these, and all of them; by default all that either run has.

    Raises:
        UsageError: something can only be told with a baseline.
    """
    closing = tuple(each for each in FailOn if each in {*fail_on, _always(baseline)})
    if baseline is None and (needs := [each for each in closing if each in COMPARED]):
        raise UsageError(
            f"--fail-on {needs[0]}: only a baseline can tell; name one: --baseline RUN"
        )
    chosen = required(run, baseline, profiles)
    rules = Rules(frozenset(closing), strict, baseline is not None)
    found = [
        *unfit(run, baseline, chosen),
        *_cases(run, baseline, chosen, rules),
        *_met(run, chosen),
        *_notes(run, baseline),
    ]
    reasons = sorted(found, key=lambda each: list(Weight).index(each.weight))
    counts = Counter(each.verdict for each in run.verdicts if each.profile in chosen)
    return Gate(
        answer=answer(reasons),
        strict=strict,
        fail_on=closing,
        profiles=chosen,
        run=named(run),
        baseline=named(baseline) if baseline else None,
        counts={outcome: counts.get(outcome, 0) for outcome in Outcome},
        reasons=tuple(reasons),
    )


def _always(baseline: Run | None) -> FailOn:
    return FailOn.DEVIATES if baseline is None else FailOn.REGRESSED


def _cases(
    run: Run, baseline: Run | None, profiles: tuple[Profile, ...], rules: Rules
) -> Iterator[Reason]:
    before = {each.case: each for each in baseline.verdicts} if baseline else {}
    for verdict in run.verdicts:
        if verdict.profile in profiles:
            found = reason(verdict, before.get(verdict.case), rules)
            if found:
                yield found


def _met(run: Run, profiles: tuple[Profile, ...]) -> Iterator[Reason]:
    """What the run met itself: an account that was migrated, a known deviation that has to go."""
    for change in run.footer.changes:
        if change.profile is None or change.profile in profiles:
            says = f"{change.subject}: {change.old} → {change.new}"
            yield Reason(weight=Weight.UNDECIDED, kind=change.kind, says=says)
    for each in run.footer.stale:
        yield _note("stale", f"{each.deviation.case} has to leave deviations.yaml: {each.said}")


def _notes(run: Run, baseline: Run | None) -> Iterator[Reason]:
    head = run.header
    if head.target == "emulator":
        yield _note("emulator", "an emulator's result is no statement about sipgate")
    if head.selection:
        yield _note("selection", f"only cases chosen by {head.selection} were put")
    if baseline is not None:
        for word in ("contracts", "edition", "version", "base_url", "selection"):
            old, new = getattr(baseline.header, word), getattr(head, word)
            if old != new:
                called = word.replace("_", " ")
                yield _note(word, f"{called}: {new or 'none'}, in the baseline {old or 'none'}")


def _note(kind: str, says: str) -> Reason:
    return Reason(weight=Weight.NOTED, kind=kind, says=says)
