"""The suite through plain pytest: the same cases, and no traceback where they cannot be put."""

import json
import os
from pathlib import Path

import pytest

from sipgate_compat import paths
from sipgate_compat.contract.cases import cases
from sipgate_compat.run.prepare import book

ROOT = Path(__file__).parents[2]
NOWHERE = "--compat-base-url=http://127.0.0.1:9/v2"


@pytest.fixture
def plain(warm, tmp_path, few_contracts):
    """Run pytest on the suite, without a trace in the checkout; with a few contracts or others."""

    def run(*arguments, contracts=few_contracts):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIPGATE_", "PYTEST_"))}
        cache = f"cache_dir={tmp_path / 'cache'}"
        env = {**kept, paths.CONTRACTS: contracts, "COLUMNS": "200"}
        done = warm.python(
            "pytest", "-o", cache, "tests/conformance", *arguments, cwd=ROOT, env=env
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stdout
        return done

    return run


def test_every_case_is_collected(plain):
    ran = plain("--collect-only", "-q", contracts=str(paths.contracts()))
    assert f"{len(cases(book()))} tests collected" in ran.stdout


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize(
    "argument, code, complaint",
    [
        pytest.param("--compat-profile=noe", 2, "noe: no such profile", id="profile"),
        pytest.param("--compat-profile=,", 2, "profiles: none is named", id="no profile"),
        pytest.param("--compat-base-url=nonsense", 2, "not a base URL", id="base url"),
        pytest.param("--compat-target=live", 2, "no credentials for classic", id="credentials"),
        pytest.param("--compat-out=README.md", 2, "no reports can go there", id="out"),
        pytest.param(NOWHERE, 3, "no answer: ", id="unreachable"),
    ],
)
def test_what_cannot_be_done_is_said_once(plain, workers, argument, code, complaint):
    ran = plain("-q", "-n", workers, "-k", "neo/getCalls", argument)
    assert (ran.returncode, complaint in ran.stdout + ran.stderr) == (code, True), ran.stdout
    assert " passed" not in ran.stdout


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_profile_is_chosen_by_its_word(plain, workers):
    ran = plain("-q", "-n", workers, "-k", "neo and sendCallDtmf")
    own = [each for each in cases(book(), ["neo"]) if each.operation.operation == "sendCallDtmf"]
    assert (ran.returncode, f"{len(own)} passed" in ran.stdout) == (0, True), ran.stdout


def test_allure_is_told_the_same_without_the_command(plain, tmp_path):
    ran = plain("-q", "-k", "neo/sendCallDtmf/valid", f"--alluredir={tmp_path / 'results'}")
    (result,) = (tmp_path / "results").glob("*-result.json")
    said = json.loads(result.read_text())
    assert (ran.returncode, said["fullName"]) == (0, "sendCallDtmf/valid"), ran.stdout
    assert [each["value"] for each in said["parameters"]] == ["neo", "emulator"]
    assert [each["type"] for each in said["attachments"]] == ["application/vnd.allure.http+json"]
    assert (tmp_path / "results" / "environment.properties").read_text().startswith("target=emu")
    assert (tmp_path / "results" / "executor.json").exists()
