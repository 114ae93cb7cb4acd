"""May it move? For a terminal, as Markdown, and as annotations of GitHub."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..report.annotation import Annotation, Level, lines
from ..report.markdown import code, escaped
from ..report.words import plural, printable
from .model import Known, PageStatus, Stranger, Use, UsedOperation, Uses

MOST = 3
"""Of what is known besides, for each operation; all of it is in the JSON."""
TITLES = {
    Use.DISCONTINUED: "discontinued",
    Use.REFUSED: "refused",
    Use.DIFFERENT: "works differently",
    Use.NOT_DECIDED: "not decided",
    Use.WORKS: "works",
}
LEVELS: dict[Use, Level] = {
    Use.DISCONTINUED: "error",
    Use.REFUSED: "error",
    Use.DIFFERENT: "error",
    Use.NOT_DECIDED: "warning",
}
EMULATED = "the run was put to an emulator, which is no statement about sipgate"


def text(uses: Uses) -> str:
    """Each operation with what becomes of it, worst first; the answer in the last line."""
    return "\n".join(printable(line) for line in _lines(uses))


def _lines(uses: Uses) -> Iterator[str]:
    for row in uses.operations:
        yield f"{TITLES[row.use]:18}{row.method} {row.path}  ({_named(row)})"
        yield f"    {row.says}"
        yield from (f"    {line}" for line in _details(row))
    for each in uses.strangers:
        yield f"{TITLES[Use.NOT_DECIDED]:18}{_stranger(each)}"
    yield ""
    yield from _facts(uses)
    yield f"{uses.answer}: {uses.says}"


def _named(row: UsedOperation) -> str:
    seen = f", {plural(row.requests, 'request')}" if row.requests is not None else ""
    return f"{row.operation}{seen}"


def _details(row: UsedOperation) -> Iterator[str]:
    if row.instead:
        yield f"instead: {row.instead}"
    others = [each for each in row.known if each.use is not Use.WORKS and each is not row.known[0]]
    for each in others[:MOST]:
        yield f"{'also' if each.decides else 'open'}: {TITLES[each.use]}: {_known(each)}"
    if len(others) > MOST:
        yield f"… and {len(others) - MOST} more; all are in --format json"
    if row.status:
        yield f"page: {_status(row.status)}"
    yield f"known: {_provenance(row)}"


def _known(known: Known) -> str:
    return f"{known.says} ({known.when})" if known.when else known.says


def _status(status: PageStatus) -> str:
    age = plural(status.days, "day")
    return f"{status.status} since {status.since} at the latest, {age} (row {status.row})"


def _provenance(row: UsedOperation) -> str:
    first = row.known[0]
    source = f", {row.source.page}, read {row.source.read}" if row.source else ""
    seen = first.observed
    if seen is None:
        return f"{row.evidence}{source}"
    statuses = " and ".join(map(str, seen.statuses))
    return f"{row.evidence}{source}; a run on {seen.target} got {statuses}: {seen.verdict}"


def _stranger(each: Stranger) -> str:
    label = f"{each.method} {each.path}".strip()
    hint = f"; nearest: {each.nearest}" if each.nearest else ""
    return f"{label}  ({each.first}, {plural(each.requests, 'request')}): {each.says}{hint}"


def _facts(uses: Uses) -> Iterator[str]:
    read = uses.uses
    yield f"read: {plural(read.read, read.unit.removesuffix('s'))} of {read.name} ({read.form})"
    if read.not_understood:
        yield (
            f"not understood: {read.not_understood}, first {read.first_not_understood}; "
            "nothing is known of what they hold"
        )
    if read.elsewhere:
        yield f"left out: {plural(read.elsewhere, 'request')} that went elsewhere"
    yield f"contracts {uses.contracts}, page {uses.edition}, {uses.moves_from} → {uses.profile}"
    if uses.run:
        yield f"run: {uses.run.target} {uses.run.base_url}, {plural(uses.run.cases, 'case')}"
        if uses.run.target == "emulator":
            yield EMULATED


def markdown(uses: Uses) -> str:
    """The answer as a heading, and a table of the operations."""
    return "\n".join(_markdown(uses)) + "\n"


def _markdown(uses: Uses) -> Iterator[str]:
    yield f"## May my integration move to {uses.profile}?"
    yield ""
    yield "| | operation | what becomes of it | call instead | page | known |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in uses.operations:
        page = f"{row.status.status}, {plural(row.status.days, 'day')}" if row.status else ""
        cells = [row.says, row.instead or "", page, _provenance(row)]
        shown = " | ".join(map(escaped, cells))
        yield f"| {TITLES[row.use]} | {code(f'{row.method} {row.path}')} | {shown} |"
    for each in uses.strangers:
        yield f"| {TITLES[Use.NOT_DECIDED]} | {escaped(_stranger(each))} | | | | |"
    yield ""
    for fact in _facts(uses):
        yield f"- {escaped(fact)}"
    yield ""
    yield f"**{uses.answer}**: {escaped(uses.says)}"


def github(uses: Uses) -> str:
    """Annotations within GitHub's limits, and the answer in a line of its own."""
    shown = lines(_annotations(uses), "--format json names them all")
    return "\n".join([*shown, printable(f"{uses.answer}: {uses.says}")])


def _annotations(uses: Uses) -> Iterator[Annotation]:
    for row in uses.operations:
        if level := LEVELS.get(row.use):
            instead = f"\ninstead: {row.instead}" if row.instead else ""
            title = f"{TITLES[row.use]}: {row.method} {row.path}"
            yield Annotation(level, title, row.says + instead)
    for each in uses.strangers:
        yield Annotation("warning", TITLES[Use.NOT_DECIDED], _stranger(each))


WRITERS: dict[str, Callable[[Uses], str]] = {
    "text": text,
    "json": lambda uses: uses.model_dump_json(indent=2),
    "md": markdown,
    "github": github,
}
