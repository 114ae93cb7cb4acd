"""Annotations of GitHub: one line each, within its limits, whatever stands in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .words import cut, plural, printable

# GitHub keeps ten errors, ten warnings and ten notices of a step, and drops the rest in silence.
LIMIT = 10
TITLE, TEXT = 200, 2000

Level: TypeAlias = Literal["error", "warning", "notice"]
LEVELS: tuple[Level, ...] = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class Annotation:
    """What is shown beside a step; `text` may have several lines."""

    level: Level
    title: str
    text: str


def lines(annotations: Iterable[Annotation], more: str) -> list[str]:
    """The commands to the runner, in their order; the last of a level says how many are left out.

    Args:
        annotations: worst first.
        more: where the rest is to be found.
    """
    by_level: dict[Level, list[Annotation]] = {level: [] for level in LEVELS}
    for each in annotations:
        by_level[each.level].append(each)
    return [_line(each) for level, found in by_level.items() for each in _kept(level, found, more)]


def _kept(level: Level, found: list[Annotation], more: str) -> list[Annotation]:
    if len(found) <= LIMIT:
        return found
    left = len(found) - LIMIT + 1
    title = plural(left, f"more {level}")
    return [*found[: LIMIT - 1], Annotation(level, title, f"{title}; {more}")]


def _line(each: Annotation) -> str:
    return (
        f"::{each.level} title={_property(cut(each.title, TITLE))}::{_data(cut(each.text, TEXT))}"
    )


def _data(value: str) -> str:
    return printable(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
