"""The front page of the published site: when it last ran well, and where the reports are."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..report.words import SYMBOLS, about_target, plural
from .heartbeat import Heartbeat


def front_page(beat: Heartbeat) -> str:
    """The page, complete without scripts and without the network."""
    templates = Environment(
        loader=PackageLoader("sipgate_compat.monitor"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    templates.filters |= {"plural": plural, "about": about_target}
    templates.globals |= {"symbols": SYMBOLS}
    text: str = templates.get_template("front.html.jinja").render(beat=beat)
    return text
