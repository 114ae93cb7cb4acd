"""The shape of every file under ``contracts/``: what is promised, by whom, and how we know."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from ..model import Frozen

Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]*$")]
Day = Annotated[str, StringConstraints(pattern=r"^20\d\d-[01]\d-[0-3]\d$")]
Sentence = Annotated[str, StringConstraints(min_length=3, max_length=300)]
Profile = Literal["classic", "neo", "migrated"]
PROFILES: tuple[Profile, ...] = ("classic", "neo", "migrated")
Method = Literal["GET", "POST", "PUT", "DELETE"]


class Evidence(StrEnum):
    """How a promise is known, strongest first."""

    DOCUMENTED = "documented"
    SPECIFIED = "specified"
    OBSERVED = "observed"
    ASSUMED = "assumed"


class Effect(StrEnum):
    """What an operation does to the world."""

    READ = "read"
    WRITE = "write"
    DESTRUCTIVE = "destructive"
    CHARGES = "charges"
    RINGS = "rings"


class Availability(StrEnum):
    """Whether a platform has an operation at all."""

    AVAILABLE = "available"
    REFUSED = "refused"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Actor(StrEnum):
    """Who sends a request."""

    ADMIN = "admin"
    MEMBER = "member"
    OUTSIDER = "outsider"
    NOBODY = "nobody"
    STRANGER = "stranger"
    WITHOUT_SCOPE = "without-scope"
    SCOPE_ALONE = "scope-alone"
    BEARER = "bearer"


class Source(Frozen):
    """Where a fact stands and when it was read there; `page` is an id of sources.yaml."""

    page: Word
    read: Day
    section: str | None = None


class Sourced(Frozen):
    """Something with evidence of its own."""

    evidence: Evidence | None = None
    source: Source | None = None


class Dispute(Frozen):
    """What a weaker witness says instead."""

    states: Sentence
    status: int | None = None
    evidence: Evidence
    source: Source


def _from_word(value: Any) -> Any:
    if value == "unknown":
        return {"unknown": "nothing is known"}
    return {"mirror": value} if isinstance(value, str) else value


class Expectation(Sourced):
    """The answer that one profile owes in one case: a promise, a mirror, or unknown."""

    states: Sentence | None = None
    status: int | tuple[int, ...] | None = None
    shape: Name | None = None
    headers: dict[str, Any] = {}
    body: Any = None
    text: str | dict[str, str] | None = None
    disputed: tuple[Dispute, ...] = ()
    mirror: Profile | None = None
    unknown: Sentence | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [self.status is not None, self.mirror is not None, self.unknown is not None]
        if sum(said) != 1:
            raise ValueError("an expectation has a status, mirrors a profile, or is unknown")
        if self.status is not None and not self.states:
            raise ValueError("a promise says in `states` what holds")
        return self

    @property
    def statuses(self) -> tuple[int, ...]:
        """All statuses that keep the promise."""
        if self.status is None:
            return ()
        return (self.status,) if isinstance(self.status, int) else self.status


Expected = Annotated[Expectation, BeforeValidator(_from_word)]


def _mirrors_lead_somewhere(answers: dict[Profile, Expectation]) -> dict[Profile, Expectation]:
    for profile, answer in answers.items():
        way: list[Profile] = [profile]
        while answer.mirror:
            way.append(answer.mirror)
            if answer.mirror not in answers or len(set(way)) < len(way):
                raise ValueError(f"mirrors lead nowhere: {' → '.join(way)}")
            answer = answers[answer.mirror]
    return answers


Answers = Annotated[dict[Profile, Expected], AfterValidator(_mirrors_lead_somewhere)]


class Paging(Frozen):
    """Follow a list to its end; the pages' items are joined under the list's own key."""

    by: Literal["position", "offset"]
    items: str


class Request(Frozen):
    """What is sent; ``$name`` anywhere stands for a value that the situation gave.

    A `body` of null is an empty body. `raw` is sent as it stands.
    """

    actor: Actor = Field(Actor.ADMIN, alias="as")
    path: dict[str, str] = {}
    query: dict[str, Any] = {}
    headers: dict[str, str] = {}
    body: Any = None
    raw: str | None = None
    paging: Paging | None = None


class Step(Sourced):
    """One more request, put after the first one."""

    operation: Name
    request: Request = Request()
    expect: Answers
    save: dict[str, str] = {}


class CaseData(Sourced):
    """A situation and a request put to an operation, with each profile's answer."""

    id: Word
    given: Word = "an-account"
    request: Request = Request()
    expect: Answers
    save: dict[str, str] = {}
    then: tuple[Step, ...] = ()


class Parameters(Frozen):
    """What a valid request carries: JSON Schemas of path, query and headers, the body's shape.

    A name in the path that is not listed is a text.
    """

    path: dict[str, dict[str, Any]] = {}
    query: dict[str, dict[str, Any]] = {}
    headers: dict[str, dict[str, Any]] = {}
    body: Name | None = None
    required: bool = True


