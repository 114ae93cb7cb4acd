"""What a person calls an edition: a page, an edition's file, or the name of a kept one."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import ValidationError

from ..errors import DataError
from ..yamlfile import complaint, parse
from .decode import decoded
from .fetch import Fetched, fetched, is_url
from .model import Edition
from .read import Reading, read
from .store import named

# The first key of an edition's file, in JSON or YAML.
DATA = re.compile(r"""\ufeff?\s*+(?:\{|(?:---\s++|\#[^\n]*+\n\s*+)*+"?(?:date|lang)"?\s*+:)""")


def edition_at(place: str, root: Path) -> Reading:
    """The edition that an argument means.

    Args:
        place: a URL, `-`, a page or an edition's file, or the name or date of a kept edition.
        root: the folder of the kept editions.

    Raises:
        CompatError: it is none of these, or cannot be read.
    """
    if not is_url(place) and place != "-" and not _is_file(place):
        return Reading(named(root, place))
    page = fetched(place)
    text = decoded(page.data, page.place, page.charset)
    if DATA.match(text):
        return Reading(_edition(text, page))
    return read(page.data, page.place, charset=page.charset, source=page.source)


def _is_file(place: str) -> bool:
    # Something with a folder or an ending was meant as a file, so "no such file" is the answer.
    return "/" in place or Path(place).suffix != "" or Path(place).exists()


def _edition(text: str, page: Fetched) -> Edition:
    path = Path(page.place)
    try:
        return Edition.model_validate(parse(text.removeprefix("\ufeff"), path))
    except ValidationError as error:
        raise DataError(complaint(error, Edition, text, path)) from None
