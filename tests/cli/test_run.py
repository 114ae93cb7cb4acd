"""``sipgate-compat run``: exit codes, files, and one clear line where the job cannot be done."""

import json
import re
from contextlib import contextmanager

import pytest

from sipgate_compat import paths

from ..servers import Quiet, listening

FILES = {
    "run.jsonl",
    "matrix.json",
    "matrix.md",
    "matrix.csv",
    "index.html",
    "junit.xml",
    "allure-results",
}
LIVE = {"SIPGATE_COMPAT_BASE_URL": "http://127.0.0.1:9/v2"}


def environment_of(ready, profile, as_=None):
    account = ready["accounts"][as_ or profile]
    prefix = f"SIPGATE_COMPAT_{profile.upper()}"
    return {
        "SIPGATE_COMPAT_BASE_URL": ready["base_url"],
        f"{prefix}_TOKEN_ID": account["token_id"],
        f"{prefix}_TOKEN": account["token"],
    }


@contextmanager
def answering(status, content_type, body):
    """A server that is not the API: it answers everything alike."""

    class Handler(Quiet):
        def answer(self):
            self.send_response_only(status)
            self.say(status, [("Content-Type", content_type)], body)

        do_GET = answer  # noqa: N815

    with listening(Handler) as origin:
        yield f"{origin}/v2"


def test_a_run_leaves_all_its_files(command, tmp_path):
    ran = command("run", "-k", "sendCallDtmf", "--out", "out")
    assert (ran.code, {p.name for p in (tmp_path / "out").iterdir()}) == (0, FILES), ran.err
    matrix = json.loads((tmp_path / "out" / "matrix.json").read_text())
    assert matrix["summary"]["deviates"] == 0 < matrix["summary"]["conforms"]
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_allure_results_say_what_people_look_for(command, tmp_path):
    ran = command("run", "-k", "neo/sendCallDtmf", "--out", "out")
    folder = tmp_path / "out" / "allure-results"
    results = allure_results(folder)
    attached = {path.name for path in folder.glob("*.httpexchange")}
    assert {path.name.split("-")[-1] for path in folder.iterdir()} == {
        *("result.json", "attachment.httpexchange"),
        *("categories.json", "environment.properties", "executor.json"),
    }
    assert f"{len(results)} passed" in ran.err
    assert {each["source"] for r in results.values() for each in r["attachments"]} == attached
    one = results["neo/sendCallDtmf/valid"]
    labels = {(each["name"], each["value"]) for each in one["labels"]}
    assert labels >= {
        ("epic", "sipgate REST API"),
        ("feature", "RTCM"),
        ("story", "POST /calls/{callId}/dtmf"),
        ("severity", "critical"),
        ("parentSuite", "neo"),
        ("tag", "neo"),
        ("tag", "rings"),
    }
    made = json.loads((folder / one["attachments"][0]["source"]).read_text())
    assert made["request"]["method"] == "POST"
    assert made["request"]["headers"][0]["value"] == "__ALLURE_REDACTED__"
    assert made["response"]["status"] == 204


def allure_results(folder):
    found = [json.loads(path.read_text()) for path in folder.glob("*-result.json")]
    return {each["name"]: each for each in found}


def test_workers_see_the_same(command, tmp_path):
    one = command("run", "-k", "sendCallDtmf/valid", "--out", "one")
    two = command("run", "-k", "sendCallDtmf/valid", "--out", "two", "-n", "2")
    assert (one.code, two.code) == (0, 0), two.err
    matrices = [json.loads((tmp_path / n / "matrix.json").read_text()) for n in ("one", "two")]
    assert [m.pop("generated") for m in matrices]
    assert matrices[0] == matrices[1]
    folders = [tmp_path / n / "allure-results" for n in ("one", "two")]
    ids = [{n: r["historyId"] for n, r in allure_results(f).items()} for f in folders]
    assert ids[0] == ids[1]
    assert len(set(ids[0].values())) == 3, "one for each profile"
    beside = [
        {p.name: p.read_text() for p in f.glob("[ce]*.*") if "-" not in p.name} for f in folders
    ]
    assert beside[0] == beside[1]
    assert len(beside[0]) == 3


