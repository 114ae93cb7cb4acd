"""The model of the page, and the page as a file: what is joined, counted, compared and packed."""

import base64
import hashlib
import json
import re
import zlib

import pytest
from selectolax.lexbor import LexborHTMLParser

from sipgate_compat.change.model import Origin, Severity, change
from sipgate_compat.contract.model import Dispute, Source
from sipgate_compat.history.model import Held
from sipgate_compat.model import Frozen
from sipgate_compat.report.contradictions import contradictions
from sipgate_compat.report.contrast import differs, sentence
from sipgate_compat.report.html import html
from sipgate_compat.report.matrix import matrix
from sipgate_compat.report.site import site
from sipgate_compat.report.write import write
from sipgate_compat.run.file import footer
from sipgate_compat.run.model import Answered, Disputed

from ..browser.runs import small
from .runs import PROFILES, SOURCE, deviating, make_operation, make_run, make_verdict

READ = Source(page="payload-plugins", read="2026-11-20")
CLOSED = {*PROFILES, "emulator", "live", "GET", "POST"}
HOSTILE = "</script><!--\u2028</template><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>"


def answer(status, profile="neo", states="it is so", **more):
    seen = (Answered(operation="sendCallDtmf", request="POST /x", status=status),)
    return make_verdict(profile, states=states, **{"promised": (status,), "observed": seen, **more})


def shown(run, past=None):
    return site(run, matrix(run, past))


def page(run):
    return LexborHTMLParser(html(run, matrix(run)))


@pytest.mark.parametrize(
    "one, other, apart",
    [
        pytest.param(answer(204), answer(204), False, id="alike"),
        pytest.param(answer(204), answer(400), True, id="another status"),
        pytest.param(answer(200), answer(200, states="it is empty"), True, id="another promise"),
        pytest.param(answer(200), answer(200, promised=()), False, id="nothing promised there"),
        pytest.param(answer(200), answer(403, promised=()), True, id="seen otherwise"),
        pytest.param(answer(200), answer(0, verdict="skipped"), False, id="not put there"),
    ],
)
def test_a_case_differs_where_an_answer_does(one, other, apart):
    assert differs([one, other]) is apart


@pytest.mark.parametrize(
    "classic, neo, said",
    [
        pytest.param(answer(204), answer(204), "Classic and Neo answer alike.", id="alike"),
        pytest.param(
            answer(400, states="it is refused"),
            answer(204, states="it is accepted"),
            "Classic: 400, it is refused; Neo: 204, it is accepted.",
            id="apart",
        ),
        pytest.param(
            answer(400), answer(0, verdict="skipped"), "There is nothing to compare", id="alone"
        ),
    ],
)
def test_the_difference_is_one_sentence(classic, neo, said):
    assert sentence({"classic": classic, "neo": neo}).startswith(said)


def test_an_operation_holds_its_cases_side_by_side():
    run = make_run(answer(400, "classic"), answer(204, "neo"))
    (operation,) = shown(run).tags["rtcm"]
    (case,) = operation.cases
    assert [each and each.promised for each in case.answers] == [(400,), (204,), None]
    assert (case.name, case.id) == ("sendCallDtmf/empty-body", "empty-body")
    assert operation.differs
    assert operation.sentence.endswith("1 of 1 case differs between the profiles.")


@pytest.mark.parametrize(
    "more, changed",
    [
        pytest.param({}, False, id="something else"),
        pytest.param({"method": "POST", "path": "/calls/{id}/dtmf"}, True, id="its endpoint"),
        pytest.param({"touches": ("neo/sendCallDtmf/valid",)}, True, id="one of its cases"),
        pytest.param({"case": "neo/sendCallDtmf/valid"}, True, id="its behaviour"),
    ],
)
def test_an_operation_is_changed_where_the_log_speaks_of_it(more, changed):
    told = change(Origin.PAGE, "status-changed", Severity.NOTICE, "x", seen="2026-11-23", **more)
    found = shown(make_run(log=(told,)))
    assert found.tags["rtcm"][0].changed is changed
    assert found.log == (told,)


