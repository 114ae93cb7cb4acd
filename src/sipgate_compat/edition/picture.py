"""The lives of all rows as a picture: SVG without scripts, whose statuses differ by pattern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as Xml

from .model import Status
from .timeline import Life, Stretch, Timeline
from .words import clean

GONE = "gone"
FULL = "M0 4h8"
# Fill of each status: the lines of a tile of eight by eight; nothing is an empty box.
TILES = {
    Status.PLANNED: "M0 4h2M4 0h2M4 8h2",
    Status.IN_PROGRESS: "M-2 2l4-4M0 8l8-8M6 10l4-4",
    Status.IMPLEMENTED: FULL,
    Status.UNDER_REVIEW: "M0 0l8 8M8 0l-8 8",
    Status.NOT_PLANNED: "M0 2h8M0 6h8",
    Status.UNKNOWN: "M2 0v8M6 0v8",
}
LIGHT = {"ink": "#1b1f24", "dim": "#57606a", "paper": "#ffffff"}
DARK = {"ink": "#e6edf3", "dim": "#9da7b1", "paper": "#0d1117"}

PLOT, ROW, BAR, TOP, MARGIN = 640.0, 38.0, 14.0, 40.0, 12.0
LETTER = 6.7
"""Width of a letter, in pixels, of a font of twelve; a little too much rather than too little."""
LEAST = 3.0
"""A stretch of a day is still to be seen, in pixels."""


@dataclass(frozen=True)
class Axis:
    """Days as pixels from left to right; the last stretches go on beyond the last edition."""

    first: int
    last: int
    left: float

    def x(self, day: int) -> float:
        """Where a day is."""
        return round(self.left + PLOT * (day - self.first) / (self.last - self.first), 1)


def picture(found: Timeline) -> str:
    """The whole picture as a file, or to be put into a page as it is."""
    days = sorted({_day(name[:10]) for name in found.editions})
    days = days or sorted({_day(each.since) for row in found.rows for each in row.stretches})
    labels = [clean(f"{row.method} {row.path}") for row in found.rows]
    left = round(MARGIN + LETTER * max(map(len, labels), default=0) + MARGIN, 1)
    width = left + PLOT + MARGIN
    foot = TOP + ROW * len(found.rows) + 12
    svg = _svg(width, foot + 60)
    if days:
        axis = Axis(days[0], days[-1] + max(14, (days[-1] - days[0]) // 8), left)
        _days(svg, axis, days, foot)
        for number, row in enumerate(found.rows):
            _row(svg, axis, row, labels[number], TOP + ROW * number)
        _legend(svg, _used(found), foot + 30)
    else:
        _text(svg, "no editions", MARGIN, TOP)
    Xml.indent(svg)
    return Xml.tostring(svg, encoding="unicode") + "\n"


def _svg(width: float, height: float) -> Xml.Element:
    size = {"width": f"{width:g}", "height": f"{height:g}", "viewBox": f"0 0 {width:g} {height:g}"}
    more = {"role": "img", "aria-labelledby": "timeline-title", "class": "timeline"}
    svg = Xml.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **more})
    Xml.SubElement(svg, "title", id="timeline-title").text = "What the help page says of each row"
    Xml.SubElement(svg, "style").text = style()
    definitions = Xml.SubElement(svg, "defs")
    for status, lines in TILES.items():
        tile = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
        made = Xml.SubElement(definitions, "pattern", {"id": f"timeline-{status}", **tile})
        line = {"class": "line", "d": lines, "stroke-width": "8" if lines is FULL else "1"}
        Xml.SubElement(made, "path", line)
    Xml.SubElement(svg, "rect", {"class": "paper", "width": "100%", "height": "100%"})
    return svg


def style() -> str:
    """The same for every picture, so that a page can allow it by its hash."""
    return (
        f"{_colours(LIGHT)} .timeline text{{font:12px ui-monospace,monospace;stroke:none}} "
        f"@media (prefers-color-scheme:dark){{{_colours(DARK)}}}"
    )


def _colours(of: dict[str, str]) -> str:
    return (
        f".timeline .paper{{fill:{of['paper']}}} .timeline text{{fill:{of['ink']}}} "
        f".timeline .dim{{fill:{of['dim']}}} .timeline .line,.timeline .box{{stroke:{of['ink']}}} "
        f".timeline .day{{stroke:{of['dim']};stroke-dasharray:1 3}}"
    )


def _days(svg: Xml.Element, axis: Axis, days: Sequence[int], foot: float) -> None:
    """A line for each edition; its day where there is room for it."""
    free = 0.0
    for day in days:
        x = axis.x(day)
        Xml.SubElement(svg, "path", {"class": "day", "d": f"M{x:g} {TOP - 16:g}V{foot:g}"})
        if x >= free:
            _text(svg, date.fromordinal(day).isoformat(), x, TOP - 22, "dim")
            free = x + 11 * LETTER


def _row(svg: Xml.Element, axis: Axis, row: Life, label: str, top: float) -> None:
    _text(svg, label, MARGIN, top + ROW - 10)
    starts = [_day(each.since) for each in row.stretches]
    for stretch, (start, end) in zip(row.stretches, pairwise([*starts, axis.last]), strict=True):
        x = axis.x(start)
        wide = max(axis.x(end) - x, LEAST)
        until = "" if end == axis.last else f" to {date.fromordinal(end).isoformat()}"
        _stretch(svg, stretch, f"{label}: {_said(stretch)}, {stretch.since}{until}", x, top, wide)


def _stretch(
    svg: Xml.Element, stretch: Stretch, said: str, x: float, top: float, wide: float
) -> None:
    group = Xml.SubElement(svg, "g")
    Xml.SubElement(group, "title").text = said
    _box(group, stretch.status, x, top + ROW - BAR - 6, wide)
    label = _said(stretch)
    if len(label) * LETTER <= wide:
        _text(group, label, x, top + ROW - BAR - 10, "dim")


def _box(parent: Xml.Element, status: Status | None, x: float, y: float, wide: float) -> None:
    fill = f"url(#timeline-{status})" if status else "none"
    more = {} if status else {"stroke-dasharray": "2 3"}
    place = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{wide:g}", "height": f"{BAR:g}"}
    Xml.SubElement(parent, "rect", {"class": "box", "fill": fill, **place, **more})


def _legend(svg: Xml.Element, used: Sequence[Status | None], y: float) -> None:
    x = MARGIN
    for status in used:
        name = status.value if status else GONE
        _box(svg, status, x, y - BAR + 3, 24)
        _text(svg, name, x + 30, y)
        x += 30 + LETTER * (len(name) + 3)


def _used(found: Timeline) -> list[Status | None]:
    there = {each.status for row in found.rows for each in row.stretches}
    return [each for each in (*Status, None) if each in there]


def _said(stretch: Stretch) -> str:
    text = clean(stretch.shown) or "(none)"
    return text if len(text) <= 40 else f"{text[:39]}…"


def _text(parent: Xml.Element, text: str, x: float, y: float, kind: str = "") -> None:
    more = {"class": kind} if kind else {}
    Xml.SubElement(parent, "text", {"x": f"{x:g}", "y": f"{y:g}", **more}).text = text


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()
