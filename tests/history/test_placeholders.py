"""Error texts keep their words; what differs each time is numbered."""

import pytest

from sipgate_compat.history.placeholders import LONGEST, numbered

ONE, TWO = "3fa85f64-5717-4562-b3fc-2c963f66afa6", "0fa85f64-5717-4562-b3fc-2c963f66afa6"


@pytest.mark.parametrize(
    "text, plain",
    [
        pytest.param("Forbidden", "Forbidden", id="words"),
        pytest.param(f"no call {ONE}", "no call <uuid1>", id="uuid"),
        pytest.param(f"{ONE} is not {TWO}", "<uuid1> is not <uuid2>", id="two ids"),
        pytest.param(f"{ONE} is {ONE.upper()}", "<uuid1> is <uuid1>", id="the same id twice"),
        pytest.param("device e12 of w0", "device <id1> of <id2>", id="short ids"),
        pytest.param("limit 1000 > 100", "limit <number1> > <number2>", id="numbers"),
        pytest.param("call +493023125000", "call <number1>", id="telephone number"),
        pytest.param("at 2026-11-20T03:00:01.5Z", "at <date1>", id="moment"),
        pytest.param("since 2026-11-20, 03:15", "since <date1>, <time1>", id="day and time"),
        pytest.param("of person1@example.invalid", "of <mail1>", id="mail"),
        pytest.param("a\n  b", "a b", id="white space"),
    ],
)
def test_placeholders(text, plain):
    assert numbered(text) == plain


def test_another_id_is_the_same_text_and_another_word_is_not():
    assert numbered(f"no call {ONE}") == numbered(f"no call {TWO}")
    assert numbered(f"no call {ONE}") != numbered(f"no fax {ONE}")


def test_a_long_text_is_cut():
    assert len(numbered("word " * 10_000)) <= LONGEST + 1
