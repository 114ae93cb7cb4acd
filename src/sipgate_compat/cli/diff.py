"""``sipgate-compat diff``: two runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .limit import ended, fail_on

if TYPE_CHECKING:
    from ..contract.model import Profile
    from ..run.diff import RunDiff


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--profile", "profiles", multiple=True, metavar="NAME", help="Compare only this; repeatable."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "md"]),
    default="text",
    show_default=True,
)
@fail_on
def diff(old: Path, new: Path, profiles: tuple[str, ...], form: str, fail_on: str | None) -> int:
    """What changed from run OLD to run NEW, worst first.

    Each is a run.jsonl, or the folder that holds one. Cases are aligned by their address; a case
    under a new name is one that was removed and one that was added.
    """
    from ..run.diff import diff as compared
    from ..run.file import read

    found = compared(read(old), read(new), _known(profiles))
    for said in found.notes:
        click.echo(said, err=True)
    click.echo(_rendered(found, form))
    return ended((each.severity for each in found.changes), fail_on)


def _known(given: tuple[str, ...]) -> tuple[Profile, ...]:
    from ..config import check_words, words
    from ..contract.model import PROFILES

    chosen = words("profile", given)
    check_words("profile", chosen, PROFILES)
    return tuple(each for each in PROFILES if each in chosen)


def _rendered(found: RunDiff, form: str) -> str:
    if form == "json":
        from ..change.formats import dumped

        return dumped(found).rstrip("\n")
    if form == "md":
        from ..change.markdown import by_severity

        return by_severity(found.changes, "What changed between two runs").rstrip("\n")
    from ..change.text import lines

    return lines(found.changes)
