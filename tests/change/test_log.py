"""The change log: each change once, with its first day; another one where it was undone."""

import pytest

from sipgate_compat.change.log import merged, news, since
from sipgate_compat.change.model import Origin, Severity, change


def of(day, old="a", new="b", subject="GET /calls", kind="status-changed", severity="notice"):
    return change(
        Origin.PAGE, kind, Severity(severity), subject, old=old, new=new, seen=f"2026-01-{day:02}"
    )


def days(log):
    return [each.seen[-2:] for each in log]


def test_newest_first_and_of_one_day_worst_first():
    log = merged([], [of(1), of(2, subject="x"), of(2, subject="y", severity="breaking")])
    assert [(each.seen[-2:], each.subject) for each in log] == [
        ("02", "y"),
        ("02", "x"),
        ("01", "GET /calls"),
    ]


def test_what_is_found_again_keeps_its_first_day():
    log = merged([], [of(1)])
    assert merged(log, [of(1)], [of(5)]) == log
    assert news(log, merged(log, [of(5)])) == ()


def test_what_was_undone_is_a_change_again():
    flips = [of(1), of(2, "b", "a"), of(3)]
    log = merged([], flips)
    assert days(log) == ["03", "02", "01"]
    assert log[0].fingerprint == log[2].fingerprint
    assert merged(log, flips, [of(4)]) == log


def test_what_was_undone_over_a_third_state_is_a_change_again():
    flips = [of(1), of(2, "b", "c"), of(3, "c", "a"), of(4)]
    assert days(merged([], flips)) == ["04", "03", "02", "01"]


def test_two_changes_at_one_place_do_not_undo_each_other():
    nightly = [of(1, "x", None), of(1, "y", None), of(2, "x", None), of(2, "y", None)]
    assert days(merged([], nightly)) == ["01", "01"]


def test_a_row_that_comes_and_goes():
    flips = [of(1, None, "a", kind="row-added"), of(2, "a", None, kind="row-removed")]
    again = of(3, None, "a", kind="row-added")
    assert days(merged([], [*flips, again])) == ["03", "02", "01"]


def test_nothing_that_was_logged_is_lost():
    assert days(merged([of(1, subject="gone")], [of(2)])) == ["02", "01"]


def test_an_earlier_day_is_no_news():
    log = merged([of(5)], [of(3)])
    assert (days(log), news([of(5)], log)) == (["03"], ())


def test_news_are_what_the_log_did_not_have():
    old = [of(1)]
    assert days(news(old, merged(old, [of(2, "b", "a"), of(3)]))) == ["03", "02"]


@pytest.mark.parametrize("day, left", [(None, 2), ("2026-01-02", 1), ("2026-01-03", 0)])
def test_changes_since_a_day(day, left):
    assert len(since([of(1), of(2, subject="x")], day)) == left