def test_the_page_says_that_it_knows_no_change():
    assert "No change is known" in page(make_run()).body.text()
    assert "No change is known" not in page(small()).body.text()


def disputed(read="2026-11-23", **more):
    against = Dispute(states="it is not", status=404, evidence="observed", source=READ)
    promise = {"states": "it is", "promised": (200,), "evidence": "documented"}
    where = Source(page="what-changes-with-neo", read=read)
    said = {"case": "sendCallDtmf/empty-body", "operation": "sendCallDtmf", "profiles": PROFILES}
    return Disputed(against=against, source=where, **{**promise, **said, **more})


@pytest.mark.parametrize(
    "read, since, days",
    [
        pytest.param("2026-11-22", "2026-11-22", 1, id="the promise is newer"),
        pytest.param("2026-01-01", "2026-11-20", 3, id="what contradicts it is newer"),
        pytest.param("2026-12-01", "2026-12-01", 0, id="read after the run"),
    ],
)
def test_a_contradiction_is_as_old_as_the_younger_of_both(read, since, days):
    run = make_run(make_verdict(), disputes=(disputed(read),))
    (found,) = contradictions(run, matrix(run))
    assert (found.since, found.days, found.profiles) == (since, days, ("neo",))
    assert (found.kind, found.one.said) == ("documented against observed", "200: it is")


def test_a_contradiction_of_cases_that_were_not_put_is_not_listed():
    run = make_run(make_verdict(case="another"), disputes=(disputed(),))
    assert contradictions(run, matrix(run)) == ()


@pytest.mark.parametrize(
    "held, since, days",
    [
        pytest.param(Held(), "2026-11-23", 0, id="seen for the first time"),
        pytest.param(Held(verdict="deviates", since="2026-11-01"), "2026-11-01", 22, id="history"),
        pytest.param(Held(verdict="conforms", since="2026-11-01"), "2026-11-23", 0, id="held"),
    ],
)
def test_what_deviates_is_as_old_as_the_history_says(held, since, days):
    run = make_run(deviating(), disputes=(disputed(),))
    first, second = contradictions(run, matrix(run, {("sendCallDtmf", "neo"): held}))
    assert (first.verdict, first.since, first.days) == ("deviates", since, days)
    assert first.other.said == "/status is 400"
    assert second.verdict is None, "what was seen comes first"


def test_profiles_that_part_from_a_promise_alike_are_one_entry():
    run = make_run(
        deviating(), deviating(profile="migrated"), deviating(profile="classic", case="b")
    )
    found = contradictions(run, matrix(run))
    assert [each.profiles for each in found] == [("classic",), ("neo", "migrated")]


def test_what_deviates_is_shown_in_full_a_hundred_times_and_linked_ever_after():
    made = page(make_run(*(deviating(case=f"c{i}") for i in range(103))))
    assert len(made.css("article.bad")) == 100
    rest = made.css("section:has(> #deviations) > details li a")
    assert [each.text() for each in rest] == [f"neo/sendCallDtmf/c{i}" for i in (100, 101, 102)]


def test_a_reproducible_run_has_no_ages():
    run = make_run(make_verdict(), disputes=(disputed(),))
    run = run.model_copy(update={"footer": footer(run.verdicts, None)})
    assert contradictions(run, matrix(run))[0].days is None


@pytest.mark.parametrize(
    "target, verdicts, live",
    [
        pytest.param("live", ["conforms", "recorded"], "2026-11-23", id="live, and all kept"),
        pytest.param("live", ["conforms", "skipped"], "2026-10-01", id="one was not put"),
        pytest.param("live", ["recorded"], "2026-10-01", id="nothing was promised"),
        pytest.param("emulator", ["conforms"], "2026-10-01", id="the emulator"),
    ],
)
def test_a_cell_last_held_live_in_this_run_or_in_an_earlier_one(target, verdicts, live):
    cases = [make_verdict(case=f"c{i}", verdict=each) for i, each in enumerate(verdicts)]
    past = {("sendCallDtmf", "neo"): Held(last_live="2026-10-01")}
    table = matrix(make_run(*cases, target=target), past)
    assert table.operations[0].profiles["neo"].last_live == live
    assert table.operations[0].profiles["classic"].last_live is None


