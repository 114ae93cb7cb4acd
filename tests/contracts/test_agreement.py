"""The newest edition and the contracts must agree; an edition that runs ahead is named."""

import pytest

from sipgate_compat.contract.agreement import disagreements


def edited(book, label, status):
    """The book with another status in one row of its newest edition."""
    from dataclasses import replace

    rows = tuple(
        row.model_copy(update={"status": status}) if f"{row.method} {row.path}" == label else row
        for row in book.newest.rows
    )
    return replace(book, editions=(book.newest.model_copy(update={"rows": rows}),))


def test_the_newest_edition_and_the_contracts_agree(book):
    assert list(disagreements(book)) == []


def test_an_implemented_row_that_the_contracts_refuse_is_named(book):
    ahead = edited(book, "POST /calls/{callId}/announcements", "implemented")
    (said,) = disagreements(ahead)
    assert "POST /calls/{callId}/announcements: implemented" in said
    assert "startCallAnnouncement.yaml" in said


@pytest.mark.parametrize("status", ["not-planned", "planned"])
def test_a_row_taken_back_is_named(book, status):
    back = edited(book, "PUT /calls/{callId}/hold", status)
    (said,) = disagreements(back)
    assert "setCallHold.yaml says available on neo" in said


def test_a_row_nobody_speaks_of_is_named(book):
    from dataclasses import replace

    row = book.newest.rows[0].model_copy(update={"path": "/calls/{callId}/park"})
    edition = book.newest.model_copy(update={"rows": (*book.newest.rows, row)})
    (said,) = disagreements(replace(book, editions=(edition,)))
    assert "/calls/{callId}/park" in said
    assert "no operation speaks of it" in said
