"""Five years of nights in one history: what adding, drift, timeline and matrix cost.

python -m benchmarks.bench --part history [--verdicts N] [--keep FILE]
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sipgate_compat.config import Settings
from sipgate_compat.figures.model import Figure
from sipgate_compat.history import baseline
from sipgate_compat.history.add import add
from sipgate_compat.history.look import of_kept
from sipgate_compat.history.matrix import matrix
from sipgate_compat.history.read import named, runs
from sipgate_compat.history.reduced import Entry, Reduced, of_file, packed
from sipgate_compat.history.store import opened
from sipgate_compat.history.timeline import timeline
from sipgate_compat.run import prepare
from sipgate_compat.run.file import footer, text
from sipgate_compat.run.model import Answered, Outcome, Run, Verdict
from sipgate_compat.run.record import header

from .run import figure

SEED = 20260101
CASES = 550
FIRST = datetime(2021, 1, 1, 3, 0, tzinfo=UTC)
LIMITS = {"add a run": 0.5, "drift": 2.0, "timeline": 2.0, "matrix": 2.0}
MEGABYTES = 400
FIELDS = ("id", "alias", "type", "status", "created", "number", "active", "owner")
TYPES = ("string", "integer", "boolean", "string|null")


class Night:
    """The API as one night finds it; every night a little is changed."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        book = prepare.book()
        operations = [each.operation for each in book.operations.values()]
        self.head = header(book, Settings(target="live"), "https://api.example/v2", CASES, None)
        self.cases = [
            (f"{profile}/{operations[i % len(operations)]}/case-{i}", profile)
            for i in range(CASES)
            for profile in [("classic", "neo", "migrated")[i % 3]]
        ]
        self.facts = [self._made() for _ in self.cases]
        self.packed = [packed(each) for each in self.facts]
        self.outcomes = [self.chance.choice(["conforms"] * 8 + ["recorded"]) for _ in self.cases]
        self.restless = self.chance.sample(range(CASES), 5)

    def _made(self) -> dict[str, str]:
        if self.chance.random() < 0.5:
            return {"/status": str(self.chance.choice([400, 401, 403, 404])), "/error": "refused"}
        body = {f"/body/items/*/{f}": self.chance.choice(TYPES) for f in FIELDS}
        shape = {"/body": "object", "/body/items": "array", "/body/items/*": "object"}
        return {"/status": "200", "/content-type": "application/json", **shape, **body}

    def pass_by(self) -> None:
        """Two cases change for good, the restless ones to and fro, some verdicts turn."""
        for i in self.chance.sample(range(CASES), 2):
            self._change(i)
        for i in self.restless:
            status = "503" if self.facts[i]["/status"] != "503" else "200"
            self._set(i, self.facts[i] | {"/status": status})
        i = self.chance.randrange(CASES)
        self.outcomes[i] = self.chance.choice(["conforms", "conforms", "deviates", "known"])

    def _change(self, i: int) -> None:
        field = self.chance.choice(FIELDS)
        at = f"/body/items/*/{field}"
        match self.chance.randrange(4):
            case 0:
                self._set(i, self.facts[i] | {f"{at}{self.chance.randrange(9)}": "string"})
            case 1:
                self._set(i, {k: v for k, v in self.facts[i].items() if k != at})
            case 2 if at in self.facts[i]:
                self._set(i, self.facts[i] | {at: self.chance.choice(TYPES)})
            case _:
                self._set(i, self.facts[i] | {"/error": f"refused {self.chance.randrange(50)}"})

    def _set(self, i: int, facts: dict[str, str]) -> None:
        self.facts[i], self.packed[i] = facts, packed(facts)

    def entries(self) -> Iterator[Entry]:
        """What a history keeps of this night."""
        for i, (case, profile) in enumerate(self.cases):
            pace = self.chance.choice("11111111112224")
            operation = case.split("/")[1]
            yield Entry(case, profile, operation, self.outcomes[i], self.packed[i], pace)

    def run(self, number: int) -> Run:
        """The same night as a run with bodies, for its file."""
        verdicts = [self._verdict(i) for i in range(CASES)]
        return Run(header=self.head, verdicts=tuple(verdicts), footer=footer(verdicts, day(number)))

    def _verdict(self, i: int) -> Verdict:
        case, profile = self.cases[i]
        facts = self.facts[i]
        form = {at[5:]: said for at, said in facts.items() if at.startswith("/body")} or None
        item = {field: f"value of {field}" for field in FIELDS}
        seen = Answered(
            operation=case.split("/")[1],
            request="GET /something?limit=10",
            status=int(facts["/status"]),
            content_type=facts.get("/content-type", "text/plain"),
            body={"items": [item, item]} if form else facts.get("/error"),
            form=form,
            milliseconds=self.chance.uniform(20, 400),
        )
        return Verdict(
            case=case,
            profile=profile,
            operation=seen.operation,
            given="an-account",
            verdict=Outcome(self.outcomes[i]),
            states="the answer is what it is",
            evidence="assumed",
            promised=(200,),
            file="contracts/operations/some/operation.yaml",
            observed=(seen,),
            curl="curl -i https://api.example/v2/something?limit=10",
            milliseconds=50,
        )


