"""The matrix: tags folded, operations down, profiles across, an anchor for each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ...contract.model import Availability, Profile
from ...run.model import Outcome, worst
from ..matrix import Cell
from ..site import OperationPage, Site
from ..words import MEANINGS, SYMBOLS, plural
from .text import MARKS, esc, link, outcome

HAS = {
    Availability.AVAILABLE: "the platform has the operation",
    Availability.REFUSED: "the platform knows it and refuses it",
    Availability.ABSENT: "the platform does not have it",
    Availability.UNKNOWN: "nobody has looked",
}


def matrix(site: Site) -> Iterator[str]:
    """The whole section."""
    yield '<section aria-labelledby="matrix"><h2 id="matrix">Matrix</h2>'
    yield from _legend()
    yield from _filters(site)
    for tag, pages in site.tags.items():
        yield from _tag(tag, pages, site.matrix.profiles)
    yield '<p id="nothing" hidden>No operation fits these filters.</p></section>'


def _legend() -> Iterator[str]:
    yield '<details class="legend"><summary>How to read a cell</summary><div><dl>'
    for has, meaning in HAS.items():
        yield f'<div><dt class="{has.value}">{MARKS[has]} {has.value}</dt><dd>{meaning}</dd></div>'
    yield "</dl><dl>"
    for verdict, meaning in MEANINGS.items():
        yield f"<div><dt>{outcome(verdict)}</dt><dd>{meaning}</dd></div>"
    yield "</dl></div></details>"


def _filters(site: Site) -> Iterator[str]:
    pages = [page for own in site.tags.values() for page in own]
    evidence = dict.fromkeys(e for page in pages for e in _evidence(page))
    choices: dict[str, Sequence[str]] = {
        "tag": list(site.tags),
        "profile": site.matrix.profiles,
        "verdict": [each.value for each in Outcome],
        "evidence": sorted(evidence),
        "effect": sorted({page.row.effect.value for page in pages}),
    }
    yield '<form id="filters" role="search" aria-label="Filter the matrix"><label class="search">'
    yield '<span>Search <kbd>/</kbd></span><input type="search" id="q" autocomplete="off"></label>'
    for name, values in choices.items():
        options = "".join(f"<option>{esc(each)}</option>" for each in values)
        yield f'<label><span>{name.capitalize()}</span><select id="{name}">'
        yield f'<option value="">any</option>{options}</select></label>'
    for name in ("differences", "changes"):
        yield f'<label class="only"><input type="checkbox" id="{name}">only {name}</label>'
    yield '<button type="reset">Clear</button><output id="found"></output></form>'


def _tag(tag: str, pages: list[OperationPage], profiles: tuple[Profile, ...]) -> Iterator[str]:
    cells = "".join(
        f'<span data-profile="{esc(profile)}"><small>{esc(profile)}</small> '
        f"{_counted([p.row.profiles[profile] for p in pages])}"
        "</span>"
        for profile in profiles
    )
    yield f'<details class="tag"><summary><span class="name"><b>{esc(tag)}</b> <small>'
    yield f"{plural(len(pages), 'operation')}</small></span>{cells}</summary>"
    yield f'<div id="tag-{esc(tag)}">'
    yield f'<table class="matrix"><thead><tr><th scope="col">Operation</th>{columns(profiles)}'
    yield "</tr></thead><tbody>"
    for page in pages:
        yield from _row(page, tag, profiles)
    yield "</tbody></table></div></details>"


def columns(profiles: tuple[Profile, ...]) -> str:
    """The head of each profile's column."""
    return "".join(
        f'<th scope="col" data-profile="{esc(each)}">{esc(each.capitalize())}</th>'
        for each in profiles
    )


def _counted(cells: list[Cell]) -> str:
    """How many operations are available, refused, absent or unknown, and the worst verdict."""
    counts = Counter(cell.availability for cell in cells)
    mark = worst([cell.verdict for cell in cells])
    said = ", ".join(
        f'<span class="{has.value}">{counts[has]} {has.value}</span>'
        for has in Availability
        if counts[has]
    )
    return f'<span class="{mark.value}" title="{mark.value}">{SYMBOLS[mark]}</span> {said}'


def _row(page: OperationPage, tag: str, profiles: tuple[Profile, ...]) -> Iterator[str]:
    row = page.row
    only = f"{' data-differences' * page.differs}{' data-changes' * page.changed}"
    yield f'<tr data-tag="{esc(tag)}" data-effect="{row.effect.value}"{only}><th scope="row">'
    yield f'<a href="{link(f"operation-{row.operation}")}">{method(row.method, row.path)}</a>'
    yield f"<small>{esc(row.summary)}{_badges(page)}</small></th>"
    for place, profile in enumerate(profiles):
        yield _cell(page, profile, place)
    yield "</tr>"


def method(name: str, path: str) -> str:
    """``METHOD /path``, which may break after each part of the path."""
    return f'<code><b class="{esc(name)}">{esc(name)}</b> {esc(path).replace("/", "<wbr>/")}</code>'


def _badges(page: OperationPage) -> str:
    named = {"differs": page.differs, "changed": page.changed}
    said = [page.row.effect.value] * (page.row.effect.value != "read")
    said += [name for name, there in named.items() if there]
    return "".join(f' <i class="badge {each}">{each}</i>' for each in said)


def _cell(page: OperationPage, profile: Profile, place: int) -> str:
    cell, has = page.row.profiles[profile], page.row.profiles[profile].availability
    anchor = f"cell-{profile}-{page.row.operation}"
    verdicts = " ".join(each.value for each in (cell.counts or [cell.verdict]))
    known = " ".join(sorted(_evidence(page, place)))
    status = f" · page: {esc(cell.documented_status)}" if cell.documented_status else ""
    since = f" · so since {esc(cell.since)}" if cell.since else ""
    live = f"held live {esc(cell.last_live)}" if cell.last_live else "never seen live"
    return (
        f'<td id="{esc(anchor)}" class="{has.value}" data-is="{verdicts} {known}" '
        f'data-profile="{esc(profile)}"><a class="cell" href="{link(anchor)}">'
        f"{MARKS[has]} {has.value}</a> {outcome(cell.verdict)}<small>{esc(cell.evidence)} · "
        f"{plural(cell.cases, 'case')}{status}{since} · {live}</small></td>"
    )


def _evidence(page: OperationPage, place: int | None = None) -> set[str]:
    """How the promises of an operation are known; on one profile, or on all."""
    chosen = slice(None) if place is None else slice(place, place + 1)
    answers = [each for case in page.cases for each in case.answers[chosen]]
    cells = list(page.row.profiles.values())[chosen]
    promised = {each.evidence.value for each in answers if each and each.promised}
    return promised | {cell.evidence.value for cell in cells}
