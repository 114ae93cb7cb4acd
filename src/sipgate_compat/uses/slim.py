"""A JSON text as bytes in which no string is long and nothing is deep.

A parser holds a string until its end, and a HAR file holds whole downloads as strings; so they are
taken out before it reads them.
"""

from __future__ import annotations

import itertools
import re
from typing import BinaryIO

from ..errors import DataError

LONGEST = 1 << 20
DEEPEST = 200
CHUNK = 1 << 16
TOO_LONG = "\ufffdtoo long"
"""What stands in place of a long string."""
_MARK = TOO_LONG.encode()
_INSIDE = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_BRACKETS = re.compile(rb"[][{}]")
_STEPS = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


class Slim:
    """Reads from a stream and leaves long strings out."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        self.source = source
        self.name = name
        self.depth = 0
        self.ended = False
        self._in_string = False
        self._string: list[bytes] = []
        self._length = 0
        self._carried = b""

    def read(self, size: int = -1) -> bytes:
        """Some bytes; none at the end.

        Raises:
            DataError: it is nested too deeply.
        """
        if size == 0:
            return b""
        while chunk := self.source.read(CHUNK):
            if out := self._slim(self._carried + chunk):
                return out
        self.ended = True
        rest, self._string, self._carried = b"".join(self._string), [], b""
        return rest

    def _slim(self, data: bytes) -> bytes:
        out: list[bytes] = []
        at, self._carried = 0, b""
        while at < len(data):
            at = self._string_from(data, at, out) if self._in_string else self._rest(data, at, out)
        return b"".join(out)

    def _rest(self, data: bytes, at: int, out: list[bytes]) -> int:
        """What stands between strings, up to the next one's first quote."""
        end = data.find(b'"', at)
        part = data[at:] if end < 0 else data[at : end + 1]
        self._dive(part)
        out.append(part)
        self._in_string = end >= 0
        return at + len(part)

    def _string_from(self, data: bytes, at: int, out: list[bytes]) -> int:
        """A string up to its end, or as much of it as there is."""
        found = _INSIDE.match(data, at)
        end = found.end() if found else at
        self._keep(data[at:end])
        if end == len(data):
            return end
        if data[end : end + 1] != b'"':
            self._carried = data[end:]  # a backslash whose other half is in the next chunk
            return len(data)
        out.append(_MARK if self._length > LONGEST else b"".join(self._string))
        out.append(b'"')
        self._string, self._length, self._in_string = [], 0, False
        return end + 1

    def _keep(self, part: bytes) -> None:
        self._length += len(part)
        if self._length > LONGEST:
            self._string = []
        else:
            self._string.append(part)

    def _dive(self, part: bytes) -> None:
        steps = [_STEPS[each] for each in _BRACKETS.findall(part)]
        deepest = max(itertools.accumulate(steps, initial=self.depth))
        if deepest > DEEPEST:
            raise DataError(f"{self.name}: nested too deeply")
        self.depth += sum(steps)
