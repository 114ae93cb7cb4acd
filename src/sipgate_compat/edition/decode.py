"""Bytes as text, and which format the text is in; both by content, never by name."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from .errors import TooLarge, Unreadable

MAX_BYTES = 20_000_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHARSET = re.compile(rb"""charset\s*+=\s*+["']?([a-z0-9_-]{1,40})""", re.IGNORECASE)
SIGNATURES = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "an archive"), (b"\x1f\x8b", "gzip"))
ENCODINGS = ("utf-8", "utf8", "iso-8859-1", "iso-8859-15", "latin-1", "windows-1252", "us-ascii")

DOCUMENT = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
MARKDOWN = re.compile(
    r"^ {0,3}(?:#{1,6}[ \t]+\S|\|?[ \t]*:?-{3,}:?[ \t]*\|[-:| \t]*$)", re.MULTILINE
)
ELEMENT = re.compile(
    r"<!--|</?(?:table|div|p|tr|td|h[1-6]|section|main|article)(?:\s[^<>]*+)?>", re.IGNORECASE
)


class Format(StrEnum):
    """How a page may be written down."""

    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


def decoded(data: bytes, name: str, charset: str | None = None) -> str:
    """The text in some bytes.

    Args:
        data: what was read.
        name: what to call it in a complaint.
        charset: what the server said; the bytes' own mark comes first, UTF-8 second.

    Raises:
        TooLarge: more than 20 MB.
        Unreadable: no text, or in an encoding that nobody names.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{name}: too large: more than {MAX_BYTES // 1_000_000} MB")
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(f"{name}: this is {what}; HTML, Markdown and plain text are read")
    for candidate in _encodings(data, charset):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise Unreadable(f"{name}: not text: neither UTF-8 nor an encoding that it names")


def format_of(text: str) -> Format:
    """The format of a text, by its markup."""
    if DOCUMENT.search(text, 0, 5_000):
        return Format.HTML
    if MARKDOWN.search(text):
        return Format.MARKDOWN
    return Format.HTML if ELEMENT.search(text) else Format.TEXT


def _encodings(data: bytes, charset: str | None) -> list[str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return [encoding]
    named = CHARSET.search(data, 0, 5_000)
    others = [charset or "", named[1].decode("ascii") if named else ""]
    return ["utf-8", *(each for each in others if each.lower() in ENCODINGS)]
