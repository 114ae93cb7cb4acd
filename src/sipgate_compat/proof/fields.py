"""Mutants of which one field of a write is lost, or stored other than it was sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..contract.model import PROFILES, Effect, Operation, Profile
from .acted import mutant
from .breaks import other
from .mutant import Kind, Mutant, on
from .provider import Asked, Break, Provider, Told
from .readback import is_followed, is_read_back, sent
from .truth import Heard, Truth


def mutants(truth: Truth) -> Iterator[Mutant]:
    """Of writes, each field that a later step of the case reads back."""
    for profile in PROFILES:
        for operation in truth.book.operations.values():
            for name, heard in _written(truth, profile, operation).items():
                if with_it := [each for each in heard if is_read_back(truth.steps, each, name)]:
                    yield _lost(truth, profile, operation, name, with_it)


def followed(truth: Truth) -> Iterator[Mutant]:
    """Of writes, each field after which a later step of the case is owed any body."""
    for profile in PROFILES:
        for operation in truth.book.operations.values():
            for name, heard in _written(truth, profile, operation).items():
                if with_it := [each for each in heard if is_followed(truth.steps, each)]:
                    yield _lost(truth, profile, operation, name, with_it)


def _lost(
    truth: Truth, profile: Profile, operation: Operation, name: str, heard: list[Heard]
) -> Mutant:
    """A write of which one field is lost, or stored with another value where it is required."""
    make = on(profile, operation.operation, _losing(name, _words_of(truth, name)))
    states = f"{name} is accepted, and not stored as it was sent"
    return mutant(profile, operation.operation, Kind.FIELD, lost(name), states, heard, make)


def _words_of(truth: Truth, field: str) -> list[str]:
    """All that a field of this name may hold, where a shape names it: requests often do not."""
    shapes = (each.json_schema.get("properties", {}) for each in truth.book.shapes.values())
    return sorted({str(word) for each in shapes for word in each.get(field, {}).get("enum", ())})


def lost(field: str) -> str:
    """What a mutant that loses a field is called on its operation."""
    return f"{field}-not-stored"


def written(truth: Truth) -> dict[tuple[Profile, str], dict[str, bool]]:
    """By profile and operation, the fields that a case writes, and whether one reads them back."""
    return {
        (profile, name): {
            field: any(is_read_back(truth.steps, each, field) for each in heard)
            for field, heard in found.items()
        }
        for profile in PROFILES
        for name, operation in truth.book.operations.items()
        if (found := _written(truth, profile, operation))
    }


def _written(truth: Truth, profile: Profile, operation: Operation) -> dict[str, list[Heard]]:
    """The fields of writes that are promised to be accepted, and the steps that send them."""
    if operation.effect is Effect.READ:
        return {}
    steps = truth.by_operation.get((profile, operation.operation), ())
    done = [e for e in steps if e.told.status < 300 and not e.step.promise.is_unknown]
    names = sorted({name for each in done for name in sent(each.asked)})
    return {name: [each for each in done if name in sent(each.asked)] for name in names}


def _others(value: Any) -> Iterator[Any]:
    """Values that may be accepted in its place, less and less unlike it."""
    match value:
        case str():
            yield from (f"other-{value}", other(value))
            if found := re.search(r"\d(?=\D*$)", value):
                for digit in range(int(found[0]) + 1, int(found[0]) + 10):
                    yield f"{value[: found.start()]}{digit % 10}{value[found.end() :]}"
            yield f"{value[:-1]}{'Y' if value.endswith('X') else 'X'}"
        case list():
            yield []
            yield from ([*value[:-1], each] for last in value[-1:] for each in _others(last))
        case dict():
            for key, inner in value.items():
                yield from ({**value, key: each} for each in _others(inner))
        case int() if not isinstance(value, bool):
            yield from (value + 1, value - 1)
        case _:
            yield other(value)


def _things(asked: Asked, provider: Provider) -> Iterator[str]:
    """What else of the account a field could name: whom, what rings, and under which number."""
    if asked.profile:
        state = provider.emulator.accounts.state(asked.profile, asked.sandbox)
        for kind in (state.users, state.devices, state.phonelines, state.groups, state.faxlines):
            yield from kind
        yield from [each.number for each in state.numbers.values()]


def _losing(name: str, known: Iterable[str]) -> Break:
    """Of what would be accepted as well: without the field, or with another value in it."""

    def act(asked: Asked, provider: Provider) -> Told:
        body = sent(asked)
        if name in body and asked.situation:
            without = {k: v for k, v in body.items() if k != name}
            named = [*known, *_things(asked, provider)]
            found = [[each] for each in named] if isinstance(body[name], list) else named
            others = (*_others(body[name]), *(each for each in found if each != body[name]))
            for changed in (without, *({**body, name: each} for each in others)):
                read = replace(asked, content=json.dumps(changed).encode())
                if (told := provider.right(read)).status < 300:  # what is refused changes nothing
                    provider.altered += 1
                    return told
        return provider.right(asked)

    return act
