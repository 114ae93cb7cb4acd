"""Every kind of change is seen, and its absence too."""

import pytest

from sipgate_compat.edition.change import direction
from sipgate_compat.edition.diff import diff
from sipgate_compat.edition.model import Status
from sipgate_compat.edition.show import diff_text

from .make import make_described, make_edition, make_row

HOLD = "PUT /calls/{callId}/hold"


def changes(old, new):
    return [(each.kind, each.severity) for each in diff(old, new).changes]


def sections(**digests):
    return [{"title": title, "digest": digit * 12} for title, digit in digests.items()]


@pytest.mark.parametrize(
    "old, new, kind, severity, text",
    [
        pytest.param(
            [make_row(HOLD, "Planned")],
            [make_row(HOLD, "Implemented")],
            "status-changed",
            "notice",
            f"{HOLD}: planned → implemented",
            id="a status gets better",
        ),
        pytest.param(
            [make_row(HOLD, "Implemented")],
            [make_row(HOLD, "In Prüfung")],
            "status-changed",
            "breaking",
            f"{HOLD}: implemented → under-review",
            id="a status gets worse",
        ),
        pytest.param(
            [make_row(HOLD, "Planned")],
            [make_row(HOLD, "On the bench")],
            "unknown-status",
            "notice",
            f"{HOLD}: planned → On the bench (unknown status)",
            id="a status that nobody knows",
        ),
        pytest.param(
            [make_row(HOLD, "On the bench")],
            [make_row(HOLD, "On the shelf")],
            "unknown-status",
            "notice",
            f"{HOLD}: On the bench → On the shelf (unknown status)",
            id="from one unknown status to another",
        ),
        pytest.param(
            [make_row(HOLD, "On the bench")],
            [make_row(HOLD, "Implemented")],
            "status-changed",
            "notice",
            f"{HOLD}: On the bench → implemented",
            id="an unknown status becomes known",
        ),
        pytest.param(
            ["GET /calls"],
            ["GET /calls", HOLD],
            "row-added",
            "notice",
            f"{HOLD}: row added (planned)",
            id="a row more",
        ),
        pytest.param(
            ["GET /calls", HOLD],
            ["GET /calls"],
            "row-removed",
            "breaking",
            f"{HOLD}: row removed",
            id="a row less",
        ),
        pytest.param(
            [make_row(HOLD, note="at once")],
            [make_row(HOLD, note="later")],
            "note-changed",
            "notice",
            f"{HOLD}: note changed from “at once” to “later”",
            id="another note",
        ),
        pytest.param(
            [make_row(HOLD)],
            [make_row(HOLD, note="later")],
            "note-changed",
            "notice",
            f"{HOLD}: note changed from nothing to “later”",
            id="a note where none was",
        ),
        pytest.param(
            ["PUT /calls/{callId}/mute"],
            ["PUT /calls/{callId}/muted"],
            "endpoint-renamed",
            "breaking",
            "PUT /calls/{callId}/mute: renamed to PUT /calls/{callId}/muted",
            id="a path spelt anew",
        ),
        pytest.param(
            ["GET /calls"],
            ["POST /calls"],
            "endpoint-renamed",
            "breaking",
            "GET /calls: renamed to POST /calls",
            id="another method",
        ),
        pytest.param(
            [HOLD],
            ["PUT /calls/{id}/hold"],
            "endpoint-renamed",
            "info",
            f"{HOLD}: renamed to PUT /calls/{{id}}/hold",
            id="only a parameter is renamed",
        ),
    ],
)
def test_a_change_is_seen(old, new, kind, severity, text):
    before, after = make_edition(*old), make_edition(*new)
    assert changes(before, after) == [(kind, severity)]
    assert diff_text(diff(before, after)) == text


@pytest.mark.parametrize("table", ["devices", "channels", "others"])
@pytest.mark.parametrize(
    "old, new, kind",
    [
        pytest.param([], [make_described("GET /x")], "row-added", id="added"),
        pytest.param([make_described("GET /x")], [], "row-removed", id="removed"),
        pytest.param(
            [make_described("GET /x", "a")],
            [make_described("GET /x", "b")],
            "note-changed",
            id="said",
        ),
    ],
)
def test_the_other_tables_are_compared_too(table, old, new, kind):
    found = diff(
        make_edition("GET /calls", **{table: old}), make_edition("GET /calls", **{table: new})
    )
    assert [(each.kind, each.table) for each in found.changes] == [(kind, table)]


