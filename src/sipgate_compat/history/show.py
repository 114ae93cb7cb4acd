"""Runs, drifts, timelines and the matrix of a history as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from ..change.model import Change
from ..report.words import SYMBOLS, printable
from ..run.model import Outcome
from .model import Drift, History, HistoryMatrix, Life, RunRow, Timeline

LAST = 10
"""So many stretches of a case are shown; JSON has all."""


def history_text(found: History) -> str:
    """A line per run, newest first, then what is flapping."""
    lines = [_run(each) for each in found.runs]
    for each in found.flapping:
        lines.append(f"flapping on {each.target}: {each.case} {each.place}")
    return _joined(lines) or "no runs"


def _run(each: RunRow) -> str:
    counts = ", ".join(f"{count} {name}" for name, count in each.summary.items() if count)
    partial = f", {each.left_out} not selected" if each.left_out else ""
    moved = "".join(f"; {_change(change)}" for change in each.changes)
    return f"{each.run}  {each.finished}  {each.target:<8}  {counts}{partial}{moved}"


def drift_text(found: Drift) -> str:
    """A line per change, worst first."""
    return _joined([f"{each.severity:<8}  {_change(each)}" for each in found.changes]) or "no drift"


def _change(each: Change) -> str:
    values = f": {each.old or 'nothing'} → {each.new or 'nothing'}" if each.old or each.new else ""
    return f"{each.kind}  {each.subject}{values}"


def timeline_text(found: Timeline) -> str:
    """The cases that were not always as they are, newest change first."""
    told = [each for each in found.cases if len(each.stretches) > 1]
    told.sort(key=lambda each: each.stretches[-1].since, reverse=True)
    lines = [line for each in told for line in _life(each)]
    return _joined(lines) or f"{len(found.cases)} cases, none of which ever changed"


def _life(each: Life) -> Iterator[str]:
    yield f"{each.case} ({each.target})"
    hidden = len(each.stretches) - LAST
    if hidden > 0:
        yield f"  … {hidden} earlier"
    for stretch in each.stretches[-LAST:]:
        what = f"  {'; '.join(stretch.changed)}" if stretch.changed else ""
        yield f"  {stretch.since}  {SYMBOLS[stretch.verdict]} {stretch.verdict}{what}"


def matrix_text(found: HistoryMatrix) -> str:
    """A line per operation and profile."""
    lines = []
    for row in found.operations:
        lines.append(f"{row.method} {row.path}")
        for profile, cell in row.profiles.items():
            live = f", held live {cell.last_live}" if cell.last_live else ""
            word = f"{SYMBOLS[cell.verdict]} {cell.verdict}"
            lines.append(f"  {profile:<9} {word:<11} since {cell.since}{live}")
    legend = "  ".join(f"{SYMBOLS[outcome]} {outcome}" for outcome in Outcome)
    return _joined([*lines, legend]) if lines else "no runs"


def _joined(lines: list[str]) -> str:
    return "\n".join(printable(line) for line in lines)
