"""What a case says to a gate, by its verdict and by what it was in the baseline."""

from __future__ import annotations

from dataclasses import dataclass

from ..contract.model import Evidence
from ..run.model import Outcome, Verdict
from .model import FailOn, Reason, Weight

PUT = (Outcome.CONFORMS, Outcome.DEVIATES, Outcome.KNOWN, Outcome.RECORDED)
UNKEPT = (Outcome.DEVIATES, Outcome.KNOWN, Outcome.RECORDED)


@dataclass(frozen=True, slots=True)
class Rules:
    """What closes a gate."""

    fail_on: frozenset[FailOn]
    strict: bool
    compared: bool
    """Whether there is a baseline."""


def reason(now: Verdict, was: Verdict | None, rules: Rules) -> Reason | None:
    """What a case says; None where it has nothing against a yes.

    Args:
        now: the case in the run.
        was: the same case in the baseline, if there is one and it has the case.
        rules: what closes the gate.
    """
    found = _lost(now, was) or _by_verdict(now, was, rules)
    if found and found[0] is Weight.CLOSES:
        return _reason(now, was, *found)
    if FailOn.CHANGED in rules.fail_on and was and (how := _changed(now, was)):
        return _reason(now, was, Weight.CLOSES, "changed", how)
    return _reason(now, was, *found) if found else None


Found = tuple[Weight, str, str]


def _lost(now: Verdict, was: Verdict | None) -> Found | None:
    """What conformed, or worked, and no longer does: whatever is promised, and by whom."""
    if was is None or was.verdict not in PUT or now.verdict not in UNKEPT:
        return None
    if was.verdict is Outcome.CONFORMS:
        if now.verdict is not Outcome.RECORDED:
            return _regressed(f"it conformed in the baseline and is {_word(now)} now")
        if _statuses(now) != _statuses(was):
            answers = f"{_shown(was)} in the baseline, {_shown(now)} now"
            return _regressed(f"it conformed, nothing is promised any more, and answers {answers}")
    if (worse := _worse(now, was)) and was.verdict is not Outcome.DEVIATES:
        return _regressed(f"it answered {worse[0]} in the baseline and answers {worse[1]} now")
    return None


def _regressed(how: str) -> Found:
    return Weight.CLOSES, "regressed", how


def _by_verdict(now: Verdict, was: Verdict | None, rules: Rules) -> Found | None:
    match now.verdict:
        case Outcome.DEVIATES:
            return _deviates(now, was, rules)
        case Outcome.ERRORED:
            weight = Weight.CLOSES if FailOn.ERRORED in rules.fail_on else Weight.UNDECIDED
            return weight, "errored", f"it could not be told: {now.reason or 'no reason'}"
        case Outcome.KNOWN if FailOn.KNOWN in rules.fail_on:
            return Weight.CLOSES, "known", f"it is a known deviation: {now.reason or 'no reason'}"
        case Outcome.RECORDED if FailOn.RECORDED in rules.fail_on:
            return Weight.CLOSES, "recorded", "nothing is promised, so nothing is known"
        case Outcome.SKIPPED:
            return _skipped(now, was, rules)
    return None


def _deviates(now: Verdict, was: Verdict | None, rules: Rules) -> Found:
    if now.evidence is Evidence.ASSUMED and not rules.strict:
        how = "it deviates from an assumed promise, which counts with --strict only"
        return Weight.NOTED, "assumed", how
    stands = was is not None and was.verdict is Outcome.DEVIATES
    if stands and FailOn.DEVIATES not in rules.fail_on:
        return Weight.NOTED, "deviates", "it deviates, as it did in the baseline"
    new = " and did not in the baseline" if rules.compared and not stands else ""
    return Weight.CLOSES, "deviates", f"it deviates{new}"


def _skipped(now: Verdict, was: Verdict | None, rules: Rules) -> Found | None:
    why = now.reason or "no reason"
    if FailOn.SKIPPED in rules.fail_on:
        return Weight.CLOSES, "skipped", f"it was skipped: {why}"
    if now.left_out:
        return Weight.UNDECIDED, "left-out", f"it was left out: {why}"
    if was is not None and was.verdict in PUT:
        return Weight.UNDECIDED, "skipped", f"it was put in the baseline and is skipped now: {why}"
    return None


def _worse(now: Verdict, was: Verdict) -> tuple[int, int] | None:
    """The first answers of which one worked and the other fails, or fails by itself."""
    for old, new in zip(was.observed, now.observed, strict=False):
        if old.operation != new.operation:
            return None
        if old.status < 400 <= new.status or new.status >= 500 > old.status:
            return old.status, new.status
    return None


def _changed(now: Verdict, was: Verdict) -> str | None:
    if now.verdict is not was.verdict:
        return f"it was {_word(was)} and is {_word(now)}"
    if _statuses(now) != _statuses(was):
        return f"it answered {_shown(was)} in the baseline and answers {_shown(now)} now"
    if [a.content_type for a in now.observed] != [a.content_type for a in was.observed]:
        return "it answers with another content type than in the baseline"
    return None


def _statuses(verdict: Verdict) -> list[int]:
    return [each.status for each in verdict.observed]


def _shown(verdict: Verdict) -> str:
    return ", ".join(map(str, _statuses(verdict))) or "nothing"


def _word(verdict: Verdict) -> str:
    words = {
        Outcome.DEVIATES: "deviating",
        Outcome.KNOWN: "a known deviation",
        Outcome.CONFORMS: "conforming",
    }
    return words.get(verdict.verdict, str(verdict.verdict))


def _reason(now: Verdict, was: Verdict | None, weight: Weight, kind: str, says: str) -> Reason:
    return Reason(
        weight=weight,
        kind=kind,
        says=says,
        case=now.case,
        profile=now.profile,
        operation=now.operation,
        evidence=now.evidence,
        states=now.states,
        was=was.verdict if was else None,
        now=now.verdict,
    )
