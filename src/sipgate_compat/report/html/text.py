"""Pieces of HTML: what comes from outside passes `esc`, and there is no other way into the page."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from urllib.parse import quote

from ...contract.model import Availability, Source, SourceData
from ...run.model import Outcome
from ..words import SYMBOLS, printable, quiet

MARKS = {
    Availability.AVAILABLE: "●",
    Availability.REFUSED: "⊘",
    Availability.ABSENT: "○",
    Availability.UNKNOWN: "?",
}
PLAIN = re.compile(r"[\w/.-]*", re.ASCII)


@lru_cache(maxsize=4096)
def esc(value: str) -> str:
    """A text of whatever origin, fit for an element and for a quoted attribute."""
    return escape(quiet(printable(value)))


def link(anchor: str) -> str:
    """The address of an anchor on this page, for a quoted attribute."""
    return f"#{anchor}" if PLAIN.fullmatch(anchor) else f"#{esc(quote(printable(anchor), safe=''))}"


def outcome(verdict: Outcome, more: str = "") -> str:
    """A verdict by symbol and word."""
    return f'<span class="{verdict.value}">{SYMBOLS[verdict]} {verdict.value}{esc(more)}</span>'


def source(evidence: str, where: Source | None) -> str:
    """How something is known: evidence, page, section and the day on which it was read."""
    if where is None:
        return esc(evidence)
    section = f" ({where.section})" if where.section else ""
    return f"{esc(evidence)}, {esc(where.page)}{esc(section)}, <time>{esc(where.read)}</time>"


def web(witness: SourceData) -> str:
    """A witness by its title, linked where it is on the web."""
    title = esc(witness.title)
    if not (witness.link or "").startswith("https://"):
        return title
    return f'<a href="{esc(witness.link)}" rel="noreferrer">{title}</a>'
