"""Editions, diffs and timelines as lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .change import Change, Diff, Kind
from .model import Described, Edition
from .timeline import Timeline

WIDTH = 100


def edition_text(edition: Edition) -> str:
    """An edition, table by table."""
    lines = [f"edition {edition.name}" + (" (an excerpt)" if edition.partial else "")]
    lines += [edition.title] if edition.title else []
    lines += ["", "RTCM"]
    wide = max(len(row.label) for row in edition.rows)
    for row in edition.rows:
        said = row.shown or "(no status)"
        lines.append(f"  {row.label:<{wide}}  {said}".rstrip())
        lines += _wrapped(row.note)
    for name, rows in (
        ("Devices", edition.devices),
        ("Channels", edition.channels),
        ("Other tables", edition.others),
    ):
        lines += _described(name, rows)
    if edition.sections:
        lines += ["", "Sections", *(f"  {each.digest}  {each.title}" for each in edition.sections)]
    return "\n".join(lines)


def diff_text(found: Diff) -> str:
    """A line per change, worst first; below it the cases and known deviations that it touches."""
    lines = [line for each in found.changes for line in (_change(each), *_touches(each))]
    return "\n".join(lines) or "no change"


def timeline_text(found: Timeline) -> str:
    """A line per row: its statuses in the order in which the page had them."""
    if not found.rows:
        return "no editions"
    wide = max(len(f"{row.method} {row.path}") for row in found.rows)
    return "\n".join(
        f"{f'{row.method} {row.path}':<{wide}}  "
        + " → ".join(f"{each.shown} ({each.since})" for each in row.stretches)
        for row in found.rows
    )


def _described(name: str, rows: tuple[Described, ...]) -> Iterator[str]:
    if rows:
        yield from ("", name)
    for row in rows:
        yield f"  {row.label}"
        yield from _wrapped(row.description)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)


def _change(each: Change) -> str:
    label = f"{each.method} {each.path}" if each.method else f"section “{each.section}”"
    return f"{label}: {_said(each)}"


def _touches(each: Change) -> list[str]:
    said = f"touches {', '.join(each.touches)}" if each.touches else ""
    return textwrap.wrap(
        said,
        WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _said(each: Change) -> str:
    match each.kind:
        case Kind.STATUS_CHANGED:
            return f"{each.old} → {each.new}"
        case Kind.UNKNOWN_STATUS:
            before = f"{each.old} → " if each.old is not None else ""
            return f"{before}{each.new or '(none)'} (unknown status)"
        case Kind.ROW_ADDED:
            return f"row added ({each.new})" if each.table == "rtcm" else "row added"
        case Kind.ROW_REMOVED:
            return "row removed"
        case Kind.ENDPOINT_RENAMED:
            return f"renamed to {each.new}"
        case Kind.NOTE_CHANGED:
            return f"note changed from {_quoted(each.old)} to {_quoted(each.new)}"
        case Kind.SECTION_CHANGED:
            gone = "heading is gone" if each.new is None else "prose changed"
            return "heading is new" if each.old is None else gone


def _quoted(text: str | None) -> str:
    return f"“{textwrap.shorten(text, 120, placeholder=' …')}”" if text else "nothing"
