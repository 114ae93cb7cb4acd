"""A plugin for pytest: the run is killed in the middle."""

import os
import signal

REPORTS = []


def pytest_runtest_logreport(report):
    REPORTS.append(report)
    if len(REPORTS) == 90:
        os.kill(os.getpid(), signal.SIGKILL)
