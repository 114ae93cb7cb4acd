"""The kinds of values are sound, and tell apart what they are there for."""

import pytest
from pydantic import ValidationError

from sipgate_compat.contract.kinds import Kind


def test_kinds_stand_for_values_that_situations_give(book):
    given = {*book.base_values, *(v for s in book.situations.values() for v in s.values)}
    named = [name for each in book.kinds.kinds for name in each.stands_for]
    assert set(named) <= given
    assert len(set(named)) == len(named)
    assert book.kinds.source.page in book.sources


@pytest.mark.parametrize(
    "value, kind",
    [
        ("e12", "device"),
        ("1234567e0", "device"),
        ("y0", "mobile-device"),
        ("e12x", "text"),
        ("+4930231250001", "number-with-plus"),
        ("4930231250001", "number-of-digits"),
        ("030231250001", "national-number"),
        ("12", "digits"),
        ("11111111-2222-4333-8444-555555555555", "uuid"),
        ("https://x.example", "https-url"),
        ("anna@example.com", "mail-address"),
        ("2026-11-25T10:00:00Z", "moment"),
        ("Anna", "text"),
        ("e1" + "0" * 5000, "text"),
        ("", "empty-text"),
        (True, "true"),
        (None, "null"),
        (1.5, "number"),
        ([], "list"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_the_kind_of_a_value(book, value, kind):
    assert book.kinds.of(value) == kind


def test_a_pattern_that_does_not_compile_is_refused():
    with pytest.raises(ValidationError, match="not a regular expression"):
        Kind(kind="x", matches="(", states="the id of a thing")