class Operation(Sourced):
    """All that is promised of one operation."""

    operation: Name
    summary: Sentence
    method: Method
    path: str
    tag: Word
    scope: tuple[str, ...] = ()
    effect: Effect
    availability: dict[Profile, Availability]
    availability_known: dict[Profile, Sourced] = {}
    instead: str | None = None
    deprecated: bool = False
    administrator: bool = False
    """Only an administrator may; an ordinary member is refused."""
    rows: tuple[str, ...] = ()
    request: Parameters = Parameters()
    responses: dict[int, Name | None]
    cases: tuple[CaseData, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_scope_is_a_list(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("scope"), str):
            return {**data, "scope": [data["scope"]]}
        return data

    @property
    def label(self) -> str:
        """The operation as people write it."""
        return f"{self.method} {self.path}"

    @property
    def path_parameters(self) -> tuple[str, ...]:
        """The names in braces, in their order."""
        return tuple(p[1:-1] for p in self.path.split("/") if p.startswith("{"))


class Lifecycle(Sourced):
    """Steps across operations; a case of the operation it is about."""

    lifecycle: Word
    about: Name
    states: Sentence
    given: Word = "an-account"
    steps: tuple[Step, ...]


Applies = Literal[
    "everything",
    "scoped",
    "path-id",
    "body",
    "body-fields",
    "query",
    "limit",
    "offset",
    "user-path",
    "administrator",
]
ByAvailability = Annotated[
    dict[Availability, Expected], Field(description="what an operation owes by its availability")
]


class ConventionExcept(Frozen):
    """An operation that a convention does not hold for, and why; on some profiles, or on none.

    Where profiles are named the case is still put there, and its answer recorded.
    """

    operation: Name
    reason: Sentence
    profiles: tuple[Profile, ...] = ()


class ConventionStep(Sourced):
    """One more request of a convention, where an operation is available."""

    request: Request = Request()
    expect: ByAvailability


class Convention(Sourced):
    """A promise that holds for every operation it applies to, answered by availability.

    Its request is the operation's valid one, wrong only in what the convention is about, in the
    situation of the valid request unless it names one of its own.
    """

    id: Word
    states: Sentence
    applies: Applies
    given: Word | None = None
    request: Request = Request()
    expect: ByAvailability
    then: tuple[ConventionStep, ...] = ()
    exceptions: tuple[ConventionExcept, ...] = Field((), alias="except")


class Conventions(Frozen):
    """conventions.yaml"""

    unknown_ids: dict[str, str]
    conventions: tuple[Convention, ...]


class Shape(Sourced):
    """A reused body shape under the API's own name."""

    shape: Name
    content: Literal["application/json", "text/plain", "text/csv", "none"] = "application/json"
    json_schema: dict[str, Any] = Field({}, alias="schema")


class ProfileData(Frozen):
    """One column, and how an account of it is recognised."""

    profile: Profile
    title: str
    states: Sentence
    feature_scope: str
    groups_status: int
    groups_text: str | None = None
    call_history: Literal["filled", "empty"] | None = None
    source: Source


class Profiles(Frozen):
    """profiles.yaml"""

    profiles: tuple[ProfileData, ...]


class Situation(Frozen):
    """Something that is the case before a request is put."""

    situation: Word
    states: Sentence
    live: Literal["as-it-is", "discovered", "arranged"]
    values: tuple[str, ...] = ()


class Situations(Frozen):
    """One file of situations/; the values that every situation gives stand in base.yaml."""

    base_values: tuple[str, ...] = ()
    situations: tuple[Situation, ...]


class SourceData(Frozen):
    """A witness: what it is and what weight it has."""

    source: Word
    title: str
    kind: Literal["article", "specification", "client", "account", "reading"]
    link: str | None = None
    note: str | None = None


class Sources(Frozen):
    """sources.yaml"""

    sources: tuple[SourceData, ...]


class Documented(Frozen):
    """An operation that a witness knows of."""

    operation: Name
    method: Method
    path: str
    evidence: Evidence
    source: Source


class LeftOut(Frozen):
    """Something that a witness knows of and this suite does not cover, and why."""

    path: str
    reason: Sentence
    source: Source


class DocumentedOperations(Frozen):
    """documented.yaml"""

    operations: tuple[Documented, ...]
    left_out: tuple[LeftOut, ...] = ()


class Claim(Frozen):
    """A statement of the help page in our own words, with its proof or the reason there is none."""

    claim: Word
    section: str
    states: Sentence
    profiles: tuple[Profile, ...]
    cases: tuple[str, ...] = ()
    unverifiable: Sentence | None = None

    @model_validator(mode="after")
    def _proven_or_not(self) -> Self:
        if bool(self.cases) == bool(self.unverifiable):
            raise ValueError("a claim has cases that prove it, or says why it is unverifiable")
        return self


class Claims(Frozen):
    """claims.yaml"""

    page: Word
    read: Day
    claims: tuple[Claim, ...]


class Deviation(Frozen):
    """A known deviation, and when it stops being accepted."""

    case: str
    target: Literal["emulator", "live"]
    reason: Sentence
    link: str
    since: Day
    expires: Day | None = None
    until: Literal["implemented"] | None = None

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if bool(self.expires) == bool(self.until):
            raise ValueError(
                "a known deviation ends: it has `expires: <date>` or `until: implemented`"
            )
        return self


class Deviations(Frozen):
    """deviations.yaml"""

    deviations: tuple[Deviation, ...] = ()
