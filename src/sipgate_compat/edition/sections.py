"""The page's prose, section by section, as digests: a changed sentence is seen and not kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from .block import Block, Heading, Paragraph
from .model import Section
from .words import CHROME

OPENING = "(opening)"


def title_of(blocks: Iterable[Block]) -> str | None:
    """The page's own title."""
    return next((b.text for b in blocks if isinstance(b, Heading) and b.level == 1), None)


def sections(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """Every heading with a digest of the prose below it; tables and the page's edges not counted.

    What stands before the first heading, or under the title, is the opening.
    """
    prose: dict[str, list[str]] = {}
    title, here = title_of(blocks := list(blocks)), OPENING
    for block in blocks:
        if isinstance(block, Heading):
            here = OPENING if block.text == title else block.text
            prose.setdefault(here, [])
        elif isinstance(block, Paragraph) and not CHROME.match(block.text):
            prose.setdefault(here, []).append(block.text)
    return tuple(Section(title=each, digest=_digest(texts)) for each, texts in prose.items())


def _digest(texts: list[str]) -> str:
    return hashlib.sha256(" ".join(texts).encode()).hexdigest()[:12]
