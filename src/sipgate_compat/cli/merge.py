"""``sipgate-compat merge``: one run of several."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import click

ALLURE = "allure-results"


@click.command()
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RUN...")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("reports/latest"),
    show_default=True,
    metavar="DIR",
    help="Where run.jsonl and all reports go.",
)
def merge(runs: tuple[Path, ...], out: Path) -> None:
    """Make one run of the shards of a run, or of profiles that were run apart.

    RUN is a run.jsonl, or the folder that holds one. Refused are runs without a footer, a case that
    stands in two runs, a missing shard, and runs of different contracts, editions of the page,
    targets, effects, selections or versions. The result is what one run would have written, apart
    from times; allure-results of the folders are gathered. It exits 0 whatever the verdicts are;
    `sipgate-compat gate` decides on them.
    """
    from ..atomic import write_text
    from ..errors import UsageError
    from ..report.matrix import matrix
    from ..report.terminal import summary
    from ..report.write import write
    from ..run import prepare
    from ..run.file import read, text
    from ..run.merge import merged
    from ..run.record import RUN_FILE

    if twice := [str(each) for each, n in Counter(runs).items() if n > 1]:
        raise UsageError(f"{twice[0]}: is named twice")
    run = merged({str(path): read(path) for path in runs})
    prepare.writable(out)
    write_text(out / RUN_FILE, text(run))
    write(run, out)
    _gather(runs, out)
    click.echo(summary(run, matrix(run), out))


def _gather(runs: tuple[Path, ...], out: Path) -> None:
    """Put the Allure results of all runs into one folder; those of an earlier merge go."""
    held = [each / ALLURE for each in runs if (each / ALLURE).is_dir()]
    gathered = out / f"{ALLURE}.new"
    shutil.rmtree(gathered, ignore_errors=True)
    for each in held:
        shutil.copytree(each, gathered, dirs_exist_ok=True)
    shutil.rmtree(out / ALLURE, ignore_errors=True)
    if held:
        gathered.rename(out / ALLURE)
    if held and (without := [str(each) for each in runs if each / ALLURE not in held]):
        click.echo(f"{ALLURE} lack the cases of {', '.join(without)}, which has none", err=True)
