"""The change log in each format: well-formed, deterministic, and no value has any power in it."""

import json
import re
from datetime import datetime
from xml.etree import ElementTree

import pytest
from jsonschema_rs import validator_for
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from sipgate_compat.change.atom import atom
from sipgate_compat.change.formats import FORMATS
from sipgate_compat.change.model import Origin, Severity, change
from sipgate_compat.report.schemas import schemas

DAY = "2026-03-01"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("=cmd|' /C calc'!A0", id="formula"),
    pytest.param("[x](javascript:alert(1))", id="link"),
    pytest.param("a | b\n# c\n```\n- d", id="markdown"),
    pytest.param("a\x00b\x1b[31mc\x7f\x9b31m\ufffe", id="control characters"),
    pytest.param("\u202eevil\u2066", id="direction"),
    pytest.param("]]> & </content> \"'", id="xml"),
    pytest.param("x" * 5000, id="long"),
]


def of(subject="GET /calls", day="2026-02-01", **more):
    more = {"old": "planned", "new": "in-progress", **more}
    kind = more.pop("kind", "status-changed")
    return change(Origin.PAGE, kind, Severity.NOTICE, subject, seen=day, **more)


def hostile(bad):
    return [of(bad, old=bad, new=bad, profile=bad, touches=(bad,), kind=bad)]


def feed(changes):
    return ElementTree.fromstring(atom(changes, DAY))


def texts(parent, name):
    return [each.text for each in parent.iter(f"{ATOM}{name}")]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_log_is_always_the_same_text(form):
    log = [of(), of("PUT /x")]
    assert FORMATS[form](log, DAY) == FORMATS[form](list(log), DAY)


@pytest.mark.parametrize("form, said", [("text", "no change\n"), ("md", "no change")])
def test_an_empty_log_says_so(form, said):
    assert said in FORMATS[form]([], DAY)


def test_a_line_says_day_severity_origin_and_both_values():
    line = FORMATS["text"]([of(touches=("a", "b", "c", "d"))], DAY).splitlines()[0]
    assert " ".join(line.split()) == (
        "2026-02-01 notice page GET /calls: status changed: planned → in-progress; "
        "touches a, b, c and 1 more"
    )


@pytest.mark.parametrize("bad", HOSTILE)
def test_a_change_is_one_harmless_line(bad):
    line, _, counted = FORMATS["text"](hostile(bad), DAY).rstrip("\n").partition("\n\n")
    assert (counted, line.isprintable()) == ("1 notice", True)


@pytest.mark.parametrize("bad", HOSTILE)
def test_json_is_of_its_schema_and_gives_the_values_back(bad):
    text = FORMATS["json"](hostile(bad), DAY)
    validator_for(schemas()["changes-1.json"]).validate(json.loads(text))
    assert json.loads(text)["changes"][0]["subject"] == bad
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("bad", HOSTILE)
def test_markdown_stays_one_item_of_text(bad):
    text = FORMATS["md"](hostile(bad), DAY)
    page = LexborHTMLParser(MarkdownIt("commonmark").render(text))
    assert len(page.css("li")) == len(page.css("h2")) == len(page.css("h1")) == 1
    assert not page.css("script, a, pre, table, li li")
    assert not set(text) & set("\x00\x1b\x7f\x9b\u202e")


@pytest.mark.parametrize("bad", HOSTILE)
def test_atom_is_well_formed_whatever_stands_in_it(bad):
    found = feed(hostile(bad))
    (title, *entries), (content,) = texts(found, "title"), texts(found, "content")
    assert (len(entries), len(content.splitlines())) == (1, 7)
    assert not set(title + content) & set("\x00\x1b\x7f\x9b\u202e")


def test_atom_has_what_the_standard_asks_for():
    found = feed([of(), of("PUT /x", "2026-01-01")])
    entries = found.findall(f"{ATOM}entry")
    assert found.tag == f"{ATOM}feed"
    for each in (found, *entries):
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"{ATOM}{name}")) == 1
            assert each.find(f"{ATOM}{name}").text
    assert found.find(f"{ATOM}author/{ATOM}name").text
    assert all(each.find(f"{ATOM}content").get("type") == "text" for each in entries)
    assert found.find(f"{ATOM}link").get("rel") == "self"


def test_atom_ids_are_unique_uris_made_of_fingerprints():
    again = of(day="2026-02-03")
    ids = texts(feed([again, of("PUT /x"), of()]), "id")
    assert len(set(ids)) == 4
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in ids)
    assert ids[1] in texts(feed([again]), "id")


def test_atom_days_come_from_the_changes():
    updated = texts(feed([of(day="2026-02-03"), of(day="2026-02-01")]), "updated")
    days = [datetime.fromisoformat(each) for each in updated]
    assert [f"{each:%m-%d %z}" for each in days] == ["02-03 +0000", "02-03 +0000", "02-01 +0000"]
    assert texts(feed([]), "updated") == ["2026-03-01T00:00:00Z"]
