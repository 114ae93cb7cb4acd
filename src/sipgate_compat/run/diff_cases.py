"""What became of each case in two runs: verdicts, observed statuses, promises."""

from __future__ import annotations

from collections.abc import Iterator

from ..change.model import Change, Origin, Severity, change
from ..contract.model import Profile
from .model import OperationInfo, Outcome, Run, Verdict

# From one of these to the other nothing was lost and nothing was found.
UNTOLD = (Outcome.SKIPPED, Outcome.ERRORED, Outcome.RECORDED)


def case_changes(old: Run, new: Run, profiles: tuple[Profile, ...]) -> Iterator[Change]:
    """The changes of all cases of some profiles; a case has the same address in both runs."""
    before, after = _by_case(old, profiles), _by_case(new, profiles)
    known = {each.operation: each for each in (*old.header.operations, *new.header.operations)}
    for case in dict.fromkeys((*before, *after)):
        a, b = before.get(case), after.get(case)
        said = a or b
        assert said is not None
        # Of a case that was not selected nobody knows whether it was there.
        if (a is None and old.header.left_out) or (b is None and new.header.left_out):
            continue
        yield from _case(a, b, said, known.get(said.operation))


def severity_of(old: Outcome, new: Outcome) -> Severity:
    """How much it matters that a verdict is another one; only the API's own fault breaks."""
    if new is Outcome.DEVIATES:
        return Severity.BREAKING
    if new is Outcome.CONFORMS or (old in UNTOLD and new in (Outcome.SKIPPED, Outcome.RECORDED)):
        return Severity.INFO
    return Severity.NOTICE


def status_severity(old: int, new: int) -> Severity:
    """What worked and is refused, or fails by itself, breaks; the rest is worth a look."""
    broke = old < 400 <= new or new >= 500 > old
    return Severity.BREAKING if broke else Severity.NOTICE


def _by_case(run: Run, profiles: tuple[Profile, ...]) -> dict[str, Verdict]:
    return {each.case: each for each in run.verdicts if each.profile in profiles}


def _case(
    old: Verdict | None, new: Verdict | None, said: Verdict, info: OperationInfo | None
) -> Iterator[Change]:
    def made(
        origin: Origin,
        kind: str,
        severity: Severity,
        old: str | None = None,
        new: str | None = None,
        at: str = "",
    ) -> Change:
        return change(
            origin,
            kind,
            severity,
            f"{said.case} {at}".rstrip(),
            method=info.method if info else None,
            path=info.path if info else None,
            profile=said.profile,
            case=said.case,
            old=old,
            new=new,
        )

    if old is None:
        yield made(Origin.BEHAVIOUR, "case-added", Severity.INFO)
    elif new is None:
        yield made(Origin.BEHAVIOUR, "case-removed", Severity.NOTICE)
    else:
        if old.verdict is not new.verdict:
            severity = severity_of(old.verdict, new.verdict)
            yield made(Origin.BEHAVIOUR, "verdict-changed", severity, old.verdict, new.verdict)
        for at, a, b in _statuses(old, new):
            yield made(
                Origin.BEHAVIOUR, "status-changed", status_severity(a, b), str(a), str(b), at
            )
        if old.promised != new.promised:
            before, after = _joined(old.promised), _joined(new.promised)
            yield made(Origin.SUITE, "promise-changed", Severity.NOTICE, before, after)
        if old.evidence is not new.evidence:
            yield made(Origin.SUITE, "evidence-changed", Severity.INFO, old.evidence, new.evidence)


def _statuses(old: Verdict, new: Verdict) -> Iterator[tuple[str, int, int]]:
    """The steps that were answered in both runs, and with another status."""
    for number, (a, b) in enumerate(zip(old.observed, new.observed, strict=False), start=1):
        if a.operation != b.operation:
            return
        if a.status != b.status:
            yield f"{'' if number == 1 else f'step {number} '}/status", a.status, b.status


def _joined(statuses: tuple[int, ...]) -> str:
    return " or ".join(map(str, statuses)) or "unknown"
