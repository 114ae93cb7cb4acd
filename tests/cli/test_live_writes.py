"""A live run that may write, as a person starts it: budget, workers, Ctrl-C, and the ledger."""

import json

import httpx
import pytest

from sipgate_compat import paths

from ..few import few
from .test_run import environment_of

TAGS = {"sessions", "authorization", "rtcm", "history"}
CREATE = "neo/createClient/valid or neo/createClient/wildcard-host"


@pytest.fixture(scope="module")
def writing_contracts(tmp_path_factory):
    """The contracts of a few things that can be created or sent, without any lifecycle."""
    return few(tmp_path_factory.mktemp("writing") / "contracts", TAGS)


@pytest.fixture
def write(command, emulator_ready, writing_contracts):
    """Run a verb on the Neo account of the emulator, taken for a live one."""
    httpx.post(f"{emulator_ready['control_url']}/reset")
    variables = environment_of(emulator_ready, "neo") | {paths.CONTRACTS: writing_contracts}

    def run(verb, *arguments):
        told = {"run": ["--target", "live", "--no-allure", "--out", "out"]}.get(verb, [])
        return command(verb, "--profile", "neo", *told, *arguments, **variables)

    return run


@pytest.fixture
def clients(emulator_ready):
    """The OAuth clients of the account."""
    own = emulator_ready["accounts"]["neo"]
    url = f"{emulator_ready['base_url']}/authorization/oauth2/clients"
    auth = (own["token_id"], own["token"])
    return lambda: [each["name"] for each in httpx.get(url, auth=auth).json()["data"]]


def test_a_spent_budget_is_undecided_and_names_what_is_left_out(write, tmp_path):
    allowed = ("--allow", "charges", "--max-cost", "0.25")
    chosen = "neo/sendFax/valid or neo/sendFax/national-recipient"
    ran = write("run", *allowed, "-k", chosen)
    assert ran.code == 3, ran.err
    assert "1 case was left out: may cost about 0.20 EUR" in ran.out
    assert "  neo/sendFax/national-recipient" in ran.out
    verdicts = [json.loads(x) for x in (tmp_path / "out" / "run.jsonl").read_text().splitlines()]
    assert [v.get("failure") for v in verdicts if v["kind"] == "verdict"] == [None, "budget"]


def test_workers_write_to_one_ledger(write, tmp_path, clients):
    before = clients()
    ran = write("run", "--allow", "write", "-k", CREATE, "-n", "2", "--ledger", "here.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "here.jsonl").read_text().splitlines()]
    assert (ran.code, clients()) == (0, before), ran.err
    assert len({line["run"] for line in lines if "run" in line}) == 1
    assert sum(line["kind"] == "done" for line in lines) == 2


def test_a_killed_run_and_its_sweep(write, tmp_path, clients):
    hook = (
        "import os, signal\n"
        "from sipgate_compat.run.guard import Guard\n"
        "Guard.settle = lambda self: os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    (tmp_path / "deadly.py").write_text(hook)
    before = clients()
    ran = write("run", "--allow", "write", "-k", CREATE, "--", "-p", "deadly")
    assert (ran.code, len(clients())) == (-9, len(before) + 1)
    swept = write("sweep")
    assert (swept.code, ": removed\n" in swept.out, clients()) == (0, True, before), swept.err
    assert swept.out.endswith("1 open in reports/ledger.jsonl, 0 left\n")


@pytest.mark.parametrize("told", ["SIGINT", "SIGTERM"])
def test_who_interrupts_a_write(write, tmp_path, clients, told):
    hook = (
        "import os, signal\n"
        "from sipgate_compat.run.judge import Judge\n"
        "def interrupted(*arguments):\n"
        f"    os.kill(os.getpid(), signal.{told})\n"
        "Judge._judged = interrupted\n"
    )
    (tmp_path / "impatient.py").write_text(hook)
    before = clients()
    ran = write("run", "--allow", "write", "-k", CREATE, "--", "-p", "impatient")
    kinds = [
        json.loads(line)["kind"]
        for line in (tmp_path / "reports" / "ledger.jsonl").read_text().splitlines()
    ]
    assert (ran.code, clients(), kinds) == (130, before, ["creating", "created", "done"]), ran.err
