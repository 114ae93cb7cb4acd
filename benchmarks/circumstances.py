"""When, of what and where something is measured."""

from __future__ import annotations

import os
import platform
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sipgate_compat import paths
from sipgate_compat.figures.model import Circumstances


def circumstances(command: str, versions: dict[str, str | None]) -> Circumstances:
    """Of now; versions that nobody knows are left out.

    Args:
        command: the target of make, without what it was given.
        versions: of what else takes part.
    """
    given = f' ARGS="{shlex.join(sys.argv[1:])}"' if sys.argv[1:] else ""
    known = {"Python": platform.python_version(), "sipgate-compat": version("sipgate-compat")}
    return Circumstances(
        date=datetime.now(UTC).date().isoformat(),
        commit=commit(),
        command=f"{command}{given}",
        machine=f"{processor()}, {platform.system()} {platform.release().split('-')[0]}",
        cores=len(os.sched_getaffinity(0)),
        load=round(os.getloadavg()[0], 2),
        versions=known | {name: each for name, each in versions.items() if each},
    )


def commit() -> str:
    """The short name of the commit; with a plus where files differ from it, the results aside."""
    changed = said("git", "status", "--porcelain", "--", ".", ":!benchmarks/results", ":!*.md")
    return said("git", "rev-parse", "--short", "HEAD") + ("+" if changed else "")


def processor() -> str:
    """The processor's own name."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def said(*command: str) -> str:
    """What a command says, in the repository; nothing where it fails."""
    done = subprocess.run(command, cwd=paths.CHECKOUT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
