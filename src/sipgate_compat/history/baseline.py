"""Baselines: what was observed of each profile, as committed text, one line for each fact.

``reports/baselines/<target>/<profile>.yaml`` is written by the tool alone and reviewed as a diff.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from ..atomic import write_text
from ..errors import DataError
from ..run.model import Run
from ..yamlfile import read
from .drift import Seen
from .facts import Facts, facts

FOLDER = Path("reports/baselines")
HEAD = "# What was observed; written by `sipgate-compat history baseline --write`, never by hand.\n"
# What every reader of YAML takes for the same text; all else is quoted as JSON is.
PLAIN = re.compile(r"[1-9]\d\d|[A-Za-z/][\w./*|-]*(?: [\w./*|-]+)*")
WORDS = re.compile(r"(?i)null|true|false|yes|no|on|off|y|n")


def path_of(folder: Path, target: str, profile: str) -> Path:
    """The file of one target and profile."""
    return folder / target / f"{profile}.yaml"


def loaded(folder: Path, target: str, profiles: Iterable[str]) -> dict[str, Facts]:
    """The baselines of some profiles; facts by the addresses of their cases.

    Raises:
        DataError: a profile has none, or a file does not hold; names it.
    """
    found: dict[str, Facts] = {}
    for profile in profiles:
        path = path_of(folder, target, profile)
        if not path.is_file():
            raise DataError(
                f"{path}: no baseline of {profile} on {target}; "
                "write one with: history baseline --write"
            )
        found |= _read(path, profile)
    return found


def _read(path: Path, profile: str) -> dict[str, Facts]:
    value = read(path)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise DataError(f"{path}: no baseline: expected are cases, each with its facts")
    return {f"{profile}/{case}": _facts(path, case, found) for case, found in value.items()}


def _facts(path: Path, case: str, found: object) -> Facts:
    """The facts of a case; a status stands there as a number."""
    if not isinstance(found, dict) or not all(isinstance(v, str | int) for v in found.values()):
        raise DataError(f"{path}: {case}: the facts of a case are texts at their places")
    return {at: str(fact) for at, fact in found.items()}


def text(seen: Seen) -> str:
    """The baseline of one profile: cases and places sorted, one fact a line."""
    lines = [HEAD]
    for case in sorted(seen):
        if seen[case]:
            lines.append(f"{_quoted(case.partition('/')[2])}:\n")
            lines += [f"  {_quoted(at)}: {_quoted(seen[case][at])}\n" for at in sorted(seen[case])]
    return "".join(lines)


def _quoted(said: str) -> str:
    """A text as YAML: plain where it cannot be taken for anything else."""
    if PLAIN.fullmatch(said) and not WORDS.fullmatch(said):
        return said
    return json.dumps(said, ensure_ascii=not said.isprintable())


def merged(old: Seen, new: Seen, complete: bool) -> dict[str, Facts]:
    """The baseline after a run: what it saw stands, what it did not put stays.

    Args:
        old: the baseline so far.
        new: what the run saw; no facts for a case that was not put.
        complete: whether the run had every case, so that others are gone.
    """
    kept = {case: found for case, found in old.items() if case in new or not complete}
    return {**kept, **{case: found for case, found in new.items() if found}}


def texts(folder: Path, target: str, profiles: Iterable[str], seen: Seen) -> dict[Path, str]:
    """The text of each profile's file."""
    by_profile = {p: dict(g) for p, g in groupby(sorted(seen.items()), lambda item: _profile(item))}
    return {path_of(folder, target, p): text(by_profile.get(p, {})) for p in profiles}


def _profile(item: tuple[str, Facts]) -> str:
    return item[0].partition("/")[0]


def files(run: Run, folder: Path = FOLDER) -> dict[str, str]:
    """The baselines of a run without times, by their paths; what ``make reports`` commits."""
    seen = {each.case: facts(each) for each in run.verdicts}
    made = texts(folder, run.header.target, run.header.profiles, seen)
    return {path.as_posix(): content for path, content in made.items()}


def write(made: Mapping[Path, str]) -> None:
    """Write baselines; each file is there whole or not at all."""
    for path, content in made.items():
        write_text(path, content)
