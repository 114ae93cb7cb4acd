"""``run.jsonl``: written line by line, read whole; a file without its footer is refused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from ..change.model import Change
from ..errors import DataError
from ..model import Frozen
from .model import Failure, Footer, Header, Outcome, Run, Stale, Verdict


def line(value: Frozen) -> str:
    """One line of the file."""
    return value.model_dump_json(exclude_defaults=False, exclude_none=True) + "\n"


def footer(
    verdicts: Iterable[Verdict],
    finished: str | None,
    changes: tuple[Change, ...] = (),
    stale: tuple[Stale, ...] = (),
) -> Footer:
    """The closing line over all verdicts."""
    verdicts = list(verdicts)
    left_out = [each for each in verdicts if each.left_out]
    failures = Counter(each.failure for each in verdicts if each.failure)
    counts = Counter(each.verdict for each in verdicts)
    summary = {outcome: counts.get(outcome, 0) for outcome in Outcome}
    return Footer(
        finished=finished,
        stale=stale,
        cases=sum(counts.values()),
        summary=summary,
        failures={each: failures[each] for each in Failure if failures[each]},
        left_out=len(left_out),
        spent=left_out[0].reason if left_out else None,
        changes=changes,
    )


def text(run: Run) -> str:
    """A whole run as the text of its file."""
    return "".join(line(each) for each in (run.header, *run.verdicts, run.footer))


def read(path: Path) -> Run:
    """A run from its file, or from the folder that holds it.

    Raises:
        DataError: not a run, or cut off before its footer; names the file and line.
    """
    path = path / "run.jsonl" if path.is_dir() else path
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DataError(f"{path}: cannot be read as a run: {reason}") from None
    found: dict[str, list[Frozen]] = {"header": [], "verdict": [], "footer": []}
    for number, each in enumerate(lines, start=1):
        kind, value = _value(each, path, number, last=number == len(lines))
        found[kind].append(value)
    if len(found["header"]) != 1 or not lines:
        raise DataError(f"{path}: has no header line; a run begins with one")
    if len(found["footer"]) != 1:
        raise DataError(f"{path}: has no footer, so the run was cut off after {len(lines)} lines")
    header, end = found["header"][0], found["footer"][0]
    assert isinstance(header, Header)
    assert isinstance(end, Footer)
    verdicts = tuple(each for each in found["verdict"] if isinstance(each, Verdict))
    if end.cases != len(verdicts):
        raise DataError(f"{path}: footer speaks of {end.cases} verdicts, {len(verdicts)} are there")
    return Run(header=header, verdicts=verdicts, footer=end)


KINDS: dict[str, type[Frozen]] = {"header": Header, "verdict": Verdict, "footer": Footer}


def _value(text: str, path: Path, number: int, last: bool) -> tuple[str, Frozen]:
    try:
        plain = json.loads(text)
        kind = plain["kind"]
        return kind, KINDS[kind].model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{path}:{number}: not a line of a run: {where}: {first['msg']}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        if last:
            raise DataError(
                f"{path}: has no footer, so the run was cut off in line {number}"
            ) from None
        raise DataError(f"{path}:{number}: not a line of a run") from None
