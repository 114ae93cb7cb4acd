"""The matrix: operations down, profiles across, a closed set of cells, provenance in every cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from pydantic import Field

from ..contract.model import Availability, Effect, Evidence, Method, Profile, Source
from ..history.model import Held
from ..model import Frozen
from ..run.model import ClaimInfo, OperationInfo, Outcome, RtcmRow, Run, Stale, Verdict, worst

SCHEMA = "schemas/matrix-1.json"


class Cell(Frozen):
    """One operation on one profile."""

    documented_status: str | None
    availability: Availability
    verdict: Outcome
    evidence: Evidence
    source: Source | None = None
    cases: int
    counts: dict[Outcome, int]
    last_live: str | None = None
    since: str | None = None
    """The first day of the present verdict, where a history of runs tells it."""


class Row(Frozen):
    """One operation."""

    operation: str
    method: Method
    path: str
    tag: str
    summary: str
    effect: Effect
    instead: str | None = None
    profiles: dict[Profile, Cell]


class ClaimRow(Frozen):
    """One statement of the help page and what became of it."""

    claim: str
    section: str
    states: str
    profiles: dict[Profile, Outcome]
    cases: tuple[str, ...] = ()
    unverifiable: str | None = None


class Matrix(Frozen):
    """Everything a report shows."""

    schema_: str = Field(SCHEMA, alias="schema")
    generated: str | None
    version: str
    target: str
    base_url: str
    contracts: str
    edition: str
    planned: int
    profiles: tuple[Profile, ...]
    operations: tuple[Row, ...]
    claims: tuple[ClaimRow, ...]
    rtcm: tuple[RtcmRow, ...]
    stale: tuple[Stale, ...] = ()
    summary: dict[Outcome, int]


def matrix(run: Run, past: Mapping[tuple[str, Profile], Held] | None = None) -> Matrix:
    """The matrix of a run.

    Args:
        run: all that is shown, apart from earlier days.
        past: what a history says of the cells; nothing by default.
    """
    header, past = run.header, past or {}
    live = day(run) if header.target == "live" else None
    by_cell: dict[tuple[str, Profile], list[Verdict]] = defaultdict(list)
    by_case = {verdict.case: verdict.verdict for verdict in run.verdicts}
    for verdict in run.verdicts:
        by_cell[verdict.operation, verdict.profile].append(verdict)
    return Matrix(
        schema_=SCHEMA,
        generated=run.footer.finished,
        version=header.version,
        target=header.target,
        base_url=header.base_url,
        contracts=header.contracts,
        edition=header.edition,
        planned=header.planned,
        profiles=header.profiles,
        operations=tuple(
            _row(info, {p: by_cell[info.operation, p] for p in header.profiles}, past, live)
            for info in header.operations
        ),
        claims=tuple(_claim(info, header.profiles, by_case) for info in header.claims),
        rtcm=header.rtcm,
        stale=run.footer.stale,
        summary=run.footer.summary,
    )


def day(run: Run) -> str | None:
    """The day of a run, ISO; a reproducible run has none."""
    return (run.footer.finished or run.header.started or "")[:10] or None


def _row(
    info: OperationInfo,
    verdicts: dict[Profile, list[Verdict]],
    past: Mapping[tuple[str, Profile], Held],
    live: str | None,
) -> Row:
    return Row(
        operation=info.operation,
        method=info.method,
        path=info.path,
        tag=info.tag,
        summary=info.summary,
        effect=info.effect,
        instead=info.instead,
        profiles={
            p: _cell(info, p, found, past.get((info.operation, p), Held()), live)
            for p, found in verdicts.items()
        },
    )


def _cell(
    info: OperationInfo, profile: Profile, verdicts: list[Verdict], held: Held, live: str | None
) -> Cell:
    """A live run in which each promise of a cell was kept is itself the last such day."""
    said = info.profiles[profile]
    counts = Counter(each.verdict for each in verdicts)
    verdict = worst([each.verdict for each in verdicts])
    kept = counts[Outcome.CONFORMS] and not set(counts) - {Outcome.CONFORMS, Outcome.RECORDED}
    return Cell(
        documented_status=said.documented_status,
        availability=said.availability,
        verdict=verdict,
        evidence=said.evidence,
        source=said.source,
        cases=len(verdicts),
        counts={outcome: counts[outcome] for outcome in Outcome if counts[outcome]},
        last_live=live if live and kept else held.last_live,
        since=held.since if held.verdict is verdict else None,
    )


def _claim(info: ClaimInfo, profiles: tuple[Profile, ...], by_case: dict[str, Outcome]) -> ClaimRow:
    """A claim is as good as the worst of the cases that prove it; unproven where none ran."""
    found: dict[Profile, Outcome] = {}
    for profile in info.profiles:
        if profile in profiles and info.cases:
            names = [f"{profile}/{case}" for case in info.cases]
            found[profile] = worst([by_case[name] for name in names if name in by_case])
    return ClaimRow(
        claim=info.claim,
        section=info.section,
        states=info.states,
        profiles=found,
        cases=info.cases,
        unverifiable=info.unverifiable,
    )
