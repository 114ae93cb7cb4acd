"""Editions that are kept: canonical files, and those of this repository."""

import pytest

from sipgate_compat.edition.diff import diff
from sipgate_compat.edition.show import diff_text
from sipgate_compat.edition.store import (
    before,
    canonical,
    documented_status,
    editions,
    named,
    newest,
    save,
)
from sipgate_compat.edition.words import status_of
from sipgate_compat.errors import CompatError, DataError, UsageError
from sipgate_compat.paths import contracts
from sipgate_compat.yamlfile import read_as

from .make import make_edition, make_row

KEPT = contracts() / "editions"


@pytest.mark.parametrize(
    "note",
    [
        "",
        "no",
        "null",
        "2026-11-23",
        "0211",
        "1.0e5",
        "a: b",
        "# x",
        "- x",
        "“ü” ☎ 😀",
        "~",
        "'",
        " ",
    ],
    ids=repr,
)
def test_what_is_written_is_read_back(tmp_path, note):
    edition = make_edition(make_row("GET /calls", note=note))
    assert read_as(type(edition), save(tmp_path, edition)) == edition


def test_editions_come_oldest_first(tmp_path):
    for date, lang in (("2026-03-01", "en"), ("2026-01-01", "en"), ("2026-03-01", "de")):
        save(tmp_path, make_edition("GET /calls", date=date, lang=lang))
    names = [each.name for each in editions(tmp_path)]
    assert names == ["2026-01-01-en", "2026-03-01-de", "2026-03-01-en"]
    assert newest(tmp_path).name == "2026-03-01-en"


def test_an_edition_is_found_by_name_or_date(tmp_path):
    save(tmp_path, make_edition("GET /calls", date="2026-01-01"))
    assert named(tmp_path, "2026-01-01") == named(tmp_path, "2026-01-01-en")
    with pytest.raises(UsageError, match="did you mean '2026-01-01-en'"):
        named(tmp_path, "2026-01-02-en")


def test_a_date_of_two_editions_is_no_name(tmp_path):
    for lang in ("de", "en"):
        save(tmp_path, make_edition("GET /calls", lang=lang))
    with pytest.raises(UsageError, match="name one of 2026-01-01-de, 2026-01-01-en"):
        named(tmp_path, "2026-01-01")


GOOD = """\
date: "2026-01-01"
lang: en
rows: [{method: GET, path: /calls, status: planned, status_text: Planned}]
"""


@pytest.mark.parametrize(
    "name, text, said",
    [
        pytest.param("2026-01-02-en", GOOD, "call it 2026-01-01-en.yaml", id="another name"),
        pytest.param("x", GOOD + "titel: x", r":4: .*did you mean 'title'", id="a typo"),
        pytest.param(
            "x", GOOD.replace("2026-01-01", "today"), ":1: date: .* no date", id="no date"
        ),
        pytest.param("x", GOOD.replace("[{", "[]\n#"), ":3: rows: ", id="no rows"),
    ],
)
def test_a_file_that_does_not_hold_is_named(tmp_path, name, text, said):
    (tmp_path / f"{name}.yaml").write_text(text)
    with pytest.raises(DataError, match=said):
        editions(tmp_path)


def test_no_edition_at_all_is_an_error(tmp_path):
    with pytest.raises(DataError, match="no editions here"):
        newest(tmp_path)


@pytest.mark.parametrize("date", ["2026-13-01", "26-01-01", "2026-1-1", "yesterday"])
def test_a_date_is_a_day_of_the_calendar(date):
    with pytest.raises(ValueError, match="is no da"):
        make_edition("GET /calls", date=date)


def test_an_undated_edition_is_not_kept(tmp_path):
    with pytest.raises(CompatError, match="without a date"):
        save(tmp_path, make_edition("GET /calls", date="undated"))


@pytest.mark.parametrize("edition", editions(KEPT), ids=lambda edition: edition.name)
def test_the_kept_editions_are_canonical(edition):
    assert (KEPT / f"{edition.name}.yaml").read_text(encoding="utf-8") == canonical(edition)
    assert all(status_of(row.status_text) is row.status for row in edition.rows)


def test_the_newest_kept_edition_is_whole():
    edition = newest(KEPT)
    assert (len(edition.rows), len(edition.channels), len(edition.devices)) == (8, 6, 1)
    assert not edition.partial
    assert (
        documented_status(edition)["POST", "/calls/{callId}/announcements"].status == "not-planned"
    )


def test_between_the_kept_editions_one_status_changed():
    old, new = named(KEPT, "2025-11-27-de"), named(KEPT, "2026-11-23-en")
    assert diff_text(diff(old, new)) == "GET /calls: planned → in-progress"


@pytest.mark.parametrize(
    "date, lang, found",
    [
        ("2026-01-31", "en", None),
        ("2026-02-01", "en", "2026-02-01-de"),
        ("2026-03-01", "en", "2026-03-01-en"),
        ("2026-03-01", "de", "2026-03-01-de"),
        ("2026-12-31", "de", "2026-03-01-de"),
    ],
)
def test_the_edition_before_is_not_younger(tmp_path, date, lang, found):
    for day, spoken in (("2026-02-01", "de"), ("2026-03-01", "de"), ("2026-03-01", "en")):
        save(tmp_path, make_edition("GET /a", date=day, lang=spoken))
    earlier = before(tmp_path, make_edition("GET /a", date=date, lang=lang))
    assert (earlier.name if earlier else None) == found
