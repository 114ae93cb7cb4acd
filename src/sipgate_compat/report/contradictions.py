"""Where what is documented, specified and observed contradict each other: a list of work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase

from ..contract.model import Evidence, Profile, Source
from ..run.model import Disputed, Outcome, Run, Verdict
from .matrix import Matrix
from .words import shown

ORDER = (Outcome.DEVIATES, Outcome.KNOWN, None)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that contradict each other; `page` is an id of sources.yaml."""

    evidence: str
    said: str
    page: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two witnesses of one case; `days` is the age where the run knows its own day.

    `verdict` is that of a case which parted from its promise; none where papers contradict papers.
    """

    case: str
    operation: str
    profiles: tuple[Profile, ...]
    verdict: Outcome | None
    one: Side
    other: Side
    since: str
    days: int | None

    @property
    def kind(self) -> str:
        """``documented against observed``."""
        return f"{self.one.evidence} against {self.other.evidence}"


def contradictions(run: Run, table: Matrix) -> tuple[Contradiction, ...]:
    """All of a run: what was seen first, then what papers say; the older the sooner."""
    today = (run.footer.finished or run.header.started or "")[:10]
    found = [*_observed(run, table, today), *_written(run, today)]
    order = {outcome: place for place, outcome in enumerate(ORDER)}
    return tuple(sorted(found, key=lambda each: (order[each.verdict], each.since, each.case)))


def _observed(run: Run, table: Matrix, today: str) -> Iterator[Contradiction]:
    since = {
        (row.operation, profile): cell.since
        for row in table.operations
        for profile, cell in row.profiles.items()
        if cell.verdict in (Outcome.DEVIATES, Outcome.KNOWN)
    }
    found: dict[Contradiction, list[Profile]] = {}
    for each in run.verdicts:
        if each.verdict in (Outcome.DEVIATES, Outcome.KNOWN):
            day = _listed(run, each) or since.get((each.operation, each.profile)) or today
            alone = Contradiction(
                case=each.case.split("/", 1)[-1],
                operation=each.operation,
                profiles=(),
                verdict=each.verdict,
                one=_side(each.evidence, _with(each.promised, each.states), each.source),
                other=Side("observed", _seen(each), run.header.target, today),
                since=day,
                days=_days(day, today),
            )
            found.setdefault(alone, []).append(each.profile)
    yield from (replace(each, profiles=tuple(own)) for each, own in found.items())


def _listed(run: Run, verdict: Verdict) -> str | None:
    """Since when a deviation is known, by deviations.yaml."""
    entries = run.header.known if verdict.verdict is Outcome.KNOWN else ()
    return next((each.since for each in entries if fnmatchcase(verdict.case, each.case)), None)


def _seen(verdict: Verdict) -> str:
    if verdict.differences:
        first = verdict.differences[0]
        observed = shown(first.observed, first.absent == "observed", limit=80)
        return f"{first.pointer or '/'} is {observed}"
    return verdict.reason or ", ".join(str(each.status) for each in verdict.observed)


def _written(run: Run, today: str) -> Iterator[Contradiction]:
    put = {each.case for each in run.verdicts}
    for each in run.header.disputes:
        profiles = tuple(p for p in each.profiles if f"{p}/{each.case}" in put)
        if profiles:
            read = [each.source.read] if each.source else []
            day = max([*read, each.against.source.read])
            yield Contradiction(
                case=each.case,
                operation=each.operation,
                profiles=profiles,
                verdict=None,
                one=_side(each.evidence, _with(each.promised, each.states), each.source),
                other=_against(each),
                since=day,
                days=_days(day, today),
            )


def _against(each: Disputed) -> Side:
    status = [each.against.status] if each.against.status else []
    return _side(each.against.evidence, _with(status, each.against.states), each.against.source)


def _with(statuses: Iterable[int], states: str) -> str:
    return ": ".join(filter(None, (" or ".join(map(str, statuses)), states)))


def _side(evidence: Evidence, said: str, source: Source | None) -> Side:
    place = (source.page, source.read) if source else ("", "")
    return Side(evidence.value, said, *place)


def _days(since: str, today: str) -> int | None:
    try:
        return max(0, (date.fromisoformat(today) - date.fromisoformat(since)).days)
    except ValueError:
        return None
