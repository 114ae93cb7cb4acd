"""Does the suite notice a provider that breaks one promise? Every promise is broken in turn.

    python benchmarks/sensitivity.py                     # all; the score goes to reports/
    python benchmarks/sensitivity.py --only getDevices   # whose name holds this; nothing is kept
    python benchmarks/sensitivity.py --list              # name, kind and what is wrong of each
    python benchmarks/sensitivity.py --serve NAME        # one of them on a port, for other tools

A broken provider is the emulator with one thing wrong. Those made of the contracts break each
promise of each case, each field of each shape, whatever an operation could fail to do, and each
field of each push; those written by hand stand in benchmarks/providers.yaml. Each is put to the
cases of its operation until one notices. Ends with 1 where something is not noticed, with 3 where
time was up.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sipgate_compat import paths
from sipgate_compat.atomic import write_text
from sipgate_compat.contract.cases import cases
from sipgate_compat.errors import CompatError
from sipgate_compat.proof import byhand, catalogue, pushes
from sipgate_compat.proof.bench import Noticed
from sipgate_compat.proof.byhand import Providers
from sipgate_compat.proof.mutant import Mutant
from sipgate_compat.proof.result import Sensitivity
from sipgate_compat.proof.score import is_alike, score
from sipgate_compat.proof.serve import serving
from sipgate_compat.proof.shares import put
from sipgate_compat.proof.truth import Truth, truth
from sipgate_compat.run import prepare

RESULT = paths.CHECKOUT / "reports" / "sensitivity.json"
EVERY = paths.CHECKOUT / "reports" / "latest" / "sensitivity.jsonl"


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", metavar="TEXT", help="broken providers whose name holds TEXT")
    parser.add_argument(
        "--sample", metavar="N", type=int, help="about N of them, some of each kind"
    )
    parser.add_argument(
        "--seed", metavar="N", type=int, default=1, help="of the sample (default 1)"
    )
    parser.add_argument("--processes", metavar="N", type=int, default=2, help="default 2")
    parser.add_argument(
        "--max-time", metavar="SECONDS", type=float, default=900, help="default 900"
    )
    parser.add_argument("--list", action="store_true", help="name them all and put none")
    parser.add_argument("--serve", metavar="NAME", help="serve one of them until interrupted")
    parser.add_argument("--port", metavar="PORT", type=int, default=0, help="for --serve")
    return parser.parse_args()


def say(line: str) -> None:
    """Tell how far it is."""
    print(line, file=sys.stderr, flush=True)


def followed(found: Iterator[tuple[int, Noticed]], number: int) -> Iterator[Noticed]:
    """The same, with a line now and then."""
    begun, due = time.monotonic(), 5.0
    for n, (_, each) in enumerate(found, 1):
        yield each
        if time.monotonic() - begun > due:
            say(f"{n} of {number} put in {time.monotonic() - begun:.0f} s")
            due += 5


def chosen(asked: argparse.Namespace, mutants: list[Mutant]) -> list[Mutant]:
    """Those that are put."""
    if asked.only:
        mutants = [each for each in mutants if asked.only in each.name]
    return catalogue.sample(mutants, asked.sample, asked.seed) if asked.sample else mutants


def write(found: Sequence[Noticed], file: Path) -> None:
    """Which case noticed each, a line for each."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as out:
        for each in found:
            mutant = each.mutant
            line = {"mutant": mutant.name, "kind": mutant.kind, "states": mutant.states}
            seen = {"noticed_by": each.case, "at": each.pointer}
            print(json.dumps({**line, **seen}), file=out)


def show(result: Sensitivity) -> None:
    """The score by kind, and what was not noticed."""
    print(f"{'':32} {'made of contracts':>20} {'by hand':>12}")
    for row in result.rows:
        made = f"{row.generated_noticed}/{row.generated}" if row.generated else "–"
        hand = f"{row.by_hand_noticed}/{row.by_hand}" if row.by_hand else "–"
        print(f"{row.kind:32} {made:>20} {hand:>12}")
    print(f"{len(result.alike)} could not be told from a right provider by any request of a case")
    unknown = sum(sum(each.values()) for each in result.nothing_promised.values())
    print(f"{unknown} steps promise nothing; they are named in {RESULT.name}")
    whole = [each for each in result.unobservable if not each.fields]
    print(f"{len(whole)} writes leave nothing to read back")
    print(f"{sum(map(len, result.unread.values()))} fields of writes are read back by no case")
    print(f"{len(result.unnoticed)} not noticed")
    for each in result.unnoticed:
        print(f"  {each.mutant}: {each.states}: {each.why}")


def serve(mutant: Mutant, port: int) -> None:
    """One broken provider until it is interrupted."""
    with serving(mutant, port) as ready:
        print(json.dumps({**ready, "broken": mutant.name, "states": mutant.states}), flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


def needless(known: Truth, listed: Providers) -> Iterator[str]:
    """What is called unobservable although a case notices it, or none writes it."""
    for _, each in put(known, catalogue.unneeded(known, listed), 1):
        if each.case:
            yield f"{each.mutant.name}: {each.case} notices it, so it is not unobservable"
    for name in catalogue.unwritten(known, listed):
        yield f"{name}: is called unobservable, and no case writes such a field"


def main() -> int:
    """Put them all, or serve one."""
    asked, book, listed = options(), prepare.book(), byhand.providers()
    known = truth(book, cases(book))
    made, hand = catalogue.generated(known, listed), catalogue.by_hand(known, listed)
    if asked.serve:
        serve(catalogue.named([*made, *hand], asked.serve), asked.port)
        return 0
    mutants = chosen(asked, [*made, *hand])
    if asked.list:
        for each in mutants:
            print(f"{each.name}\t{each.kind}\t{each.states}")
        return 0
    say(f"{len(known.cases)} cases; {len(mutants)} broken providers of {len(made) + len(hand)}")
    told = put(known, mutants, asked.processes, asked.max_time)
    found = list(followed(told, len(mutants)))
    by_hand = {id(each) for each in hand}
    today = datetime.now(UTC).date().isoformat()
    result = score(
        known,
        listed,
        [each for each in found if id(each.mutant) not in by_hand] + list(pushes.noticed(book)),
        [each for each in found if id(each.mutant) in by_hand],
        today,
    )
    show(result)
    if len(found) < len(mutants):
        say(f"time is up: {len(mutants) - len(found)} were not put, and nothing is written")
        return 3
    if not asked.only and not asked.sample:
        for line in (wrong := list(needless(known, listed))):
            print(f"  {line} (benchmarks/providers.yaml)")
        write(found, EVERY)
        write_text(RESULT, result.model_dump_json(indent=2, by_alias=True) + "\n")
        say(f"which case noticed each: {EVERY}")
        return int(bool(wrong or result.unnoticed))
    return int(any(each.case is None and not is_alike(each) for each in found))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CompatError as error:
        print(f"sensitivity: {error}", file=sys.stderr)
        sys.exit(2)
