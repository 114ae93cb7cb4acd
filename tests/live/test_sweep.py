"""What a killed run left is cleaned up by its ledger: the account is as it was."""

import json
import os
import random
import signal
import warnings

import pytest
from click.testing import CliRunner

from sipgate_compat.cli.run import _left_behind
from sipgate_compat.cli.sweep import sweep
from sipgate_compat.config import Settings
from sipgate_compat.errors import CompatError
from sipgate_compat.run import prepare

from .conftest import BUSY, CASES, URLS, WEB

pytestmark = pytest.mark.usefixtures("nobody_waits")

LIVES = ("createRegisterDevice/register-device-life", "createContact/contact-life")
LIVES += ("createClient/oauth-client-life", "createClient/valid")
LIVES += ("addIncomingEntry/blacklist-entry-life", "createExternalDevice/valid")
LIVES += ("createDevice/valid", "registerDeviceV3/valid")
SEED, KILLS = 20261125, 20


def chosen(profile):
    in_place = BUSY if profile == "neo" else URLS
    return [in_place, *(CASES[f"{profile}/{name}"] for name in LIVES)]


class Fuse:
    """Kills the process at one moment, counted before and after each request and each note."""

    def __init__(self, made, at):
        self.at, self.count = at, 0
        client, ledger = made.judge.target.client, made.judge.target.guard.ledger
        client.send = self.around(client.send)
        ledger._append = self.around(ledger._append)

    def around(self, do):
        def done(*arguments):
            self.moment()
            answer = do(*arguments)
            self.moment()
            return answer

        return done

    def moment(self):
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1


def killed(live, profile, at, ledger):
    """A run of its own process, killed at a moment; True where it was."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of threads that the child does not need
        child = os.fork()
    if not child:
        signal.alarm(30)
        made = live(profile, ledger=ledger)
        Fuse(made, at)
        for case in chosen(profile):
            made.judge.verdict(case)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def moments(live, profile):
    made = live(profile)
    fuse = Fuse(made, None)
    for case in chosen(profile):
        made.judge.verdict(case)
    return fuse.count


def swept(ledger, *more):
    done = CliRunner().invoke(
        sweep, ["--ledger", str(ledger), "--format", "json", *more], standalone_mode=False
    )
    if done.exception:
        raise done.exception
    return done.return_value, json.loads(done.stdout)


@pytest.mark.parametrize("account", ["neo", "classic"], indirect=True)
def test_a_run_killed_at_any_moment(account, live, tmp_path, request):
    profile = request.node.callspec.params["account"]
    before = account.snapshot()
    last = moments(live, profile)
    touched = 0
    for at in random.Random(SEED).sample(range(last), KILLS // 2):
        ledger = tmp_path / f"{at}.jsonl"
        assert killed(live, profile, at, ledger), at
        touched += account.snapshot() != before
        if ledger.exists():
            assert swept(ledger)[0] == 0, at
        assert account.snapshot() == before, at
    assert touched > 0


@pytest.fixture
def left(account, live):
    """A ledger with a client and a setting that were not undone."""
    made = live()
    guard = made.judge.target.guard
    guard.settle = list
    made.put("neo/createClient/valid")
    made.judge.verdict(BUSY)
    guard.pending.clear()
    made.judge.target.close()
    account.journal()
    return made.ledger


def test_a_dry_run_reads(account, left):
    between = account.snapshot()
    code, said = swept(left.path, "--dry-run")
    assert (code, account.snapshot() == between) == (1, True)
    assert [s["done"] for s in said["steps"]] == ["would be put back", "would be removed"]
    assert {method for method, *_ in account.journal()} == {"GET"}


def test_a_sweep_says_each_step_and_does_it_once(account, left):
    assert [s["done"] for s in swept(left.path)[1]["steps"]] == ["put back", "removed"]
    code, said = swept(left.path)
    assert (code, said["steps"]) == (0, [])


def test_what_is_gone_already_is_no_finding(account, left):
    path = next(line.id for line in left.lines() if line.kind == "created")
    WEB.delete(f"{account.base_url}/authorization/oauth2/clients/{path}", auth=account.auth)
    code, said = swept(left.path)
    assert (code, said["steps"][1]["done"]) == (0, "gone already")


def test_what_cannot_be_removed_is_left(account, left):
    with account.wrong(operation="deleteClient", kind="status", status=500):
        code, said = swept(left.path)
    assert (code, "answers 500, so it is still there" in said["steps"][1]["left"]) == (1, True)
    assert swept(left.path)[0] == 0


def test_a_removal_that_is_only_said_is_left(account, left):
    with account.wrong(operation="deleteClient", kind="ignore-writes"):
        code, said = swept(left.path)
    assert (code, "and it is still listed" in said["steps"][1]["left"]) == (1, True)


def test_another_account_is_left_alone(account, left, live_emulator, monkeypatch):
    text = left.path.read_text()
    left.path.write_text(text.replace('"account": "', '"account": "0'))
    code, said = swept(left.path)
    assert (code, "another account" in said["steps"][0]["left"]) == (1, True)
    assert {method for method, *_ in account.journal()} == {"GET"}


def test_another_base_url_is_left_alone(account, left):
    text = left.path.read_text()
    left.path.write_text(text.replace(account.base_url, "http://127.0.0.1:9/v2"))
    code, said = swept(left.path)
    assert (code, "and not to" in said["steps"][0]["left"]) == (1, True)


def test_only_the_profiles_that_are_named(account, left):
    assert swept(left.path, "--profile", "classic")[1]["steps"] == []


@pytest.mark.parametrize(
    "spoil, complaint, code",
    [
        pytest.param(lambda p, m: p.unlink(), "no such ledger", 2, id="no ledger"),
        pytest.param(
            lambda p, m: p.write_text('{"kind": "x"}\n'), ":1: no line of a ledger", 2, id="no line"
        ),
        pytest.param(
            lambda p, m: m.setenv("SIPGATE_COMPAT_BASE_URL", "http://127.0.0.1:9/v2"),
            "no answer",
            3,
            id="unreachable",
        ),
        pytest.param(
            lambda p, m: m.delenv("SIPGATE_COMPAT_NEO_TOKEN"), "no credentials", 2, id="nobody"
        ),
        pytest.param(
            lambda p, m: m.setenv("SIPGATE_COMPAT_NEO_TOKEN", "x" * 8), "refuses", 2, id="refused"
        ),
    ],
)
def test_a_sweep_that_cannot_be_done(account, left, monkeypatch, spoil, complaint, code):
    spoil(left.path, monkeypatch)
    with pytest.raises(CompatError, match=complaint) as raised:
        swept(left.path)
    assert raised.value.exit_code == code


def test_no_sweep_while_a_run_is_at_work(account, live):
    made = live()
    made.put("neo/createClient/valid")
    with pytest.raises(CompatError, match="a run is at work"):
        swept(made.ledger.path)


def test_no_run_writes_over_what_another_left(account, left, tmp_path):
    told = {"target": "live", "ledger": left.path}
    prepare.swept(Settings(**told))
    with pytest.raises(CompatError, match="left 2 things or settings behind; clean up first"):
        prepare.swept(Settings(**told, allow=("write",)))


@pytest.mark.parametrize(
    "told, said",
    [
        pytest.param({"allow": ("write",)}, "2 things or settings are left behind", id="told"),
        pytest.param({}, "", id="a run that only read"),
    ],
)
def test_a_run_ends_with_what_it_left(account, left, capsys, told, said):
    _left_behind(Settings(target="live", ledger=left.path, **told))
    err = capsys.readouterr().err
    assert (said in err, bool(err)) == (True, bool(said))
