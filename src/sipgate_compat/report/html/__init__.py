"""The page: one file, no network, complete without scripts and handier with them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ...edition.picture import style
from ...run.model import Run
from ..matrix import Matrix
from ..site import Site, site
from .head import head
from .matrix import matrix as table
from .operations import bad, operations
from .packed import packed
from .sections import changes, claims, contradictions, rtcm, skipped, sources, stale
from .text import esc

SECTIONS = (bad, stale, table, rtcm, claims, contradictions, changes, skipped, operations, sources)


def html(run: Run, matrix: Matrix) -> str:
    """The whole page."""
    # A runner of GitHub whose log this is printed to takes such a sign for a command.
    return "".join(_page(site(run, matrix))).replace("##[", "##&#91;")


def _page(shown: Site) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>sipgate-compat: {esc(shown.matrix.target)}</title>"
    yield f"<style>{_asset('site.css')}</style></head><body>\n"
    yield from head(shown)
    yield '<main id="main">\n'
    for section in SECTIONS:
        yield from section(shown)
        yield "\n"
    yield f'</main><template id="packed">{packed(shown)}</template>'
    yield f"<script>{_asset('site.js')}</script></body></html>\n"


@cache
def _asset(name: str) -> str:
    """A file of ours that stands in every page as it is."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """Nothing is loaded and nothing runs but these very styles and this very script."""
    styles = f"{_hash(_asset('site.css'))} {_hash(style())}"
    return (
        f"default-src 'none'; style-src {styles}; script-src {_hash(_asset('site.js'))}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
