"""Each figure that the project sets itself, beside its floor or limit.

    python -m benchmarks.bench [--rounds N] [--part NAME] [--dry]

Prints them, and unless `--dry` or a part was asked for, writes `results/bench.json` and the tables
made of it. Nothing fails by a figure: the table says which are not reached.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sipgate_compat import paths
from sipgate_compat.figures import committed, tables
from sipgate_compat.figures.model import Bench, Figure

from . import emulator, history, run
from .circumstances import circumstances
from .served import prism_version, there

PARTS = ("run", "emulator", "start", "history")


def measured(told: argparse.Namespace) -> Bench:
    """All that is asked for."""
    versions = {"Prism": prism_version(), "load by": emulator.load_by()}
    known = circumstances("make bench", versions)
    chosen = told.part or PARTS
    cases = requests = 0
    found: list[Figure] = []
    for part in chosen:
        print(f"{part} …", file=sys.stderr)
        match part:
            case "run":
                cases, requests, more = run.figures(told.rounds)
            case "emulator":
                more = emulator.figures(told.rounds, told.seconds)
            case "start":
                more = emulator.starts(told.rounds)
            case _:
                more = history.figures(told.verdicts, told.keep)
        found += more
    return Bench(circumstances=known, cases=cases, requests=requests, figures=tuple(found))


def main() -> None:
    """Measure, print and commit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5, help="of load in each round")
    parser.add_argument("--verdicts", type=int, default=1_000_000, help="in the history")
    parser.add_argument("--keep", type=Path, help="the history's file; else it is thrown away")
    parser.add_argument("--part", action="append", choices=PARTS, help="alone; prints only")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    told = parser.parse_args()
    if not there():
        print("Prism is not installed: make peers-setup; measured without it", file=sys.stderr)
    found = measured(told)
    print("\n".join(tables.bench(found)))
    if not told.dry and not told.part:
        committed.write(paths.CHECKOUT, found)


if __name__ == "__main__":
    main()
