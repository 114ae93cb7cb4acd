"""``python -m sipgate_compat.emulator``: the emulator without the rest of the command."""

from __future__ import annotations

import argparse
import sys

from ..errors import CompatError
from .push.options import SECONDS, options
from .server import serve


def main() -> None:
    """Serve, by the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m sipgate_compat.emulator")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--parent-pipe", action="store_true", help="end when standard input ends")
    parser.add_argument("--push-to", action="append", default=[], metavar="HOST")
    parser.add_argument("--push-ca", metavar="FILE")
    parser.add_argument("--push-timeout", type=float, default=SECONDS, metavar="SECONDS")
    chosen = parser.parse_args()
    try:
        push = options(chosen.push_to, chosen.push_ca, chosen.push_timeout)
        serve(chosen.host, chosen.port, chosen.quiet, chosen.parent_pipe, push)
    except CompatError as error:
        sys.stderr.write(f"sipgate-compat: {error}\n")
        sys.exit(int(error.exit_code))


main()
