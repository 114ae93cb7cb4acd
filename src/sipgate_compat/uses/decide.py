"""May an integration move? From what was seen of it, two profiles' contracts, and the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from ..contract.book import Book
from ..contract.model import Operation, Profile
from ..edition.endpoint import Key, key
from ..edition.timeline import Life, timeline
from ..run.model import Run, named
from .collect import Collector
from .model import Known, Move, PageStatus, Read, Use, UsedOperation, Uses
from .observed import Observations
from .relation import TITLES
from .seen import Seen
from .verdicts import Verdicts

CHANGES = (Use.DISCONTINUED, Use.REFUSED, Use.DIFFERENT)
NAMED = 3
COUNTED = ("har", "access-log", "recording")


def decide(
    read: Read,
    collected: Collector,
    book: Book,
    *,
    profile: Profile,
    moves_from: Profile,
    today: str,
    run: Run | None = None,
) -> Uses:
    """May it move?

    Args:
        read: what the uses were read from.
        collected: the requests.
        book: all contracts.
        profile: where the integration moves to.
        moves_from: where it works.
        today: the day, ISO, from which the age of a status is counted.
        run: what was observed; it goes before what is promised.
    """
    rows = _rows(
        read, collected, book, Verdicts(book, profile, moves_from, Observations(run)), today
    )
    strangers = tuple(sorted(collected.strangers.values(), key=lambda s: (s.path, s.method)))
    counts = Counter(row.use for row in rows)
    doubtful = bool(strangers) or read.not_understood > read.read
    answer = _answer(counts, doubtful)
    return Uses(
        answer=answer,
        says=_says(answer, rows, len(strangers), profile),
        profile=profile,
        moves_from=moves_from,
        uses=read,
        contracts=book.digest,
        edition=book.newest.name,
        today=today,
        run=named(run) if run else None,
        counts={use: counts.get(use, 0) for use in Use},
        operations=tuple(rows),
        strangers=strangers,
    )


def _answer(counts: Counter[Use], doubtful: bool) -> Move:
    if any(counts[use] for use in CHANGES):
        return Move.MUST_CHANGE
    return Move.NOT_DECIDED if counts[Use.NOT_DECIDED] or doubtful else Move.MAY


def _rows(
    read: Read, collected: Collector, book: Book, verdicts: Verdicts, today: str
) -> list[UsedOperation]:
    seen: dict[str, list[Seen]] = {}
    for each in collected.seen:
        seen.setdefault(each.operation, []).append(each)
    lives = {key(each.method, each.path): each for each in timeline(book.editions)}
    rows = []
    for name, requests in seen.items():
        operation = book.operations[name]
        status = _status(book.row_keys(operation), lives, today)
        known = verdicts.known(operation, requests, status)
        count = sum(collected.seen[each] for each in requests)
        rows.append(_row(operation, known, status, count if read.form in COUNTED else None))
    order = list(Use)
    return sorted(rows, key=lambda row: (order.index(row.use), row.path, row.method))


def _row(
    operation: Operation, known: tuple[Known, ...], status: PageStatus | None, requests: int | None
) -> UsedOperation:
    first = known[0]
    replaced = first.use is not Use.WORKS or operation.deprecated
    return UsedOperation(
        operation=operation.operation,
        method=operation.method,
        path=operation.path,
        use=first.use,
        says=f"{first.says} ({first.when})" if first.when else first.says,
        instead=operation.instead if replaced else None,
        deprecated=operation.deprecated,
        status=status,
        evidence=first.evidence,
        source=first.source,
        requests=requests,
        known=known,
    )


def _status(rows: Iterable[Key], lives: dict[Key, Life], today: str) -> PageStatus | None:
    """What the page says of an operation, and for how long."""
    for row in rows:
        if life := lives.get(row):
            last = life.stretches[-1]
            return PageStatus(
                row=f"{life.method} {life.path}",
                status=last.shown,
                since=life.since,
                days=max(0, (date.fromisoformat(today) - date.fromisoformat(life.since)).days),
                edition=last.edition,
            )
    return None


def _says(answer: Move, rows: list[UsedOperation], strangers: int, profile: Profile) -> str:
    """The closing line."""
    where = TITLES[profile]
    changed = [row.operation for row in rows if row.use in CHANGES]
    open_ = [row.operation for row in rows if row.use is Use.NOT_DECIDED]
    unknown = f"{strangers} of its requests are of no known operation" if strangers else ""
    if answer is Move.MAY:
        return f"all {len(rows)} operations that it uses work on {where} as before"
    left = f"{_some(open_)} cannot be told" if open_ else ""
    more = "; ".join(each for each in (left, unknown) if each)
    if answer is Move.NOT_DECIDED:
        return more or "too little of what was read is understood"
    total = f"{len(changed)} of {len(rows)} operations"
    ending = f"; besides, {more}" if more else ""
    return f"on {where}, {total} are answered otherwise or not at all: {_some(changed)}{ending}"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
