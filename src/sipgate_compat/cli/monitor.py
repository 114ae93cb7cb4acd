"""``sipgate-compat monitor``: what an unattended night needs besides the other verbs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..change.model import Change
    from ..monitor.tracker import Issue, Plan
    from ..run.model import Run

runs_of = click.argument("runs", nargs=-1, type=click.Path(path_type=Path), metavar="RUN...")

last_heartbeat = click.option(
    "--heartbeat",
    "last",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The heartbeat.json of the last night; it need not be there.",
)


@click.group()
def monitor() -> None:
    """For unattended runs: the tracker's issues and the heartbeat."""


@monitor.command()
@runs_of
@click.option(
    "--tracker",
    "tracked",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The tracker's issues, as gh issue list --json gives them.",
)
@click.option("--day", metavar="D", help="Today (default: today in UTC).")
@click.option(
    "--trouble",
    "troubles",
    multiple=True,
    metavar="TEXT",
    help="The night did not run well: why; repeatable.",
)
@click.option(
    "--drift",
    "drifts",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What the night does otherwise: `history drift --format json`; repeatable.",
)
@last_heartbeat
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def issues(
    runs: tuple[Path, ...],
    tracked: Path,
    day: str | None,
    troubles: tuple[str, ...],
    drifts: tuple[Path, ...],
    last: Path | None,
    form: str,
) -> None:
    """What to open, update, reopen and close so that each live contradiction has one issue.

    Sends nothing: prints the steps. An issue is closed only when every case that showed it was
    decided on a live account and none shows it any more. Runs on an emulator change nothing. A live
    profile that drifted has one issue too, and so has a night that did not run well or left
    something undecided.
    """
    from ..errors import UsageError
    from ..monitor.contradiction import night
    from ..monitor.heartbeat import undecided
    from ..monitor.plan import plan
    from .edition import check_day

    if not runs and not troubles:
        raise UsageError("no run and no --trouble: nothing is known of the night")
    today = day or _now()[:10]
    check_day("--day", today)
    seen = _runs(runs)
    found = plan(
        _issues(tracked),
        night(seen),
        today,
        (*troubles, *undecided(seen)),
        _last_well(last),
        _drifted(drifts),
    )
    click.echo(
        found.model_dump_json(indent=2, exclude_none=True) if form == "json" else _text(found)
    )


@monitor.command()
@runs_of
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The site's folder.",
)
@click.option("--at", metavar="TIME", help="When it ran (default: now), as 2026-11-25T03:17:00Z.")
@click.option("--link", metavar="URL", help="Where the night's log stands.")
@last_heartbeat
def site(
    runs: tuple[Path, ...], out: Path, at: str | None, link: str | None, last: Path | None
) -> None:
    """Write heartbeat.json and the site's front page, after a night that came to its end.

    Where a case could not be told or was left out, the night did not run well, and the time when
    one did stays that of --heartbeat.
    """
    from ..atomic import write_text
    from ..errors import UsageError
    from ..monitor.heartbeat import heartbeat
    from ..monitor.site import front_page

    if not runs:
        raise UsageError("no run: a night without one did not run well")
    beat = heartbeat(_runs(runs), at or _now(), link, _last_well(last))
    write_text(out / "heartbeat.json", beat.model_dump_json(indent=2) + "\n")
    write_text(out / "index.html", front_page(beat))
    click.echo(f"wrote {out / 'heartbeat.json'} and {out / 'index.html'}", err=True)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _runs(places: tuple[Path, ...]) -> list[Run]:
    from ..run.file import read

    return [read(each) for each in places]


def _issues(path: Path) -> list[Issue]:
    from pydantic import TypeAdapter, ValidationError

    from ..errors import DataError
    from ..monitor.tracker import Issue
    from ..yamlfile import text_of

    try:
        return TypeAdapter(list[Issue]).validate_json(text_of(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise DataError(f"{path}: not a list of issues: {where}: {first['msg']}") from None


def _drifted(paths: tuple[Path, ...]) -> dict[str, tuple[Change, ...]]:
    """What each live profile of these drifts does otherwise; nothing where it does nothing."""
    from pydantic import ValidationError

    from ..errors import DataError
    from ..history.model import Drift
    from ..yamlfile import text_of

    found: dict[str, tuple[Change, ...]] = {}
    for path in paths:
        try:
            drift = Drift.model_validate_json(text_of(path))
        except ValidationError:
            raise DataError(f"{path}: not a drift of `history drift --format json`") from None
        if drift.target == "live":
            for profile in drift.profiles:
                found[profile] = tuple(e for e in drift.changes if e.profile == profile)
    return found


def _last_well(path: Path | None) -> str:
    from pydantic import ValidationError

    from ..errors import DataError
    from ..monitor.heartbeat import Heartbeat
    from ..yamlfile import text_of

    if path is None or not path.is_file():
        return "never"
    try:
        return Heartbeat.model_validate_json(text_of(path)).ran_well
    except ValidationError:
        raise DataError(f"{path}: not a heartbeat of ours") from None


def _text(found: Plan) -> str:
    lines = [
        f"{step.do:<6}  {f'#{step.number}' if step.number else 'new':<6}  "
        f"{step.title or step.comment}"
        for step in found.steps
    ]
    if found.held_back:
        lines.append(f"{found.held_back} more contradictions wait for the next night")
    return "\n".join(lines) or "nothing to do"
