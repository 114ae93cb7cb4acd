"""A request and its answer as the HTTP exchange that Allure 3 shows; no secret is in either."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from pydantic_core import to_json

from ...client import address
from ...contract.cases import Step
from ...contract.model import Actor
from ..model import Answered

# The format is allure-js-commons': https://allurereport.org/docs/axios-reference/
TYPE, EXTENSION = "application/vnd.allure.http+json", "httpexchange"
# Allure shows this word as a masked value.
MASKED = "__ALLURE_REDACTED__"
PHRASES = {each.value: each.phrase for each in HTTPStatus}


def exchange(answered: Answered, step: Step, base_url: str, stop: int) -> dict[str, Any]:
    """What the attachment of a case holds.

    Args:
        answered: what was sent and came back, redacted.
        step: what was asked, for what every request of it has in its head.
        base_url: where requests go, as reports show it.
        stop: when the answer had come, in milliseconds since 1970.
    """
    method, _, target = answered.request.partition(" ")
    request: dict[str, Any] = {
        "method": method,
        "url": address(base_url, target),
        "headers": _pairs(_head(step, answered.sent)),
    }
    if "?" in target:
        query = parse_qsl(urlsplit(target).query, keep_blank_values=True)
        request["query"] = [{"name": name, "value": value} for name, value in query]
    if answered.sent is not None:
        request["body"] = _body(answered.sent, _type(step))
    response: dict[str, Any] = {
        "status": answered.status,
        "statusText": PHRASES.get(answered.status, ""),
        "headers": _pairs({"Content-Type": answered.content_type} if answered.content_type else {}),
    }
    if answered.body is not None:
        response["body"] = _body(answered.body, answered.content_type)
    start = stop - round(answered.milliseconds or 0)
    return {
        "schemaVersion": 1,
        "start": start,
        "stop": stop,
        "request": request,
        "response": response,
    }


def _head(step: Step, sent: str | None) -> dict[str, str]:
    head = dict(step.request.headers)
    if step.request.actor is not Actor.NOBODY:
        head["Authorization"] = MASKED
    if sent is not None:
        head.setdefault("Content-Type", "application/json")
    return head


def _type(step: Step) -> str:
    return step.request.headers.get("Content-Type", "application/json")


def _pairs(head: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in head.items()]


def _body(body: Any, content_type: str) -> dict[str, Any]:
    text = body if isinstance(body, str) else to_json(body).decode()
    return {"contentType": content_type, "encoding": "utf8", "value": text}
