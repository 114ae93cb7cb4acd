"""The timeline as a picture: widths by date, statuses by pattern, nothing that runs."""

from xml.etree import ElementTree

import pytest

from sipgate_compat.edition.picture import LEAST, picture
from sipgate_compat.edition.timeline import Timeline, timeline

from .make import make_edition, make_row

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ("Planned", "In progress", "Implemented", "Under review", "Not planned", "On the bench")


def lives(*rows):
    """Rows are (label, {day: status}); an edition for each day, without the rows that lack it."""
    days = sorted({day for _, statuses in rows for day in statuses})
    made = [make_edition("GET /kept", *_rows(rows, day), date=day) for day in days]
    return Timeline(editions=tuple(each.name for each in made), rows=timeline(made))


def _rows(rows, day):
    return [make_row(label, life[day]) for label, life in rows if life.get(day)]


def drawn(found):
    return ElementTree.fromstring(picture(found))


def boxes(found, label):
    """The stretches of a row: what each says, its fill, where it begins and how wide it is."""
    return [
        (
            title.removeprefix(f"{label}: "),
            box.get("fill"),
            float(box.get("x")),
            float(box.get("width")),
        )
        for group in drawn(found).iter(f"{SVG}g")
        if (title := group.find(f"{SVG}title").text).startswith(f"{label}: ")
        for box in group.iter(f"{SVG}rect")
    ]


def test_a_stretch_is_as_wide_as_it_was_long():
    life = {"2026-01-01": "Planned", "2026-01-11": "In progress", "2026-02-10": "Implemented"}
    (a, _, x, first), (b, _, y, second), (c, *_) = boxes(lives(("GET /a", life)), "GET /a")
    assert second / first == pytest.approx(3, rel=0.01)
    assert x + first == pytest.approx(y)
    assert (a, b, c) == (
        "planned, 2026-01-01 to 2026-01-11",
        "in-progress, 2026-01-11 to 2026-02-10",
        "implemented, 2026-02-10",
    )


def test_a_stretch_of_a_day_is_still_seen():
    life = {"2016-01-01": "Planned", "2026-01-01": "Implemented", "2026-01-02": "Planned"}
    assert min(wide for *_, wide in boxes(lives(("GET /a", life)), "GET /a")) == LEAST


def test_each_status_has_a_pattern_of_its_own_and_stands_in_the_legend():
    found = lives(*((f"GET /{i}", {"2026-01-01": word}) for i, word in enumerate(WORDS)))
    fills = [boxes(found, f"GET /{i}")[0][1] for i in range(len(WORDS))]
    tiles = {p.get("id"): p.find(f"{SVG}path").get("d") for p in drawn(found).iter(f"{SVG}pattern")}
    assert len({tiles[fill[5:-1]] for fill in fills}) == len(WORDS)
    texts = [each.text for each in drawn(found).iter(f"{SVG}text")]
    for name in ("planned", "in-progress", "implemented", "under-review", "not-planned", "unknown"):
        assert name in texts


def test_a_row_that_is_gone_is_an_empty_box():
    life = {"2026-01-01": "Planned", "2026-02-01": None, "2026-03-01": "Planned"}
    assert [fill for _, fill, *_ in boxes(lives(("GET /a", life)), "GET /a")] == [
        "url(#timeline-planned)",
        "none",
        "url(#timeline-planned)",
    ]


def test_a_label_stands_where_there_is_room_for_it():
    life = {"2026-01-01": "Planned", "2026-01-02": "Under review", "2026-12-01": "Planned"}
    texts = [each.text for each in drawn(lives(("GET /a", life))).iter(f"{SVG}text")]
    assert "under-review" in texts
    assert texts.count("planned") < 4


def test_the_picture_is_of_one_edition_too():
    assert boxes(lives(("GET /a", {"2026-01-01": "Planned"})), "GET /a")[0][3] > 100


def test_without_editions_it_says_so():
    assert "no editions" in picture(Timeline(editions=(), rows=()))


def test_it_is_the_same_each_time_and_fits_light_and_dark():
    found = lives(("GET /a", {"2026-01-01": "Planned"}))
    assert picture(found) == picture(found)
    assert "prefers-color-scheme:dark" in picture(found)
    assert drawn(found).get("role") == "img"
    assert drawn(found).find(f"{SVG}title").text


@pytest.mark.parametrize(
    "bad", ["<script>alert(1)</script>", "]]>&\"'", "\x1b[31m\u202e", "x" * 500, "on\nload=1"]
)
def test_words_of_the_page_have_no_power(bad):
    svg = picture(lives(("GET /a", {"2026-01-01": bad})))
    names = {each.tag.removeprefix(SVG) for each in ElementTree.fromstring(svg).iter()}
    assert names <= {"svg", "title", "style", "defs", "pattern", "path", "rect", "text", "g"}
    assert not {"\x1b", "\u202e"} & set(svg)


def test_the_command_prints_it(command):
    code, out, err = command("timeline", "--format", "svg")
    assert (code, err) == (0, "")
    assert out.startswith("<svg ")
    assert "GET /calls: in-progress, 2026-11-23" in out
