"""Links: what an answer gives that a later request of the same case uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, TypeAlias

from ..contract.cases import Step
from .promised import Promises

Links: TypeAlias = "Mapping[str, dict[str, Any]]"


def links(promises: Promises) -> Links:
    """The links of each operation's successful responses, by the operation that follows."""
    found: dict[str, dict[str, Any]] = {}
    for case in promises.cases:
        for first, later in combinations(case.steps, 2):
            parameters = _parameters(first, later)
            if parameters and _succeeds(first) and not later.promise.is_unknown:
                of_first = found.setdefault(first.operation.operation, {})
                name = later.operation.operation
                of_first.setdefault(name, {"operationId": name, "parameters": parameters})
    return {name: dict(sorted(each.items())) for name, each in found.items()}


def _succeeds(step: Step) -> bool:
    statuses = step.promise.expectation.statuses
    return bool(statuses) and all(status < 300 for status in statuses)


def _parameters(first: Step, later: Step) -> dict[str, str]:
    """Where the later request takes its parameters from; empty where the answer gives none."""
    saved = {
        f"${name}": f"$response.body#{pointer}"
        for name, pointer in first.save.items()
        if _is_json_pointer(pointer)
    }
    given = dict(_sent(later))
    used = {name: saved[value] for name, value in given.items() if value in saved}
    if not used:
        return {}
    same = {
        name: f"$request.{name}"
        for name, value in _sent(first)
        if name.startswith("path.") and given.get(name) == value
    }
    return {**same, **used}


def _sent(step: Step) -> Iterator[tuple[str, Any]]:
    """What stands in the path and the query of a request, by qualified name."""
    for name in step.operation.path_parameters:
        yield f"path.{name}", step.request.path.get(name, f"${name}")
    for name, value in step.request.query.items():
        if isinstance(value, str):
            yield f"query.{name}", value


def _is_json_pointer(pointer: str) -> bool:
    """Ours may count from the end of a list; JSON Pointer cannot."""
    return not any(part.startswith("-") for part in pointer.split("/"))
