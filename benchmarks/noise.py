"""Does the suite stay silent where nothing is wrong?

    python benchmarks/noise.py              # harmless changes, then fifty clean runs
    python benchmarks/noise.py --runs 3     # fewer runs
    python benchmarks/noise.py --changes ids fields --runs 0

First every case is put to providers that differ without breaking a promise: unknown fields, another
order, other ids and times, other headers and white space, slower answers. Neither a verdict nor
drift but `field-added` may come of it. Then the command itself runs on an emulator of its own, with
two workers, in a random order, under other time zones, each time at another moment: midnight, the
turns of summer time and of the year. The emulator's clock and the run's own (by faketime, where it
is installed) cross it half-way. No run may differ from the first. Each prints a line; the score
goes to reports/noise.json. Ends with 1 where anything raised an alarm.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

from sipgate_compat import paths
from sipgate_compat.atomic import write_text
from sipgate_compat.contract.cases import cases
from sipgate_compat.emulator.clock import EPOCH
from sipgate_compat.errors import CompatError
from sipgate_compat.history.drift import drift
from sipgate_compat.history.facts import facts
from sipgate_compat.proof import moved, noise
from sipgate_compat.proof.noise import MOMENTS, Alarm
from sipgate_compat.proof.result import Changed, CleanRun, Noise, Raised
from sipgate_compat.proof.truth import Truth, truth
from sipgate_compat.run import prepare
from sipgate_compat.run.file import read
from sipgate_compat.run.model import Outcome, Run

RESULT = paths.CHECKOUT / "reports" / "noise.json"
HERE = Path(__file__).parent
ZONES = ("UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/St_Johns")
# A moment comes while the run is under way: before any run was seen, after so many seconds.
LEAD = 6.0
# No turn of anything. Before its first moment an emulator's things are not what they will be.
MORNING = EPOCH + timedelta(hours=1)
CLEAN = (Outcome.CONFORMS, Outcome.RECORDED)
LONGEST = 600


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", metavar="N", type=int, default=50, help="default 50")
    parser.add_argument(
        "--seed", metavar="N", type=int, default=1, help="of the orders (default 1)"
    )
    parser.add_argument("--changes", metavar="NAME", nargs="*", help="all of them by default")
    return parser.parse_args()


_truth: Truth


def raised(name: str) -> list[Alarm]:
    """What a harmless change raises."""
    change = next(each for each in noise.changes(_truth) if each.name == name)
    return list(noise.alarms(_truth, change))


def changed(known: Truth, wanted: list[str] | None) -> Iterator[tuple[Changed, list[Alarm]]]:
    """Each harmless change with its alarms, two at a time."""
    global _truth
    _truth = known
    chosen = [c for c in noise.changes(known) if wanted is None or c.name in wanted]
    with ProcessPoolExecutor(2, get_context("fork")) as pool:
        told = pool.map(raised, [each.name for each in chosen])
        for change, found in zip(chosen, told, strict=True):
            print(f"{change.name:28} {len(found):4} alarms  {change.states}", flush=True)
            yield Changed(change=change.name, states=change.states, alarms=len(found)), found


@contextmanager
def emulator() -> Iterator[dict[str, str]]:
    """The ready line of an emulator."""
    child = subprocess.Popen(
        [sys.executable, "-m", "sipgate_compat", "emulator", "--port", "0", "--quiet"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    try:
        yield json.loads(child.stdout.readline())
    finally:
        child.terminate()
        child.wait(10)
        child.stdout.close()


def set_clock(control: str, moment: datetime) -> None:
    """The emulator's clock runs on from a moment."""
    wish = json.dumps({"set": moment.isoformat()}).encode()
    request = urllib.request.Request(f"{control}/clock", wish, method="POST")
    with urllib.request.urlopen(request, timeout=10):
        pass


@contextmanager
def busy(load: float) -> Iterator[None]:
    """A machine with more to do than it has cores; one that is busy anyway is left alone."""
    with ExitStack() as children:
        for _ in range(0 if load > 1 else os.cpu_count() or 1):
            child = subprocess.Popen([sys.executable, "-c", "while True: pass"])
            children.callback(child.wait, 10)
            children.callback(child.kill)
        yield


def load() -> float:
    """Of the machine, for each core."""
    return round(os.getloadavg()[0] / (os.cpu_count() or 1), 1)


def command(url: str, out: Path, allure: bool) -> list[str]:
    """A run with two workers in a random order."""
    return [
        *(sys.executable, "-m", "sipgate_compat", "run", "-n", "2"),
        *("--allure" if allure else "--no-allure", "--base-url", url, "--out", str(out)),
        *("--", "-p", "shuffled"),
    ]


def around(seed: str, zone: str) -> dict[str, str]:
    """The environment of a run."""
    return {
        **os.environ,
        **moved.ENVIRONMENT,
        "PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]),
        "SHUFFLED_SEED": seed,
        "PYTHONHASHSEED": seed,
        "TZ": zone,
    }


def said(command: list[str], environment: dict[str, str]) -> str:
    """What a command says where it does not end well."""
    # A group of its own: faketime does not hand on that it is to end.
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        try:
            _, words = child.communicate(timeout=LONGEST)
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            raise
    return "" if child.returncode == 0 else f"ended with {child.returncode}: {words[-300:]}"


def written(folder: Path) -> Run | None:
    """What a run wrote; None where it came to no end."""
    try:
        return read(folder)
    except CompatError:
        return None


