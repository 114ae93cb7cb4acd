"""The page: one file, no network, complete without scripts and handier with them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..run.model import Outcome, Run, Verdict
from .matrix import Matrix
from .message import source
from .words import MEANINGS, SYMBOLS, about_target, plural, printable, shown


@cache
def environment() -> Environment:
    """Templates in which every value is escaped."""
    made = Environment(
        loader=PackageLoader("sipgate_compat.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=lambda value: printable(value) if isinstance(value, str) else value,
    )
    made.filters |= {"plural": plural, "json": shown, "symbol": lambda o: SYMBOLS[Outcome(o)]}
    made.globals |= {"source_of": source, "Outcome": Outcome, "meanings": MEANINGS}
    return made


def html(run: Run, matrix: Matrix) -> str:
    """The whole page."""
    template = environment().get_template("index.html.jinja")
    text: str = template.render(
        run=run,
        matrix=matrix,
        about=about_target(matrix.target),
        tags=_tags(matrix),
        cases=_cases(run),
        skipped=_skipped(run),
        bad=[v for v in run.verdicts if v.verdict in (Outcome.DEVIATES, Outcome.ERRORED)],
        sections=list(dict.fromkeys(claim.section for claim in matrix.claims)),
    )
    return text


def _tags(matrix: Matrix) -> dict[str, list[Any]]:
    tags: dict[str, list[Any]] = defaultdict(list)
    for row in matrix.operations:
        tags[row.tag].append(row)
    return tags


def _cases(run: Run) -> dict[str, dict[str, dict[str, Verdict]]]:
    """Verdicts by operation, then case, then profile, so that both answers stand side by side."""
    found: dict[str, dict[str, dict[str, Verdict]]] = defaultdict(lambda: defaultdict(dict))
    for verdict in run.verdicts:
        found[verdict.operation][verdict.case.rsplit("/", 1)[1]][verdict.profile] = verdict
    return found


def _skipped(run: Run) -> dict[str, int]:
    reasons: dict[str, int] = defaultdict(int)
    for verdict in run.verdicts:
        if verdict.verdict is Outcome.SKIPPED:
            reasons[verdict.reason or "no reason"] += 1
    return dict(sorted(reasons.items(), key=lambda each: -each[1]))
