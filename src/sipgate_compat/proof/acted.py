"""Mutants that do otherwise: what is asked for is not enforced, not stored, or not heeded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlencode

from ..contract.model import PROFILES, Actor, Effect, Operation, Profile
from ..run.target import SANDBOX
from .alter import is_json, with_body
from .mutant import Kind, Mutant, fault, on
from .provider import Asked, Break, Provider, Told
from .truth import Heard, Truth

Make = Callable[[], Break]
PAGES = {"limit", "offset", "position", "lastId"}
ASIDES = count(1)


def mutants(truth: Truth) -> Iterator[Mutant]:
    """For each operation on each profile, whatever it could fail to do."""
    for profile in PROFILES:
        for operation in truth.book.operations.values():
            steps = truth.by_operation.get((profile, operation.operation), ())
            known = [each for each in steps if not each.step.promise.is_unknown]
            yield from _doors(profile, operation, known)
            yield from _stores(profile, operation, known)
            yield from _parameters(profile, operation, known)
            yield from _pages(profile, operation, known)
    yield from _platforms(truth)


def mutant(
    profile: Profile,
    operation: str,
    kind: Kind,
    tag: str,
    states: str,
    heard: Iterable[Heard],
    make: Make,
) -> Mutant:
    """One that leaves other things behind; cases of its own operation come first."""
    near = sorted(heard, key=lambda each: each.case.operation.operation != operation)
    cases = tuple(dict.fromkeys(each.case.address for each in near))
    name = f"{profile}/{operation}/{tag}"
    return Mutant(name, kind, states, profile, operation, cases, make, stateful=True)


def refused(heard: Iterable[Heard], *actors: Actor) -> list[Heard]:
    """The steps in which one of these is refused."""
    return [
        each
        for each in heard
        if each.step.request.actor in actors
        and min(each.step.promise.expectation.statuses) >= 400
        and each.told.status in (401, 403)
    ]


def _doors(profile: Profile, operation: Operation, known: list[Heard]) -> Iterator[Mutant]:
    name = operation.operation
    available = operation.availability[profile] == "available"
    if available and (scoped := refused(known, Actor.WITHOUT_SCOPE)):
        states = "a token without the scope will do"
        make = fault("ignore-scope", profile, name)
        yield mutant(profile, name, Kind.SCOPE, "scope-not-asked-for", states, scoped, make)
    for actor, states in (
        (Actor.NOBODY, "no credentials are needed"),
        (Actor.STRANGER, "a token that belongs to nobody will do"),
    ):
        if closed := refused(known, actor):
            make = _let_in(profile, name, actor)
            tag = f"{actor}-let-in"
            yield mutant(profile, name, Kind.CREDENTIALS, tag, states, closed, make)
    if available:
        for member in (Actor.MEMBER, Actor.OUTSIDER):
            if closed := refused(known, member):
                make = fault("ignore-membership", profile, name)
                tag = f"{member}-let-in"
                states = f"whatever an administrator may, the {member} may as well"
                yield mutant(profile, name, Kind.MEMBERSHIP, tag, states, closed, make)


def _let_in(profile: Profile, operation: str, actor: Actor) -> Make:
    """Whoever is nobody is the account's administrator."""

    def act(asked: Asked, provider: Provider) -> Told:
        bare = "authorization" not in asked.headers
        if asked.profile is not None or bare is not (actor is Actor.NOBODY):
            return provider.right(asked)
        provider.altered += 1
        token = provider.emulator.accounts.tokens[profile, "w0"].access_token
        return provider.right(
            replace(asked, headers={**asked.headers, "authorization": f"Bearer {token}"})
        )

    return on(profile, operation, act)


def _stores(profile: Profile, operation: Operation, known: list[Heard]) -> Iterator[Mutant]:
    """A write that is accepted and leaves everything as it was."""
    if operation.effect is Effect.READ:
        return
    if done := [each for each in known if each.told.status < 300]:
        kind = Kind.DELETE if operation.method == "DELETE" else Kind.WRITE
        name = operation.operation
        make = fault("ignore-writes", profile, name)
        states = "it is accepted, and nothing changes"
        yield mutant(profile, name, kind, "not-stored", states, done, make)


def _parameters(profile: Profile, operation: Operation, known: list[Heard]) -> Iterator[Mutant]:
    """A parameter without effect, where a promise rests on it."""
    for parameter in operation.request.query:
        if parameter in PAGES:
            continue
        resting = [
            each
            for each in known
            if each.told.status < 300
            and parameter in each.step.request.query
            and _says_something(each)
        ]
        if resting:
            make = on(profile, operation.operation, _without(parameter))
            states = f"the parameter {parameter} has no effect"
            yield mutant(
                profile,
                operation.operation,
                Kind.PARAMETER,
                f"{parameter}-ignored",
                states,
                resting,
                make,
            )


