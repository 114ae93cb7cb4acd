"""Broken providers that people wrote down, from what witnesses say of the platforms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode

from pydantic import Field

from ..compare import ABSENT, matches
from ..contract.model import PROFILES, Evidence, Name, Profile, Sentence, Source, Word
from ..model import Frozen
from ..paths import CHECKOUT
from ..yamlfile import read_as
from .alter import JSON, at, is_json, renamed, with_body, without_header
from .mutant import Kind, Mutant, fault
from .provider import Asked, Break, Provider, Told
from .result import Unobservable
from .truth import Truth

FILE = CHECKOUT / "benchmarks" / "providers.yaml"


class When(Frozen):
    """Which requests are answered wrongly; all of an operation where nothing is said."""

    user: Literal["w0", "w1", "w2", "nobody"] | None = None
    scheme: Literal["basic", "bearer"] | None = None
    path: str | None = None
    """A regular expression that finds something in the path."""
    query: dict[str, str] = {}
    """Parameters with their values; an empty one stands for any."""
    body: Any = None
    """What the JSON of the request fits, as contracts say it; `empty` for none."""
    status: int | None = None
    told: Any = None
    """What the JSON of the right answer fits."""


class RequestChange(Frozen):
    """What the provider reads other than it stands there."""

    without: tuple[str, ...] = ()
    query: dict[str, str] = {}
    default: dict[str, str] = {}
    """Parameters that it reads where they are not there."""
    set: dict[str, Any] = {}
    """Fields of the body with the value that they have for this provider."""
    lacks: tuple[str, ...] = ()
    """Fields of the body that it does not see."""


class AnswerChange(Frozen):
    """What it answers other than is right."""

    status: int | None = None
    body: Any = None
    text: str | None = None
    content_type: str | None = None
    field: str | None = None
    value: Any = None
    gone: bool = False
    rename: bool = False
    without_items: dict[str, Any] = {}
    """Lists by their pointers, and what the items fit that are left out."""
    reverse: str | None = None
    without_header: str | None = None


class Wrong(Frozen):
    """One broken provider."""

    provider: Word
    states: Sentence
    kind: Kind
    operation: Name
    profiles: tuple[Profile, ...] = PROFILES
    when: When = When()
    request: RequestChange | None = None
    answer: AnswerChange | None = None
    fault: str | None = None
    as_: Profile | None = Field(None, alias="as")
    needs: str | None = None
    """The one scope that will do."""
    repeats: dict[str, str] = {}
    """A list, and the parameter at which a page begins one item too early."""
    adds_ringing_calls: bool = False
    evidence: Evidence
    source: Source


class Providers(Frozen):
    """providers.yaml"""

    providers: tuple[Wrong, ...]
    unobservable: tuple[Unobservable, ...]


def providers(file: Path = FILE) -> Providers:
    """The list as it is written."""
    return read_as(Providers, file)


def mutants(truth: Truth, listed: Providers) -> Iterator[Mutant]:
    """Each provider on each of its profiles."""
    for each in listed.providers:
        for profile in each.profiles:
            steps = truth.by_operation.get((profile, each.operation), ())
            near = sorted(steps, key=lambda h: h.case.operation.operation != each.operation)
            yield Mutant(
                f"{profile}/{each.provider}",
                each.kind,
                each.states,
                profile,
                each.operation,
                tuple(dict.fromkeys(h.case.address for h in near)),
                partial(_break, each, profile),
                stateful=True,
            )


def _break(wrong: Wrong, profile: Profile) -> Break:
    spoil = None
    if wrong.fault:
        more = {"as": wrong.as_} if wrong.as_ else {}
        spoil = fault(wrong.fault, profile, wrong.operation, **more)()

    def answer(asked: Asked, provider: Provider) -> Told:
        ours = asked.operation == wrong.operation and asked.profile in (profile, None)
        if not ours or not _meets(wrong.when, asked, provider):
            return provider.right(asked)
        if wrong.needs and _lacks(wrong.needs, asked, provider):
            provider.altered += 1
            return Told(403, {})
        read = _read(wrong.request, asked) if wrong.request else asked
        told = spoil(read, provider) if spoil else provider.right(read)
        if not _answers(wrong.when, told):
            return told
        changed = _changed(wrong.answer, told) if wrong.answer else told
        for items, parameter in wrong.repeats.items():
            changed = _repeated(items, parameter, asked, changed, provider)
        if wrong.adds_ringing_calls:
            changed = _with_ringing(profile, asked, changed, provider)
        provider.altered += bool(spoil) or read != asked or changed != told
        return changed

    return answer


def _lacks(scope: str, asked: Asked, provider: Provider) -> bool:
    identity = provider.emulator.accounts.identify(asked.headers.get("authorization", ""))
    return identity is not None and not identity.scopes & {scope, "all"}


def _repeated(items: str, parameter: str, asked: Asked, told: Told, provider: Provider) -> Told:
    """A page that begins with the item before its first."""
    path, _, query = asked.target.partition("?")
    pairs = dict(parse_qsl(query))
    body = _json(told.content)
    if parameter not in pairs or not isinstance(body, dict) or not body.get(items):
        return told
    whole = _json(provider.right(replace(asked, target=f"{path}?limit=100")).content)[items]
    before = whole.index(body[items][0]) - 1
    return with_body(told, {**body, items: [whole[before], *body[items]]})


def _with_ringing(profile: Profile, asked: Asked, told: Told, provider: Provider) -> Told:
    """A list of calls with those that nobody has picked up yet."""
    state = provider.emulator.accounts.state(profile, asked.sandbox or None)
    flags = {"muted": False, "recording": False, "hold": False, "participants": []}
    ringing = [c for c in state.calls.values() if not c.finished and not c.established]
    calls = [{"callId": each.id, **flags} for each in ringing]
    return at("/data", lambda data: [*data, *calls])(told)


def _meets(when: When, asked: Asked, provider: Provider) -> bool:
    header = asked.headers.get("authorization", "")
    identity = provider.emulator.accounts.identify(header)
    if when.scheme and header.partition(" ")[0].lower() != when.scheme:
        return False
    if when.path and not re.search(when.path, asked.target.partition("?")[0]):
        return False
    if when.user and when.user != (identity.user if identity else "nobody"):
        return False
    query = dict(parse_qsl(asked.target.partition("?")[2], keep_blank_values=True))
    if any(k not in query or v not in ("", query[k]) for k, v in when.query.items()):
        return False
    if when.body is None:
        return True
    if when.body == "empty":
        return not asked.content
    return matches(when.body, _json(asked.content))


def _answers(when: When, told: Told) -> bool:
    if when.status is not None and told.status != when.status:
        return False
    return when.told is None or matches(when.told, _json(told.content))


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return ABSENT


def _read(change: RequestChange, asked: Asked) -> Asked:
    path, _, query = asked.target.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    left = [(k, v) for k, v in pairs if k not in change.without and k not in change.query]
    left += [(k, v) for k, v in change.query.items() if k in dict(pairs)]
    left += [(k, v) for k, v in change.default.items() if k not in dict(pairs)]
    target = f"{path}?{urlencode(left, safe=',:/')}" if left else path
    body = _json(asked.content)
    content = asked.content
    if isinstance(body, dict) and (change.set or change.lacks):
        kept = {k: v for k, v in body.items() if k not in change.lacks}
        own = {k: v for k, v in change.set.items() if k in body}
        content = json.dumps({**kept, **own}).encode()
    return replace(asked, target=target, content=content)


def _changed(change: AnswerChange, told: Told) -> Told:
    if change.status is not None:
        told = Told(change.status, {})
    if change.body is not None:
        told = replace(told, headers={"content-type": JSON}, content=_dumped(change.body))
    if change.text is not None:
        headers = {"content-type": "text/plain;charset=utf-8"}
        told = replace(told, headers=headers, content=change.text.encode())
    if change.content_type:
        told = replace(told, headers={**told.headers, "content-type": change.content_type})
    if change.without_header:
        told = without_header(change.without_header)(told)
    if change.reverse:
        told = at(change.reverse, lambda items: items[::-1])(told)
    if change.field is not None:
        if change.rename:
            told = renamed(change.field)(told)
        else:
            value = ABSENT if change.gone else change.value
            told = at(change.field, lambda _: value)(told)
    for pointer, unwanted in change.without_items.items():
        told = _without(told, pointer, unwanted)
    return told


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


def _without(told: Told, pointer: str, unwanted: Any) -> Told:
    def left(items: Any) -> Any:
        if not isinstance(items, list):
            return items
        return [each for each in items if not matches(unwanted, each)]

    if not is_json(told):
        return told
    if pointer == "/":
        return with_body(told, left(_json(told.content)))
    return at(pointer, left)(told)