def test_reports_are_written_with_what_a_history_says(tmp_path):
    past = {("sendCallDtmf", "neo"): Held(verdict="conforms", since="2026-09-09")}
    for folder, known in (("with", past), ("without", None)):
        (path,) = write(make_run(), tmp_path / folder, ["html"], past=known)
        assert ("so since 2026-09-09" in path.read_text()) is bool(known)


def test_scripts_and_styles_are_those_that_the_policy_names():
    made = page(small())
    policy = made.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
    for name, count in (("script", 1), ("style", 2)):
        found = made.css(name)
        assert len(found) == count
        for each in found:
            digest = hashlib.sha256(each.text().encode()).digest()
            assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not made.css("[style]")


def unpacked(text):
    packed = re.search(r'<template id="packed">([A-Za-z0-9+/=]+)</template>', text)[1]
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def test_what_is_shown_on_demand_is_packed_into_the_page():
    run = small()
    case = unpacked(html(run, matrix(run)))["cases"]["sendCallDtmf/empty-body"]
    assert case["told"].startswith("Classic: 400, an empty body is refused")
    classic, neo, _ = case["answers"]
    assert classic["seen"][0][3] == '{"error":"no body "}'
    assert neo["source"] == ["what-changes-with-neo", "RTCM", "2026-11-23"]
    assert neo["differences"] == [["/status", "204", "400"]]


def spoiled(value, bad):
    """A value in which every text that is free ends in something hostile."""
    if isinstance(value, Frozen):
        new = {name: spoiled(getattr(value, name), bad) for name in type(value).model_fields}
        return type(value).model_construct(**new)
    if isinstance(value, tuple):
        return tuple(spoiled(each, bad) for each in value)
    if type(value) is str and value not in CLOSED:
        return f"{value}{bad}"
    return value


def test_no_text_of_a_run_gets_an_element_or_an_attribute_into_the_page():
    run = small(HOSTILE)
    days = {"lives": run.header.lives, "editions": run.header.editions}
    header = spoiled(run.header, HOSTILE).model_copy(update=days)
    verdicts = spoiled(run.verdicts, HOSTILE)
    bad = run.model_copy(update={"header": header, "verdicts": verdicts})
    made = page(bad)
    assert len(made.css("script")) == 1
    assert not made.css("img, [onerror], [onload], svg:not(.bar):not(.timeline)")
    assert {each.attributes["href"][:1] for each in made.css("a[href]")} == {"#", "h"}
    assert all(
        each.attributes["href"].startswith(("#", "https://help.example/neo"))
        for each in made.css("a[href]")
    )
    assert "onerror=alert(1)" in made.css_first("main").text()


def test_a_link_that_is_none_of_the_web_is_no_link():
    run = small()
    witness = run.header.sources[0].model_copy(update={"link": "javascript:alert(1)"})
    header = run.header.model_copy(update={"sources": (witness,)})
    made = page(run.model_copy(update={"header": header}))
    assert made.css("#source-what-changes-with-neo")
    assert not made.css('a[href^="javascript"], a[href^="http"]')


def test_a_known_deviation_is_as_old_as_its_entry():
    run = small()
    (known,) = [c for c in contradictions(run, matrix(run)) if c.verdict == "known"]
    assert (known.since, known.days) == ("2026-10-01", 55)


def test_an_operation_without_an_answer_is_on_the_page():
    run = make_run(make_verdict(), operations=[make_operation(), make_operation("idle", "other")])
    assert page(run).css_first("#operation-idle") is not None
    assert SOURCE.read in page(run).css_first("#operation-idle").text()
