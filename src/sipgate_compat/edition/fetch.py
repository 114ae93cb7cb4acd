"""Where pages come from: a file, standard input, or the network; never more than 20 MB."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import Undecided
from .decode import MAX_BYTES
from .errors import FetchFailed, NotFound, NotThePage, TooLarge, Unreadable

TIMEOUT = 20.0
LATER = (408, 425, 429)


@dataclass(frozen=True)
class Fetched:
    """The bytes of a page, what to call it, and what of that may be kept."""

    data: bytes
    place: str
    source: str
    charset: str | None = None


def is_url(place: str) -> bool:
    """Is this an address, and no file?"""
    return place.lower().startswith(("http://", "https://"))


def fetched(place: str) -> Fetched:
    """The page at a URL, in a file, or (`-`) on standard input.

    Raises:
        NotFound, Unreadable, TooLarge: of a file.
        NotThePage, TooLarge: what a server gave instead.
        FetchFailed: the server gave no answer, or none for now.
    """
    if is_url(place):
        return _downloaded(place)
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


def _downloaded(url: str) -> Fetched:
    from ..web import TooMuch, download

    try:
        name = shown(url)
        found = download(url, MAX_BYTES, TIMEOUT)
    except TooMuch:
        raise TooLarge(f"{name}: too large: more than {MAX_BYTES // 1_000_000} MB") from None
    except (Undecided, ValueError) as error:
        raise FetchFailed(f"{url.partition('?')[0]}: could not be fetched: {error}") from None
    if found.status >= 500 or found.status in LATER:
        raise FetchFailed(f"{name}: could not be fetched: the server answered {found.status}")
    if found.status != 200:
        raise NotThePage(
            f"{name}: not the help page but an error page: status {found.status}, not 200"
        )
    return Fetched(found.data, name, name, found.charset)
