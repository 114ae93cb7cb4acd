"""Why a page could not be taken for an edition; each its own class, none of them "no change"."""

from __future__ import annotations

from ..errors import CompatError, Undecided


class PageError(CompatError):
    """The page could not be read; what was read before stays as it is."""


class NotFound(PageError):
    """There is no such file."""


class Unreadable(PageError):
    """The bytes are no text, or the file may not be read."""


class TooLarge(PageError):
    """More than any help page: it is not even looked at."""


class NotThePage(PageError):
    """A consent wall, a login, an error page, or something else altogether."""


class TableGone(PageError):
    """The page is there, its RTCM table is not."""


class TableEmpty(PageError):
    """The RTCM table is there and holds no row."""


class DuplicateRow(PageError):
    """One endpoint stands in two rows that may disagree."""


class FetchFailed(Undecided):
    """The page's server gave no answer, or none for now."""
