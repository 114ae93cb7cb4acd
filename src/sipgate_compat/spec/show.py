"""A diff of specifications as lines for a terminal, and as Markdown."""

from __future__ import annotations

import textwrap
from collections import Counter

from ..change.model import Change, Severity
from .diff import Described, SpecDiff
from .kinds import words

Group = list[Change]
WIDTH = 100
MARGIN = 10
UNBROKEN = "\N{NO-BREAK SPACE}"


def diff_text(found: SpecDiff) -> str:
    """A line per change, worst first; the same change of several operations stands once."""
    if not found.changes:
        return "no change"
    lines = [line for group in groups(found.changes) for line in _lines(group)]
    return "\n".join([*lines, "", _counted(found.changes)])


def diff_markdown(found: SpecDiff) -> str:
    """Headings by severity, a list item per change."""
    lines = [f"# {_named(found.old)} → {_named(found.new)}", ""]
    lines += [_counted(found.changes) if found.changes else "No change.", ""]
    for severity in Severity:
        group = [each for each in found.changes if each.severity is severity]
        if group:
            lines += [f"## {severity.capitalize()}", ""]
            lines += [f"- {_item(each)}" for each in groups(tuple(group))] + [""]
    return "\n".join(lines).rstrip()


def groups(changes: tuple[Change, ...]) -> list[Group]:
    """Changes that say the same of several operations, in the order of their first."""
    found: dict[tuple[str | None, ...], Group] = {}
    for each in changes:
        found.setdefault(_sameness(each), []).append(each)
    return list(found.values())


def _sameness(each: Change) -> tuple[str | None, ...]:
    if each.kind.endswith("described"):
        # Whose prose changed is enough; the values would fill pages.
        return each.severity, each.kind, place(each)
    if each.kind.startswith("operation-"):
        return (each.fingerprint,)
    return each.severity, each.kind, place(each), each.old, each.new


def place(each: Change) -> str:
    """Where in its operation a change is."""
    return each.subject.removeprefix(label(each)).strip()


def label(each: Change) -> str:
    """The operation of a change; nothing where it is the document's."""
    return f"{each.method} {each.path}" if each.method else ""


def said(each: Change) -> str:
    """What happened, with both values where they tell something."""
    if each.old is not None and each.new is not None:
        return f"{words(each.kind)}: {each.old} → {each.new}"
    value = each.new if each.old is None else each.old
    return words(each.kind) if value is None else f"{words(each.kind)}: {value}"


def _lines(group: Group) -> list[str]:
    first = group[0]
    start = f"{first.severity:<{MARGIN - 2}}  "
    if len(group) == 1:
        return [f"{start}{first.subject}: {said(first)}"]
    where = f"{place(first)}: " if place(first) else ""
    labels = ", ".join(label(each).replace(" ", UNBROKEN) for each in group)
    return [f"{start}{where}{_said_of(group)}", *_wrapped(labels)]


def _wrapped(text: str) -> list[str]:
    indent = " " * (MARGIN + 2)
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(UNBROKEN, " ") for line in lines]


def _said_of(group: Group) -> str:
    """What happened; values that are not the same in all of a group are left out."""
    same = len({(each.old, each.new) for each in group}) == 1
    return said(group[0]) if same else words(group[0].kind)


def _item(group: Group) -> str:
    first = group[0]
    if len(group) == 1:
        return f"{_code(first.subject)}: {_escaped(said(first))}"
    where = f"{_code(place(first))}: " if place(first) else ""
    return f"{where}{_escaped(_said_of(group))} – {', '.join(_code(label(e)) for e in group)}"


def _code(text: str) -> str:
    return f"`{text.replace('`', ' ')}`"


def _escaped(text: str) -> str:
    """Text of a document within Markdown, without any power there."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>|#&" else each for each in text)


def _named(each: Described) -> str:
    return _escaped(f"{each.title or each.place} {each.version}".strip())


def _counted(changes: tuple[Change, ...]) -> str:
    counts = Counter(each.severity for each in changes)
    return ", ".join(f"{counts[each]} {each}" for each in Severity if counts[each])
