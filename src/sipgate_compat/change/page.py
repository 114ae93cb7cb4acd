"""The page's changes over all its kept editions, each with the day on which it was first read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ..edition import change as page
from ..edition.diff import TABLES, diff, rows_of
from ..edition.model import Edition, Lang
from .model import Change, Origin

PROSE = (page.Kind.NOTE_CHANGED, page.Kind.SECTION_CHANGED)


def page_changes(editions: Iterable[Edition]) -> tuple[Change, ...]:
    """All changes from edition to edition, in the order of their days.

    Statuses and rows are followed through all editions; prose within a language only, for a
    translation is no change.

    Args:
        editions: in any order; what an excerpt lacks is taken from the edition before it.
    """
    ordered = sorted(editions, key=lambda each: (each.date, each.lang))
    found = [each for each in _chain(ordered) if each.kind not in PROSE]
    for lang in Lang:
        own = [each for each in ordered if each.lang is lang]
        found += [each for each in _chain(own) if each.kind in PROSE]
    return tuple(sorted(found, key=lambda each: each.seen or ""))


def as_change(each: page.Change, seen: str | None, touches: tuple[str, ...] = ()) -> Change:
    """An edition's change in the vocabulary of all changes; its fingerprint stays the same."""
    label = f"{each.method} {each.path}" if each.method else each.section or "the page"
    return Change(
        origin=Origin.PAGE,
        kind=each.kind,
        severity=each.severity,
        subject=label,
        method=each.method,
        path=each.path,
        old=each.old,
        new=each.new,
        seen=seen,
        touches=touches or each.touches,
        fingerprint=each.fingerprint,
    )


def overlaid(old: Edition, new: Edition) -> Edition:
    """An edition with what it does not speak of as it stood before."""
    if not new.partial:
        return new
    more = {}
    for table in TABLES:
        present = {row.key for row in rows_of(new, table)}
        lacking = [row for row in rows_of(old, table) if row.key not in present]
        more["rows" if table == "rtcm" else table] = (*rows_of(new, table), *lacking)
    said = {each.title for each in new.sections}
    sections = [*new.sections, *(each for each in old.sections if each.title not in said)]
    update = {**more, "sections": tuple(sections), "partial": old.partial}
    return new.model_copy(update=update)


def _chain(editions: list[Edition]) -> Iterator[Change]:
    whole: list[Edition] = []
    for each in editions:
        whole.append(overlaid(whole[-1], each) if whole else each)
    for old, new in pairwise(whole):
        for change in diff(old, new).changes:
            yield as_change(change, new.date)
