"""The formats that machines show: annotations, metrics, badges, JUnit; and a summary that fits."""

import json
from xml.etree import ElementTree

import jsonschema_rs
import pytest
from prometheus_client.parser import text_string_to_metric_families

from sipgate_compat.report.badge import FILL
from sipgate_compat.report.markdown import markdown
from sipgate_compat.report.matrix import matrix
from sipgate_compat.report.schemas import schemas
from sipgate_compat.report.writers import WRITERS
from sipgate_compat.run.file import footer
from sipgate_compat.run.model import Answered

from .runs import deviating, make_run, make_verdict, with_stale

MANY = make_run(
    *(deviating(case=f"case-{i}", evidence="assumed") for i in range(30)),
    deviating(case="promised", evidence="documented"),
    make_verdict(case="lost", verdict="errored", reason="no answer"),
)


STARTED = {"started": "2026-11-25T08:59:00Z"}


def written(name, run):
    return WRITERS[name].write(run, matrix(run))


def test_annotations_are_ten_of_a_kind_and_the_last_says_how_many_more():
    lines = written("github", MANY).splitlines()
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == 10
    assert errors[0].startswith("::error title=neo/sendCallDtmf/promised deviates::promised: an")
    assert errors[-1] == "::error title=22 more errors::22 more errors; run.jsonl names them all"
    assert [line.split(" ")[0] for line in lines[10:]] == ["::warning", "31"]


def test_ten_annotations_need_no_more():
    run = make_run(*(deviating(case=f"case-{i}") for i in range(10)))
    assert "more error" not in written("github", run)


def test_markdown_is_cut_and_says_how_many_are_left_out():
    whole = markdown(MANY, matrix(MANY))
    small = markdown(MANY, matrix(MANY), limit=len(whole.encode()) - 1000)
    assert len(small.encode()) < len(whole.encode()) - 1000
    assert small.index("sendCallDtmf/promised") < small.index("sendCallDtmf/case-0")
    shown = small.count("\n### `neo/sendCallDtmf/")
    assert f"… and {32 - shown} more, for which there is no room" in small
    assert "## Statements of the help page" in small
    assert "no room" not in whole


@pytest.mark.parametrize("limit", [300, 1000])
def test_markdown_fits_however_little_room_there_is(limit):
    small = markdown(MANY, matrix(MANY), limit=limit)
    assert len(small.encode()) <= limit
    assert small.endswith("\nThe rest was cut; matrix.json holds it.\n")


def ended(run):
    """The run, over later than runs of tests are by default."""
    return run.model_copy(update={"footer": footer(run.verdicts, "2026-11-25T09:00:00Z")})


def samples(run):
    families = text_string_to_metric_families(written("prometheus", run))
    return {
        (each.name.removeprefix("sipgate_compat_"), *sorted(each.labels.values())): each.value
        for family in families
        for each in family.samples
    }


def test_metrics_of_a_run():
    answer = Answered(operation="o", request="POST /x", status=204, milliseconds=250)
    run = make_run(deviating(observed=(answer,)), make_verdict("classic"), **STARTED)
    found = samples(ended(run))
    assert found["up", "emulator", "neo"] == 1
    assert found["cases", "deviates", "emulator", "neo"] == 1
    assert found["contradictions", "deviates", "emulator", "neo"] == 1
    assert found["contradictions", "classic", "deviates", "emulator"] == 0
    assert found["run_duration_seconds", "emulator"] == 60
    assert found["last_success_timestamp_seconds", "emulator"] == 1795597200
    assert found["request_duration_seconds_sum", "emulator", "neo"] == 0.25
    assert found["request_duration_seconds", "0.99", "emulator", "neo"] == 0.25


def test_a_run_that_could_not_tell_is_no_success():
    lost = make_verdict(verdict="errored", failure="network", observed=())
    found = samples(make_run(lost, **STARTED))
    assert found["up", "emulator", "neo"] == 0
    assert ("last_success_timestamp_seconds", "emulator") not in found
    assert ("last_run_timestamp_seconds", "emulator") in found


