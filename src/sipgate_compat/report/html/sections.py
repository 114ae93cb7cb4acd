"""The sections between matrix and operations: what the help page says, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...change.model import Change
from ...edition.picture import picture
from ..contradictions import Contradiction, Side
from ..contrast import listed
from ..matrix import ClaimRow
from ..site import Site
from ..words import plural
from .matrix import method
from .text import esc, link, outcome, web


def stale(site: Site) -> Iterator[str]:
    """Known deviations that have to go."""
    if not site.matrix.stale:
        return
    yield '<section aria-labelledby="stale"><h2 id="stale">Known deviations to take out</h2><ul>'
    for each in site.matrix.stale:
        entry = each.deviation
        yield f"<li><code>{esc(entry.case)}</code> {esc(each.said)} <small>known since "
        yield f"{esc(entry.since)}: {esc(entry.reason)}, {esc(entry.link)}</small></li>"
    yield "</ul></section>"


def rtcm(site: Site) -> Iterator[str]:
    """The page's table, and the life of each row as a picture."""
    yield '<section aria-labelledby="rtcm"><h2 id="rtcm">RTCM on the help page</h2>'
    yield '<div class="scroll" tabindex="0" role="region" aria-label="RTCM table">'
    yield '<table class="rtcm"><thead><tr>'
    yield '<th scope="col">Endpoint</th><th scope="col">Status for Neo</th>'
    yield '<th scope="col">Reads so since</th><th scope="col">As written</th></tr></thead><tbody>'
    for row in site.matrix.rtcm:
        note = f"<small>{esc(row.note)}</small>" if row.note else ""
        yield f'<tr><th scope="row">{method(row.method, row.path)}</th>'
        yield f'<td><span class="status">{esc(row.status)}</span></td>'
        yield f"<td><time>{esc(row.since)}</time></td><td>{esc(row.status_text)}{note}</td></tr>"
    yield "</tbody></table></div>"
    if site.timeline:
        yield '<h3 id="timeline">What the page said, and since when</h3>'
        yield '<div class="scroll picture" '
        yield f'tabindex="0" role="region" aria-label="Timeline">{picture(site.timeline)}</div>'
    yield "</section>"


def claims(site: Site) -> Iterator[str]:
    """Each statement of the page with what proves it."""
    put = {case.name for pages in site.tags.values() for page in pages for case in page.cases}
    yield '<section aria-labelledby="claims"><h2 id="claims">Statements of the help page</h2>'
    for section in dict.fromkeys(claim.section for claim in site.matrix.claims):
        yield f'<h3>{esc(section)}</h3><ul class="claims">'
        for claim in site.matrix.claims:
            if claim.section == section:
                yield _claim(claim, put)
        yield "</ul>"
    yield "</section>"


def _claim(claim: ClaimRow, put: set[str]) -> str:
    start = f'<li id="{esc(f"claim-{claim.claim}")}"><p>{esc(claim.states)}</p>'
    if claim.unverifiable:
        why = esc(claim.unverifiable)
        return f'{start}<small><b class="skipped">? unverifiable</b>: {why}</small></li>'
    told = "".join(f"<span>{esc(p)} {outcome(v)}</span>" for p, v in claim.profiles.items())
    told = told or '<span class="dim">not in this run</span>'
    proof = ", ".join(case(each, put) for each in claim.cases)
    return f'{start}<p class="told">{told}</p><small>proof: {proof}</small></li>'


def case(name: str, put: set[str]) -> str:
    """A case by its name, linked where it is on the page."""
    return f'<a href="{link(f"case-{name}")}">{esc(name)}</a>' if name in put else esc(name)


