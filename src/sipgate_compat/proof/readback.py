"""Whether a case reads back what one of its steps writes."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, unquote

from .provider import Asked
from .truth import Heard

Steps: TypeAlias = Mapping[str, tuple[Heard, ...]]
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:?00)")


def sent(asked: Asked) -> dict[str, Any]:
    """The fields of a request's body."""
    try:
        body = json.loads(asked.content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def is_followed(steps: Steps, heard: Heard) -> bool:
    """Whether a later step of the case is owed any body."""
    return any(_owes(each) for each in _later(steps, heard))


def is_read_back(steps: Steps, heard: Heard, name: str) -> bool:
    """Whether a later step is owed the field by its name, or is owed or asks for what it held.

    An `id` is that of the thing itself, and a boolean shows under another name only where no
    second one like it is written. Whether that step would notice another value only a mutant can
    tell.
    """
    body = sent(heard.asked)
    later = _later(steps, heard)
    owed = [each.body for each in later if _owes(each)]
    if name == "id":
        return False
    if any(_names(each, name) for each in owed):
        return True
    shown = [each for told in owed for each in _leaves(told)]
    if isinstance(body[name], bool):
        alone = sum(each is body[name] for each in body.values()) == 1
        return alone and any(body[name] is each for each in shown)
    known = {word for each in shown for word in _words(each)}
    known |= {word for each in later for word in _asked_for(each)}
    parts = (part for each in _leaves(body[name]) for part in (each, *_lines(each)))
    return any(words <= known for part in parts if (words := set(_words(part))))


def _later(steps: Steps, heard: Heard) -> tuple[Heard, ...]:
    return steps[heard.case.address][heard.number :]


def _owes(heard: Heard) -> bool:
    return heard.body is not None and not heard.step.promise.is_unknown


def _asked_for(heard: Heard) -> Iterator[str]:
    """What the path and the query name, where an answer is promised."""
    if not heard.step.promise.is_unknown:
        path, _, query = heard.asked.target.partition("?")
        yield from (word for part in path.split("/") for word in _words(unquote(part)))
        yield from (word for _, value in parse_qsl(query) for word in _words(value))


def _words(value: Any) -> Iterator[str]:
    """A value, or what a text says once nobody minds how it is written.

    A moment says its seconds since 1970.
    """
    if isinstance(value, str) and MOMENT.fullmatch(value):
        yield str(int(datetime.fromisoformat(value).timestamp()))
    elif isinstance(value, str):
        yield from re.findall(r"[^\s,+]+", value)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _lines(value: Any) -> list[str]:
    """The lines of a text that is sent as base64."""
    try:
        return base64.b64decode(str(value), validate=True).decode().splitlines()
    except ValueError:
        return []


def _leaves(value: Any) -> Iterator[Any]:
    """What stands at the ends of a body."""
    if isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)
    else:
        yield value


def _names(expected: Any, name: str) -> bool:
    if isinstance(expected, dict):
        return name in expected or any(_names(each, name) for each in expected.values())
    return isinstance(expected, list | tuple) and any(_names(each, name) for each in expected)
