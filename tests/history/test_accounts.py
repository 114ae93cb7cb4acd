"""What a history knows of an account."""

import pytest

from sipgate_compat.change.model import Origin, Severity, change
from sipgate_compat.history.accounts import past
from sipgate_compat.history.add import add
from sipgate_compat.history.look import of_kept
from sipgate_compat.history.read import named, runs
from sipgate_compat.history.store import opened
from sipgate_compat.run.accounts import Past

from .make import ACCOUNT, account, night, verdict

CLASSIC, NEO = account("classic"), account("neo", "migrated")


@pytest.mark.parametrize(
    "accounts, known",
    [
        pytest.param([CLASSIC, CLASSIC], Past("2026-11-02"), id="Classic so far"),
        pytest.param([CLASSIC, NEO, NEO], Past("2026-11-01", "2026-11-02"), id="Neo since"),
        pytest.param([CLASSIC, NEO, CLASSIC], Past("2026-11-03"), id="Classic again"),
        pytest.param([NEO, CLASSIC], Past("2026-11-02"), id="Classic at last"),
        pytest.param([NEO], None, id="never Classic"),
        pytest.param([], None, id="never seen"),
    ],
)
def test_the_past_of_an_account(path, accounts, known):
    with opened(path, create=True) as db:
        for day, each in enumerate(accounts, start=1):
            add(db, night(day, accounts=each))
    assert past(path, ACCOUNT) == known


def test_another_account_has_another_past(path):
    with opened(path, create=True) as db:
        add(db, night(1, accounts=CLASSIC))
    assert past(path, "ba9876543210") is None


def test_the_first_night_has_no_history(path):
    assert past(path, ACCOUNT) is None
    assert not path.exists()


def test_a_migration_during_a_run_is_kept_with_it(path, tmp_path):
    moved = change(
        Origin.ACCOUNTS,
        "account-migrated",
        Severity.BREAKING,
        f"classic account {ACCOUNT}",
        profile="classic",
        old="Classic",
        new="Neo",
        seen="2026-11-02",
    )
    (tmp_path / "live").mkdir()
    (tmp_path / "live" / "classic.yaml").write_text("getHistory/valid: {/status: 200}\n")
    skipped = verdict(case="classic/getHistory/valid", outcome="skipped")
    with opened(path, create=True) as db:
        add(db, night(2, skipped, accounts=CLASSIC, changes=[moved]))
        drift = of_kept(db, named(runs(db), None), tmp_path)
    assert past(path, ACCOUNT) == Past("2026-11-02", "2026-11-02")
    assert [each.kind for each in drift.changes] == ["account-migrated"]
