"""XML from a stranger as plain elements: no document type, so no entities; bounded in size.

Expat itself is asked, as the defused parsers do, for it tells the line of each element.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

DEEPEST = 20
MOST = 2000
# What the parser knows without asking; RFC 7303 lets the header decide over the document.
CHARSETS = {"utf-8": "UTF-8", "utf8": "UTF-8", "utf-16": "UTF-16", "iso-8859-1": "ISO-8859-1"}
CHARSETS |= {"us-ascii": "US-ASCII", "ascii": "US-ASCII", "latin1": "ISO-8859-1"}


class Unreadable(Exception):
    """A body is no XML that an answer can be."""


@dataclass
class Node:
    """An element with the line it begins in."""

    name: str
    line: int
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    text: str = ""


class Builder:
    """The parser's handlers: they make nodes and refuse what is dangerous."""

    def __init__(self, charset: str | None) -> None:
        self.parser = expat.ParserCreate(charset)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.buffer_text = True
        self.open: list[Node] = []
        self.root: Node | None = None
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.count += 1
        if self.count > MOST or len(self.open) >= DEEPEST:
            raise Unreadable(
                f"line {self.line}: more than {MOST} elements, or deeper than {DEEPEST}"
            )
        node = Node(name, self.line, attributes)
        if self.open:
            self.open[-1].children.append(node)
        self.root = self.root or node
        self.open.append(node)

    def end(self, _: str) -> None:
        """An element ends."""
        self.open.pop()

    def data(self, text: str) -> None:
        """Text stands in an element."""
        if self.open:
            self.open[-1].text += text

    def doctype(self, *_: object) -> None:
        """A document type could declare entities that grow without bound, or name files."""
        raise Unreadable(f"line {self.line}: it declares a document type, which is not read")

    @property
    def line(self) -> int:
        """The line that is being read."""
        return self.parser.CurrentLineNumber


def read(body: bytes, charset: str | None = None) -> Node:
    """The root element of a body.

    Args:
        body: as it came, of bounded size.
        charset: what the content type says, if it says any.

    Raises:
        Unreadable: in one line, without a word of the body.
    """
    if charset and charset.lower() not in CHARSETS:
        raise Unreadable("its content type names a charset that XML is not read in")
    builder = Builder(CHARSETS[charset.lower()] if charset else None)
    try:
        builder.parser.Parse(body, True)
    except expat.ExpatError as error:
        raise Unreadable(f"line {error.lineno}: {expat.ErrorString(error.code)}") from None
    except (UnicodeError, ValueError, LookupError):
        raise Unreadable("its declaration names an encoding that is not known") from None
    assert builder.root  # Expat refuses a document without one.
    return builder.root
