"""Text of somebody else's document, made fit for one line of ours."""

from __future__ import annotations

import hashlib
import json
from typing import Any

LONGEST = 160


def shown(text: str, most: int = LONGEST) -> str:
    """Text on one line, without control characters; a digest stands for what is cut off.

    Args:
        text: anything that a document may hold.
        most: characters at the most.
    """
    cut = text if len(text) <= most else f"{text[: most - 15]}… {digest(text)}"
    if cut.isprintable():
        return cut
    return "".join(each if each.isprintable() else " " for each in cut)


def digest(text: str) -> str:
    """Twelve hex digits that tell two long texts apart."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def as_json(value: Any) -> str:
    """A value as compact JSON; one that is nested too deeply is an ellipsis."""
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except RecursionError:
        return "…"


def a_kind(value: Any) -> str:
    """What a value is, as people say it."""
    names = {dict: "an object", list: "a list", str: "a text", bool: "a truth value"}
    return "null" if value is None else names.get(type(value), "a number")
