"""What a page consists of once its markup is gone: headings, paragraphs, tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading; the page's own title has level 1."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A stretch of prose, or a cell of something that is no table by its markup."""

    text: str


@dataclass(frozen=True)
class Table:
    """Cells by row, the head among them.

    `sure` says that markup or a head made it a table, not the mere look of its lines.
    """

    rows: tuple[tuple[str, ...], ...]
    sure: bool = True


Block = Heading | Paragraph | Table
