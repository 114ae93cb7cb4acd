"""Harmless changes: a provider that differs, and owes nobody an alarm."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, quote, unquote, urlencode

from ..compare import escaped
from ..contract.cases import Case
from ..emulator.clock import EPOCH, Clock
from ..history.differences import Kind
from ..history.drift import drift
from ..history.facts import facts, pace, paced
from ..run.model import Verdict
from ..run.target import EmulatorTarget
from ..shapes import Shapes
from .alter import is_json, with_body
from .provider import Asked, Break, Provider, Told, honest
from .truth import Heard, Truth
from .truth import judge as judging

FIELD = "unheardOf"
NESTED: Any = {"of": ["nobody", 1, None]}
ALLOWED = (Kind.FIELD_ADDED,)
DELAY = 0.2
Maps: TypeAlias = Mapping[tuple[str, int], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Harmless:
    """A change that nobody promised not to make.

    Args:
        name: one or two words.
        states: what is other than usual.
        answer: how the provider answers.
        control: how its control plane does.
        clock: the emulator's seconds.
        begins: the emulator's first moment.
        delay: seconds that each answer takes longer.
        moves: whether what is asked for moves on meanwhile, so that other data is no drift.
    """

    name: str
    states: str
    answer: Break = honest
    control: Break = honest
    clock: Callable[[], float] = lambda: 0.0
    begins: datetime = EPOCH
    delay: float = 0.0
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a harmless change raised."""

    change: str
    case: str
    what: str


def changes(truth: Truth) -> Iterator[Harmless]:
    """All of them."""
    maps, ordered = _maps(truth), _ordered(truth)
    yield Harmless("fields", "each object has a field that nobody knows", _fielded(maps))
    yield Harmless("field-order", "fields stand in another order", _turned)
    yield Harmless("list-order", "lists stand in another order", _shuffled(ordered))
    yield Harmless("white-space", "JSON is indented, texts end with a line break", _spaced)
    yield Harmless("headers", "there are other headers", _headed)
    yield Harmless("header-case", "the content type is spelled otherwise", _spelled)
    yield Harmless("ids", "things have other ids", _renumbered, _arranged)
    yield Harmless("delay", "each answer takes a fifth of a second longer", delay=DELAY)
    yield Harmless(
        "time-passes", "half a second passes with each look", clock=_ticking(0.5), moves=True
    )
    for name, moment in MOMENTS.items():
        yield Harmless(name, f"it is {moment}", clock=_ticking(0.001), begins=moment)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# Just before each: the clock ticks, so each case runs before, at and after it.
MOMENTS = {
    "midnight": _at("2026-11-23T23:59:59.995+00:00"),
    "midnight-in-berlin": _at("2026-11-23T22:59:59.995+00:00"),
    "turn-of-the-year": _at("2026-12-31T23:59:59.995+00:00"),
    "turn-of-the-year-in-berlin": _at("2026-12-31T22:59:59.995+00:00"),
    "summer-time-begins": _at("2027-03-28T00:59:59.995+00:00"),
    "summer-time-ends": _at("2027-10-31T00:59:59.995+00:00"),
    "leap-day": _at("2028-02-28T23:59:59.995+00:00"),
    "end-of-a-month": _at("2027-04-30T23:59:59.995+00:00"),
}


def _ticking(step: float) -> Callable[[], float]:
    """Seconds of which each look takes so many."""
    looks = count()
    return lambda: next(looks) * step


def alarms(truth: Truth, change: Harmless) -> Iterator[Alarm]:
    """Whatever a change raises that is neither the usual verdict nor a field that was added."""
    provider = Provider(_from(change))
    judge = judging(truth.book, provider)
    judge.clock = _delayed(provider, change)
    provider.control = change.control
    for case in truth.cases.values():
        if change.begins != EPOCH:
            assert isinstance(judge.target, EmulatorTarget)
            judge.target.stages.clear()
            provider.emulator.clock.set(change.begins)
        verdict = judge.verdict(case)
        yield from _alarms(change, case, truth.verdicts[case.address], verdict)


