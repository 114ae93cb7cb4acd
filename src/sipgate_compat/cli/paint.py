"""Text for people in colours, where it goes to a terminal that shows them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import IO

import click

COLOURS = {"✗": "red", "!": "yellow", "~": "yellow", "✓": "green", "·": "bright_black"}
# A symbol stands alone, or behind the number of cells that have it.
SYMBOL = re.compile(r"(?<![^\s\d])[✗!~✓·](?=\s|$)")
HEADING = re.compile(r"[A-Z][A-Z ]+(\(\d+\))?")
KNOWN = re.compile(r"\[(documented|specified|observed|assumed)\b.*")


def coloured(stream: IO[str], environ: Mapping[str, str]) -> bool:
    """Whether a stream is a terminal that shows colours (https://no-color.org)."""
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def painted(text: str) -> str:
    """The text with its headings, symbols and evidence in colours, and otherwise as it is."""
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    if HEADING.fullmatch(line):
        return click.style(line, bold=True)
    line = KNOWN.sub(lambda found: click.style(found[0], fg="bright_black"), line)
    return SYMBOL.sub(lambda found: click.style(found[0], fg=COLOURS[found[0]]), line)


def say(text: str, err: bool = False) -> None:
    """Print a text for people."""
    stream = sys.stderr if err else sys.stdout
    shows = coloured(stream, os.environ)
    click.echo(painted(text) if shows else text, err=err, color=shows)
