"""What it costs to render a whole run in all formats, in seconds of the processor.

    python benchmarks/report.py [--run FILE]

Prints each format with its size, and the sum beside its limit; exits 1 where it is above.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from sipgate_compat.report.matrix import matrix
from sipgate_compat.report.writers import WRITERS
from sipgate_compat.run.file import read

LIMIT = 1.5


def main() -> int:
    """Render the run of `--run`, by default the latest one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", type=Path, default=Path("reports/latest"))
    run = read(parser.parse_args().run)
    begun = time.process_time()
    table = matrix(run)
    print(f"{'matrix':12} {time.process_time() - begun:6.2f} s")
    for name, writer in WRITERS.items():
        before = time.process_time()
        size = len(writer.write(run, table).encode())
        print(f"{name:12} {time.process_time() - before:6.2f} s {size:12,} bytes")
    taken = time.process_time() - begun
    print(f"{'all':12} {taken:6.2f} s of {LIMIT} s, {len(run.verdicts):,} cases")
    return taken > LIMIT


if __name__ == "__main__":
    sys.exit(main())
