"""A run without pytest and without times: the same cases, judge and verdicts, reproducible."""

from __future__ import annotations

from ..config import Settings
from ..contract.cases import cases
from . import prepare
from .file import footer
from .model import Run, Verdict
from .record import header


def reproducible(settings: Settings) -> Run:
    """Put every case to the target, one after another; nothing in the run depends on the time."""
    book = prepare.book()
    chosen = cases(book, settings.profiles)
    with prepare.serving(settings) as url:
        judge = prepare.judge(settings, prepare.target(settings, url, book), url, book)
        verdicts = [timeless(judge.verdict(case)) for case in chosen]
        judge.target.client.close()
    head = header(book, settings, judge.shown_url, len(chosen), started=None)
    return Run(header=head, verdicts=tuple(verdicts), footer=footer(verdicts, finished=None))


def timeless(verdict: Verdict) -> Verdict:
    """A verdict without any durations."""
    none = {"milliseconds": None}
    seen = tuple(each.model_copy(update=none) for each in verdict.observed)
    return verdict.model_copy(update={**none, "observed": seen})
