"""Kinds of values: all that is kept of a value by which one request is told from another."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator

from ..model import Frozen
from .model import Name, Sentence, Sourced, Word

LONGEST = 2_000
"""Of a text that is looked at, in characters; a longer one is a text and nothing else."""


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


class Kind(Frozen):
    """Texts of one form; those of one family stand for each other where no case names them."""

    kind: Word
    family: Word | None = None
    matches: Annotated[str, AfterValidator(_compiles)]
    states: Sentence
    stands_for: tuple[Name, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What texts of the kind look like."""
        return re.compile(self.matches)


class Kinds(Sourced):
    """kinds.yaml"""

    kinds: tuple[Kind, ...]

    def of(self, value: Any) -> str:
        """The kind of a value, as JSON has it; of a list's items, not of the list."""
        match value:
            case None:
                return "null"
            case bool():
                return "true" if value else "false"
            case int() | float():
                return "number"
            case dict():
                return "object"
            case str():
                return self._of_text(value)
            case _:
                return "list"

    def _of_text(self, text: str) -> str:
        if not text:
            return "empty-text"
        if len(text) > LONGEST:
            return "text"
        return next((each.kind for each in self.kinds if each.pattern.search(text)), "text")

    def standing_for(self, name: str) -> str | None:
        """The kind of a situation's value; None where its kind tells nothing."""
        return next((each.kind for each in self.kinds if name in each.stands_for), None)

    def family(self, kind: str) -> str:
        """What a kind belongs to: itself, if it has no family."""
        return next((e.family or e.kind for e in self.kinds if e.kind == kind), kind)

    def said(self, kind: str) -> str:
        """A kind in words."""
        return next((each.states for each in self.kinds if each.kind == kind), SAID.get(kind, kind))


SAID = {
    "absent": "left out",
    "null": "null",
    "number": "a number",
    "text": "some text",
    "empty-text": "an empty text",
    "object": "an object",
    "list": "a list",
    "empty-list": "an empty list",
}
