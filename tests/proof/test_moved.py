"""A run's own clock crosses the moment that the emulator's does, or it is said that it does not."""

import importlib.util
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from sipgate_compat import paths
from sipgate_compat.emulator.clock import EPOCH
from sipgate_compat.proof import moved
from sipgate_compat.proof.noise import MOMENTS
from tests.report.runs import make_run

NEW_YEAR = MOMENTS["turn-of-the-year"]
EVE, LATE, NEXT = "2026-12-31T23:59:50Z", "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def noise():
    """The benchmark as a module."""
    file = paths.CHECKOUT / "benchmarks" / "noise.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_noise", file)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def dated(started=EVE, finished=LATE):
    made = make_run(started=started)
    footer = made.footer.model_copy(update={"finished": finished})
    return made.model_copy(update={"footer": footer})


@pytest.mark.parametrize(
    "started, finished, crossed",
    [
        pytest.param(EVE, LATE, False, id="before"),
        pytest.param(EVE, NEXT, True, id="across"),
        pytest.param(NEXT, "2027-01-01T00:00:09Z", False, id="after"),
    ],
)
def test_a_run_crossed_a_moment_by_what_it_wrote_itself(started, finished, crossed):
    assert moved.crossed(dated(started, finished), NEW_YEAR) is crossed


@pytest.mark.parametrize("by, offset", [(7, "+7"), (-7, "-7")])
def test_a_command_is_put_forward_by_an_offset(by, offset):
    assert moved.moved(["run"], by, "/bin/faketime")[-3:] == ["-f", offset, "run"]


def test_without_the_program_it_is_as_it_was():
    assert moved.moved(["run"], 7, None) == ["run"]


SHOWS = """
import subprocess, sys, time
child = [sys.executable, "-c", "import time; print(time.time())"]
print(time.time(), subprocess.check_output(child, text=True))
"""


@pytest.mark.skipif(not moved.program(), reason="faketime is not installed; Debian has it")
def test_the_clock_of_a_command_and_of_its_children_is_there():
    by = moved.seconds(datetime.now(UTC), NEW_YEAR)
    command = moved.moved([sys.executable, "-c", SHOWS], by, moved.program())
    environment = {**moved.ENVIRONMENT, "TZ": "Pacific/Kiritimati"}
    shown = subprocess.check_output(command, env=environment, text=True, timeout=60)
    own, childs = map(float, shown.split())
    assert NEW_YEAR.timestamp() <= own <= childs < NEW_YEAR.timestamp() + 60


def test_a_record_says_that_the_clock_was_not_moved(noise, monkeypatch, capsys):
    monkeypatch.setattr(moved, "program", lambda: None)
    monkeypatch.setattr(noise, "put", lambda *_: (dated(), "", []))
    kept = [made for made, _ in noise.clean(2, seed=1)]
    assert [(each.crossed, each.alarms) for each in kept] == [(False, 0)] * 2
    assert capsys.readouterr().err == f"noise: {moved.ABSENT}\n"


@pytest.mark.parametrize(
    "seconds, what",
    [
        pytest.param((1, 2), [], id="within the run"),
        pytest.param((-9, 2), ["Allure"], id="begins before it"),
        pytest.param((1, 30), ["Allure"], id="ends after it"),
        pytest.param((3, 2), ["Allure"], id="ends before it begins"),
    ],
)
def test_allure_tells_the_time_of_the_run(noise, tmp_path, seconds, what):
    begun = datetime.fromisoformat(EVE)
    start, stop = ((begun + timedelta(seconds=s)).timestamp() * 1000 for s in seconds)
    (tmp_path / "allure-results").mkdir()
    result = {"name": "a case", "start": start, "stop": stop}
    (tmp_path / "allure-results" / "1-result.json").write_text(json.dumps(result))
    found = noise.strays(tmp_path, dated(), "run 1")
    assert [each.what.partition(":")[0] for each in found] == what


def test_every_moment_meets_every_zone_with_and_without_allure(noise):
    plan = list(noise.plan(72, seed=1))
    assert len({(each.name, each.zone) for each in plan}) == 36
    assert len({(each.name, each.allure) for each in plan}) == 18


def test_no_run_begins_before_the_emulators_first_moment(noise):
    lead = timedelta(seconds=noise.LONGEST / 2)
    assert all(each.moment - lead >= EPOCH for each in noise.plan(9, seed=1))


def test_a_run_that_wrote_nothing_is_an_alarm(noise, monkeypatch):
    monkeypatch.setattr(noise, "put", lambda *_: (None, "ended with 2: no", []))
    ((made, alarms),) = noise.clean(1, seed=1)
    assert (made.alarms, [each.what for each in alarms]) == (1, ["ended with 2: no"])
