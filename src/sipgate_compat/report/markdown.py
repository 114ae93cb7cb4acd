"""The matrix as Markdown; every string from outside is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..run.model import Outcome, Run, Verdict
from .matrix import Cell, ClaimRow, Matrix, Row
from .message import aligned, source
from .words import MEANINGS, SYMBOLS, about_target, plural, printable

SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, in one line."""
    return SPECIAL.sub(r"\\\1", " ".join(printable(text).split()))


def code(text: str) -> str:
    """Text as code in one line; a backtick in it would end it, so it is replaced."""
    return f"`{' '.join(printable(text).split()).replace('`', 'ˋ').replace('|', 'ǀ')}`"


def markdown(run: Run, table: Matrix) -> str:
    """The whole report."""
    return "\n".join(_lines(run, table)) + "\n"


def _lines(run: Run, table: Matrix) -> Iterator[str]:
    yield "# Compatibility of the sipgate REST API"
    yield ""
    yield about_target(table.target)
    when = f", finished {table.generated}" if table.generated else ""
    yield (
        f"Contracts {code(table.contracts)}, help page {escaped(table.edition)}, "
        f"sipgate-compat {escaped(table.version)}{when}."
    )
    if run.header.shard:
        yield f"This is shard {run.header.shard} alone: most cases were put elsewhere."
    yield ""
    yield from _summary(table)
    yield from _deviations(run)
    yield from _stale(table)
    yield from _matrix(table)
    yield from _rtcm(table)
    yield from _claims(table)
    yield from _skipped(run)


def _summary(table: Matrix) -> Iterator[str]:
    yield "| | verdict | cases | |"
    yield "| --- | --- | ---: | --- |"
    for outcome in Outcome:
        symbol, count = SYMBOLS[outcome], table.summary.get(outcome, 0)
        yield f"| {symbol} | {outcome} | {count} | {MEANINGS[outcome]} |"
    yield ""


def _deviations(run: Run) -> Iterator[str]:
    found = [v for v in run.verdicts if v.verdict in (Outcome.DEVIATES, Outcome.ERRORED)]
    if not found:
        return
    yield "## What deviates"
    yield ""
    for verdict in found:
        yield from _deviation(verdict)


def _deviation(verdict: Verdict) -> Iterator[str]:
    claims = f" Claims: {escaped(', '.join(verdict.claims))}." if verdict.claims else ""
    yield f"### {code(verdict.case)}"
    yield ""
    yield f"{escaped(verdict.states)}. {escaped(source(verdict))}.{claims}"
    yield ""
    for difference in verdict.differences:
        yield from (f"    {line}" for line in aligned(difference))
        yield ""
    if verdict.reason:
        yield escaped(verdict.reason)
        yield ""


def _stale(table: Matrix) -> Iterator[str]:
    if table.stale:
        yield "## Known deviations to take out"
        yield ""
        for each in table.stale:
            entry = each.deviation
            known = f"known since {entry.since}: {entry.reason}, {entry.link}"
            yield f"- {code(entry.case)}: {escaped(each.said)} ({escaped(known)})"
        yield ""


def _matrix(table: Matrix) -> Iterator[str]:
    yield "## Operations"
    for tag in dict.fromkeys(row.tag for row in table.operations):
        yield ""
        yield f"### {escaped(tag)}"
        yield ""
        yield f"| operation | {' | '.join(table.profiles)} |"
        yield f"| --- |{' --- |' * len(table.profiles)}"
        yield from (_row(row, table) for row in table.operations if row.tag == tag)
    yield ""


def _row(row: Row, table: Matrix) -> str:
    cells = " | ".join(_cell(row.profiles[profile]) for profile in table.profiles)
    label = code(f"{row.method} {row.path}")
    return f"| {label} | {cells} |"


def _cell(cell: Cell) -> str:
    status = f", page: {escaped(cell.documented_status)}" if cell.documented_status else ""
    live = f"last live {cell.last_live}" if cell.last_live else "never live"
    return (
        f"{SYMBOLS[cell.verdict]} {cell.verdict} ({plural(cell.cases, 'case')}); "
        f"{cell.availability}, {cell.evidence}{status}; {live}"
    )


def _rtcm(table: Matrix) -> Iterator[str]:
    yield "## RTCM on the help page"
    yield ""
    yield "| row | status | as written | since |"
    yield "| --- | --- | --- | --- |"
    for row in table.rtcm:
        label = code(f"{row.method} {row.path}")
        yield f"| {label} | {escaped(row.status)} | {escaped(row.status_text)} | {row.since} |"
    yield ""


def _claims(table: Matrix) -> Iterator[str]:
    yield "## Statements of the help page"
    for section in dict.fromkeys(claim.section for claim in table.claims):
        yield ""
        yield f"### {escaped(section)}"
        yield ""
        for claim in table.claims:
            if claim.section == section:
                yield f"- {code(claim.claim)} {escaped(claim.states)}: {_proof(claim)}"
    yield ""


def _proof(claim: ClaimRow) -> str:
    if claim.unverifiable:
        return f"unverifiable: {escaped(claim.unverifiable)}"
    return _joined(f"{profile} {SYMBOLS[v]} {v}" for profile, v in claim.profiles.items())


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts) or "not in this run"


def _skipped(run: Run) -> Iterator[str]:
    reasons: dict[str, int] = {}
    for verdict in run.verdicts:
        if verdict.verdict is Outcome.SKIPPED:
            reason = verdict.reason or "no reason"
            reasons[reason] = reasons.get(reason, 0) + 1
    if reasons:
        yield "## What was skipped, and why"
        yield ""
        for reason, count in sorted(reasons.items(), key=lambda each: -each[1]):
            yield f"- {plural(count, 'case')}: {escaped(reason)}"
        yield ""
