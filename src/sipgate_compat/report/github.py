"""A run as annotations of GitHub, worst first."""

from __future__ import annotations

from collections.abc import Iterator

from ..run.model import Outcome, Run, Verdict
from .annotation import Annotation, Level, lines
from .matrix import Matrix
from .message import aligned, source, stale
from .order import worst_first
from .words import printable

LEVELS: dict[Outcome, Level] = {
    Outcome.DEVIATES: "error",
    Outcome.ERRORED: "warning",
    Outcome.KNOWN: "notice",
}
SAID: dict[Outcome, str] = {
    Outcome.DEVIATES: "deviates",
    Outcome.ERRORED: "could not be told",
    Outcome.KNOWN: "is a known deviation",
}


def github(run: Run, matrix: Matrix) -> str:
    """What deviates as errors, what could not be told as warnings, what is known as notices.

    The last line is no annotation: it gives the totals.
    """
    counts = ", ".join(f"{matrix.summary.get(each, 0)} {each}" for each in Outcome)
    return "\n".join([*lines(_annotations(run, matrix), "run.jsonl names them all"), counts]) + "\n"


def _annotations(run: Run, matrix: Matrix) -> Iterator[Annotation]:
    for each in matrix.stale:
        yield Annotation("error", "a known deviation has to go", stale(each))
    for verdict in worst_first(run.verdicts):
        if verdict.verdict in LEVELS:
            yield _annotation(verdict)


def _annotation(verdict: Verdict) -> Annotation:
    title = f"{verdict.case} {SAID[verdict.verdict]}"
    return Annotation(LEVELS[verdict.verdict], title, "\n".join(_text(verdict)))


def _text(verdict: Verdict) -> Iterator[str]:
    if verdict.verdict is not Outcome.ERRORED:
        yield f"promised: {verdict.states}"
        yield source(verdict)
    if verdict.reason:
        yield printable(verdict.reason)
    for difference in verdict.differences[:3]:
        yield from aligned(difference)
