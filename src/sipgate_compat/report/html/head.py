"""The top of the page: what was run, against what, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from ...run.model import Outcome
from ..site import Site
from ..words import MEANINGS, about_target, plural
from .text import esc, outcome

WIDE = 1000


def head(site: Site) -> Iterator[str]:
    """Title, target, verdicts in a bar, the facts of the run, and where the sections are."""
    table = site.matrix
    yield '<a class="skip" href="#main">Skip to the matrix</a><header><div class="wide">'
    yield f'<p class="over">sipgate-compat <span class="target {esc(table.target)}">'
    yield f"{esc(table.target)}</span></p>"
    yield f"<h1>Compatibility of the sipgate REST API</h1><p>{_headline(site)}</p>"
    yield f'<p class="about">{esc(about_target(table.target))}</p>'
    yield from _verdicts(site)
    yield from _facts(site)
    yield "</div></header>"
    yield from _contents(site)


def _headline(site: Site) -> str:
    table = site.matrix
    differing = sum(page.differs for pages in site.tags.values() for page in pages)
    said = (
        f"{plural(len(table.operations), 'operation')} on {plural(len(table.profiles), 'profile')}"
    )
    told = f"{plural(differing, 'operation')} {'differs' if differing == 1 else 'differ'}"
    return f"{said}, {plural(table.planned, 'case')}. {told} between the profiles."


def _verdicts(site: Site) -> Iterator[str]:
    """A bar of the verdicts, and below it each by symbol, word and number."""
    summary = site.matrix.summary
    total = sum(summary.values()) or 1
    yield f'<svg class="bar" viewBox="0 0 {WIDE} 12" preserveAspectRatio="none" aria-hidden="true">'
    x = 0.0
    for verdict in Outcome:
        wide = WIDE * summary.get(verdict, 0) / total
        if wide:
            yield f'<rect class="{verdict.value}" x="{x:.1f}" width="{wide:.1f}" height="12"/>'
        x += wide
    yield '</svg><ul class="verdicts">'
    for verdict in Outcome:
        number = summary.get(verdict, 0)
        yield f"<li{'' if number else ' class=none'}><b>{number:,}</b> {outcome(verdict)}"
        yield f"<small>{MEANINGS[verdict]}</small></li>"
    yield "</ul>"


def _facts(site: Site) -> Iterator[str]:
    run, table = site.run.header, site.matrix
    part = f" (shard {run.shard})" if run.shard else ""
    left = f", {run.left_out} left out" if run.left_out else ""
    facts = {
        "Base URL": table.base_url,
        "Profiles": ", ".join(table.profiles),
        "Cases": f"{table.planned}{part}{left}",
        "Selection": run.selection,
        "Allowed effects": ", ".join(run.allowed) if table.target == "live" else "",
        "Help page": table.edition,
        "Contracts": table.contracts,
        "Version": table.version,
        "Started": run.started or "",
        "Finished": table.generated or "",
        "Duration": "" if site.seconds is None else f"{site.seconds:,.0f} s",
        "Skipped": _skipped(site),
        "Ended early": site.run.footer.spent or "",
    }
    yield '<dl class="facts">'
    for name, value in facts.items():
        if value:
            yield f"<div><dt>{name}</dt><dd>{esc(value)}</dd></div>"
    for profile, account in run.accounts.items():
        yield f"<div><dt>Account of {esc(profile)}</dt><dd>{esc(account.account or 'unnamed')}, "
        yield f"{esc(account.how)}</dd></div>"
    yield "</dl>"


def _skipped(site: Site) -> str:
    total = sum(each.cases for each in site.skipped)
    return f"{total}, see below" if total else "nothing"


def _contents(site: Site) -> Iterator[str]:
    table = site.matrix
    parts: list[tuple[str, str, int]] = [
        ("deviations", "Deviations", len(site.bad)),
        ("stale", "To take out", len(table.stale)),
        ("matrix", "Matrix", len(table.operations)),
        ("rtcm", "RTCM", len(table.rtcm)),
        ("claims", "Claims", len(table.claims)),
        ("contradictions", "Contradictions", len(site.contradictions)),
        ("changes-log", "Changes", len(site.log)),
        ("skipped", "Skipped", sum(each.cases for each in site.skipped)),
        ("operations", "Operations", len(table.operations)),
        ("sources", "Sources", len(site.run.header.sources)),
    ]
    always = ("matrix", "rtcm", "claims", "contradictions", "changes-log", "skipped", "operations")
    yield '<nav aria-label="Sections"><ul>'
    for anchor, name, number in parts:
        if number or anchor in always:
            yield f'<li><a href="#{anchor}">{name} <small>{number:,}</small></a></li>'
    yield "</ul></nav>"
