"""``sipgate-compat run``: the suite, through pytest, and its reports."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import Exit, UsageError
from . import options
from .prune import Prune

if TYPE_CHECKING:
    from ..config import Settings
    from ..desk import Desk
    from ..run.session import Session


@click.command(context_settings={"ignore_unknown_options": False})
@click.option("--target", metavar="TARGET", help="emulator (default) or live.")
@options.base_url
@options.profiles
@options.allow
@options.max_cost
@options.ledger
@click.option("--rate", metavar="N/s", help="Requests of one account (live: 5/s).")
@click.option("--max-requests", type=click.IntRange(1), help="Leave the rest out after so many.")
@click.option(
    "--max-time",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Leave the rest out after so long.",
)
@click.option("--history", metavar="FILE", help="Earlier runs; tells a migrated account.")
@click.option("--out", metavar="DIR", help="Where the reports go (default reports/latest).")
@options.keyword
@options.marker
@click.option("-n", "workers", metavar="N", help="So many workers; as in pytest-xdist.")
@click.option("--shard", "part", metavar="I/N", help="Only the I-th of N parts; see merge.")
@click.option("--allure/--no-allure", default=True, help="Write allure-results/ (default: yes).")
@click.option("--prune-known", is_flag=True, help="Show deviations.yaml without stale entries.")
@click.option("--prune-known-to", metavar="FILE", help="Write it to this file instead.")
@click.option("--prune-known-in-place", is_flag=True, help="Take stale entries out of the file.")
@click.argument("pytest_args", nargs=-1, type=click.UNPROCESSED)
def run(
    target: str | None,
    base_url: str | None,
    profiles: tuple[str, ...],
    allow: tuple[str, ...],
    max_cost: str | None,
    ledger: str | None,
    rate: str | None,
    max_requests: int | None,
    max_time: float | None,
    history: str | None,
    out: str | None,
    keyword: str | None,
    marker: str | None,
    workers: str | None,
    part: str | None,
    allure: bool,
    prune_known: bool,
    prune_known_to: str | None,
    prune_known_in_place: bool,
    pytest_args: tuple[str, ...],
) -> int:
    """Put the contracts to a target through pytest and write the reports.

    Everything after -- goes to pytest. A known deviation that expired, that no case needs any more
    or that matches no case fails the run. With --prune-known standard output is the clean file.

    A shard keeps an operation's cases together, whatever else chooses among them;
    `sipgate-compat merge` makes one run of all shards.
    """
    from ..config import settings
    from ..contract.cases import cases
    from ..run import prepare
    from ..run.shard import shard

    # What a run leaves in cycles is some 15 KiB a case; to look for it takes a second of ten.
    gc.disable()
    given = {
        "target": target,
        "base_url": base_url,
        "profiles": profiles,
        "allow": allow,
        "max_cost": max_cost,
        "ledger": ledger,
        "history": history,
        "rate": rate,
        "max_requests": max_requests,
        "max_time": max_time,
        "out": out,
    }
    chosen = settings(given)
    if part:
        shard(part)
    book = prepare.book()
    # Look before pytest starts: what cannot be done is one line, not a test report.
    cases(book, chosen.profiles)
    prepare.swept(chosen)
    desk = prepare.desk(chosen)
    if chosen.base_url or chosen.target == "live":
        with prepare.serving(chosen) as url:
            prepare.target(chosen, url, book, desk).client.close()
    prepare.writable(chosen.out)
    if chosen.target == "live":
        # Whoever ends it politely lets it undo first what it wrote, as with Ctrl-C.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    passed = [*_passed("-k", keyword), *_passed("-m", marker), *_passed("-n", workers)]
    passed += _passed("--compat-shard", part)
    prune = Prune(prune_known, prune_known_to, prune_known_in_place)
    return _suite(chosen, desk, allure, [*passed, *pytest_args], prune)


def _left_behind(chosen: Settings) -> None:
    """Say that a live run could not undo all that it wrote."""
    from ..run.ledger import Ledger

    if chosen.target == "live" and chosen.allow and (left := len(Ledger(chosen.ledger).open())):
        click.echo(
            f"sipgate-compat: {left} things or settings are left behind; clean up: "
            f"sipgate-compat sweep --ledger {chosen.ledger}",
            err=True,
        )


def _passed(flag: str, value: str | None) -> list[str]:
    return [flag, value] if value else []


def _suite(chosen: Settings, desk: Desk, allure: bool, more: list[str], prune: Prune) -> int:
    import pytest

    from .. import paths
    from ..run.progress import progress
    from ..run.session import DESK, KEY

    held: list[Session] = []

    class Holder:
        """Hands the desk into pytest, for it has counted already, and the session out of it."""

        def pytest_configure(self, config: pytest.Config) -> None:
            config.stash[DESK] = desk

        def pytest_unconfigure(self, config: pytest.Config) -> None:
            if KEY in config.stash:
                held.append(config.stash[KEY])

    arguments = [
        str(paths.suite()),
        *("-p", "sipgate_compat.run.plugin", "-q", "--no-header", "--tb=short", "-rN"),
        # Nothing here asserts, prints or leaves threads behind; to watch for that would take as
        # long as the requests.
        *("--assert=plain", "--capture=no", "-p", "no:threadexception"),
        *("-p", "no:unraisableexception", "-p", "no:hypothesispytest"),
        *_cache(),
        f"--compat-target={chosen.target}",
        f"--compat-out={chosen.out}",
        *(f"--compat-profile={each}" for each in chosen.profiles),
        *(f"--compat-allow={each}" for each in chosen.allow),
        *([f"--compat-history={chosen.history}"] if chosen.history else []),
        *([] if chosen.max_cost is None else [f"--compat-max-cost={chosen.max_cost}"]),
        f"--compat-ledger={chosen.ledger}",
        *([f"--compat-rate={chosen.rate}"] if chosen.rate else []),
        *([f"--compat-max-requests={chosen.max_requests}"] if chosen.max_requests else []),
        *([f"--compat-max-time={chosen.max_time}"] if chosen.max_time else []),
        *([f"--compat-base-url={chosen.base_url}"] if chosen.base_url else []),
        *_allure(allure, chosen.out),
        *more,
    ]
    shown = progress(sys.stderr, os.environ, more)
    arguments += shown.arguments if shown else []
    with redirect_stdout(sys.stderr):
        code = int(pytest.main(arguments, plugins=[Holder(), *([shown] if shown else [])]))
    return _ended(held[0] if held else None, code, prune)


def _cache() -> list[str]:
    """Of an installed suite pytest would keep its cache inside the package."""
    from .. import paths

    return ["-o", f"cache_dir={Path('.pytest_cache').absolute()}"] if paths.installed() else []


def _allure(wanted: bool, out: Path) -> list[str]:
    if not wanted:
        return ["-p", "no:allure_pytest"]
    return [f"--alluredir={out / 'allure-results'}"]


def _ended(session: Any, code: int, prune: Prune) -> int:
    """Print the summary and give the exit code of the run."""
    from ..report.matrix import matrix
    from ..report.terminal import summary
    from ..run.outcome import exit_code
    from .paint import say

    if session is not None:
        _left_behind(session.settings)
    if session is None or session.recorder is None:
        if session is not None and session.interrupted:
            return Exit.INTERRUPTED
        raise UsageError("no case ran: nothing was selected, or pytest did not start (see above)")
    if session.run is not None:
        text = summary(session.run, matrix(session.run), session.settings.out)
        say(text, err=prune.on_stdout)
        for each in session.run.footer.changes:
            said = f"{each.kind}: {each.subject}: {each.old} → {each.new}, seen {each.seen}"
            click.echo(said, err=prune.on_stdout)
        prune.known(session.book, session.run)
    else:
        done, planned = len(session.recorder.verdicts), session.recorder.head.planned
        click.echo(
            f"sipgate-compat: stopped after {done} of {planned} cases; no reports were written",
            err=True,
        )
    verdicts = list(session.recorder.verdicts.values())
    return exit_code(session.run, verdicts, code, session.interrupted)
