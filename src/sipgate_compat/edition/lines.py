"""Tables that no markup shows: a run of paragraphs in which endpoints recur."""

from __future__ import annotations

from .block import Block, Heading, Paragraph, Table
from .endpoint import METHOD, is_endpoint
from .model import Status
from .text import heads
from .words import column_of, section_of, status_of


def with_tables(blocks: list[Block]) -> list[Block]:
    """The same blocks with each run of cells made a table.

    A run begins with the heads of its columns, or with a paragraph that is an endpoint and nothing
    else. A row goes on until the next endpoint and has no more cells than the head.
    """
    return _Runs(_joined(blocks)).blocks()


def _joined(blocks: list[Block]) -> list[Block]:
    """The same blocks, with a method and the path that follows it in one paragraph."""
    made: list[Block] = []
    for block in blocks:
        before = _text(made[-1]) if made else ""
        if METHOD.fullmatch(before) and _text(block).startswith("/"):
            made[-1] = Paragraph(f"{before} {_text(block)}")
        else:
            made.append(block)
    return made


class _Runs:
    def __init__(self, blocks: list[Block]) -> None:
        self.all = blocks
        self.at = 0

    def blocks(self) -> list[Block]:
        made: list[Block] = []
        while self.at < len(self.all):
            made.append(self._table() or self._next())
        return made

    def _next(self) -> Block:
        self.at += 1
        return self.all[self.at - 1]

    def _peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return _text(self.all[at]) if at < len(self.all) else ""

    def _table(self) -> Table | None:
        head = self._head()
        self.at += len(head)
        rows: list[tuple[str, ...]] = []
        while is_endpoint(self._peek()):
            rows.append(self._row(len(head)))
        if not head and not rows:
            return None
        return Table(((head,) if head else ()) + tuple(rows), sure=bool(head))

    def _head(self) -> tuple[str, ...]:
        """The heads of columns that begin here: an endpoint's and at least one more."""
        cells: list[str] = []
        while (cell := self._peek(len(cells))) and not is_endpoint(cell):
            column = column_of(cell)
            if column is None or (column == "endpoint") is bool(cells):
                break
            cells.append(cell)
        return tuple(cells) if len(cells) > 1 else ()

    def _row(self, width: int) -> tuple[str, ...]:
        cells = [self._peek()]
        self.at += 1
        width = width or (3 if status_of(self._peek()) is not Status.UNKNOWN else 2)
        while len(cells) < width and self._is_cell(len(cells) + 1 == width):
            cells.append(self._peek())
            self.at += 1
        return tuple(cells)

    def _is_cell(self, last: bool) -> bool:
        """Is the next paragraph a cell, and not the heading of what comes after the table?"""
        text, following = self._peek(), self._peek(1)
        if not text or is_endpoint(text) or self._head():
            return False
        if not last or is_endpoint(following):
            return True
        return not heads(text) or not (section_of(text) or (following and not heads(following)))


def _text(block: Block) -> str:
    return "" if isinstance(block, Heading | Table) else block.text
