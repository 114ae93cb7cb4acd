"""Files of GitHub and GitLab agree with each other, with the contracts and with their scripts."""

import os
import re
from collections import defaultdict

import pytest

from sipgate_compat import paths
from sipgate_compat.contract.model import PROFILES
from sipgate_compat.yamlfile import read

from .files import (
    ACTIONS,
    EVERY,
    FORMS,
    GITHUB,
    GITLAB,
    SCRIPTS,
    SHELL,
    WORKFLOWS,
    documents,
    jobs,
    name,
    shell_texts,
    steps,
    workflow,
)

MONITOR = workflow("monitor.yml")


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_it_is_yaml(path):
    assert all(isinstance(each, dict) for each in documents(path))


def test_the_five_workflows_are_there():
    assert [path.stem for path in WORKFLOWS] == ["ci", "figures", "gate", "monitor", "pages"]


def test_an_action_has_one_commit_everywhere():
    commits = defaultdict(set)
    for path in [*WORKFLOWS, *ACTIONS]:
        for action, commit in re.findall(r"uses: ([\w-]+/[\w-]+)\S*@(.+)", path.read_text()):
            commits[action].add(commit)
    assert {action: found for action, found in commits.items() if len(found) > 1} == {}


def test_what_is_ours_is_there():
    used = [s["uses"] for p in WORKFLOWS for s in steps(documents(p)[0]) if "uses" in s]
    used += [
        job["uses"]
        for path in WORKFLOWS
        for job in jobs(documents(path)[0]).values()
        if "uses" in job
    ]
    ours = [each.removeprefix("$/") for each in used if each.startswith("$/")]
    assert len(ours) >= 3
    assert [each for each in ours if not (paths.CHECKOUT / each).exists()] == []


def test_scripts_can_be_run_and_stop_at_an_error():
    assert [path.name for path in SCRIPTS if not os.access(path, os.X_OK)] == []
    assert [path.name for path in SHELL if "\nset -euo pipefail\n" not in path.read_text()] == []


def test_scripts_that_are_called_are_there():
    called = {
        each for text in shell_texts().values() for each in re.findall(r"scripts/([\w.]+)", text)
    }
    assert called == {path.name for path in SCRIPTS}


def test_the_monitor_runs_nightly_at_an_odd_minute():
    ((minute, hour, *rest),) = [each["cron"].split() for each in MONITOR["on"]["schedule"]]
    assert rest == ["*", "*", "*"]
    assert int(minute) % 2 == 1
    assert int(minute) % 5 != 0
    assert hour.isdigit()


def test_the_monitor_covers_every_profile_and_shard():
    matrix = jobs(MONITOR)["shard"]["strategy"]["matrix"]
    assert tuple(matrix["profile"]) == PROFILES
    of = len(matrix["shard"])
    assert matrix["shard"] == [f"{index}/{of}" for index in range(1, of + 1)]


def test_no_shard_of_an_account_pushes_another_out_of_the_queue():
    # Of one group one job runs and one waits; a third would end the one that waits.
    assert len(jobs(MONITOR)["shard"]["strategy"]["matrix"]["shard"]) <= 2


def test_secrets_stand_in_jobs_with_an_environment():
    outside = [
        n for n, job in jobs(MONITOR).items() if "secrets." in str(job) and "environment" not in job
    ]
    assert outside == []


def test_the_shard_script_gets_every_credential_that_it_reads():
    (named,) = re.findall(r"for name in ([A-Z_ ]+);", (GITHUB / "scripts/shard.sh").read_text())
    (put,) = [step for step in jobs(MONITOR)["shard"]["steps"] if step.get("id") == "put"]
    wanted = {each: f"${{{{ secrets.SIPGATE_COMPAT_{each} }}}}" for each in named.split()}
    assert wanted.items() <= put["env"].items()


def test_the_monitor_reads_the_page_that_the_contracts_cite():
    sources = read(paths.contracts() / "sources.yaml")["sources"]
    links = {each["source"]: each.get("link") for each in sources}
    assert jobs(MONITOR)["sources"]["env"]["PAGE_URL"] == links["what-changes-with-neo"]


def test_every_artifact_that_is_fetched_was_left():
    left, fetched = set(), set()
    for document in (MONITOR, workflow("pages.yml")):
        for step in steps(document):
            kept = fetched if "/download-artifact@" in step.get("uses", "") else left
            if re.search(r"/(up|down)load-artifact@", step.get("uses", "")):
                kept.add(step["with"].get("name", ""))
    assert fetched - {""} <= left


def test_every_job_but_the_watchers_is_watched():
    assert set(jobs(MONITOR)["issues"]["needs"]) == set(jobs(MONITOR)) - {"issues", "alive"}


def test_a_called_workflow_gets_the_rights_that_its_jobs_need():
    wanted = {}
    for job in jobs(workflow("pages.yml")).values():
        wanted |= job["permissions"]
    assert jobs(MONITOR)["publish"]["permissions"] == wanted


def test_workflow_and_action_of_the_gate_ask_for_the_same():
    asked = set(workflow("gate.yml")["on"]["workflow_call"]["inputs"])
    (action,) = map(documents, ACTIONS)
    passed = next(s for s in steps(workflow("gate.yml")) if s.get("id") == "gate")["with"]
    assert asked == set(passed) == set(action[0]["inputs"]) - {"report-path", "python-version"}
    assert set(workflow("gate.yml")["on"]["workflow_call"]["outputs"]) == set(action[0]["outputs"])


def test_the_gates_script_gets_what_it_reads():
    read_by = set(re.findall(r"\$\{?([A-Z_]{3,})", (GITHUB / "scripts/gate.sh").read_text()))
    (action,) = documents(ACTIONS[0])
    (ask,) = [step for step in action["runs"]["steps"] if step.get("id") == "gate"]
    (_, template) = documents(GITLAB[0])
    assert read_by <= set(ask["env"])
    assert read_by - set(template["sipgate-compat"]["variables"]) <= {"ALLOW"}


def test_a_template_takes_only_inputs_that_it_declares():
    head, _ = documents(GITLAB[0])
    used = set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", GITLAB[0].read_text()))
    assert used == set(head["spec"]["inputs"])


@pytest.mark.parametrize("path", [p for p in FORMS if p.stem != "config"], ids=name)
def test_a_form_has_fields_of_its_own(path):
    (form,) = documents(path)
    fields = [each["id"] for each in form["body"] if each["type"] != "markdown"]
    assert fields
    assert len(fields) == len(set(fields))
    assert {"name", "description", "labels", "body"} == set(form)
