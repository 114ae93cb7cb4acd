"""The suite's own requests, put again: to the emulator itself, or through a proxy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import httpx

from sipgate_compat.config import settings
from sipgate_compat.contract.cases import Case, cases
from sipgate_compat.run import prepare

from .run import Listening, Sent

Requests = dict[tuple[str, str], list[Sent]]
"""By profile and tag."""
PRISM_SAYS = "https://stoplight.io/prism/errors#"
# What it refuses itself, whoever stands behind it: a request without credentials, an unknown path.
OF_REQUESTS = ("UNAUTHORIZED", "NO_PATH_MATCHED_ERROR", "NO_METHOD_MATCHED_ERROR")


def recorded(base_url: str) -> Requests:
    """What every case sends to an emulator; the control plane's requests have been answered then.

    A sandbox whose name begins with a situation begins in it, so these need no control plane.
    """
    requests: list[Sent] = []
    found: Requests = {}
    book, used = prepare.book(), settings({"base_url": base_url})
    target = prepare.target(used, base_url, book)
    judge = prepare.judge(used, target, base_url, book)
    target.client.http = Listening(base_url, requests)
    chosen: list[Case] = cases(book)
    for case in chosen:
        requests.clear()
        judge.verdict(case)
        key = (case.profile, case.operation.tag)
        found.setdefault(key, []).extend(each for each in requests if each.path.startswith("/v2/"))
    target.client.close()
    return found


def put(http: httpx.Client, url: str, sent: Sent) -> httpx.Response | None:
    """One request again; None where no answer comes."""
    try:
        return http.request(sent.method, url, headers=sent.headers, content=sent.content)
    except httpx.TransportError:
        return None


def complaints(http: httpx.Client, proxy: str, requests: Sequence[Sent]) -> list[frozenset[str]]:
    """What Prism says of each answer on its way through.

    It never answers a request whose body is no JSON (5.16.0), so those are left out.
    """
    found = []
    for each in filter(readable, requests):
        answer = put(http, proxy + each.path.removeprefix("/v2"), each)
        found.append(frozenset(said(answer)) if answer is not None else frozenset({"no answer"}))
    return found


def readable(sent: Sent) -> bool:
    """Whether a body that calls itself JSON is."""
    if not sent.content or "json" not in sent.headers.get("content-type", "json").lower():
        return True
    try:
        json.loads(sent.content)
    except ValueError:
        return False
    return True


def said(answer: httpx.Response) -> Iterator[str]:
    """Violations of the document by the answer, and whatever else Prism stumbles over."""
    violations: list[dict[str, Any]] = json.loads(answer.headers.get("sl-violations", "[]"))
    for each in violations:
        if each["location"][0] == "response":
            yield each["message"]
    if not violations and PRISM_SAYS.encode() in answer.content:
        problem = answer.json()
        if problem["type"].removeprefix(PRISM_SAYS) not in OF_REQUESTS:
            yield str(problem["title"])
