"""The header of a run: it carries what its reports need of contracts and editions."""

import pytest

from sipgate_compat.config import Settings
from sipgate_compat.contract.cases import cases
from sipgate_compat.run import prepare
from sipgate_compat.run.record import disputes, header


@pytest.fixture(scope="module")
def book():
    return prepare.book()


@pytest.fixture(scope="module")
def head(book):
    return header(book, Settings(), "http://127.0.0.1:8080/v2", 1, None)


def test_every_contradiction_of_the_contracts_is_in_the_header(book, head):
    told = {
        (profile, each.case, each.against.states)
        for each in head.disputes
        for profile in each.profiles
    }
    assert told == {
        (case.profile, case.name, against.states)
        for case in cases(book)
        for step in case.steps
        for against in step.promise.expectation.disputed
    }


def test_profiles_of_the_same_contradiction_stand_together(book):
    alike = [each for each in disputes(cases(book)) if each.case == "getAddresses/with-ids"]
    assert [each.profiles for each in alike] == [("classic", "neo", "migrated")]
    assert (alike[0].evidence, alike[0].against.evidence) == ("assumed", "specified")


def test_the_pages_changes_and_lives_are_in_the_header(book, head):
    assert [each.path for each in head.lives] == [row.path for row in head.rtcm]
    assert head.editions == tuple(each.name for each in book.editions)
    change = next(each for each in head.log if each.subject == "GET /calls")
    assert (change.old, change.new, change.seen) == ("planned", "in-progress", "2026-11-23")
    assert "neo/getCalls/valid" in change.touches
    assert {each.source for each in head.sources} == set(book.sources)
