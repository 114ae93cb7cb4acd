"""The secrets of a run: values that may stand nowhere, however they are written."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Iterable, Sequence
from urllib.parse import quote

SECRET = "[secret]"
SHORTEST = 6


class Secrets:
    """Takes out secrets wherever they stand.

    Args:
        values: those that are known; of fewer than six characters they would maim other words.
        later: a list that grows during the run: tokens that are renewed.
    """

    def __init__(self, values: Iterable[str], later: Sequence[str] = ()) -> None:
        self.values = sorted({each for each in values if len(each) >= SHORTEST})
        self.later, self.seen = later, 0
        self.written = _longest_first(self.values)

    def _grow(self) -> None:
        if len(self.later) != self.seen:
            self.seen = len(self.later)
            self.written = _longest_first([*self.values, *self.later])

    def clean(self, text: str) -> str:
        """A text that every file can hold, without any secret."""
        self._grow()
        if not text.isascii():
            text = text.encode("utf-8", "replace").decode()
        for secret in self.written:
            if secret in text:
                text = text.replace(secret, SECRET)
        return text

    def leave(self, text: str) -> bool:
        """True where a text holds no secret for certain, also not behind an escape."""
        self._grow()
        if not text.isascii() or "\\" in text:
            return False
        return not any(secret in text for secret in self.written)


def _longest_first(values: Iterable[str]) -> list[str]:
    found = {written for each in values if len(each) >= SHORTEST for written in spellings(each)}
    return sorted(found, key=lambda each: (-len(each), each))


def spellings(secret: str) -> set[str]:
    """A secret as it may stand in URLs, JSON, XML and headers."""
    encoded = base64.b64encode(secret.encode("utf-8", "replace")).decode().rstrip("=")
    return {
        secret,
        secret.upper(),
        secret.lower(),
        quote(secret, safe="", errors="replace"),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        html.escape(secret),
        encoded,
        encoded.translate(str.maketrans("+/", "-_")),
    }
