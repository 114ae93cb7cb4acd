"""A table while its markup is being read: cells that span, cells without markup of their own."""

from __future__ import annotations

from dataclasses import dataclass, field

from .words import clean

MAX_WIDTH = 50


@dataclass
class Grid:
    """Rows of cells, filled from left to right."""

    rows: list[list[str]] = field(default_factory=list)
    text: list[str] | None = None
    """The text of the open cell."""
    loose: bool = False
    """The open cell began with mere text in a row and ends with its block."""
    spans: tuple[int, int] = (1, 1)
    below: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Column → how many more rows a cell from above covers, and its text."""

    def open_row(self) -> None:
        """Begin a row."""
        self.close_cell()
        self.rows.append([])
        self._fill()

    def open_cell(self, rowspan: int = 1, colspan: int = 1, loose: bool = False) -> None:
        """Begin a cell."""
        self.close_cell()
        self.text, self.spans, self.loose = [], (rowspan, colspan), loose

    def add(self, text: str) -> None:
        """Add text to the open cell; text outside of cells opens one."""
        if self.text is None:
            if not text.strip():
                return
            self.open_cell(loose=True)
        assert self.text is not None
        self.text.append(text)

    def boundary(self) -> None:
        """Where a block begins or ends words do not touch, and a loose cell is over."""
        if self.loose:
            self.close_cell()
        elif self.text is not None:
            self.text.append(" ")

    def close_cell(self) -> None:
        """End the open cell, if there is one."""
        if self.text is None:
            return
        text, (rowspan, colspan) = clean("".join(self.text)), self.spans
        self.text, self.loose = None, False
        if not self.rows:
            self.rows.append([])
        for i in range(min(colspan, MAX_WIDTH - len(self.rows[-1]))):
            # A cell over several columns says its text once, one over several rows in each.
            said = text if i == 0 else ""
            if rowspan > 1:
                self.below[len(self.rows[-1])] = (rowspan - 1, said)
            self.rows[-1].append(said)
        self._fill()

    def _fill(self) -> None:
        """Repeat what cells from above say in this row."""
        row = self.rows[-1]
        while (column := len(row)) in self.below and column < MAX_WIDTH:
            left, text = self.below.pop(column)
            row.append(text)
            if left > 1:
                self.below[column] = (left - 1, text)
