"""Each RTCM row's life: its statuses, and since when the page says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from ..model import Frozen
from .endpoint import Key
from .model import Edition, Row, Status


class Stretch(Frozen):
    """A status, from the first edition that has it; no status: the row is gone."""

    since: str
    edition: str
    status: Status | None
    status_text: str | None = None

    @property
    def shown(self) -> str:
        """The status, or the page's own words where it is none that we know."""
        if self.status is None:
            return "gone"
        return self.status_text or "" if self.status is Status.UNKNOWN else self.status.value


class Life(Frozen):
    """A row under the path of its newest edition; `status` and `since` are the present ones."""

    method: str
    path: str
    status: Status | None
    since: str
    stretches: tuple[Stretch, ...]


class Timeline(Frozen):
    """The lives of all rows."""

    schema_: Literal["schemas/edition-timeline-1.json"] = Field(
        "schemas/edition-timeline-1.json", alias="schema"
    )
    editions: tuple[str, ...]
    rows: tuple[Life, ...]


def timeline(editions: Iterable[Edition]) -> tuple[Life, ...]:
    """The life of every row that any edition has, in the order of the newest that has it.

    Args:
        editions: in any order. An excerpt's silence about a row is not its end.
    """
    lives: dict[Key, list[Stretch]] = {}
    rows: dict[Key, Row] = {}
    for edition in sorted(editions, key=lambda each: (each.date, each.lang)):
        present = {row.key: row for row in edition.rows}
        rows = {**present, **{key: row for key, row in rows.items() if key not in present}}
        for key in rows:
            _live(lives.setdefault(key, []), edition, present.get(key))
    return tuple(_life(rows[key], lives[key]) for key in rows)


def _live(stretches: list[Stretch], edition: Edition, row: Row | None) -> None:
    """Go on with a row's life: a stretch more where it reads otherwise than before."""
    if row is None and edition.partial:
        return
    last = stretches[-1].shown if stretches else None
    if (row.shown if row else "gone") != last:
        stretches.append(
            Stretch(
                since=edition.date,
                edition=edition.name,
                status=row.status if row else None,
                status_text=row.status_text if row else None,
            )
        )


def _life(row: Row, stretches: list[Stretch]) -> Life:
    return Life(
        method=row.method,
        path=row.path,
        status=stretches[-1].status,
        since=stretches[-1].since,
        stretches=tuple(stretches),
    )
