"""What `explain` says of the Push API's events."""

import pytest

from sipgate_compat.contract.events import EVENTS
from sipgate_compat.errors import DataError
from sipgate_compat.report.explain import page
from sipgate_compat.run.prepare import book as read_book


@pytest.fixture(scope="module")
def book():
    return read_book()


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_is_explained_for_every_profile(book, event):
    lines = page(book, event).splitlines()
    after = lines[lines.index(f"push {event}  (contracts/events/{event}.yaml)") :]
    for profile in ("classic: pushed  [documented", "neo: pushed  [", "migrated: pushed  ["):
        assert any(line.startswith(profile) for line in after)


def test_an_operation_and_an_event_of_one_name_are_both_explained(book):
    text = page(book, "newCall")
    assert text.split()[:3] == ["POST", "/sessions/calls", "newCall"]
    assert "push newCall" in text


def test_a_field_says_where_it_is_what_it_holds_and_what_contradicts_it(book):
    text = page(book, "answer")
    assert "  user  in optional, out absent  [documented, sipgate-docs" in text
    assert "disputed by sipgate-labs-skill (documented): its examples have a plus" in text


def test_a_name_that_is_nothing_is_answered_with_the_nearest_event(book):
    with pytest.raises(DataError, match="did you mean 'hangup'"):
        page(book, "hangupp")
