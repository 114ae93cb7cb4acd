"""The secrets of a run: values that may stand nowhere, however they are written."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Iterable
from urllib.parse import quote

SECRET = "[secret]"
SHORTEST = 6


class Secrets:
    """Takes out secrets wherever they stand; those of fewer characters would maim other words."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = sorted({each for each in values if len(each) >= SHORTEST})
        found = {written for each in self.values for written in spellings(each)}
        self.written = sorted(found, key=lambda each: (-len(each), each))

    def clean(self, text: str) -> str:
        """A text that every file can hold, without any secret."""
        if not text.isascii():
            text = text.encode("utf-8", "replace").decode()
        for secret in self.written:
            if secret in text:
                text = text.replace(secret, SECRET)
        return text

    def leave(self, text: str) -> bool:
        """True where a text holds no secret for certain, also not behind an escape."""
        if not text.isascii() or "\\" in text:
            return False
        return not any(secret in text for secret in self.written)


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
