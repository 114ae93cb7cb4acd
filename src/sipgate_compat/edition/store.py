"""Editions that are kept: one canonical YAML file per date and language."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from .. import atomic
from ..errors import DataError, UsageError, nearest
from ..yamlfile import read_as
from .endpoint import Key
from .model import UNDATED, Edition, Row


class Canonical(yaml.SafeDumper):
    """Writes text that any reader of YAML, old or strict, takes for the same strings."""

    def ignore_aliases(self, data: object) -> bool:
        """Never write an anchor."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # What some reader takes for a number, a date or a line break is quoted for all of them.
    style = '"' if re.match(r"[-+.\d]", text) or not text.isprintable() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Canonical.add_representer(str, _text)


def editions(root: Path) -> list[Edition]:
    """All editions in a folder, oldest first; of one day, English last.

    Raises:
        DataError: a file that does not hold, with line and reason.
    """
    found = []
    for path in sorted(root.glob("*.yaml")):
        edition = read_as(Edition, path)
        if path.stem != edition.name:
            raise DataError(f"{path}: holds edition {edition.name}; call it {edition.name}.yaml")
        found.append(edition)
    return sorted(found, key=lambda edition: (edition.date, edition.lang))


def newest(root: Path) -> Edition:
    """The edition of the latest date.

    Raises:
        DataError: there is none, or one does not hold.
    """
    found = editions(root)
    if not found:
        raise DataError(f"{root}: no editions here; write one with edition import --save")
    return found[-1]


def before(root: Path, edition: Edition) -> Edition | None:
    """The newest kept edition that is not younger than this one; None where there is none.

    Of one day, the one in the same language comes first, which may be the same edition.

    Raises:
        DataError: a kept edition does not hold.
    """
    found = [each for each in editions(root) if each.date <= edition.date]
    return max(found, key=lambda each: (each.date, each.lang == edition.lang), default=None)


def remembered(root: Path, address: str) -> Edition | None:
    """The newest kept edition that came from an address whose server can be asked for news.

    Raises:
        DataError: a kept edition does not hold.
    """
    known = [e for e in editions(root) if e.remembered and e.remembered.address == address]
    return known[-1] if known else None


def named(root: Path, name: str) -> Edition:
    """The kept edition of a name or a date.

    Raises:
        UsageError: none is called so, or several have that date.
    """
    found = editions(root)
    fits = [each for each in found if name in (each.name, each.date)]
    names = [each.name for each in found]
    if not fits:
        raise UsageError(f"{name}: no such file, and no edition of that name; {_hint(name, names)}")
    if len(fits) > 1:
        said = ", ".join(each.name for each in fits)
        raise UsageError(f"{name}: several editions have this date; name one of {said}")
    return fits[0]


def documented_status(edition: Edition) -> dict[Key, Row]:
    """The RTCM rows by method and path, as the page spells them."""
    return {(row.method, row.path): row for row in edition.rows}


def canonical(edition: Edition) -> str:
    """An edition as YAML; the same edition is always the same text."""
    value = edition.model_dump(mode="json", exclude_defaults=True)
    dumped: str = yaml.dump(value, Dumper=Canonical, sort_keys=False, allow_unicode=True, width=100)
    return dumped


def save(root: Path, edition: Edition) -> Path:
    """Write an edition to its file, whole or not at all.

    Raises:
        UsageError: it has no date, or the folder cannot be written.
    """
    if edition.date == UNDATED:
        raise UsageError("an edition without a date cannot be kept; give --date")
    path = root / f"{edition.name}.yaml"
    atomic.write_text(path, canonical(edition))
    return path


def _hint(name: str, names: list[str]) -> str:
    return nearest(name, names) if names else "none is kept"
