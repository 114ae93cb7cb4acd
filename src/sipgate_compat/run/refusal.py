"""Why a case is not put to a live account: pure, so that `plan` says it in the run's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..contract.cases import Case, Step
from ..contract.effects import Costs, Effects
from ..contract.model import Actor, Effect, Profile, Situation


class Skip(Exception):
    """A case that this target cannot put, with the reason."""


class OverBudget(Skip):
    """A case that would go over what the run may cost."""


NOT_OURS = "would change something that this run did not create"
NAMELESS = "would create a thing without a name of ours, which could not be found again"
OWN = (Actor.ADMIN, Actor.NOBODY)


def refusal(
    case: Case, allowed: frozenset[str], situations: Mapping[str, Situation], effects: Effects
) -> str | None:
    """The reason that is known before anything is sent; None where the case may be put.

    Args:
        allowed: effects that a live run may have.
        situations: what can be the case, by name.
        effects: what may be written, and how it is undone.
    """
    missing = sorted(case.effects - allowed - {"read"})
    if missing:
        return f"effect {missing[0]} is not allowed on a live account; see --allow"
    for step in case.steps:
        if step.request.actor not in OWN:
            return foreign(step.request.actor, case.profile)
    situation = situations[case.given]
    if situation.live == "arranged" and not case.is_convention:
        return f"needs {case.given}: {situation.states}; only the emulator arranges that"
    return next((why for i in range(len(case.steps)) if (why := _write(case, i, effects))), None)


def foreign(actor: Actor, profile: Profile) -> str:
    """Why a request of somebody else is not put."""
    return f"needs credentials of another kind ({actor}) for the {profile} account"


def lacking(
    profile: Profile,
    name: str,
    looked_for: bool,
    situation: Situation,
    unseen: str | None = None,
) -> str:
    """Why a value is missing, and what would have to exist."""
    article = "an" if name[0] in "aeio" else "a"
    why = f"and the {profile} account has none" if looked_for else "which is not looked for"
    why = f"and {unseen}" if unseen else why
    if situation.live == "as-it-is":
        return f"needs {article} {name}, {why}"
    return f"needs {article} {name}, {why}; {situation.situation} is: {situation.states}"


def not_ours(method: str, path: str) -> str:
    """Why a write is not put to something that was there before."""
    return f"{method} {path} {NOT_OURS}"


def nameless(operation: str) -> str:
    """Why a thing is not created that could not be found again."""
    return f"{operation} {NAMELESS}"


def too_dear(estimate: float, left: float, limit: float) -> str:
    """Why a case is left out by the budget."""
    return (
        f"may cost about {estimate:.2f} EUR, and {max(left, 0):.2f} EUR of --max-cost "
        f"{limit:.2f} are left (estimates)"
    )


def estimate(case: Case, costs: Costs) -> float:
    """What all requests of a case may cost together, in EUR."""
    return sum(costs.of(step.operation.operation) for step in case.steps)


def _write(case: Case, index: int, effects: Effects) -> str | None:
    step = case.steps[index]
    name = step.operation.operation
    if step.operation.effect is Effect.READ or name in effects.sends:
        return None
    if effects.call(name) or effects.setting(name):
        return None
    create = effects.create(name)
    if create:
        return None if given_name(create.name or create.key, step) else nameless(name)
    ours = _created(case.steps[:index], effects)
    named = [
        step.request.path.get(each, f"${each}")
        for each in step.operation.path_parameters
        if each != "userId"
    ]
    if named and all(each in ours for each in named):
        return None
    return not_ours(step.operation.method, step.operation.path)


def given_name(field: str | None, step: Step) -> str | None:
    """The name or key that a creating request gives its thing; None where it gives none."""
    body: Any = step.request.body
    if step.request.raw is not None or field is None or not isinstance(body, dict):
        return None
    value = body.get(field)
    return value if isinstance(value, str) and value and not value.startswith("$") else None


def _created(steps: tuple[Step, ...], effects: Effects) -> set[str]:
    """What later requests may call the things that these steps create."""
    ours, lists = set[str](), set[str]()
    for step in steps:
        create = effects.create(step.operation.operation)
        if create:
            lists.add(create.listed.path)
            if create.key and (key := given_name(create.key, step)):
                ours |= {key, f"+{key.removeprefix('+')}"}
        if create or step.operation.path in lists:
            ours |= {f"${name}" for name in step.save}
    return ours
