"""``sipgate-compat changes``: the change log."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import DataError, UsageError
from .limit import ended, fail_on

if TYPE_CHECKING:
    from ..change.model import Change


@click.command()
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Keep the log there.")
@click.option("--since", metavar="D", help="Show changes from this day on.")
@click.option("--new", is_flag=True, help="Show only what the log in DIR did not have yet.")
@click.option(
    "--history",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Runs over time. Default: the setting `history`, or reports/history.sqlite.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="What they are compared with. Default: reports/baselines.",
)
@click.option(
    "--from",
    "sources",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="More changes: what diff, spec diff … gave as JSON, or a folder of such; repeatable.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "md", "atom"]),
    default="text",
    show_default=True,
)
@fail_on
def changes(
    out: Path | None,
    since: str | None,
    new: bool,
    history: Path | None,
    baseline: Path | None,
    sources: tuple[Path, ...],
    form: str,
    fail_on: str | None,
) -> int:
    """The change log of page, specification, behaviour and accounts, newest first.

    The page's changes come from the kept editions, the specification's from
    reports/specifications/<day>.json, behaviour and accounts from the history of runs. With --out
    the log in DIR is carried on: changes.json, changes.md and changes.atom; then --fail-on speaks
    of what is new in it.
    """
    from ..change.formats import FORMATS
    from ..change.log import merged, news
    from ..change.log import since as from_day

    if new and out is None:
        raise UsageError("--new: new against which log? name its folder with --out")
    _check_day(since)
    before = _before(out)
    log = merged(before, *_found(sources), _observed(history, baseline))
    fresh = news(before, log)
    if out:
        _keep(out, log)
        click.echo(f"{out}: {len(log)} changes, {len(fresh)} new", err=True)
    shown = from_day(fresh if new else log, since)
    click.echo(FORMATS[form](shown, _newest()), nl=False)
    return ended((each.severity for each in (fresh if out else shown)), fail_on)


def _before(out: Path | None) -> tuple[Change, ...]:
    from ..change.recorded import kept

    return kept(out) if out else ()


def _found(sources: Sequence[Path]) -> list[tuple[Change, ...]]:
    """The changes of the page, of the specification, and of all further sources."""
    from .. import paths
    from ..change.page import page_changes
    from ..change.recorded import recorded
    from ..edition import store

    documents = paths.CHECKOUT / "reports" / "specifications"
    places = [*([documents] if documents.is_dir() else []), *sources]
    found = [page_changes(store.editions(_editions())), *(recorded(each) for each in places)]
    return [_named(each) for each in found]


def _observed(history: Path | None, baseline: Path | None) -> tuple[Change, ...]:
    """The changes of behaviour and accounts; none where no history was ever begun."""
    from ..config import settings
    from ..history.baseline import FOLDER
    from ..history.store import DEFAULT

    file = settings({"history": history}).history
    if file is None and not DEFAULT.is_file():
        return ()
    from ..change.behaviour import behaviour

    return behaviour(file or DEFAULT, baseline or FOLDER)


def _named(found: tuple[Change, ...]) -> tuple[Change, ...]:
    from ..change.touches import Touches
    from ..run import prepare

    if all(each.touches for each in found):
        return found
    try:
        touches = Touches(prepare.book())
    except DataError as error:
        click.echo(f"nothing is said of what the changes touch: {error}", err=True)
        return found
    return tuple(each if each.touches else touches.named(each) for each in found)


def _keep(out: Path, log: tuple[Change, ...]) -> None:
    from ..atomic import write_text
    from ..change.formats import FILES, FORMATS

    for name, form in FILES.items():
        write_text(out / name, FORMATS[form](log, _newest()))


def _editions() -> Path:
    from .. import paths

    return paths.contracts() / "editions"


def _newest() -> str:
    """The day of the newest edition: an empty feed was updated when the page was last read."""
    from ..edition import store

    return store.newest(_editions()).date


def _check_day(day: str | None) -> None:
    if day is not None:
        from .edition import check_day

        check_day("--since", day)
