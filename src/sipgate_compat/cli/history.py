"""``sipgate-compat history``: runs over time."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ..errors import Exit
from .limit import ended, fail_on

if TYPE_CHECKING:
    from pydantic import BaseModel

    from ..history.drift import Seen
    from ..history.facts import Facts
    from ..history.model import Drift, RunRow

Command = TypeVar("Command", bound=Callable[..., object])
FORMATS = click.Choice(["text", "json"])
database = click.option(
    "--db",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Default: the setting `history`, or reports/history.sqlite.",
)
chosen_form = click.option("--format", "form", type=FORMATS, default="text", show_default=True)
baselines = click.option(
    "--baseline",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Default: reports/baselines.",
)
chosen_run = click.option(
    "--run", "name", metavar="RUN", help="A run's file or folder, or its name; default: the newest."
)


@click.group()
def history() -> None:
    """Runs over time: what was observed, and what is no longer as it was."""


@history.command()
@click.argument("place", metavar="RUN", type=click.Path(path_type=Path))
@database
def add(place: Path, db: Path | None) -> None:
    """Keep a run: its run.jsonl, or the folder that holds it.

    The same run twice is one run. A killed `add` has added nothing and harmed nothing.
    """
    from ..history.add import add as stored
    from ..history.reduced import of_file
    from ..history.store import opened

    run = of_file(place)
    path = _file(db)
    with opened(path, create=True) as open_db:
        new = stored(open_db, run)
    said = f"{len(run.entries)} cases of {run.finished}" if new else "is there already"
    click.echo(f"{path}: run {run.digest[:12]}: {said}", err=True)


@history.command()
@database
@chosen_form
def show(db: Path | None, form: str) -> None:
    """All runs, newest first, and what is flapping."""
    from ..history.look import shown
    from ..history.show import history_text
    from ..history.store import opened

    with opened(_file(db)) as open_db:
        found = shown(open_db)
    _print(found, history_text(found), form)


@history.command()
@click.option("--case", "pattern", default="*", metavar="PATTERN", help="For instance 'neo/*'.")
@database
@chosen_form
def timeline(pattern: str, db: Path | None, form: str) -> None:
    """Each case's life: its verdicts, and since when which fact is another."""
    from ..history.model import Timeline
    from ..history.show import timeline_text
    from ..history.store import opened
    from ..history.timeline import timeline as lives

    with opened(_file(db)) as open_db:
        found = Timeline(cases=lives(open_db, pattern))
    _print(found, timeline_text(found), form)


@history.command()
@click.option("--target", metavar="TARGET", help="emulator or live; default: the newest run's.")
@database
@chosen_form
def matrix(target: str | None, db: Path | None, form: str) -> None:
    """What holds now, since when, and when it last held on a live account."""
    from ..config import check_words
    from ..history.matrix import matrix as table
    from ..history.read import named, runs
    from ..history.show import matrix_text
    from ..history.store import opened

    check_words("target", [target] if target else [], ["emulator", "live"])
    with opened(_file(db)) as open_db:
        found = table(open_db, target or named(runs(open_db), None).row.target)
    _print(found, matrix_text(found), form)


@history.command()
@database
@baselines
@chosen_run
@chosen_form
@fail_on
def drift(
    db: Path | None, folder: Path | None, name: str | None, form: str, fail_on: str | None
) -> int:
    """What the newest run saw that the baseline did not, worst first."""
    from ..history.baseline import FOLDER
    from ..history.show import drift_text

    found = _drift(db, folder or FOLDER, name)
    if found.left_out:
        click.echo(f"{found.left_out} cases were not selected; none is called removed", err=True)
    _print(found, drift_text(found), form)
    return ended((each.severity for each in found.changes), fail_on)


@history.command()
@database
@baselines
@chosen_run
@click.option("--write", is_flag=True, help="Write it; without, only the difference is shown.")
def baseline(db: Path | None, folder: Path | None, name: str | None, write: bool) -> int:
    """Make what a run saw the baseline of its target and profiles.

    A case that the run did not put keeps the facts it has.
    """
    from ..history import baseline as text

    root = folder or text.FOLDER
    run, found = _seen(db, name)
    old: dict[str, Facts] = {}
    for profile in run.profiles:
        if text.path_of(root, run.target, profile).is_file():
            old |= text.loaded(root, run.target, [profile])
    made = text.texts(root, run.target, run.profiles, text.merged(old, found, not run.left_out))
    if not write:
        return _differs(made)
    text.write(made)
    for path in made:
        click.echo(f"wrote {path}", err=True)
    return Exit.FINE


def _differs(made: dict[Path, str]) -> int:
    """Show what writing would change; exit 1 where it would change anything."""
    lines: list[str] = []
    for path, new in made.items():
        old = path.read_text(encoding="utf-8") if path.is_file() else ""
        lines += difflib.unified_diff(
            old.splitlines(), new.splitlines(), str(path), str(path), lineterm=""
        )
    if lines:
        click.echo("\n".join(lines))
    return Exit.FINDING if lines else Exit.FINE


def _drift(db: Path | None, folder: Path, name: str | None) -> Drift:
    from ..history.look import of_kept, of_run
    from ..history.read import NAME, named, runs
    from ..history.reduced import of_file
    from ..history.store import opened

    if name and Path(name).exists():
        run = of_file(Path(name))
        name = run.digest[:NAME]
        if db is None or not _has(db, name):
            return of_run(run, folder)
    # A run that the history has is told without what flaps.
    with opened(_file(db)) as open_db:
        return of_kept(open_db, named(runs(open_db), name), folder)


def _has(db: Path, name: str) -> bool:
    from ..history.read import runs
    from ..history.store import opened

    with opened(db) as open_db:
        return any(each.row.run == name for each in runs(open_db))


def _seen(db: Path | None, name: str | None) -> tuple[RunRow, Seen]:
    from ..history.look import row
    from ..history.read import named, recent, runs, seen
    from ..history.reduced import of_file
    from ..history.store import opened

    if name and Path(name).exists():
        run = of_file(Path(name))
        return row(run), run.seen()
    with opened(_file(db)) as open_db:
        kept = named(runs(open_db), name)
        return kept.row, seen(open_db, kept, recent(open_db, kept))


def _file(given: Path | None) -> Path:
    from ..config import settings
    from ..history.store import DEFAULT

    return settings({"history": given}).history or DEFAULT


def _print(found: BaseModel, text: str, form: str) -> None:
    click.echo(found.model_dump_json(indent=2) if form == "json" else text)
