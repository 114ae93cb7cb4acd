"""HTML without all that carries no structure, so that parsing it stays cheap.

A conforming parser needs quadratic time for some inputs: elements that are never closed, thousands
of attributes, formatting elements that it must open again and again. So only elements that carry
structure reach it, without their other attributes, and no more than it can nest in half a second.
"""

from __future__ import annotations

import re

from .errors import TooLarge

MAX_TAGS = 200_000
MAX_ELEMENTS = 12_000


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = _names("h1 h2 h3 h4 h5 h6")
BLOCKS = _names(
    "address article blockquote body caption dd details div dl dt fieldset figcaption figure form "
    "header hr li main ol p pre section summary ul"
)
TABLES = _names("table thead tbody tfoot tr td th")
AROUND = _names("nav footer aside title")
KEPT = BLOCKS | HEADINGS | TABLES | AROUND | {"br", "html", "head"}
INLINE = _names(
    "a abbr b bdi bdo big cite code del em font i ins kbd mark nobr q s samp small span strike "
    "strong sub sup tt u var wbr"
)

# Each attempt ends before the next "<" or takes all it has seen: linear, whatever comes.
TOKEN = re.compile(
    r"""<!--.*?(?:-->|\Z)
    | <(?P<noise>script|style|template|svg|button|iframe|textarea|select|noscript)(?=[\s/>])
      .*?(?:</(?P=noise)\s*+>|\Z)
    | <(?P<end>/?)(?P<name>[a-z][a-z0-9-]*+)
      (?P<attributes>(?:"[^"<]*+"|'[^'<]*+'|[^<>"'])*+)>
    | <(?P<end2>/?)(?P<name2>[a-z][a-z0-9-]*+)[^<>]*+>
    | <[!?][^<>]*+>?
    | <""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
ATTRIBUTE = re.compile(
    r"""\s(role|rowspan|colspan|aria-level)\s*+=\s*+["']?([a-z0-9]{1,20})\b""", re.IGNORECASE
)


def slim(html: str) -> str:
    """The same page with nothing but structure and text.

    Raises:
        TooLarge: more markup than a help page has.
    """
    if (tags := html.count("<")) > MAX_TAGS:
        raise TooLarge(f"{tags} tags: more than any help page has; up to {MAX_TAGS} are read")
    opened = closed = 0

    def token(match: re.Match[str]) -> str:
        nonlocal opened, closed
        name = (match["name"] or match["name2"] or "").lower()
        if name not in KEPT:
            return _other(match, name)
        if match["end"] or match["end2"]:
            closed += 1
            return f"</{name}>" if closed <= MAX_ELEMENTS else ""
        if (opened := opened + 1) > MAX_ELEMENTS:
            raise TooLarge(f"more elements than any help page has; up to {MAX_ELEMENTS} are read")
        return f"<{name}{_attributes(match['attributes'])}>"

    return TOKEN.sub(token, html)


def _attributes(text: str | None) -> str:
    found = {m[1].lower(): m[2].lower() for m in ATTRIBUTE.finditer(text or "")}
    return "".join(f" {name}={value}" for name, value in found.items())


def _other(match: re.Match[str], name: str) -> str:
    """What is left of a token that carries no structure."""
    whole = match[0]
    if whole == "<":
        return "&lt;"
    bare = not match["end"] and match["attributes"] == ""
    after_slash = match.start() > 0 and match.string[match.start() - 1] == "/"
    if name and bare and after_slash and name not in INLINE:
        # A path parameter that somebody forgot to escape: /calls/<callId>
        return f"&lt;{whole[1:-1]}&gt;"
    return ""
