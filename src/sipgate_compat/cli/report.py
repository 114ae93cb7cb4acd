"""``sipgate-compat report``: a run rendered again."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RUN...")
@click.option(
    "--format", "form", default="md", show_default=True, help="json, md, csv, html or junit."
)
@click.option("--out", type=click.Path(path_type=Path), help="A file; standard output by default.")
def report(runs: tuple[Path, ...], form: str, out: Path | None) -> None:
    """Render a run: its run.jsonl, or the folder that holds it."""
    from ..atomic import write_text
    from ..errors import UsageError
    from ..report.matrix import matrix
    from ..report.writers import writer
    from ..run.file import read

    chosen = writer(form)
    if len(runs) > 1:
        raise UsageError(f"{len(runs)} runs: one is rendered at a time")
    run = read(runs[0])
    text = chosen.write(run, matrix(run))
    if out:
        write_text(out, text)
    else:
        click.echo(text, nl=False)
