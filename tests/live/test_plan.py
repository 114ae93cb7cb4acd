"""``sipgate-compat plan`` says what a run would send, in the run's own words, and sends nothing."""

import json
import socket

import pytest
from click.testing import CliRunner

from sipgate_compat.cli.plan import plan
from sipgate_compat.errors import CompatError

from .conftest import CASES

READ = "cannot be read"
EVERYTHING = ["--allow", "write,destructive,charges,rings"]


@pytest.fixture
def planned(monkeypatch):
    """Run the verb where no connection can be made."""

    def refuse(*arguments):
        raise AssertionError("a connection is made")

    def ask(*arguments):
        with monkeypatch.context() as offline:
            offline.setattr(socket.socket, "connect", refuse)
            offline.setenv("SIPGATE_COMPAT_BASE_URL", "")
            done = CliRunner().invoke(plan, list(arguments), standalone_mode=False)
        if done.exception:
            raise done.exception
        return done.stdout

    return ask


@pytest.fixture
def substring(monkeypatch):
    """Choose cases by a part of their address, without pytest, which takes its time."""

    def chosen(settings, expressions):
        return {address for address in CASES if expressions[1] in address}

    monkeypatch.setattr("sipgate_compat.cli.plan._collected", chosen)


def as_json(text):
    return json.loads(text)


@pytest.mark.parametrize(
    "allow", [(), ("write", "destructive", "charges", "rings")], ids=["reads only", "everything"]
)
def test_a_plan_is_what_a_run_does(account, live, planned, allow):
    arguments = ["--allow", ",".join(allow)] if allow else []
    said = as_json(planned("--profile", "neo", "--format", "json", *arguments))
    made = live(allow=allow)
    wrong = []
    for each in said["cases"]:
        if allow and each["effects"] == ["read"]:
            continue
        verdict = made.judge.verdict(CASES[each["case"]])
        sent = [answered.request.split(" ")[0] for answered in verdict.observed]
        if "skipped" in each:
            same = verdict.reason == each["skipped"]
        else:
            # Only what the account has is not known to a plan.
            lacks = verdict.reason and ("needs a" in verdict.reason or READ in verdict.reason)
            same = lacks or sent == [r["method"] for r in each["requests"]]
        wrong += [] if same else [(each["case"], verdict.reason, each.get("skipped"), sent)]
    assert wrong == []
    # Without a word nothing but reads arrives, over the whole suite.
    assert allow or {method for method, *_ in account.journal()} == {"GET"}
    assert made.ledger.path.exists() == bool(allow)


@pytest.mark.parametrize(
    "arguments, put, effects, estimate",
    [
        pytest.param(["--profile", "neo", "-k", "neo/getCalls"], 2, {"read": 2}, 0.0, id="a read"),
        pytest.param(["--profile", "neo", "-k", "neo/sendFax/valid"], 0, {}, 0.0, id="not allowed"),
        pytest.param(
            ["--profile", "neo", "-k", "neo/sendFax/valid", "--allow", "charges"],
            1,
            {"charges": 1, "read": 2},
            0.2,
            id="allowed",
        ),
        pytest.param(
            [
                "--profile",
                "neo",
                "-k",
                "neo/sendFax/valid",
                "--allow",
                "charges",
                "--max-cost",
                "0.1",
            ],
            0,
            {},
            0.0,
            id="over the budget",
        ),
        pytest.param(
            ["--profile", "neo", "-k", "neo/createRegisterDevice/without-body", *EVERYTHING],
            0,
            {},
            0.0,
            id="nameless",
        ),
        pytest.param(
            ["--profile", "neo", "-k", "neo/deleteDevice/unknown-device-id", *EVERYTHING],
            0,
            {},
            0.0,
            id="not ours",
        ),
        pytest.param(
            ["--profile", "neo", "-k", "neo/sendFax/valid", "--target", "emulator"],
            1,
            {"charges": 1, "read": 2},
            0.0,
            id="the emulator costs nothing",
        ),
    ],
)
def test_counts_and_costs(planned, substring, arguments, put, effects, estimate):
    said = as_json(planned("--format", "json", *arguments))
    assert (said["put"], said["estimate"]) == (put, estimate)
    assert {row["effect"]: row["requests"] for row in said["effects"]} == effects


def test_cases_are_chosen_as_pytest_does(planned):
    said = as_json(
        planned("--profile", "neo", "-k", "rtcm and not neo/startCall", "--format", "json")
    )
    names = {each["case"].split("/")[1] for each in said["cases"]}
    assert ("getCalls" in names, "startCall" in names) == (True, False)


def test_what_is_over_the_budget_is_named(planned, substring):
    text = planned(
        "--profile", "neo", "-k", "neo/sendFax/valid", "--allow", "charges", "--max-cost", "0.1"
    )
    assert "may cost about 0.20 EUR, and 0.10 EUR of --max-cost 0.10 are left (estimates)" in text


def test_a_person_reads_each_request(planned, substring):
    text = planned(
        "--profile", "neo", "-k", "neo/createRegisterDevice/valid", "--allow", "write,destructive"
    )
    assert "  write       POST   /$userId/devices/register\n" in text
    assert "  destructive DELETE /devices/$created\n" in text
    assert "estimates of contracts/costs.yaml, no prices" in text


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (["--profile", "neo", "-k", "and and"], "Wrong expression passed to '-k'"),
        (["--profile", "neo", "-k", "nothing-is-called-so"], "no case is selected"),
        (["--profile", "noe"], "did you mean 'neo'"),
        (["--max-cost", "-1"], "max_cost: "),
        (["--max-cost", "nan"], "max_cost: "),
    ],
)
def test_what_cannot_be_planned(planned, arguments, complaint):
    with pytest.raises(CompatError, match=complaint):
        planned(*arguments)
