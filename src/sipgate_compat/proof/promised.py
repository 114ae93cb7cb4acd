"""Mutants made of the cases: each promise of each profile, broken where it is made."""

from __future__ import annotations

from collections.abc import Iterator

from ..contract.model import Profile
from .alter import at, constant, is_json, saying, with_status, with_text, without_header
from .breaks import SENTENCE, breaks, texts
from .mutant import Change, Kind, Mutant, answering, once
from .truth import Heard, Truth

REFUSED, FAILED = (403, 404), 500


def mutants(truth: Truth) -> Iterator[Mutant]:
    """One for each way to break each promise."""
    for heard in truth.all():
        if heard.step.promise.is_unknown:
            continue
        yield from _statuses(heard)
        yield from _headers(heard)
        yield from _texts(heard)
        yield from _bodies(heard)
    yield from _differences(truth)


def _made(heard: Heard, kind: Kind, tag: str, states: str, change: Change) -> Mutant:
    return Mutant(
        f"{heard.name}/{tag}",
        kind,
        states,
        heard.case.profile,
        heard.step.operation.operation,
        (heard.case.address,),
        once(heard.asked, heard.before, change),
        wide=answering(
            heard.case.profile, heard.step.operation.operation, heard.told.status, change
        ),
    )


def _statuses(heard: Heard) -> Iterator[Mutant]:
    promised = heard.step.promise.expectation.statuses
    for status in instead(promised, tuple(heard.step.operation.responses)):
        states = f"{heard.told.status} is {status} here"
        yield _made(heard, Kind.STATUS, f"status-{status}", states, constant(with_status(status)))


def instead(promised: tuple[int, ...], declared: tuple[int, ...]) -> tuple[int, ...]:
    """Statuses that somebody might answer by mistake in place of those promised."""
    good = [each for each in declared if each < 300] or [200]
    if promised[0] < 400:
        near = [204 if promised[0] == 200 else 200, *REFUSED, FAILED]
    else:
        near = [good[0], 400 if 400 not in promised else 409, FAILED]
    return tuple(dict.fromkeys(each for each in near if each not in promised))


def _headers(heard: Heard) -> Iterator[Mutant]:
    for name in heard.step.promise.expectation.headers:
        gone = without_header(name)
        yield _made(heard, Kind.HEADER, f"no-{name}", f"no {name}", gone)


def _texts(heard: Heard) -> Iterator[Mutant]:
    expected = heard.step.promise.expectation.text
    if expected is None:
        return
    for n, text in enumerate(texts(expected), 1):
        states = "the text is another one" if text else "the text is not there"
        yield _made(heard, Kind.TEXT, f"text-{n}", states, saying(text))


def _bodies(heard: Heard) -> Iterator[Mutant]:
    if heard.body is None or len(heard.exchanges) > 1:
        return
    for n, broken in enumerate(breaks(heard.body, heard.answer.body), 1):
        if not is_json(heard.told):
            change: Change = lambda told: with_text(told, SENTENCE)  # noqa: E731
        else:
            change = at(broken.pointer, constant(broken.value))
        states = f"{broken.pointer or 'the body'}: {broken.what}"
        yield _made(heard, Kind.BODY, f"body-{n}", states, change)


def _differences(truth: Truth) -> Iterator[Mutant]:
    """Each profile answers as another one does, where another promise is made to that."""
    for address, steps in truth.steps.items():
        for heard in steps:
            for profile, told in _elsewhere(truth, address, heard):
                yield _made(
                    heard,
                    Kind.DIFFERENCE,
                    f"as-{profile}",
                    f"it answers as on {profile}",
                    constant(told.told),
                )


def _elsewhere(truth: Truth, address: str, heard: Heard) -> Iterator[tuple[Profile, Heard]]:
    """The same step of other profiles, where what they are promised is broken promise here."""
    if heard.step.promise.is_unknown:
        return
    name = address.partition("/")[2]
    for profile in (each for each in truth.book.profiles if each != heard.case.profile):
        same = truth.steps.get(f"{profile}/{name}", ())[heard.number - 1 : heard.number]
        for other in same:
            differs = other.step.promise.expectation != heard.step.promise.expectation
            known = not other.step.promise.is_unknown
            status_broken = other.told.status not in heard.step.promise.expectation.statuses
            if known and differs and status_broken:
                yield other.case.profile, other
