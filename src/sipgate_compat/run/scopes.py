"""Which scopes a token has: read from its claim, or tried by requests that only read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import jwt

from ..client import Answer
from ..contract.cases import Case
from ..contract.model import Availability, Effect, Operation, Profile

AnyOf: TypeAlias = "tuple[str, ...]"
"""Scopes of which an operation needs one."""
EVERYTHING = "all"
INTERNAL = ("internal",)
TRIES = 2


def claimed(token: str | None) -> frozenset[str] | None:
    """The scopes that a token claims, read without verifying it; None where it shows none."""
    if token is None:
        return None
    try:
        claims = jwt.decode(token, options={"verify_signature": False, "verify_exp": False})
    except jwt.InvalidTokenError:
        return None
    value: Any = claims.get("scope")
    return frozenset(value.split()) if isinstance(value, str) else None


def needed(cases: Iterable[Case]) -> dict[AnyOf, int]:
    """What cases need, and how many of them need it."""
    found: dict[AnyOf, int] = {}
    for case in cases:
        for scopes in {step.operation.scope for step in case.steps if step.operation.scope}:
            found[scopes] = found.get(scopes, 0) + 1
    return found


def lacking(wanted: Iterable[AnyOf], claims: frozenset[str]) -> list[AnyOf]:
    """What a token with these claims may not do; `all` covers all but what is internal."""
    return [
        each
        for each in wanted
        if not claims.intersection(each if each == INTERNAL else (*each, EVERYTHING))
    ]


def probes(operations: Iterable[Operation], profile: Profile) -> dict[AnyOf, list[str]]:
    """Paths that a token with a scope can read on any account: they name its user at the most."""
    found: dict[AnyOf, list[str]] = {}
    for each in operations:
        if (
            each.method == "GET"
            and each.effect is Effect.READ
            and each.scope
            and each.availability[profile] is Availability.AVAILABLE
            and set(each.path_parameters) <= {"userId"}
            and not each.administrator
        ):
            found.setdefault(each.scope, []).append(each.path)
    return found


def tried(
    get: Callable[[str], Answer], paths: Mapping[AnyOf, list[str]], user: str
) -> dict[AnyOf, bool]:
    """Whether each scope is there: a token that lacks it is refused with 403 each time."""
    return {
        scopes: any(
            get(path.replace("{userId}", user)).status != 403 for path in sorted(some)[:TRIES]
        )
        for scopes, some in paths.items()
    }
