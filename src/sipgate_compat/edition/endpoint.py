"""How the page writes an endpoint: ``GET /calls``, in any of its spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
METHODS: tuple[Method, ...] = get_args(Method)

Key = tuple[str, str]

MAX_LENGTH = 2_000
"""Of a cell that names endpoints; a longer one is prose."""

_METHOD = rf"(?:{'|'.join(METHODS)})"
_PARAMETER = re.compile(r"\{\s*([^{}/]*?)\s*\}|<\s*([^<>/]*?)\s*>|(?<=/):([^/]+)")
# Spaces before a slash come from cells that break a long path into lines.
ENDPOINT = re.compile(
    rf"""(?<![\w/])
    (?P<methods>{_METHOD} (?:\s*+[,/|&+]\s*+{_METHOD}\b)*+) :?+ \s++
    (?:https?://)?+ (?:[a-z0-9.-]+\.[a-z]{{2,}}(?::\d++)?+)?+
    (?P<path>(?:\s?+/(?:[^\s/?#,;()<>{{}}]|\{{[^{{}}/]*+\}}|<[^<>/]*+>)*+)++)""",
    re.VERBOSE | re.IGNORECASE,
)
METHOD = re.compile(_METHOD, re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """The endpoints that a text names, and what else it says."""

    endpoints: tuple[Key, ...]
    rest: str


def endpoints(text: str) -> Found:
    """The endpoints in a cell, as (method, path), and the text around them."""
    found: list[Key] = []
    if len(text) > MAX_LENGTH:
        return Found((), text)
    for match in ENDPOINT.finditer(text):
        path = normal(match["path"])
        found += [(method, path) for method in _methods(match["methods"])]
    rest = " ".join(ENDPOINT.sub(" ", text).split()).strip(" ,;") if found else text
    return Found(tuple(dict.fromkeys(found)), rest)


def is_endpoint(text: str) -> bool:
    """Does a line hold one endpoint and nothing else?"""
    return len(text) < 200 and ENDPOINT.fullmatch(text.strip(" `")) is not None


def normal(path: str) -> str:
    """A path as we write it: parameters in braces, no version prefix, no slash at its end."""
    path = _PARAMETER.sub(lambda m: "{" + (m[1] or m[2] or m[3] or "").replace(" ", "") + "}", path)
    path = re.sub(r"/{2,}", "/", "".join(path.split()))
    path = re.sub(r"^/v[0-9]+(?=/|$)", "", path)
    return path.rstrip("/.") or "/"


def key(method: str, path: str) -> Key:
    """What makes two endpoints the same: parameters count by their place, not their name."""
    return method.upper(), re.sub(r"\{[^{}]*\}", "{}", normal(path)).lower()


def _methods(text: str) -> Iterator[str]:
    for match in METHOD.finditer(text):
        yield match[0].upper()
