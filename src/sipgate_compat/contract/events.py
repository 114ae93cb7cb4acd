"""The shape of ``contracts/events/``: what is pushed to a receiver, and what it may answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Protocol, Self, TypeVar

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ..errors import DataError
from ..model import Frozen
from .model import Dispute, Evidence, Profile, Sentence, Source, Sourced, Word

EventName = Literal["newCall", "answer", "hangup", "dtmf"]
EVENTS: tuple[EventName, ...] = ("newCall", "answer", "hangup", "dtmf")
Direction = Literal["in", "out"]
DIRECTIONS: tuple[Direction, ...] = ("in", "out")
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]+(\[\])?$")]
Tag = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z]*$")]


class Presence(StrEnum):
    """Whether a push has a field."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    ABSENT = "absent"


class Answering(Protocol):
    """What one profile is owed: a promise, a mirror, or unknown."""

    @property
    def mirror(self) -> Profile | None:
        """The profile that answers in its place."""


Owed = TypeVar("Owed", bound=Answering)


def _mirrored(answers: dict[Profile, Owed]) -> dict[Profile, Owed]:
    """Mirrors that lead somewhere."""
    for profile in answers:
        settled(answers, profile)
    return answers


def settled(answers: Mapping[Profile, Owed], profile: Profile) -> Owed | None:
    """What is owed on a profile, mirrors followed; None where nothing is said of it.

    Raises:
        ValueError: the mirrors lead nowhere.
    """
    way = [profile]
    found = answers.get(profile)
    while found is not None and found.mirror:
        way.append(found.mirror)
        if found.mirror not in answers or len(set(way)) < len(way):
            raise ValueError(f"mirrors lead nowhere: {' → '.join(way)}")
        found = answers[found.mirror]
    return found


