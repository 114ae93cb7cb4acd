"""A run reduced to what a history keeps of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..change.model import Change
from ..errors import DataError
from ..run.file import read
from ..run.model import Account, Run, Verdict
from .drift import Labels
from .facts import Facts, facts, pace, paced


@dataclass(frozen=True, slots=True)
class Entry:
    """One verdict; `facts` is the fingerprint as JSON, None where there is none."""

    case: str
    profile: str
    operation: str
    outcome: str
    facts: str | None
    pace: str


@dataclass(frozen=True, slots=True)
class Reduced:
    """One run."""

    digest: str
    target: str
    base_url: str
    finished: str
    version: str
    contracts: str
    edition: str
    profiles: tuple[str, ...]
    left_out: int
    summary: Mapping[str, int]
    labels: Labels
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...] = ()
    accounts: Mapping[str, Account] | None = None

    @property
    def at(self) -> int:
        """When it finished, in seconds since 1970."""
        return int(_moment(self.finished).timestamp())

    def seen(self) -> dict[str, Facts]:
        """The facts of each case, with its latency; none for a case that was not put."""
        return {
            each.case: paced(json.loads(each.facts), each.pace) if each.facts else {}
            for each in self.entries
        }


def of_file(path: Path) -> Reduced:
    """A run from its file, or from the folder that holds it.

    Raises:
        DataError: not a run, cut off before its footer, or without a time; names the file.
    """
    run = read(path)
    file = path / "run.jsonl" if path.is_dir() else path
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    finished = run.footer.finished or run.header.started
    if not finished or not _is_moment(finished):
        raise DataError(f"{file}: says not when it was made, so it has no place in a history")
    return reduced(run, digest, finished)


def reduced(run: Run, digest: str, finished: str) -> Reduced:
    """A run as its history keeps it.

    Args:
        run: a complete run.
        digest: names it; the same run has the same one.
        finished: when it ended, ISO.
    """
    head = run.header
    return Reduced(
        digest=digest,
        target=head.target,
        base_url=head.base_url,
        finished=finished,
        version=head.version,
        contracts=head.contracts,
        edition=head.edition,
        profiles=head.profiles,
        left_out=head.left_out,
        summary={str(outcome): count for outcome, count in run.footer.summary.items()},
        labels={each.operation: (each.method, each.path) for each in head.operations},
        entries=tuple(_entry(each, timed=head.target == "live") for each in run.verdicts),
        changes=run.footer.changes,
        accounts={str(profile): account for profile, account in head.accounts.items()},
    )


def _entry(verdict: Verdict, timed: bool) -> Entry:
    """How fast an emulator answers says nothing of anyone but the machine."""
    found = facts(verdict)
    return Entry(
        case=verdict.case,
        profile=verdict.profile,
        operation=verdict.operation,
        outcome=verdict.verdict,
        facts=packed(found) if found else None,
        pace=pace(verdict) if timed else "",
    )


def packed(found: Facts) -> str:
    """Facts as canonical JSON."""
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_moment(text: str) -> bool:
    try:
        _moment(text)
    except ValueError:
        return False
    return True
