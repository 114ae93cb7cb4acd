"""Every page of `pages/good` reads as the same tables; every one of `pages/bad` says why not."""

from operator import attrgetter

import pytest

from sipgate_compat.edition import errors
from sipgate_compat.edition.read import read

from .make import PAGES

GOOD = sorted((PAGES / "good").iterdir())
BAD = sorted((PAGES / "bad").iterdir())
STATUSES = [
    ("GET /calls", "in-progress"),
    ("POST /calls/{callId}/dtmf", "implemented"),
    ("PUT /calls/{callId}/mute", "under-review"),
    ("POST /calls/{callId}/announcements", "not-planned"),
    ("DELETE /calls/{callId}", "planned"),
]
NOTES = {
    "en": ["Only calls that were answered are listed.", "Tones are sent at once.", "", "", ""],
    "de": [
        "Nur angenommene Gespräche stehen in der Liste.",
        "Töne gehen sofort hinaus.",
        "",
        "",
        "",
    ],
}


def edition_of(path, **more):
    return read(path.read_bytes(), path.name, **more).edition


def text_page(*cells):
    return "\n\n".join(["Endpoint", "Status", "Information", *cells]).encode()


@pytest.mark.parametrize("path", GOOD, ids=attrgetter("name"))
def test_a_page_reads_the_same_in_every_shape(path):
    reading = read(path.read_bytes(), path.name)
    rows, lang = reading.edition.rows, path.name[:2]
    assert [(row.label, row.status) for row in rows] == STATUSES
    assert reading.edition.lang == lang
    assert [row.note for row in rows] == NOTES[lang]
    assert reading.warnings == ()


@pytest.mark.parametrize("path", GOOD, ids=attrgetter("name"))
def test_the_other_tables_are_read_too(path):
    edition = edition_of(path)
    assert [row.label for row in edition.devices] == ["GET /{userId}/devices"]
    assert [row.label for row in edition.channels] == [
        "GET /channels",
        "DELETE /channels/{channelId}",
    ]
    assert all(row.description for row in (*edition.devices, *edition.channels))
    assert edition.others == ()


@pytest.mark.parametrize("path", GOOD, ids=attrgetter("name"))
def test_the_prose_has_the_same_digests_in_every_shape(path):
    edition, plain = edition_of(path), edition_of(PAGES / "good" / f"{path.name[:2]}-table.html")
    assert edition.sections == plain.sections
    assert edition.title == plain.title
    assert len(edition.sections) == 6


@pytest.mark.parametrize("path", BAD, ids=attrgetter("name"))
def test_what_is_no_edition_is_an_error_of_its_own(path):
    wanted = getattr(errors, path.name.partition("-")[0])
    with pytest.raises(wanted) as raised:
        read(path.read_bytes(), path.name)
    assert type(raised.value) is wanted
    assert str(raised.value).startswith(f"{path.name}: ")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "name, said",
    [
        ("NotThePage-consent.html", "a consent wall"),
        ("NotThePage-consent-de.html", "a consent wall"),
        ("NotThePage-login.html", "a login, titled 'Sign in'"),
        ("NotThePage-error.html", "an error page, titled '502 Bad Gateway'"),
        ("NotThePage-other-article.md", "another page, titled 'Setting up a telephone'"),
        ("DuplicateRow-same-table.html", "DELETE /calls/{callId} stands twice in the RTCM table"),
        ("Unreadable-pdf.html", "this is a PDF"),
    ],
    ids=lambda value: value.partition(".")[0] if "." in value else "",
)
def test_the_error_names_what_was_found(name, said):
    with pytest.raises(errors.PageError) as raised:
        read((PAGES / "bad" / name).read_bytes(), name)
    assert said in str(raised.value)


def test_an_unknown_status_is_kept_and_reported():
    page = text_page("GET /calls", "Planned", "PUT /calls/{callId}/hold", "On the bench")
    reading = read(page, "page")
    row = reading.edition.rows[1]
    assert (row.status, row.status_text, row.note) == ("unknown", "On the bench", "")
    assert reading.warnings == (
        "PUT /calls/{callId}/hold: unknown status 'On the bench'; kept as written",
    )


