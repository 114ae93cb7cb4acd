"""``sipgate-compat gate``: one yes or no."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..contract.model import Profile
    from ..errors import Exit
    from ..gate.model import FailOn, Gate
    from ..run.model import Run


@click.command()
@click.option("--run", "run_at", type=click.Path(path_type=Path), metavar="RUN", help="A run.")
@click.option("--uses", metavar="USES", help="What an integration uses; - is standard input.")
@click.option(
    "--from",
    "moves_from",
    metavar="NAME",
    help="With --uses: the profile that it works on; classic by default.",
)
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="With --uses: another host that it reaches the API by; repeatable.",
)
@click.option("--baseline", type=click.Path(path_type=Path), metavar="RUN", help="An earlier run.")
@click.option("--fail-on", multiple=True, metavar="WORDS", help="What closes it too; see above.")
@click.option("--strict", is_flag=True, help="Deviations from assumed promises count.")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    help="Only this; repeatable. With --uses: where to.",
)
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
    run_at: Path | None,
    uses: str | None,
    moves_from: str | None,
    hosts: tuple[str, ...],
    baseline: Path | None,
    fail_on: tuple[str, ...],
    strict: bool,
    profiles: tuple[str, ...],
    form: str,
    out: Path | None,
) -> int:
    """One yes or no from a run, or for what an integration uses; offline, with its reasons.

    \b
    With --run: is this build as good as its promises, and as it was?
    With --uses: may an integration move to the platform of --profile (neo by default)?

    USES is told by its content: a list of operations (an operationId or METHOD /path on each line,
    # begins a comment), a HAR file, an access log (common, combined or JSON lines), an OpenAPI
    document, or a file of `sipgate-compat record`; gzip will do. Where it shows parameters and
    bodies, they are compared with the contracts by what kind of value they hold; `record` shows
    most. The answer has a line for each operation, worst first: discontinued, refused, works
    differently, not decided, works. What nobody knows is never a yes. With --run as well, what the
    run saw goes before what is promised. No id, number or other value of USES is shown.

    \b
    0  it may move as it is
    1  something has to change: it is discontinued, refused, or answered otherwise
    2  USES is none of these formats, is broken, or names nothing of the API
    3  not decided: something is not known, and all else works

    All that follows is of --run alone. RUN is a run.jsonl, or the folder that holds one.

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
    from ..gate import show

    if form not in show.WRITERS:
        raise UsageError(f"{form}: no such format; {nearest(form, show.WRITERS)}")
    if uses:
        _only_of_runs({"--baseline": baseline, "--fail-on": fail_on, "--strict": strict})
        text, code = _by_uses(uses, run_at, moves_from, hosts, profiles, form)
    elif run_at:
        found = _by_run(run_at, baseline, fail_on, strict, profiles)
        text, code = show.WRITERS[form](found), found.answer.exit_code
    else:
        raise UsageError("nothing to answer from; give --run RUN, or --uses USES")
    if out:
        write_text(out, text.rstrip("\n") + "\n")
    else:
        click.echo(text.rstrip("\n"))
    return code


def _only_of_runs(given: dict[str, object]) -> None:
    from ..errors import UsageError

    for name, value in given.items():
        if value:
            raise UsageError(f"{name} is of --run alone; --uses asks what is promised now")


def _by_uses(
    uses: str,
    run_at: Path | None,
    moves_from: str | None,
    hosts: tuple[str, ...],
    profiles: tuple[str, ...],
    form: str,
) -> tuple[str, Exit]:
    """The answer for what an integration uses, as text and exit code."""
    from ..run import prepare
    from ..run.file import read as read_run
    from ..uses.collect import Collector
    from ..uses.decide import decide
    from ..uses.show import WRITERS
    from ..uses.sources import read

    profile, before = _one("--profile", profiles, "neo"), _one("--from", moves_from, "classic")
    book = prepare.book()
    collector = Collector(book, frozenset(each.lower() for each in hosts))
    found = decide(
        read(uses, collector),
        collector,
        book,
        profile=profile,
        moves_from=before,
        today=prepare.today(),
        run=_covering(read_run(run_at), profile, run_at) if run_at else None,
    )
    return WRITERS[form](found), found.answer.exit_code


def _covering(run: Run, profile: Profile, path: Path) -> Run:
    from ..errors import UsageError

    if profile not in run.header.profiles:
        has = ", ".join(run.header.profiles)
        raise UsageError(f"{path}: the run has no profile {profile}; it has {has}")
    return run


def _one(option: str, given: tuple[str, ...] | str | None, default: Profile) -> Profile:
    from ..errors import UsageError

    chosen = _profiles((given,) if isinstance(given, str) else given or (), option)
    if len(chosen) > 1:
        raise UsageError(f"{option}: {', '.join(chosen)}: with --uses, one at a time")
    return chosen[0] if chosen else default


def _by_run(
    run_at: Path,
    baseline: Path | None,
    fail_on: tuple[str, ...],
    strict: bool,
    profiles: tuple[str, ...],
) -> Gate:
    """The answer from a run."""
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


def _profiles(given: tuple[str, ...], option: str = "--profile") -> tuple[Profile, ...]:
    from ..config import check_words, words
    from ..contract.model import PROFILES

    found = words(option, given)
    check_words("profile", found, PROFILES)
    return tuple(each for each in PROFILES if each in found)
