"""What `pip install` brings is whole: every verb works where no repository is."""

import json
import shutil
import subprocess
import tarfile
import urllib.request
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

from sipgate_compat.paths import CHECKOUT

from .conftest import SITES, built

VERBS = Path(__file__).with_name("verbs.py")


@pytest.fixture(scope="module")
def outside(consumer):
    """What the verbs said and left in an empty folder."""
    done = consumer.run("python", "-P", shutil.copy(VERBS, consumer.root))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_wheel_of_the_sdist_is_the_same_wheel(wheel, sdist, tmp_path):
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    again = built(WheelBuilder, tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path / "wheel")
    assert again.read_bytes() == wheel.read_bytes()


def test_a_wheel_says_that_it_is_typed(wheel):
    assert "sipgate_compat/py.typed" in ZipFile(wheel).namelist()


@pytest.mark.parametrize(
    "here, there", [("contracts", "contracts"), ("tests/conformance", "conformance")]
)
def test_a_wheel_holds_every_file_of_the_data(wheel, here, there):
    inside = f"sipgate_compat/_data/{there}/"
    held = {each.removeprefix(inside) for each in ZipFile(wheel).namelist() if inside in each}
    files = [each for each in (CHECKOUT / here).rglob("*") if "__pycache__" not in each.parts]
    assert held == {str(each.relative_to(CHECKOUT / here)) for each in files if each.is_file()}


@pytest.mark.parametrize(
    "verb, says",
    [
        ("explain", "Sends keys to a call"),
        ("openapi", ""),
        ("plan", "would be put"),
        ("run", "claims hold"),
        ("gate", "open"),
    ],
)
def test_a_verb_works_outside_the_repository(outside, verb, says):
    code, said = outside["said"][verb]
    assert (code, says in said) == (0, True), said


def test_what_is_written_is_written_here(outside, consumer):
    latest = consumer.root / "empty" / "reports" / "latest"
    names = {"run.jsonl", "matrix.json", "index.html", "junit.xml", "allure-results"}
    assert names <= {each.name for each in latest.iterdir()}
    here = {each.name for each in latest.parents[1].iterdir()}
    assert here == {"reports", "neo.json", ".pytest_cache"}
    assert list((consumer.root / "home").iterdir()) == []
    assert list((consumer.root / ".venv").rglob(".pytest_cache")) == []


def test_nothing_of_the_repository_is_imported(outside, consumer):
    files = [Path(each) for each in outside["files"]]
    ours = [each for each in files if each.is_relative_to(CHECKOUT)]
    assert [each for each in ours if not any(map(each.is_relative_to, SITES))] == []
    package = [each for each in files if "sipgate_compat" in each.parts]
    assert package
    assert all(each.is_relative_to(consumer.root / ".venv") for each in package)


def test_the_emulator_serves_outside_the_repository(consumer):
    with subprocess.Popen(
        [consumer.bin / "sipgate-compat", "emulator", "--port", "0", "--quiet"],
        cwd=consumer.root / "empty",
        env=consumer.environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        try:
            ready = json.loads(child.stdout.readline())
            direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with direct.open(f"{ready['control_url']}/operations") as answer:
                assert len(json.load(answer)) > 200
        finally:
            child.kill()
