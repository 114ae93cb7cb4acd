"""All mutants, by name: those made of the contracts, and those written by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from ..errors import UsageError, nearest
from . import acted, byhand, promised, shaped
from .byhand import Providers
from .mutant import Kind, Mutant
from .truth import Truth

STORING = (Kind.WRITE, Kind.DELETE)


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


def unobservable(listed: Providers) -> frozenset[tuple[str, str]]:
    """Profile and operation of writes that leave no trace."""
    return frozenset((p, each.operation) for each in listed.unobservable for p in each.profiles)


def unneeded(truth: Truth, listed: Providers) -> list[Mutant]:
    """Writes that are called unobservable; each of them has to be unnoticed."""
    silent = unobservable(listed)
    return [each for each in acted.mutants(truth) if _silent(each, silent)]


def _silent(mutant: Mutant, silent: frozenset[tuple[str, str]]) -> bool:
    return mutant.kind in STORING and (mutant.profile, mutant.operation) in silent


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