def test_a_profile_that_was_not_put_says_nothing_of_the_api():
    found = samples(make_run(make_verdict(verdict="skipped", reason="not allowed", observed=())))
    assert not [key for key in found if key[0] == "up"]


BADGES = [
    pytest.param(make_run(), "1 case as promised", "brightgreen", id="fine"),
    pytest.param(make_run(deviating()), "1 deviation", "red", id="deviates"),
    pytest.param(with_stale(make_run(), "x"), "1 known deviation out of date", "red", id="stale"),
    pytest.param(MANY, "31 deviations", "red", id="many"),
    pytest.param(
        make_run(make_verdict(verdict="errored"), make_verdict("classic")),
        "1 undecided",
        "orange",
        id="errored",
    ),
    pytest.param(
        make_run(make_verdict(verdict="known")), "1 known deviation", "yellow", id="known"
    ),
    pytest.param(
        make_run(make_verdict(verdict="skipped")), "nothing was put", "lightgrey", id="none"
    ),
]


@pytest.mark.parametrize("run, message, color", BADGES)
def test_a_badge_names_the_worst(run, message, color):
    made = json.loads(written("shields", run))
    jsonschema_rs.validate(schemas()["shields-1.json"], made)
    assert made == {
        "schemaVersion": 1,
        "label": "sipgate-compat, emulator",
        "message": message,
        "color": color,
    }


@pytest.mark.parametrize("run, message, color", BADGES)
def test_the_picture_says_the_same_to_whoever_does_not_see_it(run, message, color):
    root = ElementTree.fromstring(written("svg", run))
    title = root.find("{*}title").text
    assert (root.get("role"), root.get("aria-label")) == ("img", title)
    assert title == f"sipgate-compat, emulator: {message}"
    assert root.findall("{*}rect")[1].get("fill") == FILL[color]
    assert "http" not in written("svg", run).replace("http://www.w3.org/2000/svg", "")


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("color", FILL.values())
def test_white_text_is_read_on_every_colour(color):
    assert 1.05 / (luminance(color) + 0.05) >= 4.5


# What the schema that Jenkins publishes allows: attributes, and children in their order.
SCHEMA = {
    "testsuites": ({"name"}, ["testsuite"]),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time", "timestamp"},
        ["properties", "testcase"],
    ),
    "properties": (set(), ["property"]),
    "property": ({"name", "value"}, []),
    "testcase": (
        {"name", "classname", "time", "status"},
        ["skipped", "error", "failure", "system-out"],
    ),
    "skipped": ({"message"}, []),
    "error": ({"message", "type"}, []),
    "failure": ({"message", "type"}, []),
    "system-out": (set(), []),
}


def test_junit_has_only_what_strict_readers_know():
    verdicts = [
        make_verdict(case=each, verdict=each, reason="so", notes=("n",), claims=("c",))
        for each in ("deviates", "errored", "known", "conforms", "recorded", "skipped")
    ]
    root = ElementTree.fromstring(written("junit", with_stale(make_run(*verdicts, **STARTED), "s")))
    for element in root.iter():
        attributes, children = SCHEMA[element.tag]
        assert set(element.keys()) <= attributes
        places = [children.index(each.tag) for each in element]
        assert places == sorted(places)


def test_junit_says_what_was_put_to_what():
    suite = ElementTree.fromstring(written("junit", make_run(**STARTED))).find("testsuite")
    said = {each.get("name"): each.get("value") for each in suite.iter("property")}
    assert (said["target"], said["contracts"]) == ("emulator", "0123456789ab")
    assert suite.get("timestamp") == "2026-11-25T08:59:00"


def test_junit_names_a_known_deviation_and_its_claims():
    run = make_run(make_verdict(verdict="known", reason="it is listed", claims=("dtmf",)))
    case = ElementTree.fromstring(written("junit", run)).find(".//testcase")
    assert case.get("status") == "known"
    assert case.find("system-out").text == "known: it is listed\nclaims: dtmf"
