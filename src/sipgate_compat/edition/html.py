"""HTML as blocks: tables, table-like markup, headings, prose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .block import Block, Heading, Paragraph, Table
from .grid import Grid
from .slim import AROUND, BLOCKS, HEADINGS, slim
from .words import clean

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_SPAN = 50
ROLES = {
    **dict.fromkeys(("table", "grid", "treegrid"), "table"),
    "row": "row",
    **dict.fromkeys(("cell", "gridcell", "columnheader", "rowheader"), "cell"),
    "heading": "heading",
}
TAGS = {
    **dict.fromkeys(BLOCKS, "block"),
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("td", "th"), "cell"),
    "table": "table",
    "tr": "row",
    "br": "break",
    "li": "item",
    "ol": "list",
    "ul": "list",
}


def blocks(html: str) -> list[Block]:
    """The blocks of a page's main part, without what stands around it.

    Raises:
        TooLarge: more markup than any help page has.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(slim(html))
    root = _main(tree)
    if root is None:
        return []
    page = _Page(_layouts(root))
    for node, leaving in _walk(root):
        if leaving:
            page.leave(node)
        else:
            page.enter(node)
    page.flush()
    title = tree.css_first("title")
    if title and not any(isinstance(each, Heading) and each.level == 1 for each in page.blocks):
        page.blocks.insert(0, Heading(clean(title.text()), 1))
    return page.blocks


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    for selector in ("main, [role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1:
            return found[0]
    return tree.body


def _layouts(root: LexborNode) -> set[int]:
    """The tables that hold other tables: there for the looks, and no data."""
    held, open_ = set[int](), list[int]()
    for node, leaving in _walk(root):
        if _kind(node) != "table":
            continue
        if leaving:
            open_.pop()
        else:
            held.update(open_[-1:])
            open_.append(node.mem_id)
    return held


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Every node on the way in, then on the way out; without recursion, for depth is foreign."""
    path: list[LexborNode] = []
    node: LexborNode | None = root
    while node is not None:
        yield node, False
        below = None if node.tag in AROUND else node.child
        if below is not None:
            path.append(node)
            node = below
            continue
        yield node, True
        while path and node.next is None:
            node = path.pop()
            yield node, True
        node = node.next if path else None


class _Page:
    """Collects blocks while the tree is walked."""

    def __init__(self, layouts: set[int]) -> None:
        self.layouts = layouts
        self.blocks: list[Block] = []
        self.text: list[str] = []
        self.heading: int | None = None
        # None stands for a table of mere layout, whose cells are prose.
        self.grids: list[Grid | None] = []
        self.numbers: list[int | None] = []

    @property
    def grid(self) -> Grid | None:
        return self.grids[-1] if self.grids else None

    def enter(self, node: LexborNode) -> None:
        match _kind(node):
            case "text":
                self.add(node.text_content or "")
            case "table":
                self.boundary()
                self.grids.append(None if node.mem_id in self.layouts else Grid())
            case "row" if self.grid:
                self.grid.open_row()
            case "cell" if self.grid:
                self.grid.open_cell(_span(node, "rowspan"), _span(node, "colspan"))
            case "break":
                self._break()
            case "heading":
                self.boundary()
                self.heading = _level(node)
            case "list":
                self.boundary()
                self.numbers.append(0 if node.tag == "ol" else None)
            case "item":
                self.boundary()
                self._number()
            case "row" | "cell" | "block":
                self.boundary()

    def leave(self, node: LexborNode) -> None:
        match _kind(node):
            case "table":
                self._close_table()
            case "cell" if self.grid:
                self.grid.close_cell()
            case "heading":
                self.boundary()
                self.heading = None
            case "list":
                self.boundary()
                self.numbers.pop()
            case "row" | "cell" | "block" | "item":
                self.boundary()

    def add(self, text: str) -> None:
        if self.grid:
            self.grid.add(text)
        else:
            self.text.append(text)

    def boundary(self) -> None:
        """A block begins or ends."""
        if self.grid:
            self.grid.boundary()
        else:
            self.flush()

    def flush(self) -> None:
        """Make a block of the text so far."""
        text = clean("".join(self.text))
        self.text = []
        if text:
            self.blocks.append(Heading(text, self.heading) if self.heading else Paragraph(text))

    def _break(self) -> None:
        """A line ends; where it ends in a slash, a long path goes on."""
        before = (self.grid.text if self.grid else self.text) or [""]
        if not clean(before[-1][-20:]).endswith("/"):
            self.add(" ")

    def _close_table(self) -> None:
        self.flush()
        if grid := self.grids.pop():
            grid.close_cell()
            rows = tuple(tuple(row) for row in grid.rows if any(row))
            if rows:
                self.blocks.append(Table(rows))

    def _number(self) -> None:
        """Say the number of an item, as a browser does."""
        if self.numbers and self.numbers[-1] is not None:
            self.numbers[-1] += 1
            self.add(f"{self.numbers[-1]}. ")


def _kind(node: LexborNode) -> str | None:
    if node.is_text_node:
        return "text"
    return ROLES.get(node.attributes.get("role") or "") or TAGS.get(node.tag or "")


def _level(node: LexborNode) -> int:
    text = node.attributes.get("aria-level") or (node.tag or "")[1:]
    return int(text) if text in ("1", "2", "3", "4", "5", "6") else 2


def _span(node: LexborNode, name: str) -> int:
    text = node.attributes.get(name) or ""
    return max(1, min(int(text), MAX_SPAN)) if text.isdecimal() and len(text) < 6 else 1
