"""What is written of a run: a header first, the footer only when every case has a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .. import __version__
from ..atomic import write_text
from ..change.model import Change
from ..change.page import page_changes
from ..change.touches import Touches
from ..config import Settings
from ..contract.book import Book
from ..contract.cases import Case
from ..contract.model import Evidence, Operation, Profile
from ..edition.timeline import timeline
from .file import footer, line, text
from .model import (
    Account,
    ClaimInfo,
    Disputed,
    Header,
    OperationInfo,
    ProfileInfo,
    RtcmRow,
    Run,
    Shard,
    Stale,
    Verdict,
)

RUN_FILE = "run.jsonl"
REPORTS = (RUN_FILE, "matrix.json", "matrix.md", "matrix.csv", "index.html", "junit.xml")


def header(
    book: Book,
    settings: Settings,
    shown_url: str,
    planned: int,
    started: str | None,
    *,
    shard: Shard | None = None,
    selection: str = "",
    left_out: int = 0,
    accounts: dict[Profile, Account] | None = None,
) -> Header:
    """All that reports need to know of a run before it begins."""
    rows, touches = rtcm(book), Touches(book)
    status = {f"{row.method} {row.path}": row.status for row in rows}
    return Header(
        version=__version__,
        target=settings.target,
        base_url=shown_url,
        profiles=settings.profiles,
        planned=planned,
        shard=shard,
        selection=selection,
        left_out=left_out,
        accounts=accounts or {},
        started=started,
        contracts=book.digest,
        edition=book.newest.name,
        allowed=settings.allow,
        operations=tuple(_operation(book, each, status) for each in book.operations.values()),
        claims=tuple(ClaimInfo(**claim.model_dump()) for claim in book.claims.claims),
        rtcm=rows,
        editions=tuple(each.name for each in book.editions),
        lives=timeline(book.editions),
        log=tuple(touches.named(each) for each in reversed(page_changes(book.editions))),
        disputes=disputes(case for own in touches.cases.values() for case in own),
        known=tuple(each for each in book.deviations if each.target == settings.target),
        sources=tuple(book.sources.values()),
    )


def disputes(cases: Iterable[Case]) -> tuple[Disputed, ...]:
    """Each contradiction between the witnesses of a case once, with the profiles it is about."""
    found: dict[Disputed, list[Profile]] = {}
    for case in cases:
        for step in case.steps:
            said = step.promise.expectation
            for against in said.disputed:
                alone = Disputed(
                    case=case.address.split("/", 1)[1],
                    operation=case.operation.operation,
                    profiles=(),
                    states=step.promise.states,
                    promised=said.statuses,
                    evidence=step.promise.evidence,
                    source=step.promise.source,
                    against=against,
                )
                found.setdefault(alone, []).append(case.profile)
    return tuple(
        each.model_copy(update={"profiles": tuple(profiles)}) for each, profiles in found.items()
    )


def rtcm(book: Book) -> tuple[RtcmRow, ...]:
    """The rows of the newest edition, each with the date since which it reads so."""
    since = {(line.method, line.path): line.since for line in timeline(book.editions)}
    return tuple(
        RtcmRow(
            method=row.method,
            path=row.path,
            status=row.status.value,
            status_text=row.status_text,
            note=row.note or "",
            since=since[row.method, row.path],
            edition=book.newest.name,
        )
        for row in book.newest.rows
    )


def _operation(book: Book, operation: Operation, status: dict[str, str]) -> OperationInfo:
    documented = next((status[row] for row in book.rows_of(operation) if row in status), None)
    return OperationInfo(
        operation=operation.operation,
        method=operation.method,
        path=operation.path,
        tag=operation.tag,
        summary=operation.summary,
        effect=operation.effect,
        scope=operation.scope,
        instead=operation.instead,
        profiles={
            profile: _profile(operation, profile, None if profile == "classic" else documented)
            for profile in operation.availability
        },
    )


def _profile(operation: Operation, profile: Profile, documented: str | None) -> ProfileInfo:
    known = operation.availability_known.get(profile, operation)
    return ProfileInfo(
        documented_status=documented,
        availability=operation.availability[profile],
        evidence=known.evidence or operation.evidence or Evidence.ASSUMED,
        source=known.source or operation.source,
    )


class Recorder:
    """Keeps verdicts and writes them as they come, so that a killed run is seen to be one.

    Args:
        folder: where the run's files go; earlier ones of the same names are removed at once.
        make_header: gives the header once it is known how many cases are planned.
    """

    def __init__(self, folder: Path, head: Header) -> None:
        self.folder, self.head = folder, head
        self.verdicts: dict[str, Verdict] = {}
        self.changes: dict[str, Change] = {}
        folder.mkdir(parents=True, exist_ok=True)
        for name in REPORTS:
            (folder / name).unlink(missing_ok=True)
        self.stream = (folder / RUN_FILE).open("w", encoding="utf-8")
        self.stream.write(line(head))

    def add(self, verdict: Verdict) -> None:
        """One more verdict."""
        self.verdicts[verdict.case] = verdict
        self.stream.write(line(verdict))

    def changed(self, change: Change) -> None:
        """Something that the run met and that is no verdict; the same thing once."""
        self.changes[change.fingerprint] = change

    @property
    def complete(self) -> bool:
        """True once every planned case has its verdict."""
        return len(self.verdicts) == self.head.planned > 0

    def finish(
        self, order: list[str], finished: str | None, stale: tuple[Stale, ...] = ()
    ) -> Run | None:
        """Close the file; only a complete run gets its footer, and the order of the cases."""
        self.stream.close()
        if not self.complete:
            return None
        place = {case: i for i, case in enumerate(order)}
        verdicts = tuple(sorted(self.verdicts.values(), key=lambda v: place.get(v.case, 0)))
        end = footer(verdicts, finished, tuple(self.changes.values()), stale)
        run = Run(header=self.head, verdicts=verdicts, footer=end)
        write_text(self.folder / RUN_FILE, text(run))
        return run
