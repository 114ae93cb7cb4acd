"""What changed from one edition to the next; rows are matched by endpoint, never by position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..change.model import Severity
from .change import Change, Diff, Direction, Kind, change, direction
from .model import Described, Edition, Row, Status
from .rename import renames

TABLES = ("rtcm", "devices", "channels", "others")
ANY = Row | Described


def diff(old: Edition, new: Edition) -> Diff:
    """All changes between two editions, worst first; the order of rows says nothing."""
    changes = [each for table in TABLES for each in _table(table, old, new)]
    changes += _sections(old, new)
    return Diff(
        old=old.name,
        new=new.name,
        changes=tuple(sorted(changes, key=_order)),
        not_compared=tuple(_not_compared(old, new)),
    )


def rows_of(edition: Edition, table: str) -> Sequence[ANY]:
    """The rows of a table by its name."""
    rows: Sequence[ANY] = edition.rows if table == "rtcm" else getattr(edition, table)
    return rows


def shown(row: ANY) -> str:
    """What a row says in its last word: a status, or a description."""
    return row.shown if isinstance(row, Row) else row.description


def _order(each: Change) -> tuple[int, int, str, str, str]:
    table = TABLES.index(each.table) if each.table else len(TABLES)
    where = each.path or each.section or ""
    return each.severity.rank, table, where, each.method or "", each.kind


def _table(table: str, old: Edition, new: Edition) -> Iterator[Change]:
    before = {row.key: row for row in rows_of(old, table)}
    after = {row.key: row for row in rows_of(new, table)}
    # An excerpt says nothing of rows that it lacks.
    gone = [] if new.partial else [row for key, row in before.items() if key not in after]
    come = [] if old.partial else [row for key, row in after.items() if key not in before]
    notes = old.lang == new.lang
    moved = renames(gone, come, notes)
    named = {a.key for a, _ in moved} | {b.key for _, b in moved}
    for a, b in moved:
        yield _renamed(table, a, b, Severity.BREAKING)
    for row in gone:
        if row.key not in named:
            yield _row(Kind.ROW_REMOVED, Severity.BREAKING, table, row, old=shown(row))
    for row in come:
        if row.key not in named:
            yield _row(Kind.ROW_ADDED, Severity.NOTICE, table, row, new=shown(row))
            yield from _unknown(table, row)
    for key in before.keys() & after.keys():
        yield from _same_row(table, before[key], after[key], notes)


def _same_row(table: str, old: ANY, new: ANY, notes: bool) -> Iterator[Change]:
    if old.path != new.path:
        # Only a parameter has another name: no request changes by that.
        yield _renamed(table, old, new, Severity.INFO)
    if isinstance(old, Row) and isinstance(new, Row) and old.shown != new.shown:
        yield _status(old, new)
    before, after = _note(old), _note(new)
    if notes and before != after:
        yield _row(Kind.NOTE_CHANGED, Severity.NOTICE, table, new, before, after)


def _status(old: Row, new: Row) -> Change:
    if new.status is Status.UNKNOWN:
        return _row(Kind.UNKNOWN_STATUS, Severity.NOTICE, "rtcm", new, old.shown, new.shown)
    went = direction(old.status, new.status)
    worse = went is Direction.REGRESSION
    return change(
        Kind.STATUS_CHANGED,
        Severity.BREAKING if worse else Severity.NOTICE,
        table="rtcm",
        method=new.method,
        path=new.path,
        old=old.shown,
        new=new.shown,
        direction=went,
    )


def _unknown(table: str, row: ANY) -> Iterator[Change]:
    if isinstance(row, Row) and row.status is Status.UNKNOWN:
        yield _row(Kind.UNKNOWN_STATUS, Severity.NOTICE, table, row, new=row.shown)


def _renamed(table: str, old: ANY, new: ANY, severity: Severity) -> Change:
    return _row(Kind.ENDPOINT_RENAMED, severity, table, old, old.label, new.label)


def _row(
    kind: Kind,
    severity: Severity,
    table: str,
    row: ANY,
    old: str | None = None,
    new: str | None = None,
) -> Change:
    return change(kind, severity, table=table, method=row.method, path=row.path, old=old, new=new)


def _note(row: ANY) -> str:
    return row.note if isinstance(row, Row) else row.description


def _sections(old: Edition, new: Edition) -> Iterator[Change]:
    if old.lang != new.lang or not old.sections or not new.sections:
        return
    before = {each.title: each.digest for each in old.sections}
    after = {each.title: each.digest for each in new.sections}
    for title in {**before, **after}:
        a, b = before.get(title), after.get(title)
        if a != b and not (old.partial and a is None) and not (new.partial and b is None):
            yield change(Kind.SECTION_CHANGED, Severity.INFO, section=title, old=a, new=b)


def _not_compared(old: Edition, new: Edition) -> Iterator[str]:
    for edition, other, what in ((old, new, "added"), (new, old, "removed")):
        known = {row.key for table in TABLES for row in rows_of(edition, table)}
        lacking = [r for table in TABLES for r in rows_of(other, table) if r.key not in known]
        if edition.partial and lacking:
            yield (
                f"{edition.name} is an excerpt: rows that only {other.name} has "
                f"({len(lacking)}) are not reported as {what}"
            )
    if old.lang != new.lang:
        yield f"notes, descriptions and prose are not compared: {old.lang} against {new.lang}"
    elif not old.sections or not new.sections:
        yield "prose is not compared: one edition has no digests of its sections"
