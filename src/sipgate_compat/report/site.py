"""The model of the page: a run and its matrix joined into what is shown; writers only render."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..change.log import merged
from ..change.model import Change
from ..contract.model import Profile
from ..edition.endpoint import key
from ..edition.timeline import Timeline
from ..run.model import OperationInfo, Outcome, Run, Verdict
from .contradictions import Contradiction, contradictions
from .contrast import apart, differs, sentence, summary
from .matrix import Matrix, Row

BAD = (Outcome.DEVIATES, Outcome.ERRORED)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case with the answers of all profiles side by side; none where it was not put."""

    name: str
    id: str
    answers: tuple[Verdict | None, ...]
    differs: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class OperationPage:
    """One operation with all its cases."""

    row: Row
    info: OperationInfo
    cases: tuple[CaseRow, ...]
    differs: bool
    changed: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """How many cases were not put for the same reason."""

    reason: str
    cases: int


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the page shows."""

    run: Run
    matrix: Matrix
    tags: dict[str, list[OperationPage]]
    bad: tuple[Verdict, ...]
    contradictions: tuple[Contradiction, ...]
    log: tuple[Change, ...]
    skipped: tuple[Skipped, ...]
    seconds: float | None
    timeline: Timeline | None


def site(run: Run, matrix: Matrix) -> Site:
    """The page of a run and its matrix."""
    found = contradictions(run, matrix)
    log = merged(run.header.log, run.footer.changes)
    lives = Timeline(editions=run.header.editions, rows=run.header.lives)
    return Site(
        run=run,
        matrix=matrix,
        tags=_tags(run, matrix, log),
        bad=tuple(each for each in run.verdicts if each.verdict in BAD),
        contradictions=found,
        log=log,
        skipped=_skipped(run),
        seconds=_seconds(run.header.started, run.footer.finished),
        timeline=lives if lives.rows else None,
    )


def _tags(run: Run, matrix: Matrix, log: Iterable[Change]) -> dict[str, list[OperationPage]]:
    infos = {each.operation: each for each in run.header.operations}
    cases = _cases(run)
    touched, endpoints = _changed(log)
    tags: dict[str, list[OperationPage]] = defaultdict(list)
    for row in matrix.operations:
        own = tuple(
            _case(name, by_profile, matrix.profiles)
            for name, by_profile in cases[row.operation].items()
        )
        differing = sum(each.differs for each in own)
        tags[row.tag].append(
            OperationPage(
                row=row,
                info=infos[row.operation],
                cases=own,
                differs=differing > 0 or apart(row),
                changed=row.operation in touched or key(row.method, row.path) in endpoints,
                sentence=summary(row, differing, len(own)),
            )
        )
    return tags


def _cases(run: Run) -> dict[str, dict[str, dict[Profile, Verdict]]]:
    """Verdicts by operation, then case, then profile."""
    found: dict[str, dict[str, dict[Profile, Verdict]]] = defaultdict(lambda: defaultdict(dict))
    for each in run.verdicts:
        found[each.operation][each.case.split("/", 1)[-1]][each.profile] = each
    return found


def _case(name: str, by_profile: dict[Profile, Verdict], profiles: tuple[Profile, ...]) -> CaseRow:
    return CaseRow(
        name=name,
        id=name.split("/", 1)[-1],
        answers=tuple(by_profile.get(each) for each in profiles),
        differs=differs(by_profile.values()),
        sentence=sentence(by_profile),
    )


def _changed(log: Iterable[Change]) -> tuple[set[str], set[object]]:
    """The operations and the endpoints that the change log speaks of."""
    log = list(log)
    addresses = [address for each in log for address in (*each.touches, each.case or "")]
    operations = {parts[1] for each in addresses if len(parts := each.split("/")) > 1}
    return operations, {key(c.method, c.path) for c in log if c.method and c.path}


def _skipped(run: Run) -> tuple[Skipped, ...]:
    counts = Counter(
        each.reason or "no reason" for each in run.verdicts if each.verdict is Outcome.SKIPPED
    )
    return tuple(Skipped(reason, cases) for reason, cases in counts.most_common())


def _seconds(started: str | None, finished: str | None) -> float | None:
    try:
        begin, end = datetime.fromisoformat(started or ""), datetime.fromisoformat(finished or "")
        return (end - begin).total_seconds()
    except (ValueError, TypeError):
        return None
