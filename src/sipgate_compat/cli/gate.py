"""``sipgate-compat gate``: one yes or no."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..contract.model import Profile
    from ..gate.model import FailOn, Gate


@click.command()
@click.option("--run", "run_at", type=click.Path(path_type=Path), required=True, metavar="RUN")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="RUN", help="An earlier run.")
@click.option("--fail-on", multiple=True, metavar="WORDS", help="What closes it too; see above.")
@click.option("--strict", is_flag=True, help="Deviations from assumed promises count.")
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="Only this; repeatable.")
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    metavar="FORM",
    help="text, json, md, or github (annotations).",
)
@click.option("--out", type=click.Path(path_type=Path), help="A file; standard output by default.")
def gate(
    run_at: Path,
    baseline: Path | None,
    fail_on: tuple[str, ...],
    strict: bool,
    profiles: tuple[str, ...],
    form: str,
    out: Path | None,
) -> int:
    """One yes or no from a run, with its reasons; offline, and the same from the same files.

    RUN is a run.jsonl, or the folder that holds one.

    \b
    0  open
    1  closed: something deviates, or no longer does what it did
    2  no answer: no case ran, a profile or a shard is missing, the run has fewer
       cases than planned or than the baseline, or none that a promise stands on
    3  undecided: a case could not be told, or is skipped and once was not

    Without a baseline every deviation closes the gate. With one, these do: a deviation that the
    baseline does not have; and a regression: what conformed there and no longer does, also where it
    is a known deviation now, and what was answered without an error there and no longer is, also
    where nothing is promised and the answer only recorded. A deviation that the baseline has too is
    listed.

    --fail-on adds to that, by words joined with commas: `deviates` (every deviation, whatever the
    baseline has), `known`, `recorded`, `skipped`, `errored` (every case with that verdict), and
    `changed` (with a baseline: a case whose verdict, statuses or content types are others than
    there).

    `assumed` promises are our own reading, and nobody has seen them kept. Without --strict a
    deviation from one is listed and closes nothing, unless the baseline shows that the case
    conformed or worked before. With --strict it closes the gate as any other deviation does.
    """
    from ..atomic import write_text
    from ..errors import UsageError, nearest
    from ..gate.show import WRITERS

    if form not in WRITERS:
        raise UsageError(f"{form}: no such format; {nearest(form, WRITERS)}")
    found = _by_run(run_at, baseline, fail_on, strict, profiles)
    text = WRITERS[form](found).rstrip("\n")
    if out:
        write_text(out, text + "\n")
    else:
        click.echo(text)
    return found.answer.exit_code


def _by_run(
    run_at: Path,
    baseline: Path | None,
    fail_on: tuple[str, ...],
    strict: bool,
    profiles: tuple[str, ...],
) -> Gate:
    """The answer from a run; the one from a consumer's list of operations has its place beside."""
    from ..gate.decide import decide
    from ..run.file import read

    closing, chosen = _fail_on(fail_on), _profiles(profiles)
    before = read(baseline) if baseline else None
    return decide(read(run_at), before, fail_on=closing, strict=strict, profiles=chosen)


def _fail_on(given: tuple[str, ...]) -> list[FailOn]:
    from ..config import check_words, words
    from ..gate.model import FailOn

    found = words("--fail-on", given)
    check_words("word of --fail-on", found, [str(each) for each in FailOn])
    return [FailOn(each) for each in found]


def _profiles(given: tuple[str, ...]) -> tuple[Profile, ...]:
    from ..config import check_words, words
    from ..contract.model import PROFILES

    found = words("--profile", given)
    check_words("profile", found, PROFILES)
    return tuple(each for each in PROFILES if each in found)
