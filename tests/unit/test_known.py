"""Known deviations: what excuses a case, and which entries have to go."""

from dataclasses import replace

import pytest

from sipgate_compat.contract.cases import cases
from sipgate_compat.contract.model import Deviation
from sipgate_compat.run import prepare
from sipgate_compat.run.known import expired, listed, stale
from sipgate_compat.run.model import Outcome

BOOK = prepare.book()
CASES = cases(BOOK)
TODAY = "2026-12-01"
DTMF = "POST /calls/{callId}/dtmf"  # implemented
ONE = "neo/sendCallDtmf/empty-body"
SOME = [case.address for case in CASES if case.address.startswith("neo/sendCallDtmf/")]
PLANNED = "neo/getCalls/valid"  # in progress


def entry(case=ONE, target="emulator", **more):
    more = more or {"expires": "2027-01-01"}
    return Deviation(
        case=case, target=target, reason="so it is", link="x", since="2026-01-01", **more
    )


def book(*entries):
    return replace(BOOK, deviations=entries)


def found(entries, outcomes, target="emulator"):
    outcomes = {case: Outcome(each) for case, each in outcomes.items()}
    return [(each.why, each.said) for each in stale(book(*entries), CASES, outcomes, target, TODAY)]


def test_no_entries_are_fine():
    assert found([], {ONE: "conforms"}) == []


@pytest.mark.parametrize("outcome", ["known", "deviates", "errored", "skipped"])
def test_an_entry_that_may_be_needed_stays(outcome):
    assert found([entry()], {ONE: outcome}) == []


@pytest.mark.parametrize("outcome", ["conforms", "recorded"])
def test_an_entry_that_no_case_needs_goes(outcome):
    assert found([entry()], {ONE: outcome}) == [("not-needed", "its case conforms")]


def test_a_pattern_stays_while_one_case_needs_it():
    outcomes = dict.fromkeys(SOME, "conforms")
    pattern = [entry("neo/sendCallDtmf/*")]
    assert found(pattern, outcomes | {ONE: "known"}) == []
    (gone,) = found(pattern, outcomes)
    assert gone == ("not-needed", f"all of its {len(SOME)} cases conform")


def test_a_pattern_stays_while_some_of_its_cases_were_not_put():
    assert found([entry("neo/sendCallDtmf/*")], {ONE: "conforms"}) == []


@pytest.mark.parametrize("more", [{"expires": TODAY}, {"expires": "2026-01-01"}])
def test_an_entry_expires_on_its_day(more):
    day = more["expires"]
    assert found([entry(**more)], {ONE: "deviates"}) == [("expired", f"it expired on {day}")]


def test_an_entry_holds_until_the_day_before():
    assert found([entry(expires="2026-12-02")], {ONE: "known"}) == []


def test_an_entry_expires_when_the_page_says_so():
    said = f"the page says implemented since edition {BOOK.newest.name}"
    assert found([entry(until="implemented")], {ONE: "deviates"}) == [("expired", said)]
    assert found([entry(PLANNED, until="implemented")], {PLANNED: "known"}) == []


def test_the_page_may_call_a_parameter_otherwise():
    rows = (
        row.model_copy(update={"path": row.path.replace("callId", "id")})
        for row in BOOK.newest.rows
    )
    renamed = BOOK.newest.model_copy(update={"rows": tuple(rows)})
    case = next(each for each in CASES if each.address == ONE)
    assert expired(entry(until="implemented"), case, replace(BOOK, editions=(renamed,)), TODAY)


def test_an_entry_that_matches_nothing_goes_whatever_was_put():
    gone = [("no-such-case", "no case is called so")]
    assert found([entry("neo/sendCallDtmf/emtpy-body")], {ONE: "conforms"}) == gone
    assert found([entry("neo/gone/x", target="live")], {ONE: "conforms"}) == gone


@pytest.mark.parametrize(
    "more", [{"expires": "2026-01-01"}, {"until": "implemented"}, {"expires": "2027-01-01"}]
)
def test_an_entry_whose_cases_were_not_put_is_not_judged(more):
    assert found([entry(**more)], {PLANNED: "conforms"}) == []


def test_an_entry_of_another_target_is_not_judged():
    assert found([entry(target="live")], {ONE: "conforms"}) == []
    assert found([entry(target="live")], {ONE: "conforms"}, "live") != []


def test_the_entries_of_a_case_are_those_of_its_target():
    case = next(each for each in CASES if each.address == ONE)
    entries = [entry("neo/*"), entry(target="live"), entry("classic/*"), entry()]
    assert listed(book(*entries), "emulator", case) == (entries[0], entries[3])
