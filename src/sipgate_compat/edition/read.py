"""A page as an edition: from bytes in any format that we know to typed rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from . import html, markdown
from . import text as plain
from .block import Block, Heading, Paragraph, Table
from .decode import Format, decoded, format_of
from .errors import NotThePage, PageError, TableEmpty, TableGone
from .lines import with_tables
from .model import UNDATED, Edition, Lang
from .sections import sections, title_of
from .tables import Tables, tables
from .words import lang_of, section_of

# What another page than ours says of itself, most telling first.
OTHERS = (
    ("a login", r"\b(log ?in|sign ?in|password|anmelden|einloggen|passwort)\b"),
    ("a consent wall", r"\b(cookies?|consent|einwilligung|zustimm\w*|datenschutzeinstellungen)\b"),
    (
        "an error page",
        r"\b(4\d\d|5\d\d|not found|nicht gefunden|bad gateway|unavailable|access denied|forbidden"
        r"|nicht erreichbar|zugriff verweigert|something went wrong|just a moment)\b",
    ),
)


@dataclass(frozen=True)
class Reading:
    """An edition, and what was odd about its page."""

    edition: Edition
    warnings: tuple[str, ...] = ()


def read(
    data: bytes,
    name: str,
    *,
    date: str = UNDATED,
    lang: Lang | None = None,
    charset: str | None = None,
    source: str | None = None,
) -> Reading:
    """The edition that a page is.

    Args:
        data: the page as HTML, Markdown or flattened text.
        name: what to call it in complaints.
        date: the day on which the page said so, as 2026-11-23.
        lang: the language, where its words should not decide.
        charset: what the server said of the encoding.
        source: where the page stands; kept with the edition.

    Raises:
        PageError: one of its kinds, each a single line that begins with the name.
    """
    text = decoded(data, name, charset)
    try:
        return _reading(text, source, date, lang)
    except PageError as error:
        raise type(error)(f"{name}: {error}") from None


def blocks_of(page: str) -> list[Block]:
    """The headings, paragraphs and tables of a page in any format."""
    match format_of(page):
        case Format.HTML:
            return with_tables(html.blocks(page))
        case Format.MARKDOWN:
            return with_tables(markdown.blocks(page))
        case Format.TEXT:
            return plain.with_headings(with_tables(plain.blocks(page)))


def _reading(page: str, source: str | None, date: str, lang: Lang | None) -> Reading:
    blocks = blocks_of(page)
    found = tables(blocks)
    if not found.rows:
        raise _why(blocks, found)
    edition = Edition(
        date=date,
        lang=lang or lang_of(_texts(blocks), [row.status_text for row in found.rows]),
        title=title_of(blocks),
        source=source,
        rows=tuple(found.rows),
        devices=tuple(found.devices),
        channels=tuple(found.channels),
        others=tuple(found.others),
        sections=sections(blocks),
    )
    return Reading(edition, tuple(found.warnings))


def _why(blocks: list[Block], found: Tables) -> PageError:
    """What is wrong with a page that has no RTCM rows."""
    if found.empty:
        return TableEmpty("the RTCM table is empty: no row names a method and a path")
    ours = {section_of(each.text) for each in blocks if isinstance(each, Heading)} - {None}
    if len(ours) > 1 or found.channels or found.devices:
        return TableGone("the page has no RTCM table: no endpoints with a status were found")
    said = " ".join(_texts(blocks))[:20_000].casefold()
    kind = next((kind for kind, words in OTHERS if re.search(words, said)), "another page")
    title = title_of(blocks)
    called = f", titled {title[:60]!r}" if title else ""
    return NotThePage(f"not the help page but {kind}{called}; a page with the RTCM table is read")


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Table():
                yield from (cell for row in block.rows for cell in row)
