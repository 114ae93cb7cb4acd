"""A provider that is wrong in one way, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from ..contract.model import Profile
from .provider import Asked, Break, Provider, Told
from .result import Kind as Kind


@dataclass(frozen=True, slots=True)
class Mutant:
    """One way in which a provider is wrong, and who could notice.

    `cases` are addresses, the likeliest to notice first. Each `make` gives a break that has seen no
    request yet. What is `stateful` leaves other things behind than a right provider would.
    """

    name: str
    kind: Kind
    states: str
    profile: Profile
    operation: str
    cases: tuple[str, ...]
    make: Callable[[], Break]
    stateful: bool = False
    wide: Callable[[], Break] | None = None
    """Wrong in all answers of a status, where `make` is so in one that others never ask for."""


Change = Callable[[Told], Told]


def on(profile: Profile, operation: str, act: Break) -> Callable[[], Break]:
    """Broken for the requests of one operation on one profile, and for those of nobody."""

    def answer(asked: Asked, provider: Provider) -> Told:
        if asked.operation == operation and asked.profile in (profile, None):
            return act(asked, provider)
        return provider.right(asked)

    return lambda: answer


def answering(profile: Profile, operation: str, status: int, change: Change) -> Callable[[], Break]:
    """Wrong in every answer of one status."""

    def act(asked: Asked, provider: Provider) -> Told:
        told = provider.right(asked)
        if told.status != status:
            return told
        changed = change(told)
        provider.altered += changed != told
        return changed

    return on(profile, operation, act)


def once(asked: Asked, before: int, change: Change) -> Callable[[], Break]:
    """Wrong in the answer to one request alone.

    Args:
        asked: the request.
        before: how often the same is asked before, in the same sandbox.
        change: what becomes of the answer.
    """

    def make() -> Break:
        seen: Counter[str] = Counter()

        def answer(other: Asked, provider: Provider) -> Told:
            if not asked.same(other):
                return provider.right(other)
            seen[other.sandbox] += 1
            told = provider.right(other)
            if seen[other.sandbox] != before + 1:
                return told
            provider.altered += 1
            return change(told)

        return answer

    return make


def fault(kind: str, profile: Profile, operation: str, **more: object) -> Callable[[], Break]:
    """Wrong by one of the emulator's own faults."""
    wish = {"operation": operation, "kind": kind, "profile": profile, **more}

    def act(asked: Asked, provider: Provider) -> Told:
        faults = provider.emulator.faults
        made = faults.add(wish, set(provider.emulator.operations))
        provider.altered += 1
        try:
            return provider.right(asked)
        finally:
            faults.remove(made.number)

    return on(profile, operation, act)
