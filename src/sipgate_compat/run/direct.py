"""A run without pytest and without times: the same cases, judge and verdicts, reproducible."""

from __future__ import annotations

from ..config import Settings
from ..contract.cases import cases
from . import prepare
from .file import footer
from .model import Run
from .record import header


def reproducible(settings: Settings) -> Run:
    """Put every case to the target, one after another; nothing in the run depends on the time."""
    book = prepare.book()
    chosen = cases(book, settings.profiles)
    with prepare.serving(settings) as url:
        judge = prepare.judge(settings, prepare.target(settings, url, book), url, book)
        verdicts = [
            judge.verdict(case).model_copy(update={"milliseconds": None}) for case in chosen
        ]
        judge.target.client.close()
    head = header(book, settings, judge.shown_url, len(chosen), started=None)
    return Run(header=head, verdicts=tuple(verdicts), footer=footer(verdicts, finished=None))
