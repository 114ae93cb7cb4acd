"""``sipgate-compat edition``: the help page as data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ..errors import DataError, UsageError
from .limit import ended, fail_on

if TYPE_CHECKING:
    from ..edition.change import Diff
    from ..edition.incoming import Incoming
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
    Where it differs from the newest edition that is kept, the changes are told on standard error;
    a page from a URL is then fetched twice, and two different answers are undecided. A server that
    has nothing newer than the edition we kept of it is believed: that edition is printed.
    """
    from ..edition import store
    from ..edition.incoming import incoming
    from ..edition.model import Lang

    check_day("--date", day)
    root = Path(out) if out else _kept()
    language = Lang(lang) if lang else None
    found = incoming(place, root, date=day, lang=language, source=source)
    _warn(found)
    if found.unchanged:
        click.echo(f"unchanged since {found.edition.name}", err=True)
    elif found.diff:
        _tell(found.diff)
    if (save or out) and not found.unchanged:
        click.echo(f"wrote {store.save(root, found.edition)}", err=True)
    click.echo(_rendered(found.edition, form))


@edition.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@fail_on
def diff(old: str, new: str, form: str, fail_on: str | None) -> int:
    """What changed from OLD to NEW, worst first.

    Each is a page, an edition's file, or the name or date of an edition that is kept.
    """
    from ..edition.diff import diff as compared
    from ..edition.show import diff_text
    from ..edition.source import edition_at

    readings = [edition_at(place, _kept()) for place in (old, new)]
    for reading in readings:
        _warn(reading)
    found = _named(compared(readings[0].edition, readings[1].edition))
    for said in found.not_compared:
        click.echo(said, err=True)
    click.echo(found.model_dump_json(indent=2) if form == "json" else diff_text(found))
    return ended((each.severity for each in found.changes), fail_on)


@edition.command()
@formats("text", "json", "svg")
def timeline(form: str) -> None:
    """Each row's life: its statuses, and since when the page says so."""
    from ..edition import store
    from ..edition.show import timeline_text
    from ..edition.timeline import Timeline
    from ..edition.timeline import timeline as lives

    kept = store.editions(_kept())
    found = Timeline(editions=tuple(each.name for each in kept), rows=lives(kept))
    if form == "svg":
        from ..edition.picture import picture

        click.echo(picture(found), nl=False)
    else:
        click.echo(found.model_dump_json(indent=2) if form == "json" else timeline_text(found))


def _tell(found: Diff) -> None:
    """Say on standard error what differs from the edition before."""
    if found.changes:
        from ..edition.show import diff_text

        click.echo(f"{found.new} differs from {found.old}:", err=True)
        click.echo(diff_text(_named(found)), err=True)


def _named(found: Diff) -> Diff:
    """The diff with the cases and known deviations that each change touches."""
    if not found.changes:
        return found
    from ..change.touches import Touches
    from ..run import prepare

    try:
        return Touches(prepare.book()).of_page(found)
    except DataError as error:
        # What the page says does not wait until our own files are in order.
        click.echo(f"nothing is said of what the changes touch: {error}", err=True)
        return found


def _kept() -> Path:
    """The folder of the contracts' editions."""
    from .. import paths

    return paths.contracts() / "editions"


def check_day(option: str, day: str) -> None:
    """A day that an option names, or one line on what is wrong with it."""
    from pydantic import TypeAdapter, ValidationError

    from ..edition.model import Date

    try:
        TypeAdapter(Date).validate_python(day)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise UsageError(f"{option}: {reason}") from None


def _rendered(found: Edition, form: str) -> str:
    from ..edition.show import edition_text
    from ..edition.store import canonical

    if form == "json":
        return found.model_dump_json(indent=2)
    return canonical(found).rstrip("\n") if form == "yaml" else edition_text(found)


def _warn(reading: Reading | Incoming) -> None:
    for said in reading.warnings:
        click.echo(f"{reading.edition.source}: {said}", err=True)
