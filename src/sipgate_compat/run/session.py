"""What lives as long as a pytest session, each made when it is first asked for.

The controller starts the emulator and says to its workers what they have to know.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ..config import Settings
    from ..contract.book import Book
    from ..contract.cases import Case
    from ..desk import Counter, Desk
    from .ahead import Ahead
    from .allure.labels import Labels
    from .judge import Judge
    from .model import Outcome, Run, Shard, Stale, Verdict
    from .record import Recorder

TEST = "::test_contract["
KEY: pytest.StashKey[Session] = pytest.StashKey()
DESK: pytest.StashKey[Desk] = pytest.StashKey()


class Session:
    """What lives as long as a pytest session."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.closing = ExitStack()
        self.recorder: Recorder | None = None
        self.order: list[str] = []
        self.run: Run | None = None
        self.interrupted = False
        self.latest: Verdict | None = None
        self.ended: tuple[Case, Verdict] | None = None
        self.case: Case | None = None
        self.labels: Labels | None = None
        self.outcomes: dict[str, Outcome] = {}
        self.ahead: Ahead | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings in force."""
        from ..config import settings

        option = self.config.option
        return settings(
            {
                "target": option.compat_target,
                "base_url": option.compat_base_url,
                "profiles": option.compat_profile,
                "allow": option.compat_allow,
                "out": option.compat_out,
                "history": option.compat_history,
                "max_cost": option.compat_max_cost,
                "ledger": option.compat_ledger,
                "rate": option.compat_rate,
                "max_requests": option.compat_max_requests,
                "max_time": option.compat_max_time,
            }
        )

    @cached_property
    def book(self) -> Book:
        """All contracts."""
        from . import prepare

        return prepare.book()

    @cached_property
    def shard(self) -> Shard | None:
        """The part of all cases that this session puts; None for all of them."""
        from .shard import shard

        written = self.config.option.compat_shard
        return shard(written) if written else None

    @property
    def selection(self) -> str:
        """What `-k` and `-m` chose."""
        option = self.config.option
        chosen = {"-k": option.keyword, "-m": option.markexpr}
        return " ".join(f"{flag} {value!r}" for flag, value in chosen.items() if value)

    @cached_property
    def every(self) -> list[Case]:
        """Every case of the chosen profiles."""
        from ..contract.cases import cases

        return cases(self.book, self.settings.profiles)

    @cached_property
    def cases(self) -> list[Case]:
        """Every case of the chosen profiles, or those of the shard."""
        from .shard import part

        return part(self.every, self.shard) if self.shard else self.every

    @cached_property
    def base_url(self) -> str:
        """Where requests go; a worker is told by the controller."""
        from . import prepare

        told = getattr(self.config, "workerinput", {}).get("compat_base_url")
        return told or self.closing.enter_context(prepare.serving(self.settings))

    @cached_property
    def run_id(self) -> str:
        """Names the run in a ledger; a worker is told by the controller."""
        told = getattr(self.config, "workerinput", {}).get("compat_run")
        return told or secrets.token_hex(4)

    @cached_property
    def started(self) -> str:
        """When the run began, ISO; a worker is told by the controller.

        A run has one day: past midnight no worker may judge by another than its neighbour.
        """
        from .prepare import now

        told: str | None = getattr(self.config, "workerinput", {}).get("compat_started")
        return told or now()

    @property
    def today(self) -> str:
        """The day of the run."""
        return self.started[:10]

    @cached_property
    def desk(self) -> Counter:
        """Where requests are asked for; of a worker, and of a command, it is one that is open."""
        from . import prepare

        told = getattr(self.config, "workerinput", {}).get("compat_desk")
        if not told:
            opened = self.config.stash.get(DESK, None)
            return opened or prepare.desk(self.settings, self.base_url)
        from .counter import Remote

        remote = Remote(**told)
        self.closing.callback(remote.close)
        return remote

    @cached_property
    def counter(self) -> dict[str, str] | None:
        """What workers are told of the desk; nothing where there is nothing to share."""
        from .counter import opened

        chosen = self.settings
        if chosen.target == "emulator" and not (
            chosen.rate or chosen.max_requests or chosen.max_time
        ):
            return None
        return self.closing.enter_context(opened(self.desk))

    @cached_property
    def judge(self) -> Judge:
        """A judge over a target that was looked at."""
        from . import prepare

        if not hasattr(self.config, "workerinput"):
            prepare.swept(self.settings)
        target = prepare.target(
            self.settings, self.base_url, self.book, self.desk, run=self.run_id, day=self.today
        )
        self.closing.callback(target.close)
        return prepare.judge(self.settings, target, self.base_url, self.book, self.today)

    @cached_property
    def stale(self) -> tuple[Stale, ...]:
        """The known deviations that have to go, once the cases were put."""
        from ..contract.cases import cases
        from .known import stale

        if not self.outcomes or not self.book.deviations:
            return ()
        return stale(self.book, cases(self.book), self.outcomes, self.settings.target, self.today)

    def begin(self, cases: list[Case]) -> None:
        """Put cases ahead; never to a live account, nor where requests are counted."""
        from .ahead import Ahead, possible

        if self.counter is None and possible(len(cases)):
            self.ahead = Ahead(self.judge, cases)
            self.closing.callback(self.ahead.close)

    def verdict(self, case: Case) -> Verdict:
        """The verdict on a case."""
        self.case, self.latest = case, (self.ahead or self.judge).verdict(case)
        return self.latest

    def planned(self, nodeids: Iterable[str]) -> None:
        """Begin to record, once it is known which cases will be put."""
        self.order = [each.split(TEST, 1)[1][:-1] for each in nodeids if TEST in each]
        if self.config.option.compat_out and self.order and not self.recorder:
            from .prepare import writable
            from .record import Recorder, header

            writable(self.settings.out)
            chosen, shown, watch = self.settings, self.judge.shown_url, self.judge.target.watch
            head = header(
                self.book,
                chosen,
                shown,
                len(self.order),
                self.started,
                shard=self.shard,
                selection=self.selection,
                left_out=len(self.every) - len(self.order),
                accounts=watch.known,
            )
            self.recorder = Recorder(chosen.out, head)
            for moved in watch.moved.values():
                self.recorder.changed(moved.change)
