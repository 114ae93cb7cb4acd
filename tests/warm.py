"""Programs whose processes begin with everything imported: each is a fork of one that waits.

To start Python and to import the suite takes half a second, which hundreds of tests would pay. A
process it is all the same, with arguments, folder, environment, streams and exit code of its own.

Run as a script this is the one that waits: a line on stdin asks for a program, one on stdout says
how it ended.
"""

import gc
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

# Nothing that is a plugin of pytest, or imports a library that has one: pytest wants to be first.
IMPORTED = (
    *("asyncio", "attr", "concurrent.futures.process", "execnet", "multiprocessing", "sqlite3"),
    *("pytest", "allure_commons", "httpx", "jsonschema_rs", "jwt", "yaml"),
    *("sipgate_compat.cli.run", "sipgate_compat.run.accounts", "sipgate_compat.run.judge"),
    *("sipgate_compat.run.prepare", "sipgate_compat.report.writers"),
    *("sipgate_compat.history.earlier", "sipgate_compat.change.page"),
)
STREAMS = ("stdin", "stdout", "stderr")


class Warm:
    """Starts programs one after another.

    Args:
        waiting: the process that is forked.
    """

    def __init__(self, waiting):
        self.waiting = waiting

    def python(self, module, *arguments, cwd, env, timeout=120.0):
        """What ``python -m`` would do, as `subprocess.run` says it."""
        with tempfile.TemporaryDirectory() as folder:
            streams = [Path(folder, each) for each in STREAMS]
            for each in streams:
                each.touch()
            program = [str(module), *map(str, arguments)]
            code = self._ended(timeout, program, str(cwd), dict(env), list(map(str, streams)))
            out, err = (each.read_text() for each in streams[1:])
        return subprocess.CompletedProcess(program, code, out, err)

    def _ended(self, timeout, *wish):
        late = threading.Timer(timeout, os.killpg, (self.waiting.pid, signal.SIGKILL))
        late.start()
        try:
            print(json.dumps(wish), file=self.waiting.stdin, flush=True)
            ended = self.waiting.stdout.readline()
        finally:
            late.cancel()
        if not ended:
            raise subprocess.TimeoutExpired(wish[0], timeout)
        return int(ended)


@contextmanager
def warm():
    """One that waits, for as long as the block lasts."""
    with subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as waiting:
        yield Warm(waiting)


def main():
    """Fork for each wish; the child leaves the loop, and becomes what was asked for."""
    del sys.path[0]
    for each in IMPORTED:
        importlib.import_module(each)
    gc.freeze()
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            return become(*json.loads(line))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
    return None


def become(program, cwd, environment, streams):
    """Do what ``python -m`` does with these."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for number, (name, path) in enumerate(zip(STREAMS, streams, strict=True)):
        opened = os.open(path, os.O_RDWR | os.O_APPEND)
        os.dup2(opened, number)
        os.close(opened)
        setattr(sys, name, open(number, "w" if number else "r", closefd=False))  # noqa: SIM115
    sys.argv, sys.path = list(program), [cwd, *sys.path]
    runpy.run_module(program[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
