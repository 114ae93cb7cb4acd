"""What a hostile provider answers, put through every writer: it stays text, wherever it stands."""

import csv
import io
import json
import re
from functools import cache
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from prometheus_client.parser import text_string_to_metric_families
from selectolax.lexbor import LexborHTMLParser

from sipgate_compat.report.matrix import matrix
from sipgate_compat.report.terminal import summary
from sipgate_compat.report.writers import WRITERS
from sipgate_compat.run.model import Answered, ClaimInfo, Difference, Outcome, RtcmRow

from .hostile import COMMAND, HOSTILE, LONG, UNSEEN
from .runs import PROFILES, make_operation, make_run, make_verdict, with_stale


@cache
def hostile(bad):
    """A run in which everything that an answer, or a run from elsewhere, can bring is this text."""
    answered = Answered(operation="o", request=bad, status=400, content_type=bad, body={bad: bad})
    parted = Difference(pointer=f"/body/{bad}", expected=bad, observed=bad)
    said = {"states": bad, "reason": bad, "notes": (bad,), "curl": bad, "observed": (answered,)}
    verdicts = [
        make_verdict(verdict=verdict, case=verdict, differences=(parted,), **said)
        for verdict in Outcome
    ]
    operations = [make_operation(summary=bad, instead=bad, path=f"/{bad}")]
    claim = ClaimInfo(claim="c", section=bad, states=bad, profiles=PROFILES, unverifiable=bad)
    row = RtcmRow(
        method="POST", path=bad, status=bad, status_text=bad, since=bad, edition="2026-11-23-en"
    )
    more = {"claims": [claim], "rtcm": (row,)}
    return with_stale(make_run(*verdicts, operations=operations, **more), bad)


def written(name, bad):
    run = hostile(bad)
    return WRITERS[name].write(run, matrix(run))


def read_json(text):
    return json.loads(text)


def read_markdown(text):
    page = LexborHTMLParser(MarkdownIt("gfm-like", {"linkify": False}).render(text))
    assert not page.css("script, img, a[href^=javascript]")
    assert {each.text() for each in page.css("h1")} == {"Compatibility of the sipgate REST API"}
    assert "c" not in [each.text() for each in page.css("h1, h2")]
    for each in page.css("code"):
        each.decompose()
    assert not re.search(r"@someone|#1\b|GH-2|https://example|www\.ex|a@ex", page.body.text())


def read_csv(text):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {15}
    assert not [each for row in rows for each in row if each.lstrip().startswith(tuple("=+-@＝"))]


def read_html(text):
    page = LexborHTMLParser(text)
    assert len(page.css("script")) == 1
    assert not page.css("img, h1 ~ h1, [onerror]")


def read_junit(text):
    assert len(ElementTree.fromstring(text.encode()).findall(".//testcase")) == 7


def read_github(text):
    shown = re.compile(r"::(error|warning|notice) title=[^:,\r\n]+::[^\r\n]+|\d+ deviates, .*")
    assert all(shown.fullmatch(line) for line in text.splitlines())


def read_prometheus(text):
    families = list(text_string_to_metric_families(text))
    assert {each.name for each in families} > {"sipgate_compat_up", "sipgate_compat_contradictions"}
    assert {sample.labels["target"] for each in families for sample in each.samples} == {"emulator"}


def read_svg(text):
    assert {each.tag.partition("}")[2] for each in ElementTree.fromstring(text).iter()} == {
        *("svg", "title", "rect", "g", "text"),
    }


READERS = {
    "json": read_json,
    "md": read_markdown,
    "csv": read_csv,
    "html": read_html,
    "junit": read_junit,
    "github": read_github,
    "prometheus": read_prometheus,
    "shields": read_json,
    "svg": read_svg,
}


def test_every_writer_has_its_reader_here():
    assert READERS.keys() == WRITERS.keys()


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("bad", HOSTILE)
def test_what_comes_from_outside_stays_text(name, bad):
    text = written(name, bad)
    assert not UNSEEN.search(text)
    assert not COMMAND.search("" if name == "github" else text)
    READERS[name](text.encode().decode())


@pytest.mark.parametrize("name", WRITERS)
def test_a_very_long_text_is_no_way_in(name):
    READERS[name](written(name, LONG))


@pytest.mark.parametrize("name, limit", [("md", 900_000), ("github", 60_000), ("svg", 2000)])
def test_a_very_long_text_is_cut_where_room_is_short(name, limit):
    assert len(written(name, LONG).encode()) <= limit


@pytest.mark.parametrize("bad", HOSTILE)
def test_a_terminal_shows_it_as_text(bad):
    run = hostile(bad)
    text = summary(run, matrix(run))
    assert not UNSEEN.search(text)
    assert not COMMAND.search(text)
    assert max(map(len, text.splitlines())) <= 80
