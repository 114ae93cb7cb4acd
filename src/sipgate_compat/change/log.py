"""The change log: what was logged before and what is found now, each change once, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .model import Change


def merged(kept: Iterable[Change], *found: Iterable[Change]) -> tuple[Change, ...]:
    """All changes, newest first and of one day worst first.

    A change that is found again is the same change, and keeps its first day; it is another one
    where it was undone in between.

    Args:
        kept: the log as it was.
        found: changes of the page, the specification, the behaviour and the accounts; dated.
    """
    dated = [*kept, *(each for some in found for each in some)]
    log: dict[str, list[Change]] = {}
    places: dict[tuple[str | None, ...], list[Change]] = {}
    for each in sorted(dated, key=_day):
        place = places.setdefault((each.origin, each.subject, each.profile), [])
        same = log.setdefault(each.fingerprint, [])
        if not same or _undone(same[-1], place):
            same.append(each)
            place.append(each)
    worst = sorted((c for some in log.values() for c in some), key=_order)
    return tuple(sorted(worst, key=_day, reverse=True))


def news(kept: Iterable[Change], log: Iterable[Change]) -> tuple[Change, ...]:
    """What a log has more than it had before; an earlier day of a known change is none."""
    last: dict[str, str] = {}
    for each in kept:
        last[each.fingerprint] = max(last.get(each.fingerprint, ""), _day(each))
    return tuple(
        each for each in log if each.fingerprint not in last or _day(each) > last[each.fingerprint]
    )


def since(changes: Iterable[Change], day: str | None) -> tuple[Change, ...]:
    """The changes from a day on; all where none is named."""
    return tuple(each for each in changes if _day(each) >= (day or ""))


def _undone(before: Change, place: Sequence[Change]) -> bool:
    """Whether something went back to what it was after it had changed."""
    later = place[place.index(before) + 1 :]
    return any(each.new == before.old and each.fingerprint != before.fingerprint for each in later)


def _day(change: Change) -> str:
    return change.seen or ""


def _order(change: Change) -> tuple[int, str, str, str]:
    return change.severity.rank, change.origin, change.subject, change.fingerprint
