"""The page's changes over all editions: dated, once each, and no translation among them."""

import pytest

from sipgate_compat.change.page import page_changes
from sipgate_compat.edition.diff import diff

from ..edition.make import make_edition, make_row


def of(month, status="Planned", lang="en", note="", more=(), **rest):
    rows = [make_row("GET /calls", status, note), *more]
    return make_edition(*rows, date=f"2026-{month:02}-01", lang=lang, **rest)


def found(*editions):
    return [(each.seen, each.kind, each.old, each.new) for each in page_changes(editions)]


def test_each_change_has_the_day_of_the_newer_edition():
    editions = [of(1), of(2, "In progress"), of(3, "In progress"), of(4, "Implemented")]
    assert found(*reversed(editions)) == [
        ("2026-02-01", "status-changed", "planned", "in-progress"),
        ("2026-04-01", "status-changed", "in-progress", "implemented"),
    ]


@pytest.mark.parametrize("editions", [[], [of(1)], [of(1), of(2)]], ids=["none", "one", "same"])
def test_where_nothing_changed(editions):
    assert found(*editions) == []


def test_a_status_that_comes_back_is_a_change_each_time():
    editions = [of(1), of(2, "Implemented"), of(3), of(4, "Implemented")]
    assert [seen for seen, *_ in found(*editions)] == ["2026-02-01", "2026-03-01", "2026-04-01"]


def test_a_translation_is_no_change():
    editions = [of(1, note="slow"), of(2, "Geplant", "de", note="langsam"), of(3, note="slow")]
    assert found(*editions) == []


def test_a_note_is_followed_within_its_language():
    german = of(2, "Geplant", "de", note="langsam")
    assert found(of(1, note="slow"), german, of(3, note="fast")) == [
        ("2026-03-01", "note-changed", "slow", "fast")
    ]


def test_a_status_is_followed_through_all_languages():
    assert found(of(1), of(2, "Umgesetzt", "de"), of(3, "Implemented")) == [
        ("2026-02-01", "status-changed", "planned", "implemented")
    ]


def test_an_excerpt_hides_no_change_around_it():
    more = [make_row("GET /users")]
    excerpt = of(2, "Geplant", "de", partial=True)
    assert found(of(1, more=more), excerpt, of(3)) == [
        ("2026-03-01", "row-removed", "planned", None)
    ]
    assert found(of(1), excerpt, of(3, more=more)) == [("2026-03-01", "row-added", None, "planned")]


def test_a_section_is_followed():
    old, new = ([{"title": "Fax", "digest": each * 12}] for each in "ab")
    assert found(of(1, sections=old), of(2, sections=new)) == [
        ("2026-02-01", "section-changed", "a" * 12, "b" * 12)
    ]


def test_the_fingerprint_is_that_of_a_diff():
    old, new = of(1), of(2, "Implemented")
    assert page_changes([old, new])[0].fingerprint == diff(old, new).changes[0].fingerprint
