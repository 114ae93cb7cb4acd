"""The page of an operation: every case and witness, in eighty columns."""

import pytest

from sipgate_compat.contract.cases import cases
from sipgate_compat.errors import DataError
from sipgate_compat.report import explain
from sipgate_compat.report.explain import page
from sipgate_compat.run import prepare

BOOK = prepare.book()
DTMF = page(BOOK, "POST /calls/{callId}/dtmf").split("\n\n")


def section(title):
    return next(each for each in DTMF if each.startswith(title))


def test_a_page_begins_with_the_operation():
    title, summary = DTMF[0].splitlines()
    assert title.split() == ["POST", "/calls/{callId}/dtmf", "sendCallDtmf"]
    assert summary == "Sends keys to a call"
    assert "effect   rings" in section("WHAT IT IS")
    assert "page     implemented" in section("WHAT IT IS")


def test_profiles_that_answer_alike_stand_together():
    told = section("CASES (10)")
    case = told[told.index("  empty-body") : told.index("  letters-and-signs")]
    assert [line.split()[:3] for line in case.splitlines() if line.startswith("    ")][::2] == [
        ["classic", "400", "an"],
        ["neo,", "migrated", "204"],
        ["disputed", "openapi-2022", "says"],
    ]


def test_a_witness_is_named_with_its_address():
    told = section("SOURCES")
    assert "  sipgateio-node: sipgate's own Node library" in told
    assert "https://github.com/sipgate-io/sipgateio-node" in told


def test_what_to_use_instead():
    assert "USE INSTEAD\n  for calls, GET /channels/{channelId}/events" in page(BOOK, "getHistory")


def test_every_page_fits_and_has_every_case(monkeypatch):
    every = cases(BOOK)
    monkeypatch.setattr(explain, "cases", lambda book: every)
    for operation in BOOK.operations.values():
        told = page(BOOK, operation.operation)
        assert max(map(len, told.splitlines())) <= 80
        own = [each.id for each in every if each.operation is operation]
        assert [each for each in own if f"\n  {each}  (given " not in told] == []


def test_an_unknown_operation_names_the_nearest():
    with pytest.raises(DataError, match="did you mean 'sendCallDtmf'"):
        page(BOOK, "sendCallDtfm")
