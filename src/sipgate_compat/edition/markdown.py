"""Markdown as blocks, by way of HTML."""

from __future__ import annotations

import re

from . import html
from .block import Block
from .errors import TooLarge

MAX_CHARACTERS = 100_000
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown page; tables as GitHub writes them, HTML among it.

    Raises:
        TooLarge: more text than any help page has.
    """
    from markdown_it import MarkdownIt

    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"{len(text)} characters of Markdown: more than any help page has; "
            f"up to {MAX_CHARACTERS} are read"
        )
    made = MarkdownIt("commonmark", {"html": True, "maxNesting": 20}).enable("table")
    return html.blocks(made.render(FRONT_MATTER.sub("", text.replace("\r\n", "\n"))))
