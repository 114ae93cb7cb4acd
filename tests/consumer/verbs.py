"""Every verb in one process, and the files that it was imported from; run where the wheel is."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

from sipgate_compat.cli import main

VERBS = {
    "explain": ["POST /calls/{callId}/dtmf"],
    "openapi": ["--profile", "neo", "--out", "neo.json"],
    "plan": ["-k", "sendCallDtmf"],
    "run": ["-k", "sendCallDtmf"],
    "gate": ["--run", "reports/latest"],
}


def ended(verb, arguments):
    """A verb's exit code and what it said on standard output."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main([verb, *arguments])
        except SystemExit as end:
            return [end.code, out.getvalue() or err.getvalue()]


said = {verb: ended(verb, arguments) for verb, arguments in VERBS.items()}
files = sorted({getattr(each, "__file__", None) or "" for each in sys.modules.values()})
json.dump({"said": said, "files": files}, sys.stdout)
