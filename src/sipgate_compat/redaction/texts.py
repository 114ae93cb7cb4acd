"""Texts: which parts of one are something by themselves, and how tables and vCards are laid out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from . import forms

# In this order: what is tried first takes as much as it can.
TOKEN = re.compile(
    f"(?P<pseudonym>{forms.PSEUDONYM.pattern})"
    f"|(?P<url>{forms.URL.pattern})"
    f"|(?P<email>{forms.EMAIL.pattern})"
    f"|(?P<time>(?:{forms.TIME.pattern})(?![^\\W_]))"
    r"|(?P<blob>[A-Za-z0-9+/_=.-]{24,})"
    f"|(?P<number>{forms.NUMBER.pattern}(?![^\\W_]))"
    r"|(?P<word>[^\W_]+)",
    re.IGNORECASE,
)
SECRET_PAIR = re.compile(
    r"(?P<name>(?<![\w-])[\w-]{0,40}(?:password|passwd|token|secret|credentials?|api[-_]?key|authorization"
    r"|pin|puk\d?|iccid)\b[\"']?\s*(?:[:=]|is)\s*[\"']?(?:basic |bearer )?)[^\s\"',;&<>]+",
    re.IGNORECASE,
)
JSON_PAIR = re.compile(r'"(?P<key>(?:[^"\\]|\\.)*)"(?P<colon>\s*:\s*)"(?P<value>(?:[^"\\]|\\.)*)"?')
PROPERTY = re.compile(
    r"(?P<item>(?:item\d{1,3}\.)?)(?P<name>[A-Za-z-]+)(?P<more>;[^:]*)?:(?P<value>.*)"
)
LAYOUT = {"BEGIN", "END", "VERSION", "PRODID", "REV"}
DELIMITERS = ";,\t"

Replace = Callable[[str, str], str]
"""What stands for a value, given the value and the name of its field."""


def is_vcard(text: str) -> bool:
    """True where a text is one vCard or several."""
    return text.lstrip("\ufeff \r\n").upper().startswith("BEGIN:VCARD")


def delimiter(text: str, content_type: str = "") -> str | None:
    """What parts the cells of a table; None where a text is no table."""
    lines = text.strip().splitlines()
    if not lines:
        return None
    counts = {each: lines[0].count(each) for each in DELIMITERS}
    best = max(counts, key=lambda each: counts[each])
    if content_type == "text/csv":
        return best
    alike = len(lines) > 1 and all(line.count(best) >= counts[best] for line in lines[1:5])
    return best if counts[best] and alike else None


def table(text: str, sign: str, cell: Replace, heading: Callable[[str], str]) -> str:
    """A table with every cell replaced; the first row names the fields."""
    rows = list(csv.reader(io.StringIO(text), delimiter=sign))
    names = rows[0] if rows else []
    made = io.StringIO()
    writer = csv.writer(made, delimiter=sign, lineterminator="\n")
    writer.writerow([heading(each) for each in names])
    for row in rows[1:]:
        padded = [*names, *[""] * len(row)]
        writer.writerow([cell(value, name) for value, name in zip(row, padded, strict=False)])
    return made.getvalue()


def vcard(text: str, part: Replace, prose: Callable[[str], str]) -> str:
    """A vCard with the parts of every property replaced."""
    return "\n".join(_vcard_lines(text, part, prose))


def _vcard_lines(text: str, part: Replace, prose: Callable[[str], str]) -> Iterator[str]:
    for line in text.splitlines():
        found = PROPERTY.fullmatch(line)
        if found is None:
            # The rest of a folded line: nobody knows what it begins in the middle of.
            yield part(line, "") if line.strip() else line
            continue
        name = found["name"].upper()
        if name in LAYOUT:
            yield prose(line)
        else:
            parts = ";".join(part(each, name) for each in found["value"].split(";"))
            yield f"{found['item']}{prose(found['name'])}{prose(found['more'] or '')}:{parts}"


def parsed(text: str) -> Any:
    """The JSON that a text is, or None."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
