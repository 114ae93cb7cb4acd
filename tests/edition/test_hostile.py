"""Input that was made to hurt: it is read or refused, cheaply, and only in our own words."""

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sipgate_compat.edition.diff import diff
from sipgate_compat.edition.errors import TooLarge
from sipgate_compat.edition.read import read
from sipgate_compat.edition.slim import MAX_ELEMENTS, slim
from sipgate_compat.edition.store import canonical
from sipgate_compat.edition.words import STATUSES
from sipgate_compat.errors import CompatError
from sipgate_compat.yamlfile import parse

from .make import PAGES, make_edition, make_row

TABLE = "<table><tr><th>Endpoint<th>Status<tr><td>GET /calls<td>Planned</table>"
quiet = settings(derandomize=True, database=None, deadline=None, max_examples=150)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 1_000_000, id="a million nested elements"),
        pytest.param("<table><tr>" + "<td>x" * 1_000_000, id="a million cells"),
        pytest.param("<!--" * 1_200_000, id="comments without an end"),
        pytest.param("\n" * 5_000_000, id="nothing but lines"),
        pytest.param("# x\n" + "[" * 5_000_000, id="markdown of brackets"),
    ],
)
def test_more_than_a_page_has_is_not_even_parsed(html):
    with pytest.raises(TooLarge, match=r"page: .* more than any help page has"):
        read(html.encode(), "page")


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("<div>" * (MAX_ELEMENTS - 20), id="as deep as is read"),
        pytest.param("<b>" * 50_000 + "<p>" * 5_000, id="formatting to be opened again"),
        pytest.param("<p " + " ".join(f"a{i}" for i in range(100_000)) + ">", id="attributes"),
        pytest.param("<p " + " ".join(f"a{i}='" for i in range(9_999)) + "<", id="open quotes"),
        pytest.param("</p></div>" * 50_000, id="ends of nothing"),
        pytest.param("<script>'<table>'</script>" * 9_000, id="scripts"),
        pytest.param("&lt;" * 500_000, id="entities"),
        pytest.param("<table><tr><td rowspan=99999 colspan=99999>" * 3_000, id="spans"),
        pytest.param("<ol><li>" * 3_000, id="lists in lists"),
        pytest.param("GET /" * 300_000, id="nearly endpoints"),
    ],
)
def test_a_page_is_found_behind_what_is_thrown_at_it(before):
    (row,) = read(f"<html><body>{before}{TABLE}".encode(), "page").edition.rows
    assert row.label == "GET /calls"


def test_only_structure_reaches_the_parser():
    html = '<div id="x" role=row onclick="1 > 2"><b>bold</b><script>"<p>"</script> <td rowspan="2">'
    assert slim(html) == "<div role=row>bold <td rowspan=2>"


MEASURE = """
import resource, sys
from sipgate_compat.edition.read import read
from sipgate_compat.errors import CompatError
from sipgate_compat.yamlfile import parse
def peak():
    # Not ru_maxrss: a process inherits that of the one that made it.
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
limit = resource.getrusage(resource.RUSAGE_SELF).ru_utime + 20
resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 1))
for unit in ("<div>", "<td>x", "<b a=1><p>", "<a ", "<", "x ", "<!-- -->", "&amp;", "GET /a "):
    page = b"<html><body>" + (unit * (5_000_000 // len(unit))).encode()
    try:
        read(page, "page")
    except CompatError:
        print(peak())
"""


def test_five_megabytes_of_anything_fit_into_300():
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], capture_output=True, text=True, timeout=120, check=True
    )
    used = [int(line) for line in done.stdout.split()]
    assert len(used) == 9
    assert max(used) < 300


@quiet
@given(st.binary(max_size=400))
@example(b"\xff\xfeG")
@example(b"<table><tr><td>GET /")
def test_any_bytes_are_read_or_refused(data):
    for each in (b"<table><tr><td>GET /x<td>Planned" + data, data):
        with suppress(CompatError):
            assert read(each, "page").edition.rows


PIECES = [
    *("<table>", "</table>", "<tr>", "<td>", "<td rowspan=3>", "</div>", "<div role=row>"),
    *("<div role=table>", "<div role=cell>", "<h2>", "<main>", "<li>", "<ol>", "<nav>", "<br>"),
    *(
        "GET /calls",
        "PUT /x/{y}",
        "Planned",
        "Endpoint",
        "Status",
        "\n",
        "\n\n",
        "| ",
        "# ",
        "---|",
    ),
    *("<", "&lt;", '"', "\t", "\u200b", "Channels", "Fax.", "ä", "\ufffe"),
]


@quiet
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_markup_is_read_or_refused(page):
    try:
        edition = read(page.encode(), "page").edition
    except CompatError:
        return
    assert diff(edition, edition).changes == ()


@quiet
@given(st.sampled_from(sorted((PAGES / "good").iterdir())), st.randoms(use_true_random=False))
def test_a_broken_page_never_says_no_change_by_accident(path, chance):
    """A page that was cut off anywhere has lost rows, says so, or is refused."""
    whole = read(path.read_bytes(), path.name).edition
    text = path.read_text(encoding="utf-8")
    cut = text[: chance.randrange(len(text))]
    try:
        found = diff(whole, read(cut.encode(), path.name, lang=whole.lang).edition)
    except CompatError:
        return
    assert found.changes or text[len(cut) :].count("/calls") == 0


labels = st.builds(
    "{} /{}/{}".format,
    st.sampled_from(["GET", "PUT", "DELETE"]),
    st.sampled_from(["calls", "calling", "{id}", "faxes"]),
    st.sampled_from(["hold", "holds", "mute", "muted", "{callId}", "dtmf"]),
)
words = [text for by_lang in STATUSES.values() for texts in by_lang.values() for text in texts]
rows = st.builds(make_row, labels, st.sampled_from([*words, "?"]), st.text(max_size=8))
tables = st.lists(
    rows,
    min_size=1,
    max_size=8,
    unique_by=lambda row: (row["method"], row["path"].count("{"), row["path"].split("{")[0]),
).map(lambda made: make_edition(*made))


@quiet
@given(tables)
def test_an_edition_does_not_differ_from_itself(edition):
    assert diff(edition, edition).changes == ()


@quiet
@given(tables, tables, st.randoms(use_true_random=False))
def test_the_order_of_rows_says_nothing(old, new, chance):
    mixed = random.Random(chance.random()).sample(new.rows, len(new.rows))
    assert diff(old, new.model_copy(update={"rows": tuple(mixed)})) == diff(old, new)


@quiet
@given(tables, tables)
def test_a_change_is_found_from_either_side(old, new):
    assert bool(diff(old, new).changes) == bool(diff(new, old).changes)


@quiet
@given(tables)
def test_any_edition_survives_its_file(edition):
    assert type(edition).model_validate(parse(canonical(edition), Path("x"))) == edition
