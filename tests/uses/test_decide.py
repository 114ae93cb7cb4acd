"""The answer over all operations, with the page's words, and with what a run saw."""

import pytest

from sipgate_compat.run.model import Answered
from sipgate_compat.uses.seen import Body

from ..report.runs import make_run, make_verdict

ACCOUNT = ("GET", "/v2/account", Body.ABSENT)
HOLD = ("PUT", "/v2/calls/1/hold", {"value": True})
GROUPS = ("GET", "/v2/groups", Body.ABSENT)
MUTED = ("PUT", "/v2/calls/1/muted", {"value": True})
DTMF = ("POST", "/v2/calls/1/dtmf", Body.ABSENT)
ANNOUNCEMENT = ("POST", "/v2/calls/1/announcements", {"url": "https://x.example"})
STRANGE = ("GET", "/v2/nowhere/at/all", Body.ABSENT)


@pytest.mark.parametrize(
    "requests, answer, code",
    [
        ([ACCOUNT, HOLD], "may-move", 0),
        ([ACCOUNT, GROUPS], "must-change", 1),
        ([ACCOUNT, DTMF], "must-change", 1),
        ([ACCOUNT, MUTED], "not-decided", 3),
        ([ACCOUNT, STRANGE], "not-decided", 3),
        ([MUTED, GROUPS], "must-change", 1),
    ],
    ids=["yes", "refused", "differs", "unknown", "stranger", "refused-and-unknown"],
)
def test_only_what_is_known_to_work_is_a_yes(answered, requests, answer, code):
    found = answered(*requests)
    assert (found.answer, found.answer.exit_code) == (answer, code)


def test_the_worst_stands_first(answered):
    found = answered(ACCOUNT, MUTED, DTMF, GROUPS, ANNOUNCEMENT)
    uses = [row.use for row in found.operations]
    assert uses == ["discontinued", "refused", "works-differently", "not-decided", "works"]
    assert set(found.counts.values()) == {1}


def test_a_row_has_the_pages_word_and_its_age(answered, book):
    status = answered(HOLD).operations[0].status
    assert (status.status, status.days) == ("implemented", 10)
    assert status.edition == book.newest.name


def test_a_row_says_what_to_call_instead_and_how_it_is_known(answered):
    row = answered(GROUPS).operations[0]
    assert "GET /channels" in row.instead
    assert row.source.read
    assert row.known[0].case == "neo/getGroups/valid"


def saw(case, verdict, status, target="live"):
    """A run that put one case."""
    operation, name = case.split("/")[1:]
    seen = Answered(operation=operation, request="PUT /…", status=status)
    found = make_verdict("neo", case=name, operation=operation, verdict=verdict, observed=(seen,))
    return make_run(found, target=target)


@pytest.mark.parametrize(
    "request_, run, use",
    [
        (HOLD, saw("neo/setCallHold/valid", "deviates", 403), "refused"),
        (HOLD, saw("neo/setCallHold/valid", "deviates", 204), "works-differently"),
        (HOLD, saw("neo/setCallHold/valid", "conforms", 204), "works"),
        (HOLD, saw("neo/setCallHold/valid", "errored", 500), "works"),
        (HOLD, saw("neo/setCallHold/valid", "deviates", 403, "emulator"), "refused"),
    ],
    ids=["parts", "parts-in-its-body", "conforms", "errored", "parts-on-an-emulator"],
)
def test_what_a_run_saw_goes_before_what_is_promised(answered, request_, run, use):
    row = answered(request_, run=run).operations[0]
    assert row.use == use


@pytest.mark.parametrize(
    "target, status, use",
    [
        ("live", 204, "works"),
        ("live", 400, "refused"),
        ("emulator", 204, "not-decided"),
    ],
)
def test_a_live_answer_decides_where_nothing_is_promised(answered, target, status, use):
    recording = ("PUT", "/v2/calls/1/recording", {"value": True, "announcement": False})
    case = "neo/setCallRecording/without-announcement"
    found = answered(recording, run=saw(case, "recorded", status, target))
    row = found.operations[0]
    assert row.use == use
    if target == "live":
        assert row.known[0].observed.statuses == (status,)
