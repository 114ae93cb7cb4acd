"""What was observed against what was observed before, as changes of behaviour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..change.model import Change, Origin, change, worst_first
from .differences import Difference, Kind, differences
from .facts import Facts

Seen = Mapping[str, Facts]
"""The facts of each case by its address; none for a case that was not put."""
Labels = Mapping[str, tuple[str, str]]
"""Method and path of each operation."""
Places = Mapping[str, frozenset[str]]
"""Places of each case at which it flaps."""


def drift(
    old: Seen,
    new: Seen,
    *,
    labels: Labels | None = None,
    day: str | None = None,
    complete: bool = True,
    flapping: Places | None = None,
) -> tuple[Change, ...]:
    """All that changed, worst first.

    Args:
        old: what was observed before, for instance the baseline.
        new: what was observed now.
        labels: method and path by operation, for the changes' own.
        day: on which `new` was observed, ISO.
        complete: whether `new` holds every case; where it does not, none is called removed.
        flapping: places whose changes are one state instead.
    """
    found: list[Change] = []
    for case in sorted({*old, *new, *(flapping or {})}):
        restless = (flapping or {}).get(case, frozenset())
        for each in _case(old, new, case, complete):
            if each.at not in restless:
                found.append(_change(case, each, labels or {}, day))
        states = [Difference(Kind.FLAPPING, at, None, None) for at in sorted(restless)]
        found += [_change(case, each, labels or {}, day) for each in states]
    return worst_first(tuple(found))


def _case(old: Seen, new: Seen, case: str, complete: bool) -> Iterator[Difference]:
    if case not in new:
        if complete and old.get(case):
            yield Difference(Kind.CASE_REMOVED, "", None, None)
    elif case not in old:
        if new[case]:
            yield Difference(Kind.CASE_ADDED, "", None, None)
    else:
        yield from differences(old[case], new[case])


def _change(case: str, each: Difference, labels: Labels, day: str | None) -> Change:
    profile, operation = case.split("/")[:2]
    method, path = labels.get(operation, (None, None))
    return change(
        Origin.BEHAVIOUR,
        each.kind,
        each.severity,
        f"{case} {each.at}".rstrip(),
        method=method,
        path=path,
        profile=profile,
        case=case,
        old=each.old,
        new=each.new,
        seen=day,
    )
