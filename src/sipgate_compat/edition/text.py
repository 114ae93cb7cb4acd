"""Flattened text as blocks: the page as it comes out of a clipboard, one cell on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .block import Block, Heading, Paragraph
from .endpoint import is_endpoint
from .errors import TooLarge
from .words import clean

MAX_LINES = 100_000
PARAGRAPH = re.compile(r"\n[^\S\n]*+(?:\n[^\S\n]*+)++")
SPACES = re.compile(r" {2,}")


def blocks(text: str) -> list[Block]:
    """The paragraphs of a text; headings among them are found later, by what follows them.

    Raises:
        TooLarge: more lines than any help page has.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (lines := text.count("\n")) > MAX_LINES:
        raise TooLarge(f"{lines} lines: more than any help page has; up to {MAX_LINES} are read")
    cleaned = (clean(each) for each in _paragraphs(text))
    return [Paragraph(each) for each in cleaned if each]


def _paragraphs(text: str) -> Iterator[str]:
    """Stretches between empty lines; where one holds an endpoint, its lines are cells."""
    for stretch in PARAGRAPH.split(text):
        lines = [cell for line in stretch.split("\n") for cell in _cells(line)]
        if any(is_endpoint(clean(line)) for line in lines):
            yield from lines
        else:
            yield " ".join(lines)


def _cells(line: str) -> list[str]:
    """The cells of a line that came out of a spreadsheet or a browser's table."""
    if "\t" in line:
        return line.split("\t")
    cells = SPACES.split(line.strip(" "))
    return cells if is_endpoint(clean(cells[0])) else [line]


def with_headings(blocks: list[Block]) -> list[Block]:
    """The same blocks with the short lines that head something made headings."""
    made: list[Block] = []
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        if isinstance(block, Paragraph) and i == 0 and len(block.text) <= 120:
            made.append(Heading(block.text, 1))
        elif isinstance(block, Paragraph) and following and heads(block.text):
            made.append(Heading(block.text))
        else:
            made.append(block)
    return made


def heads(text: str) -> bool:
    """Does a line look like a heading: short, with a capital, and no sentence?"""
    return len(text) <= 60 and len(text.split()) <= 8 and text[:1].isupper() and text[-1].isalnum()
