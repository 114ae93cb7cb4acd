"""Changes that were written down: a JSON file of ours, or a folder of files named by their day."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..edition.model import Date
from ..errors import DataError
from .model import Change, Changes

DAY = re.compile(r"\d{4}-\d\d-\d\d")
LOG = "changes.json"


def recorded(path: Path) -> tuple[Change, ...]:
    """The changes in a file, or in all ``*.json`` of a folder, each with its day.

    Args:
        path: what `spec diff`, `diff` or `changes` printed as JSON. A change without a day of its
            own has that with which the file's name begins.

    Raises:
        DataError: no changes of ours, or without a day; names the file and the place.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    return tuple(each for file in files for each in _dated(file))


def kept(folder: Path) -> tuple[Change, ...]:
    """The log that a folder holds; empty where it holds none.

    Raises:
        DataError: the log is there and cannot be read, so that nothing is written over it.
    """
    path = folder / LOG
    return recorded(path) if path.exists() else ()


def _dated(path: Path) -> Iterator[Change]:
    begins = DAY.match(path.name)
    day = _day(begins[0], path, "its name") if begins else None
    for each in _changes(path):
        seen = _day(each.seen, path, each.fingerprint) if each.seen else day
        if seen is None:
            raise DataError(
                f"{path}: change {each.fingerprint} has no day: let the file's name begin with "
                "one, as 2026-11-23.json"
            )
        yield each.model_copy(update={"seen": seen})


def _changes(path: Path) -> tuple[Change, ...]:
    plain = _json(path)
    if not isinstance(plain, dict) or not isinstance(plain.get("changes"), list):
        raise DataError(f"{path}: holds no list `changes`; what diff, spec diff or changes print")
    try:
        return Changes(changes=plain["changes"]).changes
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{path}: {where}: {first['msg']}") from None


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise DataError(f"{path}: not JSON") from None


def _day(text: str, path: Path, what: str) -> str:
    try:
        day: str = TypeAdapter(Date).validate_python(text)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise DataError(f"{path}: {what}: {reason}") from None
    return day
