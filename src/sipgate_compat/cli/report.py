"""``sipgate-compat report``: a run rendered again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..contract.model import Profile
    from ..history.model import Held
    from ..run.model import Run


@click.command()
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RUN...")
@click.option(
    "--format",
    "form",
    default="md",
    show_default=True,
    metavar="FORMAT",
    help="One of those above.",
)
@click.option("--out", type=click.Path(path_type=Path), help="A file; standard output by default.")
@click.option(
    "--history",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Earlier runs: tells when each operation last held live, and since when it is so.",
)
@click.option(
    "--changes",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The change log that the page shows: what `changes --out DIR` keeps in DIR.",
)
def report(
    runs: tuple[Path, ...],
    form: str,
    out: Path | None,
    history: Path | None,
    changes: Path | None,
) -> None:
    """Render a run again: its run.jsonl, or the folder that holds it.

    \b
    json        the matrix, by schemas/matrix-1.json
    md          the report as Markdown, short enough for GitHub's step summary
    csv         a line per operation and profile, for a spreadsheet
    html        the page: one file that can be mailed
    junit       every case, for CI systems
    github      annotations: what deviates beside the step, worst first
    prometheus  a text file for the node exporter
    shields     JSON for an endpoint badge of shields.io, by schemas/shields-1.json
    svg         the same badge as a picture that asks nobody
    """
    from ..atomic import write_text
    from ..errors import UsageError
    from ..report.matrix import matrix
    from ..report.writers import writer
    from ..run.file import read

    chosen = writer(form)
    if len(runs) > 1:
        raise UsageError(f"{len(runs)} runs: one is rendered at a time")
    run = _logged(read(runs[0]), changes)
    text = chosen.write(run, matrix(run, _past(history, run)))
    if out:
        write_text(out, text)
    else:
        click.echo(text, nl=False)


def _past(history: Path | None, run: Run) -> dict[tuple[str, Profile], Held]:
    from ..errors import UsageError
    from ..history.earlier import earlier

    if history is None:
        return {}
    if not history.is_file():
        raise UsageError(f"{history}: there is no history; `history add` begins one")
    return earlier(history, run.header.target)


def _logged(run: Run, path: Path | None) -> Run:
    """The run with a log of changes beside what its own page says."""
    from ..change.log import merged
    from ..change.recorded import LOG, recorded

    if path is None:
        return run
    log = path / LOG if (path / LOG).is_file() else path
    header = run.header.model_copy(update={"log": merged(run.header.log, recorded(log))})
    return run.model_copy(update={"header": header})