@pytest.mark.parametrize(
    "cells, notes",
    [
        pytest.param(
            ["Method is new", "GET /b", "Planned"], ["Method is new", ""], id="like a head"
        ),
        pytest.param(["One.", "Two.", "GET /b", "Planned"], ["One.", ""], id="two paragraphs"),
        pytest.param(
            ["GET /b", "Planned", "Beta", "Fax", "It is."], ["", "Beta"], id="a short one"
        ),
        pytest.param(["GET /b", "Planned", "Fax", "It is sent."], ["", ""], id="a heading follows"),
    ],
)
def test_notes_in_flattened_text(cells, notes):
    rows = read(text_page("GET /a", "Planned", *cells), "page").edition.rows
    assert [row.label for row in rows] == ["GET /a", "GET /b"]
    assert [row.note for row in rows] == notes


def test_a_row_that_names_no_endpoint_is_reported():
    page = b"""<table><tr><th>Endpoint<th>Status<tr><td>GET /calls<td>Planned
        <tr><td>all others<td>Implemented</table>"""
    (said,) = read(page, "page").warnings
    assert said == "a row without an endpoint was not read: 'all others | Implemented'"


def test_a_row_may_name_several_endpoints():
    page = b"<table><tr><th>Endpoint<th>Status<tr><td>PUT, DELETE /calls/{id}<td>Planned</table>"
    rows = read(page, "page").edition.rows
    assert [row.label for row in rows] == ["PUT /calls/{id}", "DELETE /calls/{id}"]


def test_a_table_of_another_section_is_not_dropped():
    good = (PAGES / "good" / "en-table.md").read_text()
    more = "\n| Endpoint | Description |\n| --- | --- |\n| GET /faxlines | Lists them. |\n"
    (row,) = read((good + more).encode(), "page").edition.others
    assert (row.label, row.description, row.section) == ("GET /faxlines", "Lists them.", "Fax")


def test_a_line_of_prose_does_not_repeat_a_row():
    good = (PAGES / "good" / "en-table.html").read_text()
    page = good.replace("</body>", "<pre>GET /channels</pre><p>See above.</p></body>")
    labels = [row.label for row in read(page.encode(), "page").edition.channels]
    assert labels == ["GET /channels", "DELETE /channels/{channelId}"]


def test_items_of_a_list_in_a_cell_are_numbered_as_a_reader_sees_them():
    page = b"""<table><tr><th>Endpoint<th>Status<th>Notes<tr><td>GET /calls<td>Planned
        <td>Go on:<ol><li>ask<li>ask again</ol></table>"""
    assert read(page, "page").edition.rows[0].note == "Go on: 1. ask 2. ask again"


def test_a_status_over_several_rows_counts_for_each():
    page = b"""<table><tr><th>Endpoint<th>Status<tr><td>GET /calls<td rowspan=2>Implemented
        <tr><td>DELETE /calls/{id}<tr><td>PUT /calls/{id}/hold<td>Planned</table>"""
    statuses = [row.status for row in read(page, "page").edition.rows]
    assert statuses == ["implemented", "implemented", "planned"]


def test_the_language_can_be_told():
    assert edition_of(PAGES / "good" / "en-table.html", lang="de").lang == "de"


@pytest.mark.parametrize(
    "encoding, before, charset",
    [
        pytest.param("utf-8-sig", "", None, id="a byte order mark"),
        pytest.param("utf-16", "", None, id="sixteen bits"),
        pytest.param("latin-1", '<meta charset="iso-8859-1">', None, id="the page says"),
        pytest.param("windows-1252", "", "windows-1252", id="the server says"),
    ],
)
def test_encodings(encoding, before, charset):
    page = f"<html>{before}<table><tr><td>GET /calls<td>In Prüfung</table>"
    edition = read(page.encode(encoding), "page", charset=charset).edition
    assert edition.rows[0].status_text == "In Prüfung"


def test_a_changed_sentence_changes_the_digest_of_its_section_only():
    good = (PAGES / "good" / "en-table.html").read_text()
    before = read(good.encode(), "page").edition.sections
    after = read(good.replace("stay where", "go where").encode(), "page").edition.sections
    changed = [a.title for a, b in zip(before, after, strict=True) if a != b]
    assert changed == ["Fax"]
