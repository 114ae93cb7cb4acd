"""When the monitor last ran well, and on what: ``heartbeat.json``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from ..model import Frozen
from ..run.model import Outcome, Run


class Beat(Frozen):
    """One run of the night."""

    target: Literal["emulator", "live"]
    profiles: tuple[str, ...]
    cases: int
    summary: dict[Outcome, int]
    contracts: str
    edition: str


class Heartbeat(Frozen):
    """A night that ran well; one that did not writes none, so that the old one tells the age."""

    schema_: Literal["schemas/heartbeat-1.json"] = Field("schemas/heartbeat-1.json", alias="schema")
    ran_well: str
    link: str | None = None
    runs: tuple[Beat, ...]


def heartbeat(runs: Iterable[Run], at: str, link: str | None = None) -> Heartbeat:
    """The heartbeat of complete runs.

    Args:
        runs: the night's runs, one for each target.
        at: the time, UTC, as ``2026-11-25T03:17:00Z``.
        link: where the night's log stands.
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
    return Heartbeat(ran_well=at, link=link, runs=tuple(sorted(beats, key=_live_first)))


def _live_first(each: Beat) -> bool:
    return each.target != "live"
