"""All mutants, by name: those made of the contracts, and those written by hand."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ..contract.model import Profile
from ..errors import UsageError, nearest
from . import acted, byhand, fields, promised, shaped
from .byhand import Providers
from .mutant import Kind, Mutant
from .truth import Truth

STORING = (Kind.WRITE, Kind.DELETE)
ALL = ""
Place: TypeAlias = tuple[Profile, str, str]
"""A profile, an operation, and a field that it writes or ALL."""


def generated(truth: Truth, listed: Providers) -> list[Mutant]:
    """Those made of the contracts, but for writes of which nothing can be read back."""
    silent = unobservable(listed)
    return [each for each in _made(truth) if not _silent(each, silent)]


def by_hand(truth: Truth, listed: Providers) -> list[Mutant]:
    """Those that people wrote down."""
    return list(byhand.mutants(truth, listed))


def _made(truth: Truth) -> Iterator[Mutant]:
    yield from promised.mutants(truth)
    yield from shaped.mutants(truth)
    yield from acted.mutants(truth)
    yield from fields.mutants(truth)


def unobservable(listed: Providers) -> frozenset[Place]:
    """Writes that leave no trace, and fields of writes."""
    return frozenset(
        (profile, each.operation, field)
        for each in listed.unobservable
        for profile in each.profiles
        for field in each.fields or (ALL,)
    )


def unneeded(truth: Truth, listed: Providers) -> list[Mutant]:
    """Writes and fields that are called unobservable; each of them has to be unnoticed."""
    silent = unobservable(listed)
    lost = {each.name: each for each in (*acted.mutants(truth), *fields.followed(truth))}
    return [each for each in lost.values() if _silent(each, silent)]


def unread(truth: Truth, listed: Providers) -> dict[str, tuple[str, ...]]:
    """By operation, fields that are written in some case and on that profile read back in none."""
    silent, found = unobservable(listed), defaultdict(set)
    for (profile, operation), written in fields.written(truth).items():
        for field, is_back in written.items():
            if not is_back and not silent & {(profile, operation, e) for e in (ALL, field)}:
                found[operation].add(field)
    return {operation: tuple(sorted(names)) for operation, names in sorted(found.items())}


def unwritten(truth: Truth, listed: Providers) -> list[str]:
    """Fields that are called unobservable, and no case on any profile of the entry writes them."""
    written = fields.written(truth)
    return [
        f"{each.operation}/{field}"
        for each in listed.unobservable
        for field in each.fields
        if not any(field in written.get((profile, each.operation), ()) for profile in each.profiles)
    ]


def _silent(mutant: Mutant, silent: frozenset[Place]) -> bool:
    if mutant.kind in STORING:
        return (mutant.profile, mutant.operation, ALL) in silent
    return mutant.kind is Kind.FIELD and any(
        mutant.name == f"{profile}/{operation}/{fields.lost(field)}"
        for profile, operation, field in silent
    )


def sample(mutants: Sequence[Mutant], most: int, seed: int) -> list[Mutant]:
    """Some of each kind, the same for the same seed."""
    chooser = random.Random(seed)
    kinds: dict[Kind, list[Mutant]] = {}
    for each in mutants:
        kinds.setdefault(each.kind, []).append(each)
    share = max(1, most // len(kinds))
    return [m for of in kinds.values() for m in chooser.sample(of, min(share, len(of)))]


def named(mutants: Sequence[Mutant], name: str) -> Mutant:
    """A mutant by its name.

    Raises:
        UsageError: there is none of that name; names the nearest.
    """
    known = {each.name: each for each in mutants}
    if name not in known:
        raise UsageError(f"{name}: no such broken provider; {nearest(name, known)}")
    return known[name]
