"""The OpenAPI document of a profile."""

from __future__ import annotations

import json
from typing import Any

from .. import __version__
from ..contract.book import Book
from ..contract.model import PROFILES, Availability, Operation, Profile
from .links import Links, links
from .parameters import body, parameters
from .promised import Promises, promises
from .provenance import extensions
from .responses import responses
from .schemas import components
from .security import required, schemes
from .webhooks import schemas as pushed
from .webhooks import webhooks

HOST = "https://api.sipgate.com"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
METHODS = ("GET", "POST", "PUT", "DELETE")
ABOUT = """\
Made of the contracts of sipgate-compat, not by sipgate. Each operation and each response says \
under `x-sipgate-evidence` how it is known (documented, specified, observed or assumed), where, \
and when. What {title} refuses has its refusal only. Where `x-sipgate-availability` is unknown, \
responses are declared and nothing is promised. The Push API stands under `webhooks`; what its \
witnesses contradict each other in stands under `x-sipgate-disputed`."""


def document(book: Book, profile: Profile) -> dict[str, Any]:
    """All that a profile promises, as OpenAPI 3.1."""
    said = promises(book, profile)
    operations = sorted(book.operations.values(), key=_place)
    paths = _paths(said, operations, links(said))
    return {
        "openapi": "3.1.0",
        "info": _info(book, profile),
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": f"{HOST}/v2"}],
        "tags": [{"name": tag} for tag in sorted({each.tag for each in operations})],
        "paths": paths,
        "webhooks": webhooks(book.push, profile),
        "components": {
            "schemas": components(book.shapes, paths) | pushed(book.push, profile),
            "securitySchemes": schemes(operations),
        },
    }


def documents(book: Book) -> dict[str, str]:
    """The text of every profile's document, by its path from the root of the repository."""
    return {f"contracts/openapi/{p}.json": rendered(document(book, p)) for p in PROFILES}


def rendered(made: dict[str, Any]) -> str:
    """A document as it is written: readable, the same at every time and place."""
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _place(operation: Operation) -> tuple[str, int]:
    return operation.path, METHODS.index(operation.method)


def _info(book: Book, profile: Profile) -> dict[str, Any]:
    data = book.profiles[profile]
    return {
        "title": f"sipgate REST API: {data.title}",
        "summary": f"What {data.states} can rely on",
        "description": ABOUT.format(title=data.title),
        "version": __version__,
        "x-sipgate-profile": profile,
        "x-sipgate-contracts": book.digest,
        "x-sipgate-edition": book.newest.name,
    }


def _paths(said: Promises, operations: list[Operation], linked: Links) -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        item = paths.setdefault(operation.path, {})
        if operation.path.startswith("/v3/"):
            # The third version stands beside the second on the same host.
            item["servers"] = [{"url": HOST}]
        item[operation.method.lower()] = _operation(said, operation, linked)
    return paths


def _operation(said: Promises, operation: Operation, linked: Links) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "operationId": operation.operation,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": _description(said, operation),
        "deprecated": operation.deprecated or None,
        "security": required(operation, said.is_open(operation)),
        "parameters": parameters(operation) or None,
        "requestBody": body(said, operation),
        "responses": responses(said, operation, linked),
        **extensions(said, operation),
    }
    return {key: value for key, value in parts.items() if value is not None}


def _description(said: Promises, operation: Operation) -> str | None:
    """What whoever comes from the other platform has to know first."""
    title = said.book.profiles[said.profile].title
    sentences = {
        Availability.REFUSED: f"{title} refuses this.",
        Availability.ABSENT: f"{title} does not have this.",
        Availability.UNKNOWN: f"Whether {title} has this is not known.",
    }
    text = [sentences.get(said.has(operation), "")]
    if operation.instead and said.profile != "classic":
        text.append(f"Instead: {operation.instead}.")
    return " ".join(filter(None, text)) or None
