"""Answers altered: pure functions from one answer to another."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from ..compare import ABSENT
from .provider import Told

Given = TypeVar("Given")
JSON = "application/json"
PLAIN = "text/plain;charset=utf-8"


def is_json(told: Told) -> bool:
    """Whether an answer has a JSON body."""
    return bool(told.content) and told.content_type.endswith("json")


def with_body(told: Told, value: Any) -> Told:
    """The same answer with another JSON body."""
    headers = {**told.headers, "content-type": told.headers.get("content-type", JSON)}
    return replace(told, headers=headers, content=json.dumps(value).encode())


def constant(value: Given) -> Callable[[Any], Given]:
    """Whatever there was, this is there instead."""
    return lambda _: value


def saying(text: str) -> Callable[[Told], Told]:
    """The same answer with a text in place of its body."""
    return lambda told: with_text(told, text)


def with_text(told: Told, text: str) -> Told:
    """The same answer with a text in place of its body."""
    return replace(told, headers={**told.headers, "content-type": PLAIN}, content=text.encode())


def with_status(status: int) -> Told:
    """An answer of a status, with an object in its body where one may be expected."""
    if status in (200, 201):
        return Told(status, {"content-type": JSON}, b"{}")
    return Told(status, {})


def without_header(name: str) -> Callable[[Told], Told]:
    """The same answer without a header."""
    return lambda told: replace(told, headers={k: v for k, v in told.headers.items() if k != name})


def of_type(content_type: str) -> Callable[[Told], Told]:
    """The same answer under another content type."""
    return lambda told: replace(told, headers={**told.headers, "content-type": content_type})


def at(pattern: str, change: Callable[[Any], Any]) -> Callable[[Told], Told]:
    """A change of the value at each place that a pattern fits.

    Args:
        pattern: a JSON pointer in which ``*`` stands for each item of a list or value of an object.
        change: from the value there, or ABSENT, to another, or to ABSENT.
    """

    def changed(told: Told) -> Told:
        if not is_json(told):
            return told
        return with_body(told, placed(json.loads(told.content), parts(pattern), change))

    return changed


def renamed(pattern: str) -> Callable[[Told], Told]:
    """A field under another name at each place that a pattern fits."""
    *way, name = parts(pattern)

    def rename(holder: Any) -> Any:
        if not isinstance(holder, dict):
            return holder
        return {(f"{k}Renamed" if k == name else k): v for k, v in holder.items()}

    return at("".join(f"/{each}" for each in way), rename)


def parts(pattern: str) -> list[str]:
    """The parts of a JSON pointer, as they are."""
    return [each.replace("~1", "/").replace("~0", "~") for each in pattern.split("/")[1:]]


def placed(value: Any, way: list[str], change: Callable[[Any], Any]) -> Any:
    """A JSON value with a change at each place that the way leads to."""
    if not way:
        return change(value)
    first, *rest = way
    if isinstance(value, list):
        chosen = range(len(value)) if first == "*" else _index(first, len(value))
        made = [placed(v, rest, change) if i in chosen else v for i, v in enumerate(value)]
        return [each for each in made if each is not ABSENT]
    if isinstance(value, dict):
        names = list(value) if first == "*" else [first]
        if rest:
            names = [each for each in names if each in value]
        made_too = {**value, **{n: placed(value.get(n, ABSENT), rest, change) for n in names}}
        return {k: v for k, v in made_too.items() if v is not ABSENT}
    return value


def _index(part: str, length: int) -> range:
    at_ = int(part) if part.lstrip("-").isdigit() else length
    return range(at_ % length, at_ % length + 1) if -length <= at_ < length else range(0)


def shows(told: Told, pattern: str) -> bool:
    """Whether an answer has anything at which a pattern's last part would be looked for."""
    *way, last = parts(pattern) or [""]
    found: list[Any] = []

    def look(holder: Any) -> Any:
        if holder is not ABSENT:
            found.append(holder)
        return holder

    if not is_json(told):
        return False
    placed(json.loads(told.content), way, look)
    if last == "*":
        return any(isinstance(each, dict | list) and each for each in found)
    return not parts(pattern) or any(isinstance(each, dict) for each in found)
