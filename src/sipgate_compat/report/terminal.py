"""The summary at the end of a run, for a terminal of eighty columns."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ..contract.model import Availability
from ..run.model import Outcome, Run, Verdict
from .matrix import Cell, Matrix, Row
from .message import aligned, source, stale
from .words import SYMBOLS, printable, quiet

SHOWN_DEVIATIONS = 20
LONG = 60


def summary(run: Run, table: Matrix, out: Path | None = None, width: int = 80) -> str:
    """Operations down, profiles across, what deviates, the totals, and where the reports are."""
    lines = [cut(line, width) for line in _lines(run, table, out, width)]
    return "\n".join(lines)


def cut(text: str, width: int) -> str:
    """A line that fits; what is too long ends in an ellipsis."""
    text = quiet(printable(text).replace("\n", " ").replace("\r", " ").replace("\t", " "))
    if sum(map(_columns, text)) <= width:
        return text.rstrip()
    kept, used = [], 0
    for sign in text:
        used += _columns(sign)
        if used > width - 1:
            break
        kept.append(sign)
    return "".join(kept) + "…"


def _columns(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _lines(run: Run, table: Matrix, out: Path | None, width: int) -> Iterator[str]:
    yield from _matrix(table, width)
    yield "  ".join(f"{SYMBOLS[outcome]} {outcome}" for outcome in Outcome)
    yield from _deviations(run, width)
    yield from _stale(table, width)
    yield from _left_out(run, width)
    yield ""
    yield _totals(table)
    if run.footer.failures:
        yield "failures: " + ", ".join(f"{n} {each}" for each, n in run.footer.failures.items())
    shard = f"shard {run.header.shard}, " if run.header.shard else ""
    yield f"{shard}target {table.target} {table.base_url}, page {table.edition}"
    if table.target == "emulator":
        yield "an emulator's result is no statement about sipgate"
    if out is not None:
        yield f"reports in {out}: index.html, matrix.json, matrix.md, run.jsonl …"


def _matrix(table: Matrix, width: int) -> Iterator[str]:
    columns = "".join(f" {profile:<10}" for profile in table.profiles)
    room = width - len(columns) - 13
    yield f"{'':{room}}{columns} RTCM on Neo"
    put = [row for row in table.operations if any(c.cases for c in row.profiles.values())]
    for tag in dict.fromkeys(row.tag for row in put):
        rows = [row for row in put if row.tag == tag]
        if len(table.operations) > LONG:
            yield _counted(tag, rows, table, room)
            rows = [row for row in rows if _notable(row)]
        else:
            yield tag
        for row in rows:
            yield _row(row, table, room)


def _row(row: Row, table: Matrix, room: int) -> str:
    cells = "".join(f" {_cell(row.profiles[p]):<10}" for p in table.profiles)
    said = {row.profiles[p].documented_status for p in table.profiles} - {None}
    return f"{_label(row, room):{room}}{cells} {next(iter(said), '') or ''}"


def _label(row: Row, room: int) -> str:
    """Method and path; of a long path the end, which tells it from its neighbours."""
    label = f"  {row.method} {row.path}"
    if len(label) <= room:
        return label
    begin = f"  {row.method} …"
    return begin + row.path[len(begin) - room :]


def _cell(cell: Cell) -> str:
    """Verdict and availability; nothing is said where the operation is simply there."""
    word = "" if cell.availability is Availability.AVAILABLE else cell.availability.value
    return f"{SYMBOLS[cell.verdict]} {word}"


def _counted(tag: str, rows: list[Row], table: Matrix, room: int) -> str:
    cells = ""
    for profile in table.profiles:
        counts = Counter(row.profiles[profile].verdict for row in rows)
        text = " ".join(f"{counts[o]}{SYMBOLS[o]}" for o in Outcome if counts[o])
        cells += f" {text:<10}"
    return f"{cut(f'{tag} ({len(rows)})', room):{room}}{cells}"


def _notable(row: Row) -> bool:
    """What the page gives a status, and what is not as it was promised."""
    fine = (Outcome.CONFORMS, Outcome.RECORDED)
    cells = row.profiles.values()
    return any(c.documented_status or (c.cases and c.verdict not in fine) for c in cells)


def _deviations(run: Run, width: int) -> Iterator[str]:
    bad = [v for v in run.verdicts if v.verdict in (Outcome.DEVIATES, Outcome.ERRORED)]
    for verdict in bad[:SHOWN_DEVIATIONS]:
        yield ""
        yield from _deviation(verdict, width)
    if len(bad) > SHOWN_DEVIATIONS:
        yield ""
        yield f"… and {len(bad) - SHOWN_DEVIATIONS} more; see matrix.md"


def _deviation(verdict: Verdict, width: int) -> Iterator[str]:
    yield f"{SYMBOLS[verdict.verdict]} {verdict.case}"
    if verdict.claims:
        yield f"  claims: {', '.join(verdict.claims)}"
    said = verdict.reason if verdict.verdict is Outcome.ERRORED else verdict.states
    yield from textwrap.wrap(
        printable(said or ""), width - 2, initial_indent="  ", subsequent_indent="  "
    )
    yield f"  {source(verdict)}"
    for difference in verdict.differences[:3]:
        yield from (f"    {line}" for line in aligned(difference))


def _left_out(run: Run, width: int) -> Iterator[str]:
    names = [each.case for each in run.verdicts if each.left_out]
    if names:
        yield ""
        cases = "1 case was" if len(names) == 1 else f"{len(names)} cases were"
        told = f"{cases} left out: {run.footer.spent}"
        yield from textwrap.wrap(printable(told), width)
        yield from (f"  {name}" for name in names[:SHOWN_DEVIATIONS])
    if len(names) > SHOWN_DEVIATIONS:
        yield f"  … and {len(names) - SHOWN_DEVIATIONS} more; run.jsonl names them all"


def _stale(table: Matrix, width: int) -> Iterator[str]:
    for each in table.stale:
        yield ""
        yield from textwrap.wrap(f"✗ {stale(each)}", width, subsequent_indent="  ")


def _totals(table: Matrix) -> str:
    counts = [f"{table.summary[o]} {o}" for o in Outcome if table.summary.get(o)]
    cases = "1 case" if table.planned == 1 else f"{table.planned} cases"
    put = [set(c.profiles.values()) - {Outcome.SKIPPED} for c in table.claims]
    kept = [outcomes for outcomes in put if outcomes == {Outcome.CONFORMS}]
    claims = f"; {len(kept)} of {len(put) - put.count(set())} claims hold" if any(put) else ""
    return f"{cases}: {', '.join(counts)}{claims}"
