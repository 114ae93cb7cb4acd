"""A process that adds runs, and kills itself before a statement that begins with given words."""

import os
import signal
import sys
from pathlib import Path

from sipgate_compat.history import store
from sipgate_compat.history.add import add
from sipgate_compat.history.reduced import of_file


def killing(words):
    """Connections whose process dies before the statement."""
    connected = store._connected

    def traced(path):
        db = connected(path)
        db.set_trace_callback(die)
        return db

    def die(statement):
        if statement.startswith(words):
            os.kill(os.getpid(), signal.SIGKILL)

    return traced


if __name__ == "__main__":
    path, words, *folders = sys.argv[1:]
    if words:
        store._connected = killing(words)
    for folder in folders:
        run = of_file(Path(folder))
        with store.opened(Path(path), create=True) as open_db:
            add(open_db, run)
            if words == "end":
                os.kill(os.getpid(), signal.SIGKILL)