def complaints(run: Run, first: Run, by: str) -> Iterator[Raised]:
    """Cases that are not as they should be, and whatever is other than in the first run."""
    for each in run.verdicts:
        if each.verdict not in CLEAN:
            yield Raised(by=by, case=each.case, what=f"{each.verdict}: {each.reason}")
    old = {each.case: facts(each) for each in first.verdicts}
    new = {each.case: facts(each) for each in run.verdicts}
    for change in drift(old, new):
        yield Raised(by=by, case=change.subject, what=f"{change.kind}: {change.new}")


def strays(folder: Path, run: Run, by: str) -> Iterator[Raised]:
    """Results of Allure that say to be from before or after their run."""
    first, last = moved.span(run)
    for file in folder.glob("allure-results/*-result.json"):
        result = json.loads(file.read_bytes())
        if not first <= result["start"] / 1000 <= result["stop"] / 1000 <= last:
            when = f"from {result['start']} to {result['stop']}"
            yield Raised(by=by, case=result["name"], what=f"Allure: {when}")


@dataclass(frozen=True)
class Wanted:
    """A run that is to be clean: its number from one on, and in what it differs from others."""

    number: int
    name: str
    moment: datetime
    zone: str
    seed: str
    allure: bool
    load: float

    @property
    def by(self) -> str:
        """What an alarm names."""
        return f"run {self.number}"


def plan(number: int, seed: int) -> Iterator[Wanted]:
    """Runs in which every moment meets every zone, with Allure's results and without."""
    moments = {"morning": MORNING, **MOMENTS}
    names = list(moments)
    for n in range(number):
        name, zone = names[n % len(names)], ZONES[n % len(ZONES)]
        allure = n // len(names) % 2 == 0
        yield Wanted(n + 1, name, moments[name], zone, str(seed + n), allure, load())


def put(run: Wanted, lead: float, tool: str | None) -> tuple[Run | None, str, list[Raised]]:
    """A run that begins some seconds before its moment: what it wrote, said, and dated wrongly."""
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
        held.enter_context(busy(2.0 if run.number % 2 else run.load))
        ready = held.enter_context(emulator())
        by = moved.seconds(datetime.now(UTC), run.moment - timedelta(seconds=lead))
        set_clock(ready["control_url"], datetime.now(UTC) + timedelta(seconds=by))
        line = command(ready["base_url"], folder, run.allure)
        words = said(moved.moved(line, by, tool), around(run.seed, run.zone))
        made = written(folder)
        return made, words, list(strays(folder, made, run.by)) if made else []


def clean(number: int, seed: int) -> Iterator[tuple[CleanRun, list[Raised]]]:
    """One run after another."""
    tool, lead = moved.program(), LEAD
    if number and not tool:
        print(f"noise: {moved.ABSENT}", file=sys.stderr, flush=True)
    first: Run | None = None
    for run in plan(number, seed):
        begun = time.monotonic()
        made, words, found = put(run, lead, tool)
        # The next moment comes half-way through its run, if that one takes as long.
        lead = (time.monotonic() - begun) / 2
        if made:
            first = first or made
            found += complaints(made, first, run.by)
        if not found and (words or not made):
            found = [Raised(by=run.by, case="", what=words or "it wrote no whole run")]
        told = kept(run, made, len(found))
        print(
            f"run {told.number:2} of {number}  {told.moment:28} {told.timezone:20} "
            f"{'crossed' if told.crossed else 'not crossed':11}  load {told.load:4}  "
            f"{told.cases} cases  {told.alarms} alarms",
            flush=True,
        )
        yield told, found


def kept(run: Wanted, made: Run | None, alarms: int) -> CleanRun:
    """What is kept of a run."""
    return CleanRun(
        number=run.number,
        moment=run.name,
        timezone=run.zone,
        load=run.load,
        cases=len(made.verdicts) if made else 0,
        alarms=alarms,
        started=made.header.started if made else None,
        finished=made.footer.finished if made else None,
        crossed=bool(made and moved.crossed(made, run.moment)),
    )


def main() -> int:
    """Put the changes, make the runs, and keep the score after each."""
    asked, book = options(), prepare.book()
    known = truth(book, cases(book))
    print(f"{len(known.cases)} cases, contracts {book.digest}")
    changes: list[Changed] = []
    runs: list[CleanRun] = []
    alarms: list[Raised] = []

    def keep() -> None:
        result = Noise(
            date=datetime.now(UTC).date().isoformat(),
            contracts=book.digest,
            cases=len(known.cases),
            changes=tuple(changes),
            runs=tuple(runs),
            alarms=tuple(alarms),
        )
        if asked.changes is None:
            write_text(RESULT, result.model_dump_json(indent=2, by_alias=True) + "\n")

    for change, found in changed(known, asked.changes):
        changes.append(change)
        alarms += [Raised(by=a.change, case=a.case, what=a.what) for a in found]
    keep()
    for run, more in clean(asked.runs, asked.seed):
        runs.append(run)
        alarms += more
        keep()
    for each in alarms[:50]:
        print(f"  {each.by}: {each.case}: {each.what[:200]}")
    crossed = sum(each.crossed for each in runs)
    print(
        f"{len(changes)} harmless changes, {len(runs)} clean runs, "
        f"{crossed} across their moment by their own clock: {len(alarms)} alarms"
    )
    return int(bool(alarms))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CompatError as error:
        print(f"noise: {error}", file=sys.stderr)
        sys.exit(2)
