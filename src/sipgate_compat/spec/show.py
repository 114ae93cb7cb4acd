"""A diff of specifications as lines for a terminal, and as Markdown."""

from __future__ import annotations

from collections import Counter

from ..change.model import Change, Severity
from .diff import Described, SpecDiff
from .kinds import words

Group = list[Change]


def diff_text(found: SpecDiff) -> str:
    """A line per change, worst first; the same change at several operations is one line."""
    if not found.changes:
        return "no change"
    wide = max(len(each.severity) for each in found.changes)
    lines = [f"{group[0].severity:<{wide}}  {_line(group)}" for group in groups(found.changes)]
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
        key = (each.severity, each.kind, place(each), each.old, each.new)
        found.setdefault(key if place(each) else (each.fingerprint,), []).append(each)
    return list(found.values())


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


def _line(group: Group) -> str:
    line = f"{group[0].subject}: {said(group[0])}"
    others = [label(each) for each in group[1:]]
    return f"{line} (also {_listed(others)})" if others else line


def _listed(labels: list[str], most: int = 3) -> str:
    more = f" and {len(labels) - most} more" if len(labels) > most else ""
    return ", ".join(labels[:most]) + more


def _item(group: Group) -> str:
    first = group[0]
    text = f"{_code(first.subject)}: {_escaped(said(first))}"
    others = [_code(label(each)) for each in group[1:]]
    return f"{text} (also {_listed(others, len(others))})" if others else text


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
