"""Is a run what an answer needs? Where it is not, no answer is a yes, and none is a no."""

from __future__ import annotations

from collections.abc import Iterator

from ..contract.model import PROFILES, Profile
from ..report.words import plural
from ..run.model import Header, Outcome, Run
from .model import Reason, Weight

# Verdicts that say something of a promise, or that it could not be told.
TELLING = (Outcome.CONFORMS, Outcome.DEVIATES, Outcome.KNOWN, Outcome.ERRORED)
KEPT = (Outcome.CONFORMS, Outcome.KNOWN)
NAMED = 3


def required(run: Run, baseline: Run | None, wanted: tuple[Profile, ...]) -> tuple[Profile, ...]:
    """The profiles that have to be there: those asked for, or all that either run has."""
    has = {*run.header.profiles, *(baseline.header.profiles if baseline else ())}
    return tuple(each for each in PROFILES if each in (wanted or has))


def unfit(run: Run, baseline: Run | None, profiles: tuple[Profile, ...]) -> Iterator[Reason]:
    """Everything that keeps a run and its baseline from giving an answer."""
    yield from _alone(run.header, "the run")
    yield from _cases(run)
    for profile in profiles:
        yield from _profile(run, profile)
    if baseline is not None:
        yield from _alone(baseline.header, "the baseline")
        yield from _comparable(run.header, baseline.header, profiles)
        for profile in profiles:
            yield from _fewer(run, baseline, profile)


def _unfit(kind: str, says: str, profile: Profile | None = None) -> Reason:
    return Reason(weight=Weight.UNFIT, kind=kind, says=says, profile=profile)


def _alone(head: Header, called: str) -> Iterator[Reason]:
    if head.shard and head.shard.of > 1:
        says = f"{called} is shard {head.shard} alone; make one of all: sipgate-compat merge"
        yield _unfit("shard", says)


def _cases(run: Run) -> Iterator[Reason]:
    if not run.verdicts:
        yield _unfit("no-case", "no case ran")
    elif len(run.verdicts) != run.header.planned:
        planned, reached = run.header.planned, len(run.verdicts)
        yield _unfit("fewer-cases", f"{planned} cases were planned, {reached} have a verdict")


def _profile(run: Run, profile: Profile) -> Iterator[Reason]:
    own = [each for each in run.verdicts if each.profile == profile]
    if not own:
        yield _unfit("profile-missing", f"the run has no case of profile {profile}", profile)
    elif not any(each.verdict in TELLING for each in own):
        says = f"no promise of {profile} was put: its {len(own)} cases are recorded or skipped"
        yield _unfit("nothing-put", says, profile)
    elif not any(each.verdict in KEPT for each in own):
        says = f"not one case of {profile} conforms"
        yield Reason(weight=Weight.UNDECIDED, kind="nothing-kept", says=says, profile=profile)


def _comparable(run: Header, baseline: Header, profiles: tuple[Profile, ...]) -> Iterator[Reason]:
    if run.target != baseline.target:
        says = f"the run's target is {run.target}, the baseline's is {baseline.target}"
        yield _unfit("target", says)
    for profile in profiles:
        if profile not in baseline.profiles:
            says = f"the baseline has no profile {profile}"
            yield _unfit("profile-missing", says, profile)


def _fewer(run: Run, baseline: Run, profile: Profile) -> Iterator[Reason]:
    has = {each.case for each in run.verdicts}
    missing = [v.case for v in baseline.verdicts if v.profile == profile and v.case not in has]
    if missing:
        named = ", ".join(missing[:NAMED])
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        says = f"the run lacks {plural(len(missing), 'case')} of the baseline: {named}{more}"
        yield _unfit("fewer-cases", says, profile)
