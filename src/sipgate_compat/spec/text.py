"""JSON or YAML text as plain values, within bounds.

PyYAML scans; the values are made of its events here, which takes a tenth of the time and memory of
its own constructor and lets aliases be counted before they are followed. Scalars are JSON's, as in
`yamlfile`: a date or ``no`` stays a text. Keys are texts always, so ``200:`` is ``"200"``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..errors import DataError
from ..yamlfile import Base
from .words import shown

MOST_VALUES = 2_000_000
"""Of a YAML document, aliases followed; a document of 20 MB has some 500,000."""
DEEPEST = 400
CONSTANTS = {"null": None, "~": None, "": None, "true": True, "false": False}
INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,3})?")


def parsed(text: str, name: str) -> Any:
    """The value that a JSON or YAML text stands for.

    Args:
        text: the document.
        name: what to call it in a complaint.

    Raises:
        DataError: it is neither, or does not keep the bounds; names the line where known.
    """
    first = re.match(r"\s*(.?)", text)
    match first[1] if first else "":
        case "":
            raise DataError(f"{name}: empty, not an OpenAPI document")
        case "<":
            raise DataError(f"{name}: HTML or XML, not an OpenAPI document")
        case "{" | "[":
            return _json(text, name)
        case _:
            return _yaml(text, name)


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object)
    except RecursionError:
        raise DataError(f"{name}: nested too deeply for an OpenAPI document") from None
    except json.JSONDecodeError as error:
        raise DataError(f"{name}:{error.lineno}: not valid JSON: {error.msg}") from None
    except ValueError as error:
        raise DataError(f"{name}: not valid JSON: {shown(str(error))}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"key {twice!r} stands twice")
    return made


def _yaml(text: str, name: str) -> Any:
    loader: Any = None
    try:
        loader = Base(text)
        return _Builder(loader).built()
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise DataError(f"{name}{line}: not valid YAML: {shown(str(error.problem))}") from None
    except yaml.YAMLError as error:
        raise DataError(f"{name}: not valid YAML: {shown(str(error).splitlines()[0])}") from None
    finally:
        if loader is not None:
            loader.dispose()


@dataclass(slots=True)
class _Open:
    """A mapping or list that is not at its end yet."""

    value: Any
    anchor: str | None
    key: str | None = None
    weight: int = 1
    merged: list[Any] = field(default_factory=list)


class _Builder:
    """Values out of a YAML loader's events."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.roots: list[Any] = []
        self.event: Any = None

    def built(self) -> Any:
        """The value of the only document."""
        while self.loader.check_event():
            self.event = self.loader.get_event()
            self._take(self.event)
        return self.roots[0] if self.roots else None

    def _take(self, event: Any) -> None:
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._start({} if isinstance(event, yaml.MappingStartEvent) else [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end()
            case yaml.AliasEvent():
                if event.anchor not in self.anchors:
                    raise self._wrong(f"alias {event.anchor!r} names nothing that is complete")
                self._put(*self.anchors[event.anchor])
            case yaml.DocumentStartEvent() if self.roots:
                raise self._wrong("a second document begins")

    def _scalar(self, event: Any) -> None:
        here = self.open[-1] if self.open else None
        plain = event.implicit[0] and not event.style
        is_key = here is not None and here.key is None and isinstance(here.value, dict)
        value = _typed(event.value) if plain and not is_key else event.value
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1)
        self._put(value, 1)

    def _start(self, value: Any) -> None:
        if len(self.open) >= DEEPEST:
            raise self._wrong("nested too deeply")
        if self.open and self.open[-1].key is None and isinstance(self.open[-1].value, dict):
            raise self._wrong("a key that is no text")
        self.open.append(_Open(value, self.event.anchor))

    def _end(self) -> None:
        done = self.open.pop()
        for each in done.merged:
            for key, value in each.items():
                done.value.setdefault(key, value)
        if done.anchor is not None:
            self.anchors[done.anchor] = (done.value, done.weight)
        self._put(done.value, done.weight)

    def _put(self, value: Any, weight: int) -> None:
        if not self.open:
            self.roots.append(value)
            return
        here = self.open[-1]
        here.weight += weight
        if here.weight > MOST_VALUES:
            raise self._wrong(f"it stands for more than {MOST_VALUES} values")
        if isinstance(here.value, list):
            here.value.append(value)
        elif here.key is None:
            here.key = self._key(value, here.value)
        else:
            self._pair(here, here.key, value)
            here.key = None

    def _key(self, value: Any, known: dict[str, Any]) -> str:
        if not isinstance(value, str):
            raise self._wrong("a key that is no text")
        if value in known:
            raise self._wrong(f"key {value!r} stands twice")
        return value

    def _pair(self, here: _Open, key: str, value: Any) -> None:
        if key != "<<":
            here.value[key] = value
            return
        here.merged = value if isinstance(value, list) else [value]
        if not all(isinstance(each, dict) for each in here.merged):
            raise self._wrong("<< merges what is no mapping")

    def _wrong(self, problem: str) -> yaml.MarkedYAMLError:
        return yaml.MarkedYAMLError(problem=problem, problem_mark=self.event.start_mark)


def _typed(text: str) -> Any:
    """A plain scalar as JSON would read it."""
    if text in CONSTANTS:
        return CONSTANTS[text]
    if text[0] not in "-0123456789":
        return text
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if NUMBER.fullmatch(text) else text
