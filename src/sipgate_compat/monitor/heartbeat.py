"""When the monitor last ran well, and on what: ``heartbeat.json``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from pydantic import Field

from ..model import Frozen
from ..report.words import plural
from ..run.model import Outcome, Run


class Beat(Frozen):
    """One run of the night."""

    target: Literal["emulator", "live"]
    profiles: tuple[str, ...]
    cases: int
    summary: dict[Outcome, int]
    contracts: str
    edition: str


NEVER = "never"


class Heartbeat(Frozen):
    """A night that came to its end; one that did not writes none, so the old one tells the age.

    `ran_well` is its own time, or that of an earlier night where something was left `undecided`.
    """

    schema_: Literal["schemas/heartbeat-1.json"] = Field("schemas/heartbeat-1.json", alias="schema")
    ran_well: str
    link: str | None = None
    undecided: tuple[str, ...] = ()
    runs: tuple[Beat, ...]


def undecided(runs: Iterable[Run]) -> tuple[str, ...]:
    """What the runs of a night could not tell, in a line for each kind; none where all is told."""
    return tuple(line for run in runs for line in _undecided(run))


def _undecided(run: Run) -> Iterator[str]:
    target, end = run.header.target, run.footer
    if errored := [each for each in run.verdicts if each.verdict is Outcome.ERRORED]:
        cases, first = plural(len(errored), "case"), errored[0]
        yield f"{target}: {cases} could not be told: {first.case}: {first.reason}"
    if end.left_out:
        yield f"{target}: {plural(end.left_out, 'case')} left out: {end.spent}"


def heartbeat(
    runs: Collection[Run], at: str, link: str | None = None, last: str = NEVER
) -> Heartbeat:
    """The heartbeat of complete runs.

    Args:
        runs: the night's runs, one for each target.
        at: the time, UTC, as ``2026-11-25T03:17:00Z``.
        link: where the night's log stands.
        last: when an earlier night ran well.
    """
    beats = [
        Beat(
            target=run.header.target,
            profiles=run.header.profiles,
            cases=run.footer.cases,
            summary=run.footer.summary,
            contracts=run.header.contracts,
            edition=run.header.edition,
        )
        for run in runs
    ]
    left = undecided(runs)
    return Heartbeat(
        ran_well=last if left else at,
        link=link,
        undecided=left,
        runs=tuple(sorted(beats, key=_live_first)),
    )


def _live_first(each: Beat) -> bool:
    return each.target != "live"
