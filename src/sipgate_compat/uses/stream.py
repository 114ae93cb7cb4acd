"""A file of unknown size and kind as a stream of bytes, within bounds."""

from __future__ import annotations

import contextlib
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import DataError, UsageError

HEAD = 1 << 16
"""Bytes by which a file is recognised."""
MOST_BYTES = 4 << 30
LONGEST_LINE = 1 << 20
BOM = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Stream(io.RawIOBase):
    """The bytes of a file, unpacked where they are packed; the head is looked at first."""

    def __init__(self, name: str, source: BinaryIO) -> None:
        self.name = name
        self.source = source
        self.read_bytes = 0
        self.head = self._whole_head()
        self._left = self.head

    def readable(self) -> bool:
        """True: what `io` asks before it reads."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes, into a buffer.

        Raises:
            DataError: too many, or they cannot be unpacked.
        """
        data = self._left[: len(buffer)] or self._more(len(buffer))
        self._left = self._left[len(data) :]
        buffer[: len(data)] = data
        return len(data)

    def text(self, most: int) -> str:
        """All of it as text.

        Raises:
            DataError: more than so many bytes.
        """
        with io.BufferedReader(self) as reader:
            data = reader.read(most + 1)
        if len(data) > most:
            raise DataError(f"{self.name}: too large: more than {most // 1_000_000} MB")
        return data.decode("utf-8", errors="replace")

    def lines(self) -> Iterator[tuple[int, str | None]]:
        """Each line with its number; None where it is longer than is looked at."""
        with io.BufferedReader(self, 1 << 16) as reader:
            number, cut = 0, False
            while line := reader.readline(LONGEST_LINE):
                ended = line.endswith(b"\n")
                if cut:
                    cut = not ended
                    continue
                number += 1
                cut = not ended and len(line) >= LONGEST_LINE
                yield number, None if cut else line.decode("utf-8", errors="replace").strip()

    def _whole_head(self) -> bytes:
        parts, size = [], 0
        while size < HEAD and (data := self._more(HEAD - size)):
            parts.append(data)
            size += len(data)
        return b"".join(parts).removeprefix(BOM)

    def _more(self, size: int) -> bytes:
        try:
            data = self.source.read(size)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise DataError(f"{self.name}: cannot be unpacked: not a whole gzip file") from None
        self.read_bytes += len(data)
        if self.read_bytes > MOST_BYTES:
            raise DataError(
                f"{self.name}: too large: more than {MOST_BYTES >> 30} GB; give a part of it"
            )
        return data


@contextlib.contextmanager
def opened(path: str) -> Iterator[Stream]:
    """A file as a stream, or (`-`) standard input; what gzip packed is unpacked.

    Raises:
        UsageError: there is no such file, or it cannot be read.
        DataError: it is packed and broken, or UTF-16.
    """
    name = "standard input" if path == "-" else Path(path).name
    try:
        with contextlib.ExitStack() as stack:
            source = sys.stdin.buffer if path == "-" else stack.enter_context(Path(path).open("rb"))
            stream = Stream(name, _unpacked(source, stack))
            if stream.head.startswith(UTF16):
                raise DataError(f"{name}: UTF-16; save it as UTF-8")
            yield stream
    except FileNotFoundError:
        raise UsageError(f"{path}: no such file") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None


def _unpacked(source: BinaryIO, stack: contextlib.ExitStack) -> BinaryIO:
    peekable = source if hasattr(source, "peek") else io.BufferedReader(source)  # type: ignore[type-var]
    if peekable.peek(2)[:2] == b"\x1f\x8b":
        return stack.enter_context(gzip.GzipFile(fileobj=peekable))  # type: ignore[return-value]
    return peekable
