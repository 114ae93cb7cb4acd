"""What a live run may write and how it is undone; what a request may cost."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..model import Frozen
from .model import Evidence, Name, Sentence, Source, Word

Path = Annotated[str, Field(pattern=r"^/")]


class Listing(Frozen):
    """Where things of a kind are listed, and which fields bear their id and name."""

    path: Path
    items: str = "items"
    id: str = "id"
    name: str | None = None
    paging: Literal["offset"] | None = None


class Create(Frozen):
    """An operation that makes a thing, and how the thing is found again and taken away."""

    operation: Name
    id: str | None = None
    name: str | None = None
    key: str | None = None
    listed: Listing
    remove: Path


class Setting(Frozen):
    """Something that can only be changed in place: what reads it and what puts it back."""

    setting: Word
    operation: Name
    read: Path
    of: str | None = None
    body: dict[str, str]
    nullable: tuple[str, ...] = ()


class Call(Frozen):
    """An operation that starts a call, and how the call is ended again."""

    operation: Name
    ids: tuple[str, ...]
    remove: Path


class Effects(Frozen):
    """effects.yaml"""

    prefix: Word
    creates: tuple[Create, ...]
    settings: tuple[Setting, ...]
    calls: tuple[Call, ...] = ()
    sends: tuple[Name, ...] = ()

    def call(self, operation: str) -> Call | None:
        """How a call that an operation starts is ended; None where it starts none."""
        return next((each for each in self.calls if each.operation == operation), None)

    def create(self, operation: str) -> Create | None:
        """How an operation's thing is taken away again; None where it makes none."""
        return next((each for each in self.creates if each.operation == operation), None)

    def setting(self, operation: str) -> Setting | None:
        """How what an operation sets is put back; None where it sets nothing in place."""
        return next((each for each in self.settings if each.operation == operation), None)


class Cost(Frozen):
    """The estimated cost of one request."""

    operation: Name
    estimate: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    states: Sentence


class Costs(Frozen):
    """costs.yaml: estimates, and never anybody's prices."""

    currency: Literal["EUR"]
    evidence: Literal[Evidence.ASSUMED]
    source: Source
    costs: tuple[Cost, ...]

    def of(self, operation: str) -> float:
        """What one request may cost; nothing where no estimate stands."""
        return next((each.estimate for each in self.costs if each.operation == operation), 0.0)
