"""``sipgate-compat openapi``: the OpenAPI document of one profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..contract.model import Profile


@click.command()
@click.option("--profile", required=True, metavar="P", help="classic, neo or migrated.")
@click.option("--out", type=click.Path(path_type=Path), help="A file; standard output by default.")
def openapi(profile: str, out: Path | None) -> None:
    """The OpenAPI 3.1 document of one profile, made of the contracts."""
    from ..openapi.document import document, rendered
    from ..run import prepare

    text = rendered(document(prepare.book(), _known(profile)))
    if out:
        _write(out, text)
    else:
        click.echo(text, nl=False)


def _known(name: str) -> Profile:
    from ..contract.model import PROFILES
    from ..errors import UsageError, nearest

    for profile in PROFILES:
        if profile == name:
            return profile
    raise UsageError(f"{name}: no such profile; {nearest(name, PROFILES)}")


def _write(out: Path, text: str) -> None:
    from ..atomic import write_text
    from ..errors import UsageError

    try:
        write_text(out, text)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror}") from None
