"""What a document has and the contracts lack, the reverse, and where both differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from ..contract.book import Book
from ..contract.cases import cases
from ..contract.model import Operation as Contract
from ..model import Frozen
from .diff import Described, described
from .document import Document, Operation, key
from .words import shown

EVERYTHING = "all"
"""The scope that contains all others; contracts name the narrow ones."""
NO_PARAMETERS = ("accept", "authorization", "content-type")


class Only(Frozen):
    """An operation that stands on one side only; `reason` says why the contracts leave it out."""

    method: str
    path: str
    operation: str
    reason: str | None = None


class Difference(Frozen):
    """A parameter, scope or status that one side has and the other lacks."""

    method: str
    path: str
    operation: str
    what: Literal["parameter", "scope", "status"]
    name: str
    only_in: Literal["document", "contracts"]


class Coverage(Frozen):
    """A document held against the contracts; operations match by method and path, whatever its
    parameters are called."""

    schema_: Literal["schemas/spec-coverage-1.json"] = Field(
        "schemas/spec-coverage-1.json", alias="schema"
    )
    document: Described
    contracts: str
    in_both: int
    only_in_document: tuple[Only, ...]
    only_in_contracts: tuple[Only, ...]
    differences: tuple[Difference, ...]

    @property
    def missing(self) -> tuple[Only, ...]:
        """Operations that the contracts lack without a reason."""
        return tuple(each for each in self.only_in_document if each.reason is None)


def coverage(document: Document, book: Book) -> Coverage:
    """A document held against the contracts."""
    contracts = {key(each.method, each.path): each for each in book.operations.values()}
    operations = document.operations
    both = sorted(operations.keys() & contracts.keys(), key=_place)
    promised = _promised_statuses(book)
    reasons = {key("", each.path)[1]: each.reason for each in book.documented.left_out}
    return Coverage(
        document=described(document),
        contracts=book.digest,
        in_both=len(both),
        only_in_document=tuple(
            _only(operations[each], operations[each].operation_id, reasons.get(each[1]))
            for each in sorted(operations.keys() - contracts.keys(), key=_place)
        ),
        only_in_contracts=tuple(
            _only(contracts[each], contracts[each].operation, None)
            for each in sorted(contracts.keys() - operations.keys(), key=_place)
        ),
        differences=tuple(
            found
            for each in both
            for found in _differences(operations[each], contracts[each], promised)
        ),
    )


def _place(each: tuple[str, str]) -> tuple[str, str]:
    return each[1], each[0]


def _only(each: Operation | Contract, name: str, reason: str | None) -> Only:
    return Only(method=each.method, path=each.path, operation=name, reason=reason)


def _promised_statuses(book: Book) -> dict[str, set[str]]:
    """The statuses that any case promises of an operation; conventions promise some everywhere."""
    found: dict[str, set[str]] = {}
    for case in cases(book):
        for step in case.steps:
            statuses = map(str, step.promise.expectation.statuses)
            found.setdefault(step.operation.operation, set()).update(statuses)
    return found


def _differences(
    specified: Operation, contract: Contract, promised: dict[str, set[str]]
) -> Iterator[Difference]:
    for what, document, contracts in (
        ("parameter", _sent(specified), _promised(contract)),
        ("scope", specified.scopes - {EVERYTHING}, set(contract.scope) - {EVERYTHING}),
        ("status", *_statuses(specified, contract, promised.get(contract.operation, set()))),
    ):
        for name in sorted(document ^ contracts):
            yield Difference.model_validate(
                {
                    "method": contract.method,
                    "path": contract.path,
                    "operation": contract.operation,
                    "what": what,
                    "name": name,
                    "only_in": "document" if name in document else "contracts",
                }
            )


def _sent(specified: Operation) -> set[str]:
    return _names((each.place, each.name) for each in specified.parameters if each.place != "path")


def _promised(contract: Contract) -> set[str]:
    return _names(
        [
            *(("query", name) for name in contract.request.query),
            *(("header", n) for n in contract.request.headers if n.lower() not in NO_PARAMETERS),
        ]
    )


def _names(parameters: Iterable[tuple[str, str]]) -> set[str]:
    return {f"{place} {name.lower() if place == 'header' else name}" for place, name in parameters}


def _statuses(
    specified: Operation, contract: Contract, promised: set[str]
) -> tuple[set[str], set[str]]:
    """The statuses of both sides.

    One within a range of the document (``4XX``) is that range. What only a case promises is known
    to the contracts, and not missed in a document that says nothing of it.
    """
    document = {shown(each, 20) for each in specified.responses} - {"default"}
    ranges = {each[0] for each in document if each.endswith("XX")}
    declared, known = (
        {f"{each[0]}XX" if each[0] in ranges else each for each in statuses}
        for statuses in (set(map(str, contract.responses)), promised)
    )
    return document, declared | (known & document)


def coverage_text(found: Coverage) -> str:
    """Both lists, and a line per operation and side for what differs."""
    lines = [
        *_listed("only in the document", found.only_in_document),
        *_listed("only in the contracts", found.only_in_contracts),
        *_differing(found.differences),
    ]
    total = found.in_both + len(found.only_in_document)
    counted = (
        f"{found.in_both} of the document's {total} operations have contracts; "
        f"{len(found.only_in_contracts)} contracts are of none; "
        f"{len(found.differences)} differences"
    )
    return "\n".join([*lines, *([""] if lines else []), counted])


def _listed(what: str, operations: tuple[Only, ...]) -> Iterator[str]:
    for each in operations:
        name = f" ({each.operation})" if each.operation else ""
        reason = f": {each.reason}" if each.reason else ""
        yield f"{what}: {each.method} {each.path}{name}{reason}"


def _differing(differences: tuple[Difference, ...]) -> Iterator[str]:
    named: dict[tuple[str, str], dict[str, list[str]]] = {}
    for each in differences:
        place = f"{each.method} {each.path}", each.only_in
        named.setdefault(place, {}).setdefault(each.what, []).append(each.name)
    for (label, side), names in named.items():
        said = "; ".join(f"{what} {', '.join(each)}" for what, each in names.items())
        yield f"{label}: only in the {side}: {said}"
