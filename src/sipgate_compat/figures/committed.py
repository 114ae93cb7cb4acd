"""Committed figures, and the parts of Markdown files that show them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from ..atomic import write_text
from ..errors import DataError
from ..model import Frozen
from . import tables
from .model import Bench, Endurance, Fuzz, Peers

RESULTS = "benchmarks/results"
Value = TypeVar("Value", bound=Frozen)
Lines = Callable[[Any], Iterable[str]]
SHOWN: tuple[tuple[str, str, type[Frozen], Lines], ...] = (
    ("benchmarks/README.md", "bench", Bench, tables.bench),
    ("benchmarks/README.md", "peers", Peers, tables.peers),
    ("benchmarks/README.md", "complaints", Peers, tables.complaints),
    ("benchmarks/README.md", "endurance", Endurance, tables.endurance),
    ("benchmarks/README.md", "fuzz", Fuzz, tables.fuzz),
    ("README.md", "peers", Peers, tables.peers),
)
"""File, mark, what is shown there and how."""
FILES: Mapping[type[Frozen], str] = {
    Bench: "bench.json",
    Peers: "peers.json",
    Endurance: "endurance.json",
    Fuzz: "fuzz.json",
}


def files(root: Path, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Each Markdown file with its marked parts as the committed figures have them.

    Args:
        root: of the repository.
        given: texts of files that are filled further; others are read.

    Raises:
        DataError: figures that cannot be read; names the file.
    """
    texts: dict[str, str] = {}
    for name, mark, kind, lines in SHOWN:
        text = texts.get(name) or (given or {}).get(name)
        text = text or (root / name).read_text(encoding="utf-8")
        found = read(root, kind)
        texts[name] = text if found is None else filled(text, mark, lines(found))
    return texts


def filled(text: str, mark: str, lines: Iterable[str]) -> str:
    """A text with other lines between its marks of one name."""
    between = re.compile(rf"(?<=<!-- {mark}: begin -->\n).*?(?=<!-- {mark}: end -->)", re.DOTALL)
    return between.sub(lambda _: "\n".join(["", *lines, "", ""]), text)


def read(root: Path, kind: type[Value]) -> Value | None:
    """The committed figures of a kind; None where none were measured yet."""
    path = root / RESULTS / FILES[kind]
    if not path.is_file():
        return None
    try:
        return kind.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{path}: no figures: {where}: {first['msg']}") from None


def write(root: Path, found: Frozen) -> None:
    """Commit figures to their file, and show them wherever they are shown."""
    plain = found.model_dump(mode="json")
    text = json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
    write_text(root / RESULTS / FILES[type(found)], text)
    for name, each in files(root).items():
        write_text(root / name, each)
