"""Addresses of the web: which parts of one stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from . import forms
from .pseudonyms import Pseudonyms
from .secrets import SECRET

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Nobody's, or sipgate's own.
KNOWN = ("example.com", "example.org", "example.invalid")


def redacted(url: str, names: Pseudonyms, is_word: Callable[[str], bool]) -> str:
    """An address of which scheme, port, well-known hosts and well-known words stay.

    Args:
        url: with its scheme.
        names: makes pseudonyms.
        is_word: whether a word is nobody's.
    """
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return names.named("text", url)
    user = f"{SECRET}@" if "@" in parts.netloc else ""
    path = "/".join(_segment(each, names, is_word) for each in parts.path.split("/"))
    query = "&".join(_parameter(each, names, is_word) for each in parts.query.split("&") if each)
    fragment = f"#{SECRET}" if parts.fragment else ""
    host = _host(parts, names)
    return f"{parts.scheme}://{user}{host}{port}{path}{f'?{query}' if query else ''}{fragment}"


def _host(parts: SplitResult, names: Pseudonyms) -> str:
    host = parts.hostname or ""
    known = host in LOOPBACK or host in KNOWN or forms.HOST.fullmatch(host)
    return host if known else names.host(host)


def _segment(segment: str, names: Pseudonyms, is_word: Callable[[str], bool]) -> str:
    known = all(is_word(each) for each in re.split(r"[-_.]", segment) if each)
    return segment if known else names.named("path", segment)


def _parameter(parameter: str, names: Pseudonyms, is_word: Callable[[str], bool]) -> str:
    name, equals, value = parameter.partition("=")
    shown = name if is_word(name) else names.named("key", name)
    keeps = not value or forms.FEW_DIGITS.fullmatch(value)
    return f"{shown}{equals}{value if keeps else SECRET}"
