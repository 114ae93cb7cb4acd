"""All operations of all profiles under generated requests, and what they were answered.

    python -m benchmarks.fuzz [--examples N] [--workflows N] [--dry]

Each profile has two passes of the suite's own (`tests/fuzz`), each in a pytest of its own: single
requests to every operation, and walks along the links between operations. A pass fails at an answer
that no document and no check of ours allows, and where an account is not as it was in the end.
Writes `results/fuzz.json` and the table made of it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from sipgate_compat import paths
from sipgate_compat.contract.model import PROFILES, Profile
from sipgate_compat.figures import committed, tables
from sipgate_compat.figures.model import Fire, Fuzz

from .circumstances import circumstances

SUITES = ("operations", "workflows")
TOLD = "FUZZ_TOLD"
"""The variable that names the file in which a pass says what it sent."""


def fire(suite: str, profile: Profile, examples: int, seed: int) -> Fire:
    """One pass; what pytest says goes to standard error."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-p", "schemathesis.pytest.plugin"),
                *("-q", "--tb=short", "-p", "no:cacheprovider", f"tests/fuzz/{suite}.py"),
            ],
            cwd=paths.CHECKOUT,
            env={
                **os.environ,
                "FUZZ_PROFILE": profile,
                "FUZZ_EXAMPLES": str(examples),
                "FUZZ_SEED": str(seed),
                TOLD: str(told),
            },
            stdout=sys.stderr,
            check=False,
        )
        sent = json.loads(told.read_text(encoding="utf-8")) if told.is_file() else {}
    return Fire(suite=suite, profile=profile, passed=done.returncode == 0, **sent)


def main() -> int:
    """Put all passes, print and commit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--examples", type=int, default=90, help="requests drawn per operation")
    parser.add_argument("--workflows", type=int, default=40, help="a fifth of all walks")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    told = parser.parse_args()
    known = circumstances("make fuzz", {"Schemathesis": version("schemathesis")})
    examples = dict(zip(SUITES, (told.examples, told.workflows), strict=True))
    passes = [fire(each, p, examples[each], told.seed) for p in PROFILES for each in SUITES]
    found = Fuzz(circumstances=known, passes=tuple(passes))
    print("\n".join(tables.fuzz(found)))
    if not told.dry:
        committed.write(paths.CHECKOUT, found)
    return 0 if found.held else 1


if __name__ == "__main__":
    sys.exit(main())
