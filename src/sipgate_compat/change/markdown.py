"""Changes as Markdown: a list item for each, in which no value has any power."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..report.markdown import code, escaped
from .model import Change, Severity
from .text import some
from .words import counted, plain, said


def item(change: Change) -> str:
    """A change as an item of a list."""
    where = f" on {escaped(plain(change.profile))}" if change.profile and not change.case else ""
    touches = f"; touches {escaped(some(change.touches))}" if change.touches else ""
    return (
        f"- {code(plain(change.subject))}{where}: {escaped(said(change))} "
        f"({change.origin}, {code(change.fingerprint)}){touches}"
    )


def by_severity(changes: Iterable[Change], title: str) -> str:
    """A page of changes under a heading for each severity, worst first."""
    changes = tuple(changes)
    parts = [f"# {escaped(title)}", "", counted(changes), ""]
    for severity in Severity:
        own = [item(each) for each in changes if each.severity is severity]
        parts += [f"## {severity.capitalize()}", "", *own, ""] if own else []
    return "\n".join(parts)


def by_day(changes: Iterable[Change], title: str) -> str:
    """A page of changes under a heading for each day, in the order given."""
    changes = tuple(changes)
    return "\n".join([f"# {escaped(title)}", "", counted(changes), "", *_days(changes)])


def _days(changes: tuple[Change, ...]) -> Iterator[str]:
    for day in dict.fromkeys(each.seen for each in changes):
        yield f"## {escaped(plain(day or 'undated'))}"
        yield ""
        for each in changes:
            if each.seen == day:
                yield f"{item(each)[:2]}**{each.severity}** {item(each)[2:]}"
        yield ""
