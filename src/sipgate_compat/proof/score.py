"""Pure: what became of all mutants, as one result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..contract.model import PROFILES, Profile
from .bench import Noticed
from .byhand import Providers
from .catalogue import unread
from .result import Kind, Row, Sensitivity, Unnoticed
from .truth import Truth


def score(
    truth: Truth,
    listed: Providers,
    generated: Sequence[Noticed],
    by_hand: Sequence[Noticed],
    day: str,
) -> Sensitivity:
    """What a pass over mutants says."""
    alike = [each for each in generated if is_alike(each)]
    judged = [each for each in generated if not is_alike(each)]
    missed = [each for each in (*judged, *by_hand) if each.case is None]
    return Sensitivity(
        date=day,
        contracts=truth.book.digest,
        cases=len(truth.cases),
        rows=tuple(_rows(judged, by_hand)),
        unnoticed=tuple(_unnoticed(each) for each in missed),
        alike=tuple(each.mutant.name for each in alike),
        nothing_promised={p: _unknown(truth, p) for p in PROFILES},
        unobservable=listed.unobservable,
        unread=unread(truth, listed),
    )


def is_alike(noticed: Noticed) -> bool:
    """Whether a mutant never answered anything but what is right."""
    return noticed.case is None and not noticed.altered


def _rows(generated: Sequence[Noticed], by_hand: Sequence[Noticed]) -> Iterable[Row]:
    all_made, made = _counted(generated)
    all_listed, listed = _counted(by_hand)
    for kind in Kind:
        if all_made[kind] or all_listed[kind]:
            yield Row(
                kind=kind,
                generated=all_made[kind],
                generated_noticed=made[kind],
                by_hand=all_listed[kind],
                by_hand_noticed=listed[kind],
            )


def _counted(found: Sequence[Noticed]) -> tuple[Counter[Kind], Counter[Kind]]:
    every = Counter(each.mutant.kind for each in found)
    return every, Counter(each.mutant.kind for each in found if each.case)


def _unnoticed(noticed: Noticed) -> Unnoticed:
    cases = len(noticed.mutant.cases)
    if not cases:
        why = "no case puts the operation"
    elif not noticed.altered:
        why = f"none of {cases} cases asks for what is broken"
    else:
        why = f"{cases} cases get a wrong answer and none looks at what is wrong with it"
    return Unnoticed(mutant=noticed.mutant.name, states=noticed.mutant.states, why=why)


def _unknown(truth: Truth, profile: Profile) -> dict[str, int]:
    found = Counter(
        each.step.operation.operation
        for each in truth.all()
        if each.case.profile == profile and each.step.promise.is_unknown
    )
    return dict(sorted(found.items()))
