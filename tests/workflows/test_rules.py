"""Workflows and actions keep every rule, and each rule notices a workflow that does not."""

import pytest
import yaml

from sipgate_compat.yamlfile import JsonScalars

from .files import ACTIONS, WORKFLOWS, documents, name
from .rules import RULES

GOOD = """\
name: monitor
on: {pull_request: , workflow_dispatch: }
permissions: {}
concurrency: {group: one}
jobs:
  issues:
    timeout-minutes: 5
    permissions: {contents: read, issues: write}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: {persist-credentials: false}
      - uses: $/.github/actions/gate
      - run: echo "$WORD"
        env: {WORD: "${{ github.ref }}"}
"""


def complaints(text):
    document = yaml.load(text, JsonScalars)
    return [f"{rule.__name__}: {said}" for rule in RULES for said in rule(text, document)]


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=name)
def test_it_keeps_every_rule(path):
    (document,) = documents(path)
    text = path.read_text(encoding="utf-8")
    assert [said for rule in RULES for said in rule(text, document)] == []


def test_a_good_one_is_not_blamed():
    assert complaints(GOOD) == []


@pytest.mark.parametrize(
    "old, new, noticed",
    [
        pytest.param(" # v7.0.1", "", "unpinned", id="no version"),
        pytest.param("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7", "unpinned", id="a tag"),
        pytest.param("$/.github/actions/gate", "./gate", "unpinned", id="a path"),
        pytest.param("permissions: {}\n", "", "excessive", id="default rights"),
        pytest.param("permissions: {}", "permissions: write-all", "excessive", id="all rights"),
        pytest.param("contents: read", "contents: write", "excessive", id="one right too many"),
        pytest.param(
            "permissions: {contents: read, issues: write}",
            "permissions: read-all",
            "excessive",
            id="a job that reads all",
        ),
        pytest.param("    timeout-minutes: 5\n", "", "endless", id="no timeout"),
        pytest.param("timeout-minutes: 5", "timeout-minutes: 360", "endless", id="six hours"),
        pytest.param("concurrency: {group: one}\n", "", "uncontrolled", id="no concurrency"),
        pytest.param(
            "persist-credentials: false", "fetch-depth: 1", "leaky", id="credentials stay"
        ),
        pytest.param('echo "$WORD"', "echo ${{ github.ref }}", "injectable", id="in a script"),
        pytest.param("github.ref", "secrets.TOKEN", "exposed", id="secrets for pull requests"),
        pytest.param("pull_request:", "pull_request_target:", "exposed", id="a target event"),
    ],
)
def test_a_rule_notices(old, new, noticed):
    assert old in GOOD
    assert [said.partition(":")[0] for said in complaints(GOOD.replace(old, new))] == [noticed]
