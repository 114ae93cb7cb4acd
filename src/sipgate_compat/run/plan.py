"""What a run would send, told without sending anything: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field

from ..config import Settings
from ..contract.book import Book
from ..contract.cases import Case, Step
from ..contract.model import Effect, Profile
from ..model import Frozen
from .refusal import estimate, refusal, too_dear


class PlannedRequest(Frozen):
    """A request; `$name` stands for what is found on the account or was answered before."""

    operation: str
    effect: Effect
    method: str
    path: str
    query: dict[str, Any] = {}
    body: Any = None
    actor: str
    estimate: float = 0.0


class PlannedCase(Frozen):
    """A case that would be put, with its requests, or the reason why not."""

    case: str
    profile: Profile
    given: str
    effects: tuple[str, ...]
    estimate: float = 0.0
    requests: tuple[PlannedRequest, ...] = ()
    skipped: str | None = None
    over_budget: bool = False


class EffectCount(Frozen):
    """How much of one effect would be sent to one account."""

    profile: Profile
    effect: Effect
    requests: int
    estimate: float


class SkipCount(Frozen):
    """How many cases would be skipped for one reason."""

    reason: str
    cases: int


class RunPlan(Frozen):
    """What `plan` prints; all costs are our own estimates, in EUR."""

    schema_: Literal["schemas/plan-1.json"] = Field("schemas/plan-1.json", alias="schema")
    target: Literal["emulator", "live"]
    base_url: str
    profiles: tuple[Profile, ...]
    allowed: tuple[Effect, ...]
    max_cost: float | None = None
    put: int
    skipped: int
    requests: int
    estimate: float
    effects: tuple[EffectCount, ...]
    skips: tuple[SkipCount, ...]
    cases: tuple[PlannedCase, ...]


def plan(book: Book, settings: Settings, cases: Iterable[Case], base_url: str) -> RunPlan:
    """What a run of these cases would send.

    Requests that only find what is on the account, note what a setting was, or undo, come on top.
    """
    spent, found = 0.0, []
    for case in cases:
        planned = _case(book, settings, case, spent)
        spent += planned.estimate if planned.skipped is None else 0.0
        found.append(planned)
    put = [each for each in found if each.skipped is None]
    return RunPlan(
        target=settings.target,
        base_url=base_url,
        profiles=settings.profiles,
        allowed=settings.allow,
        max_cost=settings.max_cost,
        put=len(put),
        skipped=len(found) - len(put),
        requests=sum(len(each.requests) for each in put),
        estimate=round(spent, 2),
        effects=tuple(_effects(put)),
        skips=_skips(found),
        cases=tuple(found),
    )


def _case(book: Book, settings: Settings, case: Case, spent: float) -> PlannedCase:
    why, over, cost = None, False, 0.0
    if settings.target == "live":
        allowed = frozenset(str(each) for each in settings.allow)
        why, cost = (
            refusal(case, allowed, book.situations, book.effects),
            estimate(case, book.costs),
        )
        left = None if settings.max_cost is None else settings.max_cost - spent
        if why is None and cost and left is not None and cost > left + 1e-9:
            why, over = too_dear(cost, left, settings.max_cost or 0.0), True
    return PlannedCase(
        case=case.address,
        profile=case.profile,
        given=case.given,
        effects=tuple(sorted(case.effects)),
        estimate=round(cost, 2),
        requests=() if why else tuple(_request(book, settings, step) for step in case.steps),
        skipped=why,
        over_budget=over,
    )


def _request(book: Book, settings: Settings, step: Step) -> PlannedRequest:
    operation, asked = step.operation, step.request
    path = operation.path
    for name in operation.path_parameters:
        path = path.replace(f"{{{name}}}", asked.path.get(name, f"${name}"))
    return PlannedRequest(
        operation=operation.operation,
        effect=operation.effect,
        method=operation.method,
        path=path,
        query=asked.query,
        body=asked.body if asked.raw is None else asked.raw,
        actor=str(asked.actor),
        estimate=book.costs.of(operation.operation) if settings.target == "live" else 0.0,
    )


def _effects(put: list[PlannedCase]) -> Iterable[EffectCount]:
    requests, costs = Counter[tuple[Profile, Effect]](), Counter[tuple[Profile, Effect]]()
    for each in put:
        for request in each.requests:
            requests[each.profile, request.effect] += 1
            costs[each.profile, request.effect] += round(request.estimate * 100)
    for (profile, effect), count in requests.items():
        cents = costs[profile, effect]
        yield EffectCount(profile=profile, effect=effect, requests=count, estimate=cents / 100)


def _skips(found: list[PlannedCase]) -> tuple[SkipCount, ...]:
    reasons = Counter(each.skipped for each in found if each.skipped)
    return tuple(SkipCount(reason=why, cases=n) for why, n in reasons.most_common())
