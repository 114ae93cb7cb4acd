"""How far a run is: a bar where somebody watches, a few lines where it goes to a file."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Protocol

import pytest

from ..report.words import SYMBOLS, printable
from .model import Outcome, Verdict

if TYPE_CHECKING:
    from rich.progress import Progress

BAD = (Outcome.DEVIATES, Outcome.ERRORED)
OFTEN = 0.1
"""Seconds between two pictures of the bar: enough for an eye."""
PARTS = 10
"""Lines of a run that goes to a file."""
LOUD = re.compile(r"-[a-uw-z]*v+|--verbos.*|--collect-only|--co")


class Shown(Protocol):
    """What is shown of a run while it goes on."""

    def begin(self, planned: int) -> None:
        """So many cases will be put."""

    def add(self, verdict: Verdict) -> None:
        """One more verdict."""

    def end(self) -> None:
        """Leave the terminal to others."""


class Bar:
    """A bar with the verdicts so far; what is not as promised is named above it.

    Nothing refreshes it from a thread: where there is one, no process is forked to put cases.
    """

    def __init__(self, stream: IO[str], clock: Callable[[], float] = time.monotonic) -> None:
        from rich.console import Console

        self.console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self.clock, self.drawn = clock, 0.0
        self.counts: Counter[Outcome] = Counter()
        self.bar: Progress | None = None

    def begin(self, planned: int) -> None:
        """Draw it empty."""
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (BarColumn(24), MofNCompleteColumn(), TextColumn("{task.fields[counts]}"))
        self.bar = Progress(*columns, console=self.console, auto_refresh=False, transient=True)
        self.bar.add_task("cases", total=planned, counts="")
        self.bar.start()

    def add(self, verdict: Verdict) -> None:
        """Go on by one; draw it again where that is worth while."""
        if self.bar is None:
            return
        self.counts[verdict.verdict] += 1
        bad = verdict.verdict in BAD
        if bad:
            self.console.print(
                f"{SYMBOLS[verdict.verdict]} {printable(verdict.case)}",
                style="red" if verdict.verdict is Outcome.DEVIATES else "yellow",
                soft_wrap=True,
            )
        now = self.clock()
        if bad or now - self.drawn >= OFTEN:
            self.drawn = now
            done = self.counts.total()
            self.bar.update(self.bar.task_ids[0], completed=done, counts=told(self.counts))
            self.bar.refresh()

    def end(self) -> None:
        """Take it away; the summary has all of it."""
        if self.bar is not None:
            self.bar.stop()
            self.bar = None


class Lines:
    """A line for each tenth of a run."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.planned = 0
        self.counts: Counter[Outcome] = Counter()

    def begin(self, planned: int) -> None:
        """Say nothing yet."""
        self.planned = planned

    def add(self, verdict: Verdict) -> None:
        """Say how far it is, where another tenth is done."""
        before = self.counts.total() * PARTS // self.planned
        self.counts[verdict.verdict] += 1
        done = self.counts.total()
        if done * PARTS // self.planned > before and self.planned >= 10 * PARTS:
            line = f"{done} of {self.planned} cases  {told(self.counts)}\n"
            self.stream.write(line)
            self.stream.flush()

    def end(self) -> None:
        """Say nothing more."""


class Silent:
    """Nothing at all: a pipeline's log has the summary."""

    def begin(self, planned: int) -> None:
        """Nothing."""

    def add(self, verdict: Verdict) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""


def told(counts: Counter[Outcome]) -> str:
    """``12✓ 1✗``, the worst first."""
    return " ".join(f"{counts[each]}{SYMBOLS[each]}" for each in Outcome if counts[each])


class Watching:
    """The plugin that shows it instead of pytest's rows of dots.

    Args:
        shown: where it is shown.
    """

    # Without it pytest would fill rows of nothing up to their percentages.
    arguments = ("-o", "console_output_style=classic")

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.config: pytest.Config | None = None
        self.begun = False

    def pytest_configure(self, config: pytest.Config) -> None:
        """Remember where the plan is kept."""
        self.config = config

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """A case has no letter; what goes wrong around one has pytest's."""
        return (report.outcome, "", "") if hasattr(report, "sipgate_verdict") else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Show a verdict as it comes."""
        verdict: Verdict | None = getattr(report, "sipgate_verdict", None)
        if verdict is None or self.config is None:
            return
        if not self.begun:
            from .session import KEY

            self.begun = True
            self.shown.begin(len(self.config.stash[KEY].order))
        self.shown.add(verdict)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """The terminal is pytest's again."""
        self.shown.end()


def progress(
    stream: IO[str], environ: Mapping[str, str], arguments: Sequence[str] = ()
) -> Watching | None:
    """What a run shows of itself; None where pytest is to tell everything itself.

    Args:
        stream: where talk goes.
        environ: the environment; `CI` is set in pipelines.
        arguments: what else pytest is given.
    """
    if any(LOUD.fullmatch(each) for each in arguments):
        return None
    if environ.get("CI", "").lower() not in ("", "0", "false"):
        return Watching(Silent())
    if stream.isatty() and environ.get("TERM") != "dumb":
        return Watching(Bar(stream))
    return Watching(Lines(stream))
