"""``run --prune-known``: deviations.yaml without the entries that have to go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..contract.book import Book
    from ..run.model import Run


@dataclass(frozen=True, slots=True)
class Prune:
    """Where the clean file goes: standard output, a named file, or its own place."""

    show: bool = False
    to: str | None = None
    in_place: bool = False

    @property
    def on_stdout(self) -> bool:
        """Whether the clean file is the data that the verb gives."""
        return self.show and not self.to and not self.in_place

    def known(self, book: Book, run: Run) -> None:
        """Show or write the file as it would be; nothing where that was not asked for."""
        if not (self.show or self.to or self.in_place):
            return
        from ..contract.prune import pruned
        from ..yamlfile import text_of

        path = book.root / "deviations.yaml"
        gone = {each.deviation for each in run.footer.stale}
        text = pruned(text_of(path), path, gone.__contains__)
        if self.on_stdout:
            click.echo(text, nl=False)
        if self.to:
            _write(Path(self.to), text)
        if self.in_place and gone:
            _write(path, text)


def _write(path: Path, text: str) -> None:
    from ..atomic import write_text

    write_text(path, text)
    click.echo(f"wrote {path}", err=True)
