"""The live target finds what it may, and skips what only a control plane can arrange."""

import pytest

from sipgate_compat.contract.cases import cases
from sipgate_compat.run.prepare import book as read_book
from sipgate_compat.run.target import LiveTarget, Skip

BOOK = read_book()
CASES = {case.address: case for case in cases(BOOK)}
EVERYTHING = frozenset({"write", "destructive", "charges", "rings"})


@pytest.fixture
def target():
    return LiveTarget("http://127.0.0.1:9/v2", {}, EVERYTHING, BOOK.situations)


def test_a_convention_that_needs_an_arranged_value_is_skipped(target):
    values = target.stage(CASES["neo/validateQuickDialNumber/no-credentials"]).values
    assert "freeQuickDial" in values
    with pytest.raises(Skip, match="needs a freeQuickDial, which is not looked for; no-quick-dial"):
        values["freeQuickDial"]


@pytest.mark.parametrize("case", [a for a in CASES if "/deleteHistoryEntries/" in a])
def test_nothing_is_deleted_from_a_live_history(target, case):
    with pytest.raises(Skip):
        target.stage(CASES[case]).values["faxEntryId"]