def test_a_run_against_a_live_account_only_reads(command, emulator_ready, tmp_path):
    import httpx

    journal = f"{emulator_ready['control_url']}/journal"
    httpx.delete(journal)
    arguments = ("--target", "live", "--profile", "neo", "--no-allure", "--out", "out")
    every = {paths.CONTRACTS: str(paths.contracts())}
    ran = command("run", *arguments, **environment_of(emulator_ready, "neo"), **every)
    methods = {each["method"] for each in httpx.get(journal).json()["requests"]}
    assert (ran.code, methods) == (0, {"GET"}), ran.err + ran.out
    matrix = json.loads((tmp_path / "out" / "matrix.json").read_text())
    assert matrix["target"] == "live"
    assert matrix["summary"]["skipped"] > 0 < matrix["summary"]["conforms"]


def test_no_case_ran(command, tmp_path):
    ran = command("run", "-k", "nothing-is-called-so", "--out", "out")
    assert (ran.code, "no case ran" in ran.err) == (2, True), ran.err
    assert not (tmp_path / "out" / "matrix.json").exists()


@pytest.mark.parametrize(
    "arguments, code, complaint",
    [
        pytest.param(
            ["--profile", "noe"], 2, "noe: no such profile; did you mean 'neo'?", id="profile"
        ),
        pytest.param(
            ["--target", "lvie"], 2, "lvie: no such target; did you mean 'live'?", id="target"
        ),
        pytest.param(
            ["--allow", "ring"], 2, "ring: no such effect; did you mean 'rings'?", id="effect"
        ),
        pytest.param(["--base-url", "nonsense"], 2, "nonsense: not a base URL", id="base url"),
        pytest.param(
            ["--base-url", "http://127.0.0.1:9/v2"], 3, "no answer: ", id="unreachable emulator"
        ),
        pytest.param(
            ["--target", "live"], 2, "no credentials for classic: set ", id="no credentials"
        ),
        pytest.param(["--frobnicate"], 2, "No such option", id="option"),
        pytest.param(["--profile", ""], 2, "profiles: none is named", id="no profile"),
        pytest.param(["--base-url", "http://[::1/v2"], 2, "not a base URL", id="brackets"),
        pytest.param(["--base-url", "http://127.0.0.1:x/v2"], 2, "not a base URL", id="port"),
    ],
)
def test_what_cannot_be_done_is_one_line(command, tmp_path, arguments, code, complaint):
    ran = command("run", *arguments, "--out", "out")
    assert (ran.code, complaint in ran.err, ran.out) == (code, True, ""), ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("out", ["a-file", "a-file/below"])
def test_reports_that_can_go_nowhere(command, tmp_path, out):
    (tmp_path / "a-file").write_text("mine")
    ran = command("run", "-k", "neo/getCalls", "--out", out)
    assert (ran.code, ran.err.count("\n")) == (2, 1), ran.err
    assert f"{out}: no reports can go there" in ran.err
    assert (tmp_path / "a-file").read_text() == "mine"


def test_a_bad_expression_leaves_earlier_reports_alone(command, tmp_path):
    command("run", "-k", "neo/getCalls", "--out", "out")
    before = allure_results(tmp_path / "out" / "allure-results")
    ran = command("run", "-k", "and and", "--out", "out")
    assert (ran.code, "Wrong expression passed to '-k'" in ran.err) == (2, True), ran.err
    assert "stopped after" not in ran.err
    assert (tmp_path / "out" / "matrix.json").exists()
    assert allure_results(tmp_path / "out" / "allure-results") == before != {}


def test_no_result_of_an_earlier_run_stays(command, tmp_path):
    for chosen in ("neo/getCalls", "neo/sendCallDtmf/valid"):
        assert command("run", "-k", chosen, "--out", "out").code == 0
    assert set(allure_results(tmp_path / "out" / "allure-results")) == {"neo/sendCallDtmf/valid"}
    assert {p.name for p in (tmp_path / "out").iterdir()} == FILES


