"""deviations.yaml without some of its entries; comments, order and quotes of the others stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from ..errors import DataError
from ..yamlfile import JsonScalars, parse
from .model import Deviation, Deviations

KEY = "deviations"


def pruned(text: str, path: Path, goes: Callable[[Deviation], bool]) -> str:
    """The text of the file as it would be.

    Args:
        text: the file as it is; it is valid.
        path: only named in complaints.
        goes: whether an entry is taken out.

    Raises:
        DataError: the entries cannot be cut out by themselves.
    """
    entries = Deviations.model_validate(parse(text, path)).deviations
    keep = [not goes(each) for each in entries]
    if all(keep):
        return text
    made = _without(text, keep)
    wanted = tuple(each for each, stays in zip(entries, keep, strict=True) if stays)
    try:
        found = Deviations.model_validate(parse(made, path)).deviations
    except (DataError, ValueError):
        found = None
    if found != wanted:
        gone = ", ".join(e.case for e, stays in zip(entries, keep, strict=True) if not stays)
        raise DataError(f"{path}: cannot be cut by itself; take out by hand: {gone}")
    return made


def _without(text: str, keep: list[bool]) -> str:
    top: Any = yaml.compose(text, JsonScalars)
    name, items = next((k, v) for k, v in top.value if k.value == KEY)
    if items.flow_style:
        return _flow(text, items, keep)
    if not any(keep):
        text = _emptied(text, name)
    lines = text.splitlines(keepends=True)
    goes = set[int]()
    for item, stays in zip(items.value, keep, strict=True):
        if not stays:
            goes |= _span(lines, item, items.start_mark.column)
    return "".join(line for number, line in enumerate(lines) if number not in goes)


def _emptied(text: str, name: yaml.Node) -> str:
    """The list's key with an empty list, for a key without a value is null."""
    end = text.index(":", name.end_mark.index) + 1
    return f"{text[:end]} []{text[end:]}"


def _flow(text: str, items: yaml.SequenceNode, keep: list[bool]) -> str:
    kept = [
        text[item.start_mark.index : item.end_mark.index]
        for item, stays in zip(items.value, keep, strict=True)
        if stays
    ]
    begin, end = items.start_mark.index, items.end_mark.index
    return f"{text[:begin]}[{', '.join(kept)}]{text[end:]}"


def _span(lines: list[str], item: yaml.Node, column: int) -> set[int]:
    """The lines of an entry, the comments right above it, those indented below it, and the gap."""
    first, last = item.start_mark.line, _last(item)
    while first > 0 and _comment(lines[first - 1]) == column:
        first -= 1
    while last + 1 < len(lines) and _comment(lines[last + 1]) > column:
        last += 1
    while last + 1 < len(lines) and not lines[last + 1].strip():
        last += 1
    return set(range(first, last + 1))


def _comment(line: str) -> int:
    """The column of a line that is only a comment; -1 where it is none."""
    bare = line.lstrip(" ")
    return len(line) - len(bare) if bare.startswith("#") else -1


def _last(node: yaml.Node) -> int:
    """The last line that a node stands on."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _last(node.value[-1][1])
    mark = node.end_mark
    # A folded text ends where the next line begins.
    return int(mark.line if mark.column else mark.line - 1)
