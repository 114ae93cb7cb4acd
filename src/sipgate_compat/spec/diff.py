"""What changed from one document to another, worst first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from ..change.model import Change, Origin, Severity, change, worst_first
from ..errors import DataError
from ..model import Frozen
from . import kinds
from .document import Document, Key, Operation
from .operations import Judge
from .words import shown

MOST_CHANGES = 100_000


class Described(Frozen):
    """Which document was compared."""

    place: str
    title: str
    version: str
    specification: str
    operations: int


class SpecDiff(Frozen):
    """All changes between two documents, worst first."""

    schema_: Literal["schemas/spec-diff-1.json"] = Field("schemas/spec-diff-1.json", alias="schema")
    old: Described
    new: Described
    changes: tuple[Change, ...]


def described(document: Document) -> Described:
    """A document in a few words."""
    return Described(
        place=shown(document.name),
        title=document.title,
        version=document.version,
        specification=document.specification,
        operations=len(document.operations),
    )


def diff(old: Document, new: Document) -> SpecDiff:
    """All changes between two documents; the order of anything in them says nothing.

    Raises:
        DataError: a part that has to be compared is not what it must be, or the documents have
            too little to do with each other.
    """
    found: dict[str, Change] = {}
    for each in _changes(old, new):
        found.setdefault(each.fingerprint, each)
        if len(found) > MOST_CHANGES:
            raise DataError(
                f"{new.name}: more than {MOST_CHANGES} changes: another API's document?"
            )
    return SpecDiff(
        old=described(old), new=described(new), changes=worst_first(tuple(found.values()))
    )


def _changes(old: Document, new: Document) -> Iterator[Change]:
    yield from _document(old, new)
    judge = Judge()
    moved = _moved(old, new)
    for key, before in old.operations.items():
        after = new.operations.get(moved.get(key, key))
        if after is None:
            yield _operation("operation-removed", before)
            continue
        if key in moved:
            yield _operation("operation-moved", before, before.label, after.label)
        yield from judge.changes(before, after)
    come = new.operations.keys() - old.operations.keys() - set(moved.values())
    for key in come:
        yield _operation("operation-added", new.operations[key])


def _moved(old: Document, new: Document) -> dict[Key, Key]:
    """Operations that have another method or path and still their id."""
    gone = {k: each for k, each in old.operations.items() if k not in new.operations}
    come = {each.operation_id: k for k, each in new.operations.items() if k not in old.operations}
    return {
        k: come[each.operation_id]
        for k, each in gone.items()
        if each.operation_id and each.operation_id in come
    }


def _operation(
    kind: str, each: Operation, old: str | None = None, new: str | None = None
) -> Change:
    return change(
        Origin.SPECIFICATION,
        kind,
        kinds.severity_of(kind),
        each.label,
        method=each.method,
        path=each.path,
        old=old,
        new=new,
    )


def _document(old: Document, new: Document) -> Iterator[Change]:
    for kind, before, after in (
        ("title-changed", old.title, new.title),
        ("version-changed", old.version, new.version),
    ):
        if before != after:
            yield _of_document(kind, before, after)
    if old.servers and new.servers:
        for each in sorted(old.servers - new.servers):
            yield _of_document("server-removed", each, None)
        for each in sorted(new.servers - old.servers):
            yield _of_document("server-added", None, each)


def _of_document(kind: str, old: str | None, new: str | None) -> Change:
    severity: Severity = kinds.severity_of(kind)
    return change(Origin.SPECIFICATION, kind, severity, "the document", old=old, new=new)
