"""The matrix as Markdown; every string from outside is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..run.model import Outcome, Run, Verdict
from .matrix import Cell, ClaimRow, Matrix, Row
from .message import aligned, source
from .order import worst_first
from .words import MEANINGS, SYMBOLS, about_target, cut, plural, printable, quiet

SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
# What GitHub would make a link, a mention of somebody or a reference to an issue. A word joiner
# is not seen, and parts them.
JOINED = re.compile(r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=GH)(?=-\d)", re.I)
WEB = re.compile(r"https?://[\w.:/?=&%#,;~+-]+", re.ASCII)
# GitHub drops a summary above one mebibyte; the gate's own part and the changes stand beside this.
LIMIT = 900_000
LONG = 1000


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, in one line."""
    line = " ".join(cut(printable(text), LONG).split())
    return JOINED.sub("\u2060", SPECIAL.sub(r"\\\1", line))


def code(text: str) -> str:
    """Text as code in one line; a backtick in it would end it, so it is replaced."""
    line = " ".join(cut(printable(text), LONG).split())
    return f"`{line.replace('`', 'ˋ').replace('|', 'ǀ') or ' '}`"


def web(link: str) -> str:
    """The address of a page as a link; what is none is text."""
    return f"<{link}>" if WEB.fullmatch(link) else escaped(link)


def markdown(run: Run, table: Matrix, limit: int = LIMIT) -> str:
    """The whole report, in so many bytes at most: what deviates comes first, the worst foremost.

    Args:
        run: whose verdicts are shown.
        table: its matrix.
        limit: bytes; what does not fit is counted.
    """
    before, after = _text(_head(run, table)), _text(_rest(run, table))
    room = limit - len(before.encode()) - len(after.encode())
    return _whole(quiet(before + _text(_deviations(run, room)) + after), limit)


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _whole(text: str, limit: int) -> str:
    """The text, or as many of its lines as fit, with a last one that says so."""
    data = text.encode()
    if len(data) <= limit:
        return text
    note = "\n\nThe rest was cut; matrix.json holds it.\n"
    kept = data[: limit - len(note.encode())].decode(errors="ignore")
    return kept.rpartition("\n")[0] + note


def _head(run: Run, table: Matrix) -> Iterator[str]:
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


def _rest(run: Run, table: Matrix) -> Iterator[str]:
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


def _deviations(run: Run, room: int) -> Iterator[str]:
    bad = [v for v in run.verdicts if v.verdict in (Outcome.DEVIATES, Outcome.ERRORED)]
    if not bad:
        return
    yield "## What deviates"
    yield ""
    for place, verdict in enumerate(worst_first(bad)):
        lines = list(_deviation(verdict))
        room -= len(_text(lines).encode())
        if room < 0:
            yield f"… and {len(bad) - place} more, for which there is no room: see run.jsonl."
            yield ""
            return
        yield from lines


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
            known = escaped(f"known since {entry.since}: {entry.reason}")
            yield f"- {code(entry.case)}: {escaped(each.said)} ({known}, {web(entry.link)})"
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
        said = (escaped(each) for each in (row.status, row.status_text, row.since))
        yield f"| {label} | {' | '.join(said)} |"
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
