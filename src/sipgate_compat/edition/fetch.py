"""Where pages come from: a file, standard input, or the network; never more than 20 MB."""

from __future__ import annotations

import hashlib
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import Undecided
from .decode import MAX_BYTES
from .errors import FetchFailed, NotFound, NotThePage, TooLarge, Unreadable
from .model import Remembered

if TYPE_CHECKING:
    from ..web import Download

TIMEOUT = 20.0
WITHIN = 60.0
"""Seconds: without a sign of life, and for the whole page."""
PAUSE = 2.0
"""Seconds before a server is asked again."""
wait = time.sleep
LATER = (408, 425, 429)
ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,200}"')
MOMENT = re.compile(r"[A-Za-z0-9, :+-]{1,60}")


@dataclass(frozen=True)
class Fetched:
    """The bytes of a page, what to call it, and what of that may be kept.

    `unchanged`: the server has nothing newer than what was remembered, and sent no page.
    """

    data: bytes
    place: str
    source: str
    charset: str | None = None
    remembered: Remembered | None = None
    unchanged: bool = False


class Faulted(FetchFailed):
    """A fault of the way or of the server, which may be over in a moment."""


def is_url(place: str) -> bool:
    """Is this an address, and no file?"""
    return place.lower().startswith(("http://", "https://"))


def address(url: str) -> str:
    """A digest that tells one URL from another."""
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:12]


def fetched(place: str, known: Remembered | None = None) -> Fetched:
    """The page at a URL, in a file, or (`-`) on standard input.

    Args:
        place: where the page is.
        known: what a server called the version that we have; it need not send that again.

    Raises:
        NotFound, Unreadable, TooLarge: of a file.
        NotThePage, TooLarge: what a server gave instead.
        FetchFailed: the server gave no answer, or none for now.
    """
    if is_url(place):
        try:
            return _downloaded(place, known)
        except Faulted:
            wait(PAUSE)
            return _downloaded(place, known)
    if place == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return _bounded(Fetched(data, "standard input", "standard input"))
    return _bounded(Fetched(_file(Path(place)), place, Path(place).name))


def shown(url: str) -> str:
    """A URL without what may be secret in it."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path}"


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unreadable(f"{path}: cannot be read: {reason}") from None


def _bounded(found: Fetched) -> Fetched:
    if len(found.data) > MAX_BYTES:
        raise TooLarge(f"{found.place}: too large: more than {MAX_BYTES // 1_000_000} MB")
    return found


def _downloaded(url: str, known: Remembered | None) -> Fetched:
    from ..web import TooMuch, download

    try:
        name = shown(url)
    except ValueError as error:
        raise FetchFailed(f"{url.partition('?')[0]}: could not be fetched: {error}") from None
    try:
        found = download(url, MAX_BYTES, TIMEOUT, _conditions(known), WITHIN)
    except TooMuch:
        raise TooLarge(f"{name}: too large: more than {MAX_BYTES // 1_000_000} MB") from None
    except Undecided as error:
        raise Faulted(f"{name}: could not be fetched: {error}") from None
    if known and found.status == 304:
        return Fetched(b"", name, name, unchanged=True)
    if found.status >= 500 or found.status in LATER:
        kind = Faulted if found.status >= 500 else FetchFailed
        raise kind(f"{name}: could not be fetched: the server answered {found.status}")
    if found.status != 200:
        raise NotThePage(
            f"{name}: not the help page but an error page: status {found.status}, not 200"
        )
    return Fetched(found.data, name, name, found.charset, _remembered(url, found))


def _conditions(known: Remembered | None) -> dict[str, str]:
    """The headers that ask for a page only where it is another one."""
    if known is None:
        return {}
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in said.items() if value}


def _remembered(url: str, found: Download) -> Remembered | None:
    """What the server calls this version, where that is what the standard allows."""
    etag = found.etag if ETAG.fullmatch(found.etag or "") else None
    moment = found.last_modified if MOMENT.fullmatch(found.last_modified or "") else None
    if not (etag or moment):
        return None
    return Remembered(address=address(url), etag=etag, last_modified=moment)
