"""Where documents come from: a file, standard input, or the network; never more than 20 MB."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from ..edition.fetch import LATER, TIMEOUT, is_url
from ..edition.fetch import shown as address
from ..errors import DataError, NotTheApi, Undecided, UsageError

MAX_BYTES = 20_000_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_at(place: str) -> str:
    """The text of the document at a URL, in a file, or (`-`) on standard input.

    Raises:
        UsageError: there is no such file, or it cannot be read.
        DataError: more than 20 MB, or no text.
        NotTheApi: a server gave something else.
        Undecided: a server gave no answer, or none for now.
    """
    name = name_of(place)
    if is_url(place):
        data = _downloaded(place)
    elif place == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        data = _file(place)
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    encoding = next((each for mark, each in MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise DataError(f"{name}: not text, so no OpenAPI document") from None


def name_of(place: str) -> str:
    """What to call a document: its file, or its URL without what may be secret in it."""
    if not is_url(place):
        return "standard input" if place == "-" else place
    try:
        return address(place)
    except ValueError:
        return place.partition("?")[0].rpartition("@")[2]


def _file(place: str) -> bytes:
    try:
        with Path(place).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(f"{place}: no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{place}: cannot be read: {reason}") from None


def _downloaded(url: str) -> bytes:
    from ..web import TooMuch, download

    name = name_of(url)
    try:
        found = download(url, MAX_BYTES, TIMEOUT)
    except TooMuch:
        raise _too_large(name) from None
    except Undecided as error:
        raise Undecided(f"{name}: could not be fetched: {error}") from None
    if found.status >= 500 or found.status in LATER:
        raise Undecided(f"{name}: could not be fetched: the server answered {found.status}")
    if found.status != 200:
        raise NotTheApi(f"{name}: not a document but an error: status {found.status}, not 200")
    return found.data


def _too_large(name: str) -> DataError:
    return DataError(f"{name}: too large: more than {MAX_BYTES // 1_000_000} MB")
