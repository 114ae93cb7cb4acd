"""The contracts cover every operation that a witness knows of, and say of each how it is known."""

from collections import Counter

import pytest

from sipgate_compat.run.prepare import book as read_book

BOOK = read_book()
DOCUMENTED = BOOK.documented.operations


def test_every_documented_operation_has_a_contract_and_no_other_has():
    wanted = {(row.operation, row.method, row.path) for row in DOCUMENTED}
    covered = {(each.operation, each.method, each.path) for each in BOOK.operations.values()}
    assert covered == wanted


def test_no_operation_is_listed_twice():
    counts = Counter(f"{row.method} {row.path}" for row in DOCUMENTED)
    assert not [label for label, n in counts.items() if n > 1]


def test_every_witness_is_known():
    cited = {row.source.page for row in (*DOCUMENTED, *BOOK.documented.left_out)}
    assert cited <= set(BOOK.sources)


@pytest.mark.parametrize("left", BOOK.documented.left_out, ids=lambda left: left.path)
def test_what_is_left_out_is_not_covered(left):
    assert not [each for each in BOOK.operations.values() if each.path.startswith(left.path)]
