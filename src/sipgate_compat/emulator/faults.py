"""Faults that are injected on purpose, so that a suite can be seen to notice them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .answers import Answer, empty, json_answer, text_answer
from .rules import RULES

BEFORE = ("delay", "drop", "status")
AFTER = ("malformed", "remove-field", "rename-field", "set-field")
WITHIN = ("act-as", "ignore-scope", "ignore-credentials", "ignore-membership", "ignore-writes")
KINDS = (*BEFORE, *AFTER, *WITHIN)


@dataclass(slots=True)
class Fault:
    """One way in which an operation is wrong.

    `field` is a pointer in which ``*`` stands for every item of a list.
    """

    number: int
    operation: str
    kind: str
    profile: str | None = None
    times: int | None = None
    more: dict[str, Any] = field(default_factory=dict)

    def meets(self, profile: str | None) -> bool:
        """True for its own profile's requests, and for those that nobody stands behind."""
        if profile is None and self.kind == "ignore-credentials":
            return True
        return self.profile in (None, profile)

    def shown(self) -> dict[str, Any]:
        """As the control plane shows it."""
        plain = {"fault": self.number, "operation": self.operation, "kind": self.kind}
        return {**plain, "profile": self.profile, "times": self.times, **self.more}


class Faults:
    """All faults in force."""

    def __init__(self) -> None:
        self.all: list[Fault] = []
        self.count = 0

    def add(self, wish: dict[str, Any], operations: set[str]) -> Fault:
        """A fault from what the control plane was told.

        Raises:
            ValueError: what is wrong with the wish, in one line.
        """
        left = dict(wish)
        operation, kind = left.pop("operation", None), left.pop("kind", None)
        profile, times = left.pop("profile", None), left.pop("times", None)
        if operation != "*" and operation not in operations:
            raise ValueError(f"operation {operation!r}: not emulated; see GET operations, or say *")
        if kind not in KINDS:
            raise ValueError(f"kind {kind!r}: known are {', '.join(KINDS)}")
        if profile is not None and profile not in RULES:
            raise ValueError(f"profile {profile!r}: known are {', '.join(RULES)}")
        if times is not None and (not isinstance(times, int) or times < 1):
            raise ValueError("times: a whole number from 1 on")
        _check(kind, left)
        self.count += 1
        fault = Fault(self.count, operation, kind, profile, times, left)
        self.all.append(fault)
        return fault

    def remove(self, number: int) -> bool:
        """Take a fault back; False where there is none of that number."""
        kept = [each for each in self.all if each.number != number]
        found = len(kept) < len(self.all)
        self.all = kept
        return found

    def on(self, operation: str, profile: str | None) -> list[Fault]:
        """The faults that meet a request; those that were for a number of times are used up."""
        met = [
            each for each in self.all if each.operation in ("*", operation) and each.meets(profile)
        ]
        for each in met:
            if each.times is not None:
                each.times -= 1
        if any(each.times == 0 for each in met):
            self.all = [each for each in self.all if each.times != 0]
        return met


WANTED: dict[str, dict[str, tuple[type, ...]]] = {
    "status": {"status": (int,)},
    "delay": {"seconds": (int, float)},
    "remove-field": {"field": (str,)},
    "rename-field": {"field": (str,), "to": (str,)},
    "set-field": {"field": (str,)},
    "act-as": {"as": (str,)},
}


def _check(kind: str, more: dict[str, Any]) -> None:
    for name, types in WANTED.get(kind, {}).items():
        if not isinstance(more.get(name), types) or isinstance(more.get(name), bool):
            raise ValueError(f"{kind} wants {name!r}: a {types[0].__name__}")
    if kind == "status" and not 100 < more["status"] < 600:
        raise ValueError("status: a number from 101 to 599")
    if kind == "delay" and not 0 <= more["seconds"] <= 60:
        raise ValueError("seconds: from 0 to 60")
    if kind == "set-field" and "value" not in more:
        raise ValueError("set-field wants 'value': any JSON value")
    if kind == "act-as" and more["as"] not in RULES:
        raise ValueError(f"as {more['as']!r}: known are {', '.join(RULES)}")


def instead(fault: Fault) -> Answer:
    """The answer that a fault of kind `status` gives."""
    status, body = fault.more["status"], fault.more.get("body")
    if body is None:
        return empty(status)
    if isinstance(body, str):
        return text_answer(body, status, fault.more.get("content_type", "text/plain"))
    return json_answer(body, status)


def spoiled(answer: Answer, faults: list[Fault]) -> Answer:
    """An answer after all faults that change bodies; what is no JSON stays."""
    for fault in faults:
        if fault.kind in AFTER and answer.is_json:
            answer = _spoil(answer, fault)
    return answer


def _spoil(answer: Answer, fault: Fault) -> Answer:
    if fault.kind == "malformed":
        return Answer(answer.status, answer.body[: len(answer.body) // 2], answer.content_type)
    value = json.loads(answer.body)
    *way, name = fault.more["field"].strip("/").split("/")
    for holder in _holders(value, way):
        _change(holder, name, fault)
    return json_answer(value, answer.status)


def _change(holder: dict[str, Any], name: str, fault: Fault) -> None:
    if fault.kind == "remove-field":
        holder.pop(name, None)
    elif fault.kind == "rename-field" and name in holder:
        holder[fault.more["to"]] = holder.pop(name)
    elif fault.kind == "set-field":
        holder[name] = fault.more["value"]


def _holders(value: Any, way: list[str]) -> Iterator[dict[str, Any]]:
    if not way:
        if isinstance(value, dict):
            yield value
        return
    first, *rest = way
    if isinstance(value, list):
        chosen = (
            value if first == "*" else value[int(first) : int(first) + 1] if first.isdigit() else []
        )
        for each in chosen:
            yield from _holders(each, rest)
    elif isinstance(value, dict) and first in value:
        yield from _holders(value[first], rest)