def _says_something(heard: Heard) -> bool:
    expectation = heard.step.promise.expectation
    return expectation.body is not None or expectation.text is not None


def _without(*parameters: str) -> Break:
    """What would be answered without a parameter, where that is answered at all."""

    def act(asked: Asked, provider: Provider) -> Told:
        path, _, query = asked.target.partition("?")
        pairs = parse_qsl(query, keep_blank_values=True)
        left = [(k, v) for k, v in pairs if k not in parameters]
        right = provider.right(asked)
        if len(left) == len(pairs) or right.status >= 300:
            return right
        told = provider.right(replace(asked, target=f"{path}?{urlencode(left)}"))
        provider.altered += told != right
        return told

    return act


def _pages(profile: Profile, operation: Operation, known: list[Heard]) -> Iterator[Mutant]:
    name = operation.operation
    for parameter in sorted(PAGES & set(operation.request.query)):
        paged = [
            each
            for each in known
            if each.told.status == 200
            and _says_something(each)
            and (parameter in each.step.request.query or each.step.request.paging)
        ]
        if paged:
            make = on(profile, name, _without(parameter))
            states = f"{parameter} has no effect"
            tag = f"{parameter}-ignored"
            yield mutant(profile, name, Kind.PAGING, tag, states, paged, make)
    whole = [each for each in known if each.step.request.paging and len(each.exchanges) > 1]
    if whole:
        items = whole[0].step.request.paging.items  # type: ignore[union-attr]
        for tag, states, change in (
            ("item-lost", "each page lacks its last item", lambda i: i[:-1]),
            ("item-twice", "each page has its first item twice", lambda i: [*i[:1], *i]),
            ("pages-empty", "each page is empty", lambda i: []),
        ):
            make = on(profile, name, _items(items, change))
            yield mutant(profile, name, Kind.PAGING, tag, states, whole, make)


def _items(items: str, change: Callable[[list[Any]], list[Any]]) -> Break:
    def act(asked: Asked, provider: Provider) -> Told:
        told = provider.right(asked)
        body = json.loads(told.content) if is_json(told) else None
        if not isinstance(body, dict) or not isinstance(body.get(items), list):
            return told
        provider.altered += 1
        return with_body(told, {**body, items: change(body[items])})

    return act


def _platforms(truth: Truth) -> Iterator[Mutant]:
    """An account that is answered as if it were on another platform, or were another account."""
    for profile in PROFILES:
        for operation in truth.book.operations.values():
            for another in (each for each in PROFILES if each != profile):
                name = operation.operation
                differ = _differing(truth, profile, name, another)
                if not differ:
                    continue
                states = f"it answers this account as one on {another}"
                make = _as_on(profile, name, another)
                tag = f"as-on-{another}"
                yield mutant(profile, name, Kind.PLATFORM, tag, states, differ, make)


def _differing(truth: Truth, profile: Profile, operation: str, other: Profile) -> list[Heard]:
    """The steps whose answer on the other profile would break the promise made here."""
    found = []
    for each in truth.by_operation.get((profile, operation), ()):
        there = truth.steps.get(f"{other}/{each.case.name}", ())
        same = next((h for h in there if h.number == each.number), None)
        promised = each.step.promise.expectation
        if each.step.promise.is_unknown or same is None:
            continue
        if same.told.status not in promised.statuses:
            found.append(each)
    return found


def _as_on(profile: Profile, operation: str, other: Profile) -> Make:
    """The other platform's rules where they make a difference, or else its account."""
    by_rules = fault("act-as", profile, operation, **{"as": other})()

    def act(asked: Asked, provider: Provider) -> Told:
        if not asked.situation:
            return by_rules(asked, provider)
        aside = _aside(asked)
        if provider.right(aside).status != by_rules(aside, provider).status:
            return by_rules(asked, provider)
        return _swapped(asked, provider, other)

    return on(profile, operation, act)


def _aside(asked: Asked) -> Asked:
    """The same request in a sandbox that nobody else uses."""
    name = SANDBOX.lower()
    own = f"{asked.situation}/aside/{next(ASIDES)}"
    return replace(asked, headers={**asked.headers, name: own})


def _swapped(asked: Asked, provider: Provider, other: Profile) -> Told:
    """What the same user of the other account is answered."""
    accounts = provider.emulator.accounts
    identity = accounts.identify(asked.headers.get("authorization", ""))
    if identity is None:
        return provider.right(asked)
    token = accounts.limited(other, identity.user, identity.scopes).access_token
    provider.altered += 1
    headers = {**asked.headers, "authorization": f"Bearer {token}"}
    return provider.right(replace(asked, headers=headers))
