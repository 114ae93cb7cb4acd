"""Nights and issues made for tests."""

import pytest

from sipgate_compat.monitor.contradiction import night
from sipgate_compat.monitor.plan import plan
from sipgate_compat.monitor.tracker import Issue

from ..report.runs import make_run


@pytest.fixture
def live_night():
    def make(*verdicts, target="live"):
        return night([make_run(*verdicts, target=target)])

    return make


@pytest.fixture
def opened(live_night):
    """The issues that a tracker has after a night with these verdicts."""

    def make(*verdicts, day="2026-11-25", **more):
        steps = plan([], live_night(*verdicts), day).steps
        made = {"state": "OPEN", "stateReason": "", **more}
        return [
            Issue(number=n, title=step.title, body=step.body, **made)
            for n, step in enumerate(steps, start=1)
        ]

    return make
