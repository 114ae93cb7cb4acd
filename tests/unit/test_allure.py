"""What Allure is told of a case: its group, its exchange, and where and by whom it was put."""

import json
import re

import pytest
from pydantic_core import to_json

from sipgate_compat.config import Settings
from sipgate_compat.contract.cases import cases
from sipgate_compat.run import prepare
from sipgate_compat.run.allure.category import Category, categories, category, message
from sipgate_compat.run.allure.exchange import MASKED, exchange
from sipgate_compat.run.allure.folder import environment, executor
from sipgate_compat.run.model import Answered, Difference

from ..report.hostile import HOSTILE, UNSEEN
from ..report.runs import deviating, make_verdict

BOOK = prepare.book()
CASES = {case.address: case for case in cases(BOOK, ["neo"])}
STATUS = (Difference(pointer="/status", expected=204, observed=400),)
NOT_FOUND = (Difference(pointer="/status", expected=204, observed=404),)


def lost(failure, **more):
    return make_verdict(verdict="errored", failure=failure, reason="no answer", **more)


@pytest.mark.parametrize(
    "verdict, target, elsewhere, group",
    [
        pytest.param(make_verdict(), "live", {400}, None, id="as promised"),
        pytest.param(make_verdict(verdict="skipped"), "live", {400}, None, id="skipped"),
        pytest.param(make_verdict(verdict="known"), "live", {400}, "KNOWN", id="known"),
        pytest.param(deviating(), "live", {400}, "GONE", id="as another profile"),
        pytest.param(deviating(), "live", {403}, "CONTRADICTION", id="documented"),
        pytest.param(deviating(evidence="observed"), "live", (), "DRIFT", id="once seen"),
        pytest.param(deviating(failure="5xx"), "live", {400}, "OUTAGE", id="a failing server"),
        pytest.param(
            make_verdict(verdict="deviates", differences=NOT_FOUND), "emulator", (), "GAP", id="gap"
        ),
        pytest.param(
            make_verdict(verdict="deviates", differences=NOT_FOUND),
            *("live", (), "CONTRADICTION"),
            id="not found by the real one",
        ),
        pytest.param(
            make_verdict(notes=("field unknown to User: /x",)), "live", (), "DRIFT", id="new field"
        ),
        pytest.param(make_verdict(notes=("agrees with x",)), "live", (), None, id="another note"),
        pytest.param(lost("network"), "live", (), "OUTAGE", id="no answer"),
        pytest.param(lost("429"), "live", (), "OUTAGE", id="limited"),
        pytest.param(lost("refused"), "live", (), "REFUSED", id="refused"),
        pytest.param(lost(None), "emulator", (), "GAP", id="no such situation"),
        pytest.param(lost(None), "live", (), "UNTOLD", id="the suite itself"),
    ],
)
def test_the_group_of_a_verdict(verdict, target, elsewhere, group):
    assert category(verdict, target, elsewhere) is (group and Category[group])


@pytest.mark.parametrize("group", Category)
def test_a_message_is_in_its_own_group_and_in_no_other(group):
    said = message(deviating(reason="so\nit is"), group)
    for matches in (re.search, re.fullmatch):  # Allure 3, Allure 2
        found = [each["name"] for each in categories() if matches(each["messageRegex"], said)]
        assert found == [group.capitalize()]


def test_equal_faults_have_equal_messages():
    one, two = (message(deviating(case=case), Category.DRIFT) for case in "ab")
    assert one == two == "drift: /status is 400, promised 204"


def exchanged(address="neo/sendCallDtmf/valid", **more):
    answered = {"operation": "o", "request": "POST /x?a=1&b=&a=2", "status": 400, **more}
    step = CASES[address].steps[0]
    return exchange(Answered(**answered), step, "https://api.example/v2", 5000)


def test_an_exchange_holds_request_and_answer():
    made = exchanged(
        sent="{}", body={"error": "ä"}, content_type="application/json", milliseconds=3.6
    )
    assert (made["start"], made["stop"], made["schemaVersion"]) == (4996, 5000, 1)
    request, response = made["request"], made["response"]
    assert request["url"] == "https://api.example/v2/x?a=1&b=&a=2"
    assert [each["value"] for each in request["query"]] == ["1", "", "2"]
    assert request["headers"] == [
        {"name": "Authorization", "value": MASKED},
        {"name": "Content-Type", "value": "application/json"},
    ]
    assert request["body"]["value"] == "{}"
    assert (response["status"], response["statusText"]) == (400, "Bad Request")
    assert response["body"]["value"] == '{"error":"ä"}'


def test_an_exchange_without_bodies_and_credentials():
    made = exchanged("neo/sendCallDtmf/no-credentials", request="GET /x", status=299)
    assert made["request"] == {"method": "GET", "url": "https://api.example/v2/x", "headers": []}
    assert made["response"] == {"status": 299, "statusText": "", "headers": []}


@pytest.mark.parametrize("bad", HOSTILE)
def test_a_hostile_answer_stays_text(bad):
    parted = (Difference(pointer=f"/body/{bad}", observed=bad),)
    verdict = make_verdict(verdict="deviates", differences=parted, reason=bad, notes=(bad,))
    said = message(verdict, Category.DRIFT)
    assert not UNSEEN.search(said)
    assert re.fullmatch(r"drift: [\s\S]*", said)
    if "\ud800" not in bad:  # redaction takes them out when an observation is made
        made = to_json(exchanged(body={bad: bad}, content_type=bad, sent=bad))
        assert json.loads(json.loads(made)["response"]["body"]["value"]) == {bad: bad}


def test_the_environment_is_the_same_in_every_run():
    said = dict(
        line.split("=", 1)
        for line in environment(BOOK, Settings(), "http://127.0.0.1:8080/ü=v2").splitlines()
    )
    assert said["base_url"] == r"http\://127.0.0.1\:8080/\u00fc\=v2"
    assert (said["target"], said["profiles"]) == ("emulator", "classic, neo, migrated")
    assert (said["edition"], said["contracts"]) == (BOOK.newest.name, BOOK.digest)


GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "o/r",
    "GITHUB_RUN_ID": "77",
    "GITHUB_RUN_NUMBER": "5",
    "GITHUB_WORKFLOW": "nightly",
}
GITLAB = {
    "GITLAB_CI": "true",
    "CI_PROJECT_URL": "https://gitlab.example/o/r",
    "CI_PIPELINE_IID": "6",
    "CI_JOB_NAME": "gate",
    "CI_JOB_URL": "https://gitlab.example/o/r/-/jobs/1",
}


@pytest.mark.parametrize(
    "environ, name, build, order, url",
    [
        pytest.param({}, "sipgate-compat", None, None, None, id="local"),
        pytest.param(
            GITHUB,
            *("GitHub Actions", "nightly #5", 5, "https://github.com/o/r/actions/runs/77"),
            id="github",
        ),
        pytest.param(GITLAB, "GitLab CI", "gate #6", 6, GITLAB["CI_JOB_URL"], id="gitlab"),
        pytest.param(
            GITLAB | {"CI_PIPELINE_IID": "x", "CI_JOB_URL": "javascript:alert(1)"},
            *("GitLab CI", "gate #x", None, None),
            id="nonsense",
        ),
    ],
)
def test_who_put_the_cases(environ, name, build, order, url):
    made = json.loads(json.dumps(executor(environ)))
    found = [made.get(key) for key in ("name", "buildName", "buildOrder", "buildUrl")]
    assert found == [name, build, order, url]
