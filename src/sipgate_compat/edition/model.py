"""An edition: what the help page's tables said on a date."""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ..model import Frozen
from .endpoint import Key, Method, key

UNDATED = "undated"
"""The date of a page that is only compared and not kept."""


class Status(StrEnum):
    """How far a row's endpoint is on Neo; the page's own words stand beside it."""

    PLANNED = "planned"
    IN_PROGRESS = "in-progress"
    IMPLEMENTED = "implemented"
    UNDER_REVIEW = "under-review"
    NOT_PLANNED = "not-planned"
    UNKNOWN = "unknown"


class Lang(StrEnum):
    """The languages in which the page is published."""

    EN = "en"
    DE = "de"


def _day(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"{text!r} is no date; write it as 2026-11-23")
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar") from None
    return text


def _day_or_undated(text: str) -> str:
    return text if text == UNDATED else _day(text)


Date = Annotated[str, AfterValidator(_day)]
Path = Annotated[str, StringConstraints(pattern=r"^/\S*$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]


class Endpoint(Frozen):
    """A method on a path, as the page prints it."""

    method: Method
    path: Path

    @property
    def label(self) -> str:
        """How the row is called: ``METHOD /path``."""
        return f"{self.method} {self.path}"

    @property
    def key(self) -> Key:
        """What makes two rows the same row, whatever its parameters are called."""
        return key(self.method, self.path)


class Row(Endpoint):
    """A row of the RTCM table."""

    status: Status
    status_text: str
    note: str = ""

    @property
    def shown(self) -> str:
        """The status, or the page's own words where it is none that we know."""
        return self.status_text if self.status is Status.UNKNOWN else self.status.value


class Described(Endpoint):
    """A row of a table that says in prose what an endpoint does."""

    description: str = ""
    section: str | None = None


class Section(Frozen):
    """A heading, and a digest of the prose below it; the prose itself is not kept."""

    title: str
    digest: Digest


class Dated(Frozen):
    """How the date of an edition is known where the page was not read on that day."""

    not_before: Date
    before: Date
    how: str


class Remembered(Frozen):
    """What a server called this version of the page; asked again, it says whether that changed.

    `address` is a digest of the page's URL, whose query may be secret.
    """

    address: Digest
    etag: str | None = None
    last_modified: str | None = None


class Edition(Frozen):
    """The page as it stood on a date.

    A `partial` edition is an excerpt: of rows that it lacks it says nothing.
    """

    date: Annotated[str, AfterValidator(_day_or_undated)]
    lang: Lang
    title: str | None = None
    source: str | None = None
    remembered: Remembered | None = None
    dated: Dated | None = None
    partial: bool = False
    rows: tuple[Row, ...] = Field(min_length=1)
    devices: tuple[Described, ...] = ()
    channels: tuple[Described, ...] = ()
    others: tuple[Described, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def name(self) -> str:
        """How the edition is called, and its file: ``2026-11-23-en``."""
        return f"{self.date}-{self.lang}"

    @model_validator(mode="after")
    def _rows_are_unique(self) -> Edition:
        for table in (self.rows, self.devices, self.channels, self.others):
            seen = set[Key]()
            for row in table:
                if row.key in seen:
                    raise ValueError(f"{row.label}: the row stands twice")
                seen.add(row.key)
        return self
