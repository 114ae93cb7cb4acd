"""Answers as the API gives them: JSON, nothing, or a plain sentence."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from .rules import DENIAL

JSON = "application/json"
TEXT = "text/plain;charset=utf-8"


@dataclass(slots=True)
class Answer:
    """A status, a body, and what it is."""

    status: int
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def is_json(self) -> bool:
        """True where the body is JSON."""
        return self.content_type == JSON


class Refuse(Exception):
    """Ends a handler with an answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def json_answer(value: Any, status: int = 200) -> Answer:
    """A JSON body."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Answer(status, text.encode("utf-8", "surrogatepass"), JSON)


def items(values: Any) -> Answer:
    """A list as most lists are."""
    return json_answer({"items": list(values)})


def text_answer(text: str, status: int, content_type: str = TEXT) -> Answer:
    """A plain text."""
    return Answer(status, text.encode(), content_type)


def empty(status: int = 204) -> Answer:
    """No body."""
    return Answer(status)


def unauthorized(trace: str) -> Answer:
    """401 as it was seen: an empty body and a trace id."""
    return Answer(401, headers={"x-b3-traceid": trace, "vary": "origin"})


def denied() -> Answer:
    """What Neo says of what only Classic has."""
    return text_answer(DENIAL, 403)


def refuse(status: int, text: str = "") -> Refuse:
    """An exception that ends a handler with a status."""
    return Refuse(text_answer(text, status) if text else empty(status))
