"""``sipgate-compat edition``: the help page as data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ..errors import Exit, UsageError

if TYPE_CHECKING:
    from ..edition.model import Edition
    from ..edition.read import Reading

Command = TypeVar("Command", bound=Callable[..., object])


def formats(*names: str) -> Callable[[Command], Command]:
    """The option that chooses between formats; the first is the default."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True
    )


@click.group()
def edition() -> None:
    """The help page as data.

    Pages are HTML, Markdown or flattened text, English or German. A page without its RTCM table is
    an error, never "no change".
    """


@edition.command("import")
@click.argument("place", metavar="FILE_OR_URL")
@click.option("--date", "day", required=True, metavar="D", help="The page said so on this day.")
@click.option("--lang", type=click.Choice(["en", "de"]), help="Default: by the page's words.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "yaml"]),
    default="text",
    show_default=True,
)
@click.option("--save", is_flag=True, help="Keep it among the contracts' editions.")
@click.option("--out", metavar="DIR", help="Keep it in this folder.")
@click.option("--source", metavar="URL", help="Where the page stands, if FILE is a copy of it.")
def import_(
    place: str,
    day: str,
    lang: str | None,
    form: str,
    save: bool,
    out: str | None,
    source: str | None,
) -> None:
    """Read a page, print it as data, and keep it where asked to.

    FILE_OR_URL may be - for standard input. Nothing is written unless the whole page was read.
    """
    from ..edition import store
    from ..edition.fetch import fetched
    from ..edition.model import Lang
    from ..edition.read import read

    _check_day(day)
    page = fetched(place)
    reading = read(
        page.data,
        page.place,
        date=day,
        lang=Lang(lang) if lang else None,
        charset=page.charset,
        source=source or page.source,
    )
    found = reading.edition
    _warn(reading)
    if save or out:
        path = store.save(Path(out) if out else _kept(), found)
        click.echo(f"wrote {path}", err=True)
    click.echo(_rendered(found, form))


@edition.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "notice", "info"]),
    help="Exit 1 where a change is as bad as this, or worse.",
)
def diff(old: str, new: str, form: str, fail_on: str | None) -> int:
    """What changed from OLD to NEW, worst first.

    Each is a page, an edition's file, or the name or date of an edition that is kept.
    """
    from ..change.model import Severity
    from ..edition.diff import diff as compared
    from ..edition.show import diff_text
    from ..edition.source import edition_at

    readings = [edition_at(place, _kept()) for place in (old, new)]
    for reading in readings:
        _warn(reading)
    found = compared(readings[0].edition, readings[1].edition)
    for said in found.not_compared:
        click.echo(said, err=True)
    click.echo(found.model_dump_json(indent=2) if form == "json" else diff_text(found))
    limit = Severity(fail_on).rank if fail_on else -1
    bad = any(each.severity.rank <= limit for each in found.changes)
    return Exit.FINDING if bad else Exit.FINE


@edition.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def timeline(form: str) -> None:
    """Each row's life: its statuses, and since when the page says so."""
    from ..edition import store
    from ..edition.show import timeline_text
    from ..edition.timeline import Timeline
    from ..edition.timeline import timeline as lives

    kept = store.editions(_kept())
    found = Timeline(editions=tuple(each.name for each in kept), rows=lives(kept))
    click.echo(found.model_dump_json(indent=2) if form == "json" else timeline_text(found))


def _kept() -> Path:
    """The folder of the contracts' editions."""
    from .. import paths

    return paths.contracts() / "editions"


def _check_day(day: str) -> None:
    from pydantic import TypeAdapter, ValidationError

    from ..edition.model import Date

    try:
        TypeAdapter(Date).validate_python(day)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise UsageError(f"--date: {reason}") from None


def _rendered(found: Edition, form: str) -> str:
    from ..edition.show import edition_text
    from ..edition.store import canonical

    if form == "json":
        return found.model_dump_json(indent=2)
    return canonical(found).rstrip("\n") if form == "yaml" else edition_text(found)


def _warn(reading: Reading) -> None:
    for said in reading.warnings:
        click.echo(f"{reading.edition.source}: {said}", err=True)