def day(number: int) -> str:
    """The moment at which a night's run ends."""
    return (FIRST + timedelta(days=number)).strftime("%Y-%m-%dT%H:%M:%SZ")


def kept(night: Night, number: int) -> Reduced:
    """A night reduced."""
    head = night.head
    return Reduced(
        digest=hashlib.sha256(str(number).encode()).hexdigest(),
        target="live",
        base_url=head.base_url,
        finished=day(number),
        version=head.version,
        contracts=head.contracts,
        edition=head.edition,
        profiles=("classic", "neo", "migrated"),
        left_out=0,
        summary={"conforms": CASES},
        labels={each.operation: (each.method, each.path) for each in head.operations},
        entries=tuple(night.entries()),
    )


def fill(path: Path, night: Night, nights: int) -> None:
    """Add nights one by one, as they would come; the disk is not waited for."""
    with opened(path, create=True) as db:
        db.execute("PRAGMA synchronous = OFF")
        for number in range(nights):
            night.pass_by()
            add(db, kept(night, number))
            if number % 200 == 199:
                print(f"  {number + 1} of {nights} nights", file=sys.stderr)


def timed(work: Callable[[], object]) -> list[float]:
    """Seconds, three times."""
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return took


def measured(folder: Path, path: Path, night: Night, nights: int) -> dict[str, list[float]]:
    """Seconds of each thing a person asks for, from opening the file to the JSON."""
    numbers = iter(range(nights, nights + 9))
    file, baselines = folder / "run.jsonl", folder / "baselines"

    def one_more_file() -> None:
        night.pass_by()
        file.write_text(text(night.run(next(numbers))), encoding="utf-8")

    def added() -> None:
        run = of_file(file)
        with opened(path, create=True) as db:
            assert add(db, run)

    def drifted() -> None:
        with opened(path) as db:
            of_kept(db, named(runs(db), None), baselines).model_dump_json()

    def lives() -> None:
        with opened(path) as db:
            json.dumps([each.model_dump(mode="json") for each in timeline(db)])

    def table() -> None:
        with opened(path) as db:
            matrix(db, "live").model_dump_json()

    adding = []
    for _ in range(3):
        one_more_file()
        begun = time.perf_counter()
        added()
        adding.append(time.perf_counter() - begun)
    return {
        "add a run": adding,
        "drift": timed(drifted),
        "timeline": timed(lives),
        "matrix": timed(table),
    }


def figures(verdicts: int, keep: Path | None = None) -> list[Figure]:
    """Make the history and measure what is asked of it."""
    nights = -(-verdicts // CASES)
    night = Night(random.Random(SEED))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = keep or folder / "history.sqlite"
        seen = {case: facts for (case, _), facts in zip(night.cases, night.facts, strict=True)}
        profiles = ("classic", "neo", "migrated")
        baseline.write(baseline.texts(folder / "baselines", "live", profiles, seen))
        fill(path, night, nights)
        found = measured(folder, path, night, nights)
        size = path.stat().st_size / 1e6
    label = f"history of {nights * CASES:,} verdicts"
    rows = [figure(f"{label}: {what}", "s", t, most=LIMITS[what]) for what, t in found.items()]
    return [*rows, figure(f"{label}: its file", "MB", [size], most=MEGABYTES)]