class Presences(Sourced):
    """When a push of one profile has a field, by the call's direction where that matters."""

    presence: Presence | None = None
    incoming: Presence | None = Field(None, alias="in")
    outgoing: Presence | None = Field(None, alias="out")
    states: Sentence | None = None
    json_schema: dict[str, Any] | None = Field(None, alias="schema")
    disputed: tuple[Dispute, ...] = ()
    mirror: Profile | None = None
    unknown: Sentence | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, value: Any) -> Any:
        if value in list(Presence):
            return {"presence": value}
        if value == "unknown":
            return {"unknown": "nothing is known"}
        return {"mirror": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        by_direction = self.incoming is not None and self.outgoing is not None
        said = [self.presence is not None, by_direction, bool(self.mirror), bool(self.unknown)]
        if sum(said) != 1:
            raise ValueError(
                "a field is required, optional or absent, or says so for both `in` and `out`; "
                "or it mirrors a profile, or is unknown"
            )
        return self

    def on(self, direction: Direction) -> Presence | None:
        """Whether a push of a call in this direction has the field; None where it is unknown."""
        return self.presence or (self.incoming if direction == "in" else self.outgoing)


class Ruling(Sourced):
    """What one profile does: a sentence and, where one is needed, a value."""

    states: Sentence | None = None
    value: Any = None
    disputed: tuple[Dispute, ...] = ()
    mirror: Profile | None = None
    unknown: Sentence | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, value: Any) -> Any:
        if value == "unknown":
            return {"unknown": "nothing is known"}
        return {"mirror": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if sum([bool(self.states), bool(self.mirror), bool(self.unknown)]) != 1:
            raise ValueError("a rule `states` what holds, mirrors a profile, or is unknown")
        return self


class Known(Frozen):
    """How something is known."""

    evidence: Evidence
    source: Source | None = None

    @classmethod
    def of(cls, owed: Presences | Ruling, *wholes: Sourced) -> Known:
        """The evidence of what a profile is owed, or that of the nearest whole around it.

        Where nothing is known of a profile, what is said of another one is assumed for it.
        """
        chain: tuple[Sourced, ...] = (owed, *wholes)
        evidence = next((each.evidence for each in chain if each.evidence), None)
        source = next((each.source for each in chain if each.source), None)
        assumed = owed.unknown or evidence is None
        return cls(evidence=Evidence.ASSUMED if assumed else evidence, source=source)

    @property
    def said(self) -> str:
        """``documented, sipgate-docs 2026-11-25``."""
        page = f", {self.source.page} {self.source.read}" if self.source else ""
        return f"{self.evidence}{page}"


class PushField(Sourced):
    """One key of a push: what it holds, and when it is there.

    `values` lists all that it can hold, each with its meaning; `schema` is for anything else.
    """

    key: Key
    states: Sentence
    values: dict[str, Sentence] = {}
    json_schema: dict[str, Any] = Field({}, alias="schema")
    example: str | tuple[str, ...]
    expect: Annotated[dict[Profile, Presences], AfterValidator(_mirrored)]
    disputed: tuple[Dispute, ...] = ()

    @model_validator(mode="after")
    def _says_what_it_holds(self) -> Self:
        if bool(self.values) == bool(self.json_schema):
            raise ValueError("a field has `values` or a `schema`")
        return self

    @property
    def repeats(self) -> bool:
        """True where the key stands once for each value."""
        return self.key.endswith("[]")

    def owed(self, profile: Profile) -> Presences:
        """What is owed on a profile; unknown where nothing is said of it."""
        return settled(self.expect, profile) or Presences(unknown="nothing is said of it")

    def schema_on(self, profile: Profile) -> dict[str, Any]:
        """JSON Schema of one value on a profile."""
        own = self.owed(profile).json_schema
        if own is not None:
            return own
        if self.values:
            return {"type": "string", "enum": list(self.values)}
        return self.json_schema


class Event(Sourced):
    """One kind of push."""

    event: EventName
    summary: Sentence
    asked_by: Annotated[str, StringConstraints(pattern=r"^(url|onAnswer|onHangup|onData)$")]
    directions: tuple[Direction, ...]
    answer: Literal["followed", "discarded"]
    fields: tuple[PushField, ...]
    availability: Annotated[dict[Profile, Ruling], AfterValidator(_mirrored)]
    disputed: tuple[Dispute, ...] = ()

    def field(self, key: str) -> PushField:
        """A field by its key.

        Raises:
            DataError: the event does not have it.
        """
        for each in self.fields:
            if each.key == key:
                return each
        raise DataError(f"events/{self.event}.yaml: has no field {key}")

    def owed(self, profile: Profile) -> Ruling:
        """When it is pushed on a profile; unknown where nothing is said of it."""
        return settled(self.availability, profile) or Ruling(unknown="nothing is said of it")

    def known(self, profile: Profile, field: PushField | None = None) -> Known:
        """How the event, or one of its fields, is known on a profile."""
        if field is None:
            return Known.of(self.owed(profile), self)
        return Known.of(field.owed(profile), field, self)


class Ruled(Sourced):
    """Something of which each profile says what holds."""

    expect: Annotated[dict[Profile, Ruling], AfterValidator(_mirrored)]

    def owed(self, profile: Profile) -> Ruling:
        """What holds on a profile; unknown where nothing is said of it."""
        return settled(self.expect, profile) or Ruling(unknown="nothing is said of it")

    def known(self, profile: Profile) -> Known:
        """How that is known; as on any other profile where nothing is known there."""
        return Known.of(self.owed(profile), self)


class Rule(Ruled):
    """One thing that holds for every push, or for every answer to one."""

    rule: Word
    about: Literal["push", "answer"]


class Rules(Frozen):
    """delivery.yaml"""

    rules: tuple[Rule, ...]


class Attribute(Sourced):
    """An attribute of an element."""

    attribute: Key
    states: Sentence
    holds: Literal["url", "number", "count", "boolean", "word"]
    values: tuple[str, ...] = ()
    required: bool = False
    default: str | None = None
    disputed: tuple[Dispute, ...] = ()

    @model_validator(mode="after")
    def _words_are_listed(self) -> Self:
        if (self.holds == "word") != bool(self.values):
            raise ValueError("an attribute that holds a `word` lists its `values`, and no other")
        return self


class Inside(Frozen):
    """Where an element may stand, and how often by the call's direction."""

    element: Tag
    at_most: dict[Direction, int] = {}


class Element(Ruled):
    """An element of the XML that a receiver answers."""

    element: Tag
    states: Sentence
    inside: tuple[Inside, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    holds: Literal["elements", "nothing", "url", "number"]
    needs: tuple[Tag, ...] = ()
    """One of these has to stand in it."""
    example: str | None = None
    disputed: tuple[Dispute, ...] = ()


class Elements(Frozen):
    """response.yaml"""

    elements: tuple[Element, ...]

    @model_validator(mode="after")
    def _nest_in_each_other(self) -> Self:
        names = {each.element for each in self.elements}
        for each in self.elements:
            for other in (*(place.element for place in each.inside), *each.needs):
                if other not in names:
                    raise ValueError(f"{each.element} names {other}, which is no element here")
        if [e.element for e in self.elements if not e.inside] != ["Response"]:
            raise ValueError("Response, and no other element, stands inside no other")
        return self


class PushApi(Frozen):
    """All of ``contracts/events/``."""

    events: dict[EventName, Event]
    rules: dict[str, Rule]
    elements: dict[str, Element]

    def rule(self, name: str) -> Rule:
        """A rule by its name.

        Raises:
            DataError: delivery.yaml does not have it.
        """
        if name not in self.rules:
            raise DataError(f"events/delivery.yaml: has no rule {name}")
        return self.rules[name]

    def value(self, name: str, profile: Profile) -> Any:
        """A rule's value on a profile; that of Classic where nothing is known of the profile."""
        rule = self.rule(name)
        value = rule.owed(profile).value
        return rule.owed("classic").value if value is None else value

    def children(self, element: str) -> Iterator[tuple[Element, Inside]]:
        """The elements that may stand in another one, and how often."""
        for each in self.elements.values():
            for place in each.inside:
                if place.element == element:
                    yield each, place