def contradictions(site: Site) -> Iterator[str]:
    """The list of work."""
    cited = {each.source for each in site.run.header.sources}
    seen = sum(each.verdict is not None for each in site.contradictions)
    yield '<section aria-labelledby="contradictions"><h2 id="contradictions">Contradictions</h2>'
    if not site.contradictions:
        yield '<p class="dim">No witness of this run contradicts another.</p></section>'
        return
    yield f'<p class="dim">{seen} seen in this run, {len(site.contradictions) - seen} between '
    yield "witnesses, oldest first. Each is settled by looking on an account.</p>"
    yield '<div class="scroll" tabindex="0" role="region" aria-label="List of contradictions">'
    yield '<table class="work"><thead><tr><th scope="col">Case</th><th scope="col">Promised</th>'
    yield '<th scope="col">Contradicted</th><th scope="col">Open for</th></tr></thead><tbody>'
    for each in site.contradictions:
        yield from _contradiction(each, cited)
    yield "</tbody></table></div></section>"


def _contradiction(each: Contradiction, cited: set[str]) -> Iterator[str]:
    verdict = f"{outcome(each.verdict)} " if each.verdict else ""
    age = "" if each.days is None else f"<b>{plural(each.days, 'day')}</b> "
    yield f'<tr><th scope="row"><a href="{link(f"case-{each.case}")}">{esc(each.case)}</a>'
    yield f"<small>{verdict}{esc(each.kind)} · {listed(each.profiles)}</small></th>"
    yield f"<td>{_side(each.one, cited)}</td><td>{_side(each.other, cited)}</td>"
    yield f"<td>{age}<small>since {esc(each.since or 'this run')}</small></td></tr>"


def _side(side: Side, cited: set[str]) -> str:
    page = esc(side.page)
    where = f'<a href="{link(f"source-{side.page}")}">{page}</a>' if side.page in cited else page
    return f"{esc(side.said)}<small>{esc(side.evidence)}, {where} {esc(side.read)}</small>"


def changes(site: Site) -> Iterator[str]:
    """The change log, newest first."""
    yield '<section aria-labelledby="changes-log"><h2 id="changes-log">Changes</h2>'
    if not site.log:
        yield '<p class="dim">No change is known: of the page there is one edition only, and the '
        yield "run was rendered without a log of changes.</p></section>"
        return
    yield '<ol class="log">'
    for each in site.log:
        yield _change(each, site.matrix.profiles)
    yield "</ol></section>"


def _change(each: Change, profiles: Sequence[str]) -> str:
    told = f"{each.old or 'nothing'} → {each.new or 'nothing'}"
    addresses = [name.split("/") for name in each.touches]
    own = list(dict.fromkeys(p[1] for p in addresses if len(p) > 1 and p[0] in profiles))
    touches = ", ".join(f'<a href="{link(f"operation-{o}")}">{esc(o)}</a>' for o in own[:8])
    more = f" and {len(own) - 8} more" if len(own) > 8 else ""
    return (
        f'<li><time>{esc(each.seen or "")}</time> <b class="badge {each.severity.value}">'
        f"{each.severity.value}</b> <b>{esc(each.subject)}</b> {esc(each.kind)}: {esc(told)}"
        f"<small>{each.origin.value}{' · touches ' if touches else ''}{touches}{more}</small></li>"
    )


def skipped(site: Site) -> Iterator[str]:
    """What was not put, and why."""
    yield '<section aria-labelledby="skipped"><h2 id="skipped">What was skipped, and why</h2>'
    if site.skipped:
        yield "<ul>"
        for each in site.skipped:
            yield f"<li>{plural(each.cases, 'case')}: {esc(each.reason)}</li>"
        yield "</ul></section>"
    else:
        yield '<p class="dim">Nothing: every planned case was put.</p></section>'


def sources(site: Site) -> Iterator[str]:
    """The witnesses by the names under which cases cite them."""
    if not site.run.header.sources:
        return
    yield '<section aria-labelledby="sources"><h2 id="sources">Sources</h2><dl class="sources">'
    for each in site.run.header.sources:
        note = f"<small>{esc(each.note)}</small>" if each.note else ""
        yield f'<div id="{esc(f"source-{each.source}")}"><dt>{esc(each.source)} '
        yield f"<small>{esc(each.kind)}</small></dt><dd>{web(each)}{note}</dd></div>"
    yield "</dl></section>"
