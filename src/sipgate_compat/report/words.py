"""The closed set of cells: a symbol and a word for each, told apart by more than colour."""

from __future__ import annotations

import json
import re
from typing import Any

from ..run.model import Outcome

SYMBOLS = {
    Outcome.DEVIATES: "✗",
    Outcome.ERRORED: "!",
    Outcome.KNOWN: "~",
    Outcome.CONFORMS: "✓",
    Outcome.RECORDED: "·",
    Outcome.SKIPPED: "–",
}
MEANINGS = {
    Outcome.DEVIATES: "an answer parted from its promise",
    Outcome.ERRORED: "could not be told",
    Outcome.KNOWN: "a listed deviation",
    Outcome.CONFORMS: "every promise was kept",
    Outcome.RECORDED: "nothing is promised: noted only",
    Outcome.SKIPPED: "not put, with a reason",
}
# Whatever is no character of XML 1.0, and lone surrogates, which no encoding can write.
CONTROL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """A text without control characters and lone surrogates."""
    return CONTROL.sub("\ufffd", text)


def shown(value: Any, absent: bool = False, limit: int = 200) -> str:
    """A value as one line of JSON, cut where it is long."""
    if absent:
        return "absent"
    text = printable(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    text = text.replace("\x7f", "\ufffd")
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def plural(number: int, noun: str) -> str:
    """``1 case``, ``2 cases``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def about_target(target: str) -> str:
    """What a report of this target says, and does not say, of sipgate."""
    if target == "emulator":
        return (
            "Target: the built-in emulator. This shows what is promised, and that suite and "
            "emulator agree on it; it is no statement about sipgate."
        )
    return "Target: live accounts of sipgate."
