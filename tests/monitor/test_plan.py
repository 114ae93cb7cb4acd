"""One open issue for each live contradiction: opened, updated, reopened and closed."""

import pytest

from sipgate_compat.monitor.plan import LIMIT, plan
from sipgate_compat.monitor.tracker import Issue, mark

from ..report.runs import deviating, make_verdict

DAY = "2026-11-26"


def done(found):
    return [(str(step.do), step.number) for step in found.steps]


@pytest.mark.parametrize(
    "before, after, steps",
    [
        pytest.param([], [deviating()], [("open", None)], id="a new one is opened"),
        pytest.param([deviating()], [deviating()], [], id="the same one is left alone"),
        pytest.param(
            [deviating()], [deviating(), deviating(case="b")], [("update", 1)], id="it has grown"
        ),
        pytest.param([deviating()], [make_verdict()], [("close", 1)], id="it is gone"),
        pytest.param(
            [deviating()], [make_verdict(verdict="known")], [("close", 1)], id="it became known"
        ),
        pytest.param(
            [deviating()], [make_verdict(verdict="skipped")], [], id="skipped is not gone"
        ),
        pytest.param(
            [deviating()], [make_verdict(verdict="errored")], [], id="errored is not gone"
        ),
        pytest.param([deviating()], [make_verdict(case="other")], [], id="not asked is not gone"),
        pytest.param(
            [deviating()],
            [make_verdict(profile="classic")],
            [],
            id="another profile says nothing about it",
        ),
        pytest.param(
            [deviating(), deviating(case="b")],
            [make_verdict(), make_verdict(case="b", verdict="skipped")],
            [],
            id="half of its cases are not enough",
        ),
    ],
)
def test_a_night_changes_the_issues(opened, live_night, before, after, steps):
    issues = opened(*before) if before else []
    assert done(plan(issues, live_night(*after), DAY)) == steps


@pytest.mark.parametrize(
    "reason, steps",
    [
        pytest.param("COMPLETED", [("reopen", 1)], id="closed as done"),
        pytest.param("", [("reopen", 1)], id="closed without a reason"),
        pytest.param("NOT_PLANNED", [], id="a person declined it"),
        pytest.param("DUPLICATE", [], id="a person called it a duplicate"),
    ],
)
def test_a_closed_issue_comes_back_unless_declined(opened, live_night, reason, steps):
    issues = opened(deviating(), state="CLOSED", stateReason=reason)
    assert done(plan(issues, live_night(deviating()), DAY)) == steps


def test_the_first_day_stays(opened, live_night):
    night = live_night(deviating(), deviating(case="b"))
    step = plan(opened(deviating(), day="2026-01-02"), night, DAY).steps[0]
    assert "Seen since 2026-01-02 in 2 cases" in step.body


def test_an_emulated_run_closes_nothing(opened, live_night):
    assert plan(opened(deviating()), live_night(make_verdict(), target="emulator"), DAY).steps == ()


def test_of_two_issues_for_one_contradiction_the_older_stays(opened, live_night):
    (issue,) = opened(deviating())
    twice = [issue.model_copy(update={"number": 7}), issue]
    assert done(plan(twice, live_night(deviating()), DAY)) == [("close", 7)]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda body: "", id="no text"),
        pytest.param(lambda body: body.rsplit("<!--", 1)[0], id="no mark"),
        pytest.param(lambda body: body + "\nmore", id="text behind the mark"),
        pytest.param(lambda body: body.replace('"fingerprint":"', '"fingerprint":"x'), id="forged"),
    ],
)
def test_an_issue_without_our_mark_is_not_touched(opened, live_night, spoil):
    (issue,) = opened(deviating())
    other = issue.model_copy(update={"body": spoil(issue.body)})
    assert done(plan([other], live_night(make_verdict()), DAY)) == []


def test_line_ends_of_a_tracker_are_no_change(opened, live_night):
    (issue,) = opened(deviating())
    back = issue.model_copy(update={"body": issue.body.replace("\n", "\r\n").rstrip()})
    assert mark(back) is not None
    assert plan([back], live_night(deviating()), DAY).steps == ()


def test_an_api_that_fails_as_a_whole_opens_few_issues(live_night):
    night = live_night(*(deviating(operation=f"op{n}") for n in range(LIMIT + 3)))
    found = plan([], night, DAY)
    assert (len(found.steps), found.held_back) == (LIMIT, 3)


def test_what_the_api_said_cannot_leave_its_fence(live_night):
    night = live_night(deviating(curl="curl ```\n@everyone ``` -->"))
    body = plan([], night, DAY).steps[0].body
    assert "````text\ncurl ```\n@everyone ``` -->\n````" in body


def trouble(issues, *troubles, day=DAY):
    from sipgate_compat.monitor.contradiction import night

    return plan(issues, night([]), day, troubles, "2026-11-20T03:17:00Z")


def as_issue(step, **more):
    made = {"number": 5, "title": step.title, "body": step.body, "state": "OPEN", "stateReason": ""}
    return Issue(**{**made, **more})


def test_a_night_that_went_wrong_is_one_issue_until_it_runs_well():
    (first,) = trouble([], "shard: failure").steps
    assert "last ran well: 2026-11-20T03:17:00Z" in first.body
    assert done(trouble([as_issue(first)], "shard: failure", day="2026-11-27")) == []
    assert done(trouble([as_issue(first)], "watch: failure")) == [("update", 5)]
    assert done(trouble([as_issue(first)])) == [("close", 5)]
    assert done(trouble([as_issue(first, state="CLOSED")], "shard: failure")) == [("reopen", 5)]


def test_a_night_that_went_wrong_closes_no_contradiction(opened):
    assert done(trouble(opened(deviating()), "shard: failure")) == [("open", None)]


def drifted(issues, *new, day=DAY, profile="neo"):
    from sipgate_compat.change.model import Origin, Severity, change
    from sipgate_compat.monitor.contradiction import night

    subject = "neo/getCalls/valid /status"
    found = tuple(
        change(
            Origin.BEHAVIOUR,
            "status-changed",
            Severity.BREAKING,
            subject,
            old="200",
            new=n,
            seen=day,
        )
        for n in new
    )
    return plan(issues, night([]), day, drift={profile: found})


def test_a_profile_that_drifts_has_one_issue_until_it_is_as_its_baseline_says():
    (first,) = drifted([], "403").steps
    assert "1 change of behaviour on the live neo account" in first.body
    assert "breaking  status-changed  neo/getCalls/valid /status: 200 → 403" in first.body
    assert done(drifted([as_issue(first)], "403", day="2026-11-27")) == []
    assert done(drifted([as_issue(first)], "403", "404")) == [("update", 5)]
    assert done(drifted([as_issue(first)])) == [("close", 5)]
    assert done(drifted([as_issue(first, state="CLOSED")], "403")) == [("reopen", 5)]
    assert done(drifted([as_issue(first)], profile="classic")) == []
    assert done(plan([as_issue(first)], live_night_of_nothing(), DAY)) == []


def live_night_of_nothing():
    from sipgate_compat.monitor.contradiction import night

    return night([])


def test_many_drifts_are_counted():
    (step,) = drifted([], *map(str, range(60))).steps
    assert "60 changes of behaviour" in step.body
    assert "… and 10 more, in the log of the night" in step.body
