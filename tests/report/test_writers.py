"""Every writer on the same runs, read back with the readers that people use."""

import csv
import io
import json
from xml.etree import ElementTree

import jsonschema_rs
import pytest
from selectolax.lexbor import LexborHTMLParser

from sipgate_compat.errors import UsageError
from sipgate_compat.report.matrix import matrix
from sipgate_compat.report.schemas import schemas
from sipgate_compat.report.writers import WRITERS, writer
from sipgate_compat.run.file import text

from .runs import deviating, make_operation, make_run, make_verdict, with_stale


def written(name, run):
    return WRITERS[name].write(run, matrix(run))


def test_an_unknown_format_names_the_nearest():
    with pytest.raises(UsageError, match=r"htlm: no such format; did you mean 'html'\?"):
        writer("htlm")


def test_json_and_run_fit_their_published_schemas():
    run = make_run(make_verdict(), deviating(case="b"))
    published = schemas()
    jsonschema_rs.validate(published["matrix-1.json"], json.loads(written("json", run)))
    for line in text(run).splitlines():
        jsonschema_rs.validate(published["run-1.json"], json.loads(line))


@pytest.mark.parametrize("name", ["json", "md", "html", "junit"])
def test_a_known_deviation_that_has_to_go_is_named(name):
    assert "gone since" in written(name, with_stale(make_run(), "gone since"))
    assert "gone since" not in written(name, make_run())


def test_csv_has_a_line_per_cell():
    rows = list(csv.DictReader(io.StringIO(written("csv", make_run()))))
    assert [row["profile"] for row in rows] == ["classic", "neo", "migrated"]
    assert rows[1]["verdict"] == "conforms"
    assert rows[1]["target"] == "emulator"


def test_junit_counts_by_verdict():
    run = make_run(
        deviating(),
        make_verdict(case="b", verdict="errored", reason="no answer"),
        make_verdict(case="c", verdict="skipped", reason="not allowed"),
        make_verdict(case="d", verdict="known", reason="listed"),
    )
    suite = ElementTree.fromstring(written("junit", run)).find("testsuite[@name='neo']")
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "4", "failures": "1", "errors": "1", "skipped": "1"}
    assert suite.find("testcase/skipped").get("message") == "not allowed"


def test_junit_shows_the_whole_message():
    text = ElementTree.fromstring(written("junit", make_run(deviating()))).find(".//failure").text
    assert "neo/sendCallDtmf/empty-body deviates from contracts/" in text
    assert "/status\n  expected  204\n  observed  400" in text
    assert "claims: dtmf-empty-body" in text


@pytest.mark.parametrize("name", ["md", "html"])
def test_an_emulators_report_says_what_it_is_not(name):
    assert "no statement about sipgate" in written(name, make_run())
    assert "no statement about sipgate" not in written(name, make_run(target="live"))


def test_markdown_shows_what_deviates():
    shown = written("md", make_run(deviating()))
    assert "### `neo/sendCallDtmf/empty-body`" in shown
    assert "    /status\n      expected  204\n      observed  400\n" in shown


def test_the_page_has_an_anchor_for_everything():
    page = LexborHTMLParser(written("html", make_run(deviating())))
    for anchor in (
        "operation-sendCallDtmf",
        "cell-neo-sendCallDtmf",
        "claim-dtmf-empty-body",
        "case-neo/sendCallDtmf/empty-body",
        "rtcm",
    ):
        assert page.css_first(f'[id="{anchor}"]') is not None, anchor


def test_every_link_of_the_page_leads_somewhere():
    page = LexborHTMLParser(written("html", make_run(deviating())))
    links = [each.attributes["href"] for each in page.css("a")]
    assert links
    assert all(link.startswith("#") for link in links)
    assert all(page.css_first(f'[id="{link[1:]}"]') is not None for link in links)


def test_the_page_asks_for_nothing_from_outside():
    page = LexborHTMLParser(written("html", make_run()))
    assert not page.css("link, img, iframe, script[src], [style*=url]")


def test_a_large_run_is_a_small_page():
    operations = [make_operation(f"operation{i}", f"tag{i % 26}", f"/path/{i}") for i in range(200)]
    verdicts = [
        make_verdict(profile, f"case-{i}", operation=f"operation{i % 200}")
        for profile in ("classic", "neo", "migrated")
        for i in range(2000)
    ]
    page = written("html", make_run(*verdicts, operations=operations))
    assert len(page.encode()) < 1_500_000
