"""Processes that add runs to one history at the same time, and are killed while they do.

The short storm stands in test_storm.py, the long one in the benchmarks. As a program it is one of
the writers: it says the number of each run when that is stored.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sipgate_compat
from sipgate_compat.history.add import add
from sipgate_compat.history.reduced import Reduced, reduced
from sipgate_compat.history.store import opened
from sipgate_compat.history.timeline import timeline

from .make import answered, run, verdict

ROOT = Path(__file__).parents[2]
SOURCE = Path(sipgate_compat.__file__).parents[1]
CASES = 30
FIRST = datetime(2026, 1, 1, 3, tzinfo=UTC)


def night(number: int) -> Reduced:
    """A run that is unlike its neighbours."""
    finished = (FIRST + timedelta(days=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = [
        verdict(answered(200 + (number + n) % 7), case=f"classic/getHistory/case-{n}")
        for n in range(CASES)
    ]
    return reduced(run(*found, finished=finished), f"{number:064x}", finished)


@dataclass
class Writer:
    """A process that adds every so many-th run, from one on."""

    path: Path
    numbers: list[int]
    stored: list[int] = field(default_factory=list)

    def go_on(self, lines: int | None) -> bool:
        """Add what is left; killed after it has said so many numbers. True when all is done."""
        left = [each for each in self.numbers if each not in self.stored]
        with subprocess.Popen(
            [sys.executable, "-m", "tests.history.writers", str(self.path), *map(str, left)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{SOURCE}{os.pathsep}{ROOT}"},
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout
            for line in child.stdout:
                if line.endswith("\n"):
                    self.stored.append(int(line))
                if lines is not None and len(self.stored) >= lines and child.poll() is None:
                    lines = None
                    child.send_signal(signal.SIGKILL)
        return child.returncode == 0


@dataclass(frozen=True)
class Storm:
    """What is left when all writers are done."""

    kills: int
    promised: int
    stored: int
    lost: tuple[str, ...]
    halves: tuple[str, ...]
    integrity: str


def endure(writer: Writer, chance: random.Random, kills: int) -> int:
    """One writer to its end; how often it was killed."""
    done = 0
    for _ in range(kills):
        after = len(writer.stored) + chance.randint(1, 3)
        done += not writer.go_on(after)
    while not writer.go_on(None):
        pass
    return done


def looked(path: Path, fresh: Path, promised: list[int], kills: int) -> Storm:
    """What a history holds, beside a fresh one that holds the same runs.

    Args:
        path: the history that was written to.
        fresh: where the other may be made.
        promised: the numbers that writers said.
        kills: how many writers were killed.
    """
    with opened(path) as db:
        (integrity,) = db.execute("PRAGMA integrity_check").fetchone()
        rows = db.execute(
            "SELECT digest, cases, (SELECT count(*) FROM verdict WHERE run = run.id) FROM run"
        ).fetchall()
        lives = timeline(db)
    there = {digest for digest, _, _ in rows}
    lost = [f"run {n}" for n in promised if f"{n:064x}" not in there]
    halves = [f"run {int(digest, 16)}" for digest, cases, found in rows if cases != found]
    with opened(fresh, create=True) as db:
        for digest in sorted(there):
            add(db, night(int(digest, 16)))
        if timeline(db) != lives:
            halves.append("the lives of cases are others than in a fresh history")
    return Storm(kills, len(promised), len(rows), tuple(lost), tuple(halves), integrity)


def main(path: str, *numbers: str) -> None:
    """Add runs, and say each when it is stored."""
    for each in numbers:
        with opened(Path(path), create=True) as db:
            add(db, night(int(each)))
        print(each, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
