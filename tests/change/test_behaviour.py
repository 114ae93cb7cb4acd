"""Behaviour and accounts of a history in the change log: each once, with its first day."""

import pytest

from sipgate_compat.change.behaviour import behaviour
from sipgate_compat.change.log import merged
from sipgate_compat.change.model import Origin, Severity, change
from sipgate_compat.errors import CompatError
from sipgate_compat.history import baseline
from sipgate_compat.history.add import add
from sipgate_compat.history.store import opened

from ..history.make import answered, night, verdict

MOVED = change(Origin.ACCOUNTS, "account-migrated", Severity.BREAKING, "x", seen="2026-11-02")


@pytest.fixture
def nights(tmp_path):
    """Keep some nights; the first is the baseline. Gives what there is to tell."""
    file, folder = tmp_path / "history.sqlite", tmp_path / "baselines"

    def tell(*runs, based=True):
        with opened(file, create=True) as db:
            for each in runs:
                add(db, each)
        if based:
            first = runs[0]
            baseline.write(baseline.texts(folder, first.target, first.profiles, first.seen()))
        return [(each.seen, each.kind) for each in behaviour(file, folder)]

    return tell


def test_where_nothing_changed(nights):
    assert nights(night(1), night(2)) == []


def test_what_the_newest_run_saw_differently(nights):
    refused = verdict(answered(403))
    assert nights(night(1), night(2, refused)) == [("2026-11-02", "status-changed")]


def test_an_account_that_any_run_met(nights):
    assert nights(night(1), night(2, changes=[MOVED]), night(3)) == [
        ("2026-11-02", "account-migrated")
    ]


def test_the_same_drift_of_two_nights_is_logged_once(tmp_path):
    folder, log = tmp_path / "baselines", ()
    first = night(1)
    baseline.write(baseline.texts(folder, first.target, first.profiles, first.seen()))
    for number in (1, 2, 3):
        with opened(tmp_path / "db", create=True) as db:
            add(db, night(number, *([] if number == 1 else [verdict(answered(403))])))
        log = merged(log, behaviour(tmp_path / "db", folder))
    assert [each.seen for each in log] == ["2026-11-02"]


def test_without_a_baseline_it_says_so(nights):
    with pytest.raises(CompatError, match="baseline"):
        nights(night(1), based=False)