@pytest.mark.parametrize(
    "old, new, text",
    [
        pytest.param({"Fax": "a"}, {"Fax": "b"}, "section “Fax”: prose changed", id="changed"),
        pytest.param(
            {"Fax": "a"}, {"Fax": "a", "New": "b"}, "section “New”: heading is new", id="new"
        ),
        pytest.param(
            {"Fax": "a", "Old": "b"}, {"Fax": "a"}, "section “Old”: heading is gone", id="gone"
        ),
        pytest.param({"Fax": "a"}, {"Fax": "a"}, "no change", id="the same"),
        pytest.param({}, {"Fax": "a"}, "no change", id="nothing to compare with"),
    ],
)
def test_sections(old, new, text):
    before = make_edition("GET /calls", sections=sections(**old))
    after = make_edition("GET /calls", sections=sections(**new))
    assert diff_text(diff(before, after)) == text


@pytest.mark.parametrize(
    "old, new, kinds",
    [
        pytest.param(
            ["PUT /calls/{id}/mute"],
            ["PUT /calls/{id}/muted", "PUT /calls/{id}/mutes"],
            {"row-added", "row-removed"},
            id="two candidates",
        ),
        pytest.param(
            ["PUT /calls/{id}/mute"],
            ["PUT /calls/{id}/record"],
            {"row-added", "row-removed"},
            id="another word",
        ),
        pytest.param(
            [make_row("PUT /calls/{id}/mute")],
            [make_row("PUT /calls/{id}/muted", "Implemented")],
            {"row-added", "row-removed"},
            id="another status",
        ),
        pytest.param(
            ["GET /calls/{id}"],
            ["GET /calls/mine"],
            {"row-added", "row-removed"},
            id="a parameter becomes a word",
        ),
    ],
)
def test_a_rename_is_not_guessed(old, new, kinds):
    found = diff(make_edition(*old), make_edition(*new))
    assert {each.kind for each in found.changes} == kinds


def test_an_excerpt_says_nothing_of_what_it_lacks():
    excerpt, whole = make_edition("GET /calls", partial=True), make_edition("GET /calls", HOLD)
    assert diff(excerpt, whole).changes == ()
    assert diff(whole, excerpt).changes == ()
    assert "rows that only 2026-01-01-en has (1) are not" in diff(excerpt, whole).not_compared[0]


def test_notes_of_two_languages_are_not_compared():
    english = make_edition(make_row("GET /calls", note="later"))
    german = make_edition(make_row("GET /calls", "Geplant", "später"), lang="de")
    assert diff(german, english).changes == ()
    assert diff(german, english).not_compared == (
        "notes, descriptions and prose are not compared: de against en",
    )


@pytest.mark.parametrize(
    "old, new, went",
    [
        (Status.PLANNED, Status.IN_PROGRESS, "progress"),
        (Status.NOT_PLANNED, Status.UNDER_REVIEW, "progress"),
        (Status.IMPLEMENTED, Status.UNDER_REVIEW, "regression"),
        (Status.PLANNED, Status.NOT_PLANNED, "regression"),
        (Status.PLANNED, Status.UNDER_REVIEW, "sideways"),
        (Status.UNKNOWN, Status.IMPLEMENTED, "sideways"),
    ],
    ids=str,
)
def test_directions(old, new, went):
    assert direction(old, new) == went


def test_the_worst_comes_first():
    old = make_edition(make_row("GET /calls", "Planned"), make_row(HOLD, "Implemented"))
    new = make_edition(make_row("GET /calls", "In progress"), make_row(HOLD, "Planned"))
    assert [each.path for each in diff(old, new).changes] == ["/calls/{callId}/hold", "/calls"]


def test_a_fingerprint_names_the_change_and_not_its_editions():
    old, new = make_edition(make_row(HOLD)), make_edition(make_row(HOLD, "Implemented"))
    later = new.model_copy(update={"date": "2026-02-02"})
    (one,), (same,) = diff(old, new).changes, diff(old, later).changes
    (back,) = diff(new, old).changes
    assert one.fingerprint == same.fingerprint != back.fingerprint
    assert len(one.fingerprint) == 12
