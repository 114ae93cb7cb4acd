"""Issues of a tracker as they are, and the steps that make them what they should be."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Literal

from pydantic import Field, ValidationError

from ..model import Frozen

LABEL = "monitor"
MARK = re.compile(r"<!-- sipgate-compat (\{.*?\}) -->\s*\Z")


class Issue(Frozen):
    """An issue as ``gh issue list --json number,title,body,state,stateReason`` tells it."""

    number: int
    title: str
    body: str
    state: Literal["OPEN", "CLOSED"]
    reason: str | None = Field(None, alias="stateReason")

    @property
    def open(self) -> bool:
        """Whether it is open."""
        return self.state == "OPEN"

    @property
    def declined(self) -> bool:
        """Whether a person closed it as one that nobody will work on, or as a duplicate."""
        return not self.open and (self.reason or "").upper() in ("NOT_PLANNED", "DUPLICATE")


class Mark(Frozen):
    """The last line of an issue's text: whose it is, since when, and which cases show it."""

    fingerprint: str = Field(pattern=r"^[0-9a-f]{12}$")
    since: str
    cases: tuple[str, ...] = ()


def mark(issue: Issue) -> Mark | None:
    """The mark of an issue; None where it has none of ours."""
    found = MARK.search(issue.body)
    if not found:
        return None
    try:
        return Mark.model_validate_json(found[1])
    except ValidationError:
        return None


class Do(StrEnum):
    """What can be done to an issue."""

    OPEN = "open"
    UPDATE = "update"
    REOPEN = "reopen"
    CLOSE = "close"


class Step(Frozen):
    """One thing to do; `number` is that of the issue, `title` and `body` are what it will say."""

    do: Do
    fingerprint: str
    number: int | None = None
    title: str | None = None
    body: str | None = None
    comment: str | None = None
    label: str = LABEL


class Plan(Frozen):
    """All steps of a night; `held_back` contradictions wait for the next one."""

    schema_: Literal["schemas/tracker-1.json"] = Field("schemas/tracker-1.json", alias="schema")
    steps: tuple[Step, ...]
    held_back: int = 0
