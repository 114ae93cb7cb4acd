"""The page's tables as typed rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .block import Block, Heading, Table
from .endpoint import METHOD, Found, Key, endpoints, key
from .errors import DuplicateRow, TooLarge
from .model import Described, Row, Status
from .words import column_of, section_of, status_of

MAX_ROWS = 1_000
NAMES = {"rtcm": "RTCM", "devices": "devices", "channels": "channels", "others": "other"}


@dataclass
class Tables:
    """What was found, table by table."""

    rows: list[Row] = field(default_factory=list)
    devices: list[Described] = field(default_factory=list)
    channels: list[Described] = field(default_factory=list)
    others: list[Described] = field(default_factory=list)
    empty: bool = False
    """There is a table with the RTCM table's head."""
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    """A row of some table before anybody knows which."""

    found: Found
    status: str | None
    text: str


def tables(blocks: list[Block]) -> Tables:
    """The rows of all tables that name endpoints.

    Raises:
        DuplicateRow: one endpoint in two rows of a table, or in two that disagree.
        TooLarge: more rows than any help page has.
    """
    made = Tables()
    seen: dict[tuple[str, Key], tuple[int, Row | Described]] = {}
    # What markup or a head makes a table comes first; the mere look of lines only adds to it.
    for number, (table, section) in enumerate(_surest_first(blocks)):
        has_status, lines = _lines(table, made.warnings)
        kind = _kind(table, has_status, lines, section)
        made.empty |= kind == "rtcm"
        for row in _rows(kind, lines, section):
            place = (kind, key(row.method, row.path))
            if place not in seen:
                seen[place] = number, row
                getattr(made, "rows" if kind == "rtcm" else kind).append(row)
                if len(seen) > MAX_ROWS:
                    raise TooLarge(f"more than {MAX_ROWS} endpoints: no help page has so many")
            elif table.sure and (seen[place][0] == number or seen[place][1] != row):
                raise DuplicateRow(
                    f"{row.method} {row.path} stands twice in the {NAMES[kind]} table; "
                    "one row per endpoint is read"
                )
    made.warnings += [
        f"{row.label}: unknown status {row.status_text!r}; kept as written"
        for row in made.rows
        if row.status is Status.UNKNOWN
    ]
    return made


def _surest_first(blocks: list[Block]) -> list[tuple[Table, str]]:
    """The tables, each with the heading above it."""
    heading, found = "", []
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            found.append((block, heading))
    return sorted(found, key=lambda pair: not pair[0].sure)


def _lines(table: Table, warnings: list[str]) -> tuple[bool, list[_Line]]:
    """The rows that name endpoints, and whether the table has a column of statuses."""
    split = [_split(cells) for cells in table.rows]
    head = next((cells for found, cells in split if not found.endpoints and _is_head(cells)), ())
    columns = [column_of(cell) for cell in head]
    body = [(found, cells) for found, cells in split if found.endpoints]
    status = columns.index("status") if "status" in columns else _status_column(body)
    if status is not None:
        for found, cells in split:
            if not found.endpoints and not _is_head(cells) and len([c for c in cells if c]) > 1:
                said = " | ".join(cell for cell in cells if cell)
                warnings.append(f"a row without an endpoint was not read: {said[:80]!r}")
    return status is not None, [_line(found, cells, status) for found, cells in body]


def _split(cells: tuple[str, ...]) -> tuple[Found, tuple[str, ...]]:
    """The endpoints of a row, and its cells with the endpoints' own cell emptied."""
    for i, cell in enumerate(cells):
        following = cells[i + 1] if i + 1 < len(cells) else ""
        if METHOD.fullmatch(cell) and following.startswith("/"):
            found = endpoints(f"{cell} {following}")
            return found, (*cells[:i], "", "", *cells[i + 2 :])
        found = endpoints(cell)
        if found.endpoints:
            return found, (*cells[:i], "", *cells[i + 1 :])
    return Found((), ""), cells


def _is_head(cells: tuple[str, ...]) -> bool:
    columns = [column_of(cell) for cell in cells if cell]
    return len(columns) > 1 and "endpoint" in columns


def _status_column(body: list[tuple[Found, tuple[str, ...]]]) -> int | None:
    """The column in which most known statuses stand, where at least half its cells are known."""
    width = max((len(cells) for _, cells in body), default=0)
    counts = [
        sum(len(cells) > i and status_of(cells[i]) is not Status.UNKNOWN for _, cells in body)
        for i in range(min(width, 20))
    ]
    best = max(counts, default=0)
    return counts.index(best) if best and best * 2 >= len(body) else None


def _line(found: Found, cells: tuple[str, ...], status: int | None) -> _Line:
    said = [found.rest] + [cell for i, cell in enumerate(cells) if i != status]
    text = " ".join(cell for cell in said if cell)
    if status is None:
        return _Line(found, None, text)
    return _Line(found, cells[status] if status < len(cells) else "", text)


def _kind(table: Table, has_status: bool, lines: list[_Line], section: str) -> str:
    """Which table this is: by its column of statuses, by its section, by its paths."""
    if has_status:
        return "rtcm"
    named = section_of(section)
    if named in ("devices", "channels"):
        return named
    paths = [path for line in lines for _, path in line.found.endpoints]
    for kind, part in (("channels", "/channels"), ("devices", "/devices")):
        if paths and all(part in path for path in paths):
            return kind
    return "others"


def _rows(kind: str, lines: list[_Line], section: str) -> Iterator[Row | Described]:
    for line in lines:
        for method, path in line.found.endpoints:
            place = {"method": method, "path": path}
            if kind == "rtcm":
                text = line.status or ""
                yield Row.model_validate(
                    {
                        **place,
                        "status": status_of(text),
                        "status_text": text,
                        "note": line.text,
                    }
                )
            else:
                more = {"section": section or None} if kind == "others" else {}
                yield Described.model_validate({**place, "description": line.text, **more})
