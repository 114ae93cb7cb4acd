"""What a reader sees when a case deviates: promise, source, place, two aligned lines, curl."""

from __future__ import annotations

from collections.abc import Iterator

from ..run.model import Difference, Outcome, Stale, Verdict
from .words import cut, printable, quiet, shown

# A pointer is made of the names of fields, and those come from whoever answers.
LONG = 200


def failure(verdict: Verdict) -> str:
    """The whole message of one verdict."""
    return quiet(printable("\n".join(_lines(verdict))))


def _lines(verdict: Verdict) -> Iterator[str]:
    if verdict.verdict is Outcome.ERRORED:
        yield f"{verdict.case} could not be judged: {printable(verdict.reason or 'no reason')}"
    else:
        yield f"{verdict.case} deviates from {verdict.file}:"
        yield verdict.states
    yield source(verdict)
    if verdict.claims:
        yield f"claims: {', '.join(verdict.claims)}"
    if verdict.reason and verdict.verdict is not Outcome.ERRORED:
        yield printable(verdict.reason)
    for difference in verdict.differences:
        yield ""
        yield from aligned(difference)
    for note in verdict.notes:
        yield f"note: {printable(note)}"
    if verdict.curl:
        yield from ("", "reproduce:", f"  {printable(verdict.curl)}")


def source(verdict: Verdict) -> str:
    """Where the promise stands, when it was read there, and how it is known."""
    if verdict.source is None:
        return f"source: none ({verdict.evidence})"
    section = f" ({verdict.source.section})" if verdict.source.section else ""
    return f"source: {verdict.source.page}{section}, read {verdict.source.read}, {verdict.evidence}"


def aligned(difference: Difference) -> list[str]:
    """The place, and what was expected above what was observed."""
    expected = shown(difference.expected, difference.absent == "expected")
    observed = shown(difference.observed, difference.absent == "observed")
    pointer = " ".join(cut(printable(difference.pointer), LONG).split())
    return [pointer or "/", f"  expected  {expected}", f"  observed  {observed}"]


def stale(each: Stale) -> str:
    """Which entry of deviations.yaml has to go, and why; with the reason that it gave."""
    entry = each.deviation
    told = f"take {entry.case} out of deviations.yaml: {each.said}"
    known = f"known since {entry.since}: {entry.reason}, {entry.link}"
    return quiet(" ".join(printable(f"{told} ({known})").split()))
