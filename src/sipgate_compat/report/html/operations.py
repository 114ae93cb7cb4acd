"""Each operation with its cases: the answers of all profiles side by side, in a compact form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ...contract.model import Profile
from ...run.model import Outcome, Verdict
from ..contrast import listed
from ..matrix import Cell
from ..message import aligned
from ..site import CaseRow, OperationPage, Site
from ..words import SYMBOLS
from .matrix import columns, method
from .text import MARKS, esc, link, outcome, source

# Answers that the page speaks of elsewhere; scripts find all the others by their row.
TOLD = frozenset(Outcome) - {Outcome.CONFORMS, Outcome.RECORDED, Outcome.SKIPPED}

IN_FULL = 100
"""Of more that deviates the rest is a list of links: the page stays one that can be mailed."""


def operations(site: Site) -> Iterator[str]:
    """All of them, in the order of the matrix."""
    yield '<section aria-labelledby="operations"><h2 id="operations">Operations</h2>'
    yield '<p class="dim">What each platform answers, case by case. Answers that are the same on '
    yield "all profiles stand once.</p>"
    for tag, pages in site.tags.items():
        for page in pages:
            yield from _operation(page, tag, site.matrix.profiles)
    yield "</section>"


def _operation(page: OperationPage, tag: str, profiles: tuple[Profile, ...]) -> Iterator[str]:
    row = page.row
    yield f'<details class="operation" data-operation="{esc(row.operation)}"><summary>'
    yield f'{method(row.method, row.path)} <span class="dim">{esc(row.operation)}</span></summary>'
    yield f'<div id="{esc(f"operation-{row.operation}")}"><p class="lead">{esc(row.summary)}. '
    yield f"{esc(page.sentence)}</p>"
    if row.instead:
        yield f'<p class="instead"><b>On Neo instead:</b> {esc(row.instead)}</p>'
    yield from _facts(page, tag)
    yield f'<table class="cases"><thead><tr><th scope="col">Case{columns(profiles)}<tbody>'
    for case in page.cases:
        yield _case(case, profiles)
    yield "</table></div></details>"


def _facts(page: OperationPage, tag: str) -> Iterator[str]:
    row, scope = page.row, " or ".join(page.info.scope) or "none"
    yield f'<dl class="facts"><div><dt>Tag</dt><dd>{esc(tag)}</dd></div><div><dt>Effect</dt>'
    yield f"<dd>{row.effect.value}</dd></div><div><dt>Scope</dt><dd>{esc(scope)}</dd></div>"
    for profiles, known in _grouped((p, _known(cell)) for p, cell in row.profiles.items()):
        yield f"<div><dt>{listed(profiles)}</dt><dd>{known}</dd></div>"
    yield "</dl>"
    if curl := _example(page):
        yield f"<pre><code>{esc(curl)}</code></pre>"


def _known(cell: Cell) -> str:
    """What a platform has, how that is known, and when it last held."""
    live = f"held live {esc(cell.last_live)}" if cell.last_live else "never seen live"
    status = f", page: {esc(cell.documented_status)}" if cell.documented_status else ""
    has = f'<span class="{cell.availability.value}">{MARKS[cell.availability]} '
    known = source(cell.evidence, cell.source)
    return f"{has}{cell.availability.value}</span>{status}<br>{known}<br>{live}"


def _example(page: OperationPage) -> str:
    """The request of the first case that was put: something to try."""
    every = (each for case in page.cases for each in case.answers if each and each.curl)
    return next((each.curl for each in every), "")


def _case(case: CaseRow, profiles: tuple[Profile, ...]) -> str:
    """A row; neighbours that answer alike share a cell. Tags that HTML spares are spared."""
    cells = "".join(
        _cell(case, together, text, case.answers, profiles)
        for together, text in _grouped(
            (profile, _answer(each)) for profile, each in zip(profiles, case.answers, strict=True)
        )
    )
    differs = " class=differs" if case.differs else ""
    return f'<tr id="{esc(f"case-{case.name}")}"{differs}><th scope=row>{esc(case.id)}{cells}\n'


def _cell(
    case: CaseRow,
    together: list[Profile],
    text: str,
    answers: tuple[Verdict | None, ...],
    profiles: tuple[Profile, ...],
) -> str:
    own = [answers[profiles.index(each)] for each in together]
    anchors = "".join(
        f'<i id="{esc(f"case-{each.case}")}"></i>' for each in own if each and each.verdict in TOLD
    )
    known = " / ".join(dict.fromkeys(each.evidence.value for each in own if each and each.promised))
    whose = "" if len(together) == len(profiles) else f' data-profile="{" ".join(together)}"'
    wide = f" colspan={len(together)}" if len(together) > 1 else ""
    return f"<td{wide}{whose}>{anchors}{text}{f' <small>{known}</small>' if known else ''}"


def _grouped(told: Iterable[tuple[Profile, str]]) -> list[tuple[list[Profile], str]]:
    """Neighbouring profiles of which the same is told."""
    return [
        ([profile for profile, _ in each], text)
        for text, each in groupby(told, key=lambda pair: pair[1])
    ]


def _answer(verdict: Verdict | None) -> str:
    """An answer in a line; a kept promise is the rule and needs no word but its status."""
    if verdict is None:
        return '<span class="dim">not in this run</span>'
    promised = " or ".join(map(str, verdict.promised)) or "?"
    mark = f"{SYMBOLS[verdict.verdict]} {promised}"
    if verdict.verdict is Outcome.CONFORMS:
        return f"<b>{mark}</b> {esc(verdict.states)}"
    seen = f" · seen {_statuses(verdict)}" if verdict.observed else ""
    why = f" · {esc(verdict.reason)}" if verdict.reason else ""
    states = esc(verdict.states) if verdict.promised else "nothing is promised"
    name = verdict.verdict.value
    return f"<b class={name}>{mark} {name}</b> {states}{seen}{why}"


def _statuses(verdict: Verdict) -> str:
    return ", ".join(str(each.status) for each in verdict.observed[:6])


def bad(site: Site) -> Iterator[str]:
    """What deviates or could not be told, first of all and in full."""
    if not site.bad:
        return
    claims = {each.claim for each in site.matrix.claims}
    yield '<section aria-labelledby="deviations"><h2 id="deviations">What deviates</h2>'
    for verdict in site.bad[:IN_FULL]:
        yield f'<article class="bad"><h3>{outcome(verdict.verdict)} '
        yield f'<a href="{link(f"case-{verdict.case}")}">{esc(verdict.case)}</a></h3>'
        yield f"<p>{esc(verdict.states)}<br><small>{source(verdict.evidence, verdict.source)}"
        yield f"{_claims(verdict, claims)}</small></p>{_differences(verdict)}"
        if verdict.reason:
            yield f"<p>{esc(verdict.reason)}</p>"
        if verdict.curl:
            yield f"<pre><code>{esc(verdict.curl)}</code></pre>"
        yield "</article>"
    if more := site.bad[IN_FULL:]:
        yield f"<details><summary>{len(more):,} more</summary><ul>"
        for verdict in more:
            case = f'<a href="{link(f"case-{verdict.case}")}">{esc(verdict.case)}</a>'
            yield f"<li>{outcome(verdict.verdict)} {case}</li>"
        yield "</ul></details>"
    yield "</section>"


def _claims(verdict: Verdict, known: set[str]) -> str:
    named = ", ".join(
        f'<a href="{link(f"claim-{c}")}">{esc(c)}</a>' if c in known else esc(c)
        for c in verdict.claims
    )
    return f" · claims: {named}" if named else ""


def _differences(verdict: Verdict) -> str:
    if not verdict.differences:
        return ""
    lines = "\n".join(line for each in verdict.differences for line in aligned(each))
    return f"<pre>{esc(lines)}</pre>"
