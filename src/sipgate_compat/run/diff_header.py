"""What two runs were held against: the page, the contracts, the tool."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from ..change.model import Change, Origin, Severity, change
from ..change.page import as_change
from ..contract.model import Profile
from ..edition.diff import diff as editions_compared
from ..edition.model import Edition, Row
from .model import Header, OperationInfo


def header_changes(old: Header, new: Header, profiles: tuple[Profile, ...]) -> Iterator[Change]:
    """The page's rows, and what we promise and ask: none of it says that the API changed."""
    yield from _page(old, new)
    for kind, before, after in (
        ("edition-changed", old.edition, new.edition),
        ("contracts-changed", old.contracts, new.contracts),
        ("version-changed", old.version, new.version),
    ):
        if before != after:
            yield _of_run(kind, before, after)
    yield from _operations(old, new, profiles)


def _page(old: Header, new: Header) -> Iterator[Change]:
    """The RTCM rows of both headers, compared as two editions are."""
    before, after = _edition(old), _edition(new)
    if before and after:
        for each in editions_compared(before, after).changes:
            yield as_change(each, after.date)


def _edition(header: Header) -> Edition | None:
    """The page as a header has it; None where it has no rows, or names no edition of ours."""
    date, _, lang = header.edition.rpartition("-")
    try:
        rows = [Row.model_validate(_row(each.model_dump())) for each in header.rtcm]
        return Edition.model_validate({"date": date, "lang": lang, "rows": rows})
    except ValidationError:
        return None


def _row(row: dict[str, str]) -> dict[str, str]:
    return {name: row[name] for name in ("method", "path", "status", "status_text", "note")}


def _of_run(kind: str, old: str, new: str) -> Change:
    return change(Origin.SUITE, kind, Severity.INFO, "the run", old=old, new=new)


def _operations(old: Header, new: Header, profiles: tuple[Profile, ...]) -> Iterator[Change]:
    before = {each.operation: each for each in old.operations}
    after = {each.operation: each for each in new.operations}
    for name in dict.fromkeys((*before, *after)):
        a, b = before.get(name), after.get(name)
        if b is None:
            assert a is not None
            yield _operation("operation-removed", Severity.NOTICE, a)
        elif a is None:
            yield _operation("operation-added", Severity.INFO, b)
        else:
            for profile in profiles:
                yield from _profile(a, b, profile)


def _profile(a: OperationInfo, b: OperationInfo, profile: Profile) -> Iterator[Change]:
    if profile not in a.profiles or profile not in b.profiles:
        return
    old, new = a.profiles[profile], b.profiles[profile]
    if old.availability is not new.availability:
        has = (old.availability, new.availability)
        yield _operation("availability-changed", Severity.NOTICE, b, profile, *has)
    if old.evidence is not new.evidence:
        known = (old.evidence, new.evidence)
        yield _operation("evidence-changed", Severity.INFO, b, profile, *known)


def _operation(
    kind: str,
    severity: Severity,
    info: OperationInfo,
    profile: Profile | None = None,
    old: str | None = None,
    new: str | None = None,
) -> Change:
    return change(
        Origin.SUITE,
        kind,
        severity,
        f"{info.method} {info.path}",
        method=info.method,
        path=info.path,
        profile=profile,
        old=old,
        new=new,
    )