def _from(change: Harmless) -> Clock:
    clock = Clock(change.clock)
    clock.set(change.begins)
    return clock


def _delayed(provider: Provider, change: Harmless) -> Callable[[], float]:
    """The judge's own clock, which each answer puts forward."""
    passed = 0.0

    def answer(asked: Asked, provider: Provider) -> Told:
        nonlocal passed
        passed += change.delay
        return change.answer(asked, provider)

    provider.broken = answer
    return lambda: passed


def _alarms(change: Harmless, case: Case, before: Verdict, after: Verdict) -> Iterator[Alarm]:
    if after.verdict is not before.verdict:
        why = after.reason or ", ".join(each.pointer for each in after.differences)
        yield Alarm(change.name, case.address, f"{after.verdict}: {why}")
        return
    if change.moves:
        return
    old, new = _seen(case, before), _seen(case, after)
    for each in drift(old, new):
        if each.kind not in ALLOWED:
            yield Alarm(change.name, each.subject, f"{each.kind} {each.old} → {each.new}")


def _seen(case: Case, verdict: Verdict) -> dict[str, dict[str, str]]:
    return {case.address: paced(facts(verdict), pace(verdict))}


def _maps(truth: Truth) -> Maps:
    """Where the keys of an object are data, by operation and status."""
    shapes = Shapes(truth.book.shapes)
    found: dict[tuple[str, int], frozenset[str]] = {}
    for heard in truth.all():
        key = (heard.step.operation.operation, heard.told.status)
        own = shapes.declared(heard.step.shape_of(heard.told.status)).maps
        found[key] = found.get(key, frozenset()) | own
    return found


def _fielded(maps: Maps) -> Break:
    def answer(asked: Asked, provider: Provider) -> Told:
        told = provider.right(asked)
        own = maps.get((asked.operation or "", told.status), frozenset())
        # Of an error's text only the first words are kept.
        value = NESTED if told.status < 400 else True
        return _body(told, lambda body: _with_field(body, "", own, value))

    return answer


def _with_field(value: Any, at: str, maps: frozenset[str], new: Any) -> Any:
    if isinstance(value, list):
        return [_with_field(each, f"{at}/*", maps, new) for each in value]
    if not isinstance(value, dict):
        return value
    if at in maps:
        return {k: _with_field(v, f"{at}/*", maps, new) for k, v in value.items()}
    made = {k: _with_field(v, f"{at}/{escaped(k)}", maps, new) for k, v in value.items()}
    return {FIELD: new, **made}


def _body(told: Told, change: Callable[[Any], Any]) -> Told:
    return with_body(told, change(json.loads(told.content))) if is_json(told) else told


def _turned(asked: Asked, provider: Provider) -> Told:
    return _body(provider.right(asked), _turn)


def _turn(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _turn(v) for k, v in reversed(value.items())}
    return [_turn(each) for each in value] if isinstance(value, list) else value


def _ordered(truth: Truth) -> frozenset[tuple[str, str, str]]:
    """Requests whose lists are promised in an order: profile, operation and situation."""
    return frozenset(
        (each.case.profile, each.step.operation.operation, each.case.given)
        for each in truth.all()
        if _says_order(each)
    )


def _says_order(heard: Heard) -> bool:
    """An expectation that names several items, one page of several, or a place in a list."""
    step = heard.step
    placed = any(re.search(r"/-?\d", pointer) for pointer in step.save.values())
    paged = step.request.paging or {"limit", "offset", "position"} & set(step.request.query)
    return bool(placed or paged or _lists(step.promise.expectation.body))


def _lists(expected: Any) -> bool:
    if isinstance(expected, dict):
        return any(k != "$unordered" and _lists(v) for k, v in expected.items())
    return isinstance(expected, list | tuple) and len(expected) > 1


