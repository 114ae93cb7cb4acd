"""A page on its way into the kept editions: asked for politely, and a change looked at twice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import Undecided
from . import fetch, store
from .change import Diff
from .diff import diff
from .fetch import Fetched, address, fetched, is_url
from .model import Edition, Lang
from .read import Reading, read


@dataclass(frozen=True)
class Incoming:
    """An edition, what was odd about its page, and what differs from the edition before.

    `unchanged`: the server has nothing newer than this edition, which is a kept one.
    """

    edition: Edition
    warnings: tuple[str, ...] = ()
    diff: Diff | None = None
    unchanged: bool = False


class TwoAnswers(Undecided):
    """A server gave two different pages in a row."""


def incoming(
    place: str, root: Path, *, date: str, lang: Lang | None = None, source: str | None = None
) -> Incoming:
    """The edition that a page is, held against the newest one that is kept.

    Args:
        place: a URL, a file, or `-`.
        root: the folder of the kept editions.
        date: the day on which the page said so, ISO.
        lang: the language, where its words should not decide.
        source: where the page stands, if `place` is a copy of it.

    Raises:
        PageError: it is no page of ours.
        FetchFailed: its server gave no answer, also when it was asked again.
        TwoAnswers: its server gave another page the second time.
    """
    known = store.remembered(root, address(place)) if is_url(place) else None
    page = fetched(place, known.remembered if known else None)
    if page.unchanged and known:
        return Incoming(known, unchanged=True)

    def reading(page: Fetched) -> Reading:
        return read(
            page.data,
            page.place,
            date=date,
            lang=lang,
            charset=page.charset,
            source=source or page.source,
        )

    found = reading(page)
    before = store.before(root, found.edition)
    differs = diff(before, found.edition) if before else None
    if is_url(place) and differs and differs.changes:
        fetch.wait(fetch.PAUSE)
        _same(found.edition, reading(fetched(place)).edition, page.place)
    edition = found.edition.model_copy(update={"remembered": page.remembered})
    return Incoming(edition, found.warnings, differs)


def _same(one: Edition, other: Edition, place: str) -> None:
    if one != other:
        raise TwoAnswers(
            f"{place}: undecided: the page was asked for twice and differs; nothing was kept, "
            "ask again later"
        )
