"""Each row's life: since when it reads so."""

from sipgate_compat.edition.show import timeline_text
from sipgate_compat.edition.timeline import Timeline, timeline

from .make import make_edition, make_row


def make_year(*statuses, **more):
    """An edition a month, with one row that has these statuses; None: the row is not there."""
    return [
        make_edition(
            "GET /users",
            *([make_row("GET /calls", status)] if status else []),
            date=f"2026-{month:02}-01",
            **more,
        )
        for month, status in enumerate(statuses, 1)
    ]


def life(editions):
    return next(each for each in timeline(editions) if each.path == "/calls")


def test_a_status_holds_since_the_first_edition_that_has_it():
    found = life(make_year("Planned", "In progress", "In progress"))
    assert (found.status, found.since) == ("in-progress", "2026-02-01")
    assert [each.since for each in found.stretches] == ["2026-01-01", "2026-02-01"]


def test_a_status_that_comes_back_holds_since_then():
    assert life(make_year("Planned", "Implemented", "Planned")).since == "2026-03-01"


def test_a_row_that_is_gone_says_since_when():
    found = life(make_year("Planned", None))
    assert (found.status, found.since) == (None, "2026-02-01")


def test_a_row_may_come_back():
    assert len(life(make_year("Planned", None, "Planned")).stretches) == 3


def test_the_silence_of_an_excerpt_is_no_end():
    planned, silent = make_year("Planned", None)
    found = life([planned, silent.model_copy(update={"partial": True})])
    assert (found.status, found.since) == ("planned", "2026-01-01")


def test_order_of_editions_and_names_of_parameters_do_not_matter():
    old = make_edition("GET /calls/{id}", date="2026-01-01")
    new = make_edition("GET /calls/{callId}", date="2026-02-01")
    (found,) = timeline([new, old])
    assert (found.path, found.since) == ("/calls/{callId}", "2026-01-01")


def test_text_shows_the_whole_life():
    rows = timeline(make_year("Planned", "On the bench", None))
    text = timeline_text(Timeline(editions=(), rows=rows))
    assert text.splitlines()[1] == (
        "GET /calls  planned (2026-01-01) → On the bench (2026-02-01) → gone (2026-03-01)"
    )