def _shuffled(ordered: frozenset[tuple[str, str, str]]) -> Break:
    def answer(asked: Asked, provider: Provider) -> Told:
        told = provider.right(asked)
        if (asked.profile, asked.operation, asked.situation) in ordered:
            return told
        return _body(told, _back)

    return answer


def _back(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _back(v) for k, v in value.items()}
    return [_back(each) for each in reversed(value)] if isinstance(value, list) else value


def _spaced(asked: Asked, provider: Provider) -> Told:
    told = provider.right(asked)
    if is_json(told):
        text = json.dumps(json.loads(told.content), indent=3, ensure_ascii=False)
        return replace(told, content=f"\n{text}\n\n".encode())
    if told.content_type == "text/plain" and told.content:
        return replace(told, content=told.content + b"\r\n")
    return told


def _headed(asked: Asked, provider: Provider) -> Told:
    told = provider.right(asked)
    more = {
        "server": "another/1.0",
        "date": "Thu, 01 Jan 2026 00:00:00 GMT",
        "x-request-id": "a0b1",
        "strict-transport-security": "max-age=1",
        "vary": "origin, accept-encoding",
        "set-cookie": "a=b",
    }
    return replace(told, headers={**told.headers, **more})


def _spelled(asked: Asked, provider: Provider) -> Told:
    told = provider.right(asked)
    if not told.content_type:
        return told
    spelled = f"{told.content_type.title()} ; Charset=UTF-8"
    return replace(told, headers={**told.headers, "content-type": spelled})


FURTHER = 40
DEVICE = re.compile(r"([efgpsvxy])(\d{1,3})")
NUMBER = re.compile(r"1\d{8}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOBODYS = "00000000-"
HEX = str.maketrans("0123456789abcdef", "5274610389fedcba")
BACK = {new: old for old, new in HEX.items()}


def _renumbered(asked: Asked, provider: Provider) -> Told:
    told = provider.right(_as_known(asked))
    return _body(told, _other_ids)


def _arranged(asked: Asked, provider: Provider) -> Told:
    """The control plane tells the other ids of what it arranges."""
    told = provider.right(asked)
    return _body(told, _other_ids) if asked.target.endswith("/arrange") else told


def _other_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {_other_ids(k): _other_ids(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_other_ids(each) for each in value]
    return other_id(value) if isinstance(value, str) else value


def other_id(value: str) -> str:
    """Another id of the same form; whatever is none stays."""
    if found := DEVICE.fullmatch(value):
        return f"{found[1]}{int(found[2]) + FURTHER}"
    if NUMBER.fullmatch(value):
        return str(int(value) + 500_000_000)
    if UUID.fullmatch(value):
        return value.translate(HEX)
    return value


def known_id(value: str) -> str:
    """The id that another one was made of."""
    if (found := DEVICE.fullmatch(value)) and int(found[2]) >= FURTHER:
        return f"{found[1]}{int(found[2]) - FURTHER}"
    if re.fullmatch(r"6\d{8}", value):
        return str(int(value) - 500_000_000)
    if UUID.fullmatch(value) and not value.startswith(NOBODYS):
        return value.translate(BACK)
    return value


def _as_known(asked: Asked) -> Asked:
    """The request with the ids that the provider itself knows."""
    path, _, query = asked.target.partition("?")
    parts = [quote(known_id(unquote(each)), safe="") for each in path.split("/")]
    pairs = [(k, known_id(v)) for k, v in parse_qsl(query, keep_blank_values=True)]
    target = "/".join(parts) + (f"?{urlencode(pairs, safe=',:/')}" if pairs else "")
    try:
        content = json.dumps(_known_ids(json.loads(asked.content))).encode()
    except ValueError:
        content = asked.content
    return replace(asked, target=target, content=content)


def _known_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _known_ids(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_known_ids(each) for each in value]
    return known_id(value) if isinstance(value, str) else value