def test_a_person_who_interrupts(command, tmp_path):
    hook = "def pytest_runtest_call(item):\n    raise KeyboardInterrupt\n"
    (tmp_path / "impatient.py").write_text(hook)
    ran = command("run", "-k", "neo/getCalls", "--out", "out", "--", "-p", "impatient")
    assert ran.code == 130, ran.err
    assert re.search(r"stopped after 0 of \d+ cases", ran.err), ran.err
    assert not (tmp_path / "out" / "matrix.json").exists()


def test_a_test_file_that_is_broken_interrupts_nobody(command, tmp_path):
    (tmp_path / "test_broken.py").write_text("1 / 0\n")
    ran = command("run", "-k", "neo/getCalls", "--", "test_broken.py")
    assert ran.code == 2, ran.err


@pytest.mark.parametrize("flag, tag", [("-k", "rtcm"), ("-m", "sms")])
def test_a_tag_chooses_its_operations(command, tmp_path, flag, tag):
    ran = command("run", "--profile", "neo", flag, tag, "--no-allure", "--out", "out")
    matrix = json.loads((tmp_path / "out" / "matrix.json").read_text())
    put = {o["tag"] for o in matrix["operations"] if o["profiles"]["neo"]["cases"]}
    assert (ran.code, put) == (0, {tag})


def test_an_unreachable_live_target_is_undecided(command):
    secret = {
        "SIPGATE_COMPAT_NEO_TOKEN_ID": "token-abc123",
        "SIPGATE_COMPAT_NEO_TOKEN": "hush-hush",
    }
    ran = command("run", "--target", "live", "--profile", "neo", **LIVE, **secret)
    assert (ran.code, "hush" in ran.err) == (3, False)
    assert ran.err.startswith("sipgate-compat: http://127.0.0.1:9/v2: no answer")


def test_refused_credentials(command, emulator_ready):
    environment = environment_of(emulator_ready, "neo")
    environment["SIPGATE_COMPAT_NEO_TOKEN"] = "00000000-0000-4000-8000-000000000000"
    ran = command("run", "--target", "live", "--profile", "neo", **environment)
    assert (ran.code, "refuses the credentials of SIPGATE_COMPAT_NEO" in ran.err) == (2, True), (
        ran.err
    )


def test_an_account_of_another_profile(command, emulator_ready):
    environment = environment_of(emulator_ready, "neo", as_="classic")
    ran = command("run", "--target", "live", "--profile", "neo", **environment)
    assert ran.code == 2
    assert "is classic, not neo: GET /groups answers 200" in ran.err


@pytest.mark.parametrize(
    "status, content_type, body",
    [
        (200, "text/html", b"<html>welcome</html>"),
        (200, "application/json", b'{"hello": "world"}'),
        (200, "application/json", b"[1, 2"),
        (404, "text/plain", b"nothing here"),
        (302, "text/html", b"elsewhere"),
    ],
    ids=["html", "wrong json", "broken json", "404", "redirect"],
)
@pytest.mark.parametrize("target", ["live", "emulator"])
def test_a_target_that_is_not_the_api(command, target, status, content_type, body):
    secret = {
        "SIPGATE_COMPAT_NEO_TOKEN_ID": "token-abc123",
        "SIPGATE_COMPAT_NEO_TOKEN": "hush-hush",
    }
    with answering(status, content_type, body) as url:
        ran = command("run", "--target", target, "--base-url", url, "--profile", "neo", **secret)
    assert ran.code == 2
    assert ("not the sipgate API" if target == "live" else "not an emulator") in ran.err


def test_the_first_finding_stops_the_run(command, tmp_path, emulator_ready):
    import httpx

    control = emulator_ready["control_url"]
    fault = {"operation": "getCalls", "profile": "neo", "kind": "status", "status": 500}
    httpx.post(f"{control}/faults", json=fault)
    try:
        arguments = ("-k", "neo/getCalls", "--out", "out", "--", "-x")
        ran = command("run", "--base-url", emulator_ready["base_url"], *arguments)
    finally:
        httpx.delete(f"{control}/faults")
    assert (ran.code, "stopped after 1 of " in ran.err) == (1, True), ran.err
    assert not (tmp_path / "out" / "matrix.json").exists()
