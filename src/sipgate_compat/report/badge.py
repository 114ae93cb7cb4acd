"""A badge: as JSON for the endpoint of shields, and as a picture that needs nobody."""

from __future__ import annotations

import json
from html import escape
from typing import Literal

from ..model import Frozen
from ..run.model import Outcome, Run
from .matrix import Matrix
from .words import plural, printable

Color = Literal["brightgreen", "yellow", "orange", "red", "lightgrey"]
# White text on each of them is read by everybody (WCAG AA).
FILL: dict[Color, str] = {
    "brightgreen": "#276b0f",
    "yellow": "#7a5a00",
    "orange": "#9a4b0a",
    "red": "#b3261e",
    "lightgrey": "#595959",
}
LABEL = "#3b3b3b"
# Of Verdana at eleven pixels, about: `textLength` makes each text exactly as wide as its place.
SIGN, MARGIN, HEIGHT = 6.4, 10, 20


class Badge(Frozen):
    """What shields asks an endpoint for; it refuses keys that it does not know."""

    schemaVersion: Literal[1] = 1  # noqa: N815 - the name is theirs
    label: str
    message: str
    color: Color


def badge(run: Run, matrix: Matrix) -> Badge:
    """The worst that a run found, with the target in the label."""
    label = "sipgate API" if matrix.target == "live" else "sipgate-compat, emulator"
    message, color = _said(run, matrix)
    return Badge(label=label, message=message, color=color)


def _said(run: Run, matrix: Matrix) -> tuple[str, Color]:
    counts = matrix.summary
    if counts.get(Outcome.DEVIATES):
        return plural(counts[Outcome.DEVIATES], "deviation"), "red"
    if matrix.stale:
        return f"{plural(len(matrix.stale), 'known deviation')} out of date", "red"
    if counts.get(Outcome.ERRORED) or run.footer.left_out:
        return f"{counts.get(Outcome.ERRORED, 0) + run.footer.left_out} undecided", "orange"
    if counts.get(Outcome.KNOWN):
        return plural(counts[Outcome.KNOWN], "known deviation"), "yellow"
    if counts.get(Outcome.CONFORMS):
        return f"{plural(counts[Outcome.CONFORMS], 'case')} as promised", "brightgreen"
    return "nothing was put", "lightgrey"


def shields(run: Run, matrix: Matrix) -> str:
    """The JSON that shields' endpoint badge is made of."""
    return json.dumps(badge(run, matrix).model_dump(), indent=2) + "\n"


def svg(run: Run, matrix: Matrix) -> str:
    """The badge as a picture; its title is what a screen reader says."""
    made = badge(run, matrix)
    label, message = (escape(printable(each)) for each in (made.label, made.message))
    one, two = (round(len(each) * SIGN) + MARGIN for each in (made.label, made.message))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{one + two}" height="{HEIGHT}" '
        f'role="img" aria-label="{label}: {message}"><title>{label}: {message}</title>'
        f'<rect width="{one}" height="{HEIGHT}" fill="{LABEL}"/>'
        f'<rect x="{one}" width="{two}" height="{HEIGHT}" fill="{FILL[made.color]}"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" '
        f'text-anchor="middle">{_text(label, one / 2, one)}{_text(message, one + two / 2, two)}'
        "</g></svg>\n"
    )


def _text(said: str, middle: float, room: int) -> str:
    return f'<text x="{middle:g}" y="14" textLength="{room - MARGIN}">{said}</text>'
