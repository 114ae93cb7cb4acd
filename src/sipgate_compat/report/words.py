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
# Whatever is no character of XML 1.0; lone surrogates, which no encoding can write; what a terminal
# takes for a command; and what shows a text in another order than it is written in.
CONTROL = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def printable(text: str) -> str:
    """A text without control characters, lone surrogates and changes of direction."""
    return CONTROL.sub("\ufffd", text)


# What GitHub's runner takes for a command: at the begin of a line, and in its older form anywhere.
COMMAND = re.compile(r"^(\s*:)(?=:)", re.MULTILINE)


def quiet(text: str) -> str:
    """A text that commands no runner whose log it stands in; a word joiner is not seen."""
    return COMMAND.sub("\\1\u2060", text).replace("##[", "##\u2060[")


def shown(value: Any, absent: bool = False, limit: int = 200) -> str:
    """A value as one line of JSON, cut where it is long."""
    if absent:
        return "absent"
    text = printable(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    return cut(text, limit)


def cut(text: str, limit: int) -> str:
    """A text of so many characters at most; what is longer ends in an ellipsis."""
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
