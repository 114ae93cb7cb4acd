"""Does the suite stay silent where nothing is wrong?

    python benchmarks/noise.py              # harmless changes, then fifty clean runs
    python benchmarks/noise.py --runs 3     # fewer runs
    python benchmarks/noise.py --changes ids fields --runs 0

First every case is put to providers that differ without breaking a promise: unknown fields, another
order, other ids and times, other headers and white space, slower answers. Neither a verdict nor
drift but `field-added` may come of it. Then the command itself runs on an emulator of its own, with
two workers, in a random order, under other time zones, each time at another moment: midnight, the
turns of summer time and of the year. No run may differ from the first. Each prints a line; the
score goes to reports/noise.json. Ends with 1 where anything raised an alarm.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
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
from sipgate_compat.proof import noise
from sipgate_compat.proof.noise import MOMENTS, Alarm
from sipgate_compat.proof.result import Changed, CleanRun, Noise, Raised
from sipgate_compat.proof.truth import Truth, truth
from sipgate_compat.run import prepare
from sipgate_compat.run.file import read
from sipgate_compat.run.model import Outcome, Run

RESULT = paths.CHECKOUT / "reports" / "noise.json"
HERE = Path(__file__).parent
ZONES = ("UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/St_Johns")
# A moment comes while the run is under way.
LEAD = timedelta(seconds=6)
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
def emulator(moment: datetime) -> Iterator[str]:
    """The base URL of an emulator whose clock runs from a moment on."""
    child = subprocess.Popen(
        [sys.executable, "-m", "sipgate_compat", "emulator", "--port", "0", "--quiet"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    try:
        ready = json.loads(child.stdout.readline())
        wish = json.dumps({"set": moment.isoformat()}).encode()
        request = urllib.request.Request(f"{ready['control_url']}/clock", wish, method="POST")
        with urllib.request.urlopen(request, timeout=10):
            pass
        yield ready["base_url"]
    finally:
        child.terminate()
        child.wait(10)
        child.stdout.close()


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


def command(url: str, out: Path, seed: str, zone: str) -> str:
    """A run; what it says where it does not end well."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sipgate_compat", "run", "-n", "2", "--no-allure"),
            *("--base-url", url, "--out", str(out), "--", "-p", "shuffled"),
        ],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]),
            "SHUFFLED_SEED": seed,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
        },
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    return "" if done.returncode == 0 else f"ended with {done.returncode}: {done.stderr[-300:]}"


def complaints(run: Run, first: Run, by: str) -> Iterator[Raised]:
    """Cases that are not as they should be, and whatever is other than in the first run."""
    for each in run.verdicts:
        if each.verdict not in CLEAN:
            yield Raised(by=by, case=each.case, what=f"{each.verdict}: {each.reason}")
    old = {each.case: facts(each) for each in first.verdicts}
    new = {each.case: facts(each) for each in run.verdicts}
    for change in drift(old, new):
        yield Raised(by=by, case=change.subject, what=f"{change.kind}: {change.new}")


def clean(number: int, seed: int) -> Iterator[tuple[CleanRun, list[Raised]]]:
    """One run after another."""
    moments = {"morning": EPOCH + LEAD, **MOMENTS}
    names = list(moments)
    first: Run | None = None
    for n in range(number):
        name, zone = names[n % len(names)], ZONES[n % len(ZONES)]
        now = load()
        with tempfile.TemporaryDirectory() as folder, busy(now if n % 2 else 2.0):
            with emulator(moments[name] - LEAD) as url:
                said = command(url, Path(folder), str(seed + n), zone)
            run = read(Path(folder))
        first = first or run
        by = f"run {n + 1}"
        found = list(complaints(run, first, by))
        if said and not found:
            found = [Raised(by=by, case="", what=said)]
        made = CleanRun(
            number=n + 1,
            moment=name,
            timezone=zone,
            load=now,
            cases=len(run.verdicts),
            alarms=len(found),
        )
        print(
            f"run {n + 1:2} of {number}  {name:28} {zone:20} load {now:4}  "
            f"{made.cases} cases  {made.alarms} alarms",
            flush=True,
        )
        yield made, found


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
    print(f"{len(changes)} harmless changes, {len(runs)} clean runs: {len(alarms)} alarms")
    return int(bool(alarms))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CompatError as error:
        print(f"noise: {error}", file=sys.stderr)
        sys.exit(2)
