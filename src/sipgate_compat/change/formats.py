"""The change log in each of its formats, and the files that hold them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from ..model import Frozen
from .atom import atom
from .markdown import by_day
from .model import Change, Changes
from .text import lines

TITLE = "Changes of the page, the specification, the behaviour and the accounts"
UNUSUAL = re.compile("[^\n -~]")
Writer = Callable[[Sequence[Change], str], str]


def as_json(changes: Sequence[Change], day: str = "") -> str:
    """``changes.json``."""
    return dumped(Changes(changes=tuple(changes)))


def as_markdown(changes: Sequence[Change], day: str = "") -> str:
    """``changes.md``."""
    return by_day(changes, TITLE)


def as_text(changes: Sequence[Change], day: str = "") -> str:
    """A line per change."""
    return f"{lines(changes)}\n"


def dumped(value: Frozen) -> str:
    """A value as JSON in which whatever nobody sees, or a terminal obeys, is an escape."""
    plain = value.model_dump(mode="json", exclude_none=True)
    text = json.dumps(plain, ensure_ascii=False, indent=2)
    return f"{UNUSUAL.sub(_escape, text)}\n"


def _escape(found: re.Match[str]) -> str:
    return found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1]


FORMATS: dict[str, Writer] = {
    "text": as_text,
    "json": as_json,
    "md": as_markdown,
    "atom": atom,
}
FILES = {"changes.json": "json", "changes.md": "md", "changes.atom": "atom"}
