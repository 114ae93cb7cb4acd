"""Responses: what the profile promises, status by status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any

from ..contract.model import Availability, Operation
from .examples import example
from .links import Links
from .promised import Promises, Said
from .provenance import distinct, known, of_responses
from .schemas import reference, shape


def responses(promises: Promises, operation: Operation, links: Links) -> dict[str, Any]:
    """Every response of an operation on a profile, by status."""
    said = promises.of(operation)
    if promises.is_gone(operation):
        said = tuple(each for each in said if not each.succeeds)
    statuses = {each.status for each in said} | set(promises.declared(operation))
    made = {
        str(status): _response(
            promises, operation, status, [each for each in said if each.status == status], links
        )
        for status in sorted(statuses)
    }
    if not made or promises.has(operation) is Availability.UNKNOWN:
        made["default"] = {"description": "Nothing is promised of any other answer"}
    return made


def _response(
    promises: Promises, operation: Operation, status: int, said: Sequence[Said], links: Links
) -> dict[str, Any]:
    shown = [each for each in said if each.is_general] or said
    made: dict[str, Any] = {"description": _description(status, shown)}
    content = _content(promises, operation, status, said)
    if content:
        made["content"] = content
    if status < 300 and operation.operation in links:
        made["links"] = links[operation.operation]
    made["x-sipgate-evidence"] = (
        of_responses(shown) if said else [known(operation.evidence, operation.source)]
    )
    return made


def _description(status: int, said: Sequence[Said]) -> str:
    """The promises in their own sentences, each behind the case that makes it."""
    sentences: dict[str, str] = {}
    for each in said:
        sentences.setdefault(_sentence(each), each.case.id)
    if not sentences:
        return f"{_phrase(status)}: declared for the operation; no case promises it"
    if len(sentences) == 1:
        return next(iter(sentences))
    return "\n".join(f"- `{case}`: {sentence}" for sentence, case in sentences.items())


def _sentence(said: Said) -> str:
    """A promise, with the other statuses that keep it as well."""
    others = [str(each) for each in said.promise.expectation.statuses if each != said.status]
    return f"{said.promise.states} (or {', '.join(others)})" if others else said.promise.states


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else f"Status {status}"


def _content(
    promises: Promises, operation: Operation, status: int, said: Sequence[Said]
) -> dict[str, Any]:
    """The bodies by content type; empty where a body is empty or nothing is promised of it."""
    shapes = [each.shape for each in said] if said else [operation.responses.get(status)]
    by_type: dict[str, list[str]] = {}
    for name in distinct(each for each in shapes if each):
        content = shape(promises.book.shapes, name).content
        if content != "none":
            by_type.setdefault(content, []).append(name)
    return {kind: _media(promises, said, names) for kind, names in by_type.items()}


def _media(promises: Promises, said: Sequence[Said], names: list[str]) -> dict[str, Any]:
    references = [reference(name) for name in names]
    media: dict[str, Any] = {
        "schema": references[0] if len(references) == 1 else {"anyOf": references}
    }
    shown = dict(_examples(promises, said, names))
    return {**media, "examples": shown} if shown else media


def _examples(
    promises: Promises, said: Sequence[Said], names: list[str]
) -> Iterator[tuple[str, Any]]:
    """The bodies that cases spell out, where they are whole ones."""
    defs = {name: each.json_schema for name, each in promises.book.shapes.items()}
    for each in said:
        if each.is_own and each.shape in names:
            expected = each.promise.expectation
            text = expected.text if isinstance(expected.text, str) else None
            body = text if expected.body is None else expected.body
            value = example(body, {"$ref": f"#/$defs/{each.shape}"}, defs)
            if value is not None:
                yield each.case.id, {"summary": each.promise.states, "value": value}
