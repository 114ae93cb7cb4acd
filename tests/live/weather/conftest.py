"""A live run in rough weather, where no second passes that a clock of our own does not count."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from sipgate_compat.config import Settings
from sipgate_compat.contract.cases import cases
from sipgate_compat.desk import Desk, Limits
from sipgate_compat.emulator.server import emulating
from sipgate_compat.run import prepare
from sipgate_compat.web import session

from ...few import few

ROUGH = Path(__file__).with_name("rough.py")
FEW = {"history", "sms", "getCalls", "getPhonelines", "sendWebSms"}
NO_LIMITS = Limits()
BEGUN = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


class Clock:
    """Seconds that pass when somebody sleeps."""

    def __init__(self):
        self.seconds, self.slept = 0.0, []

    def __call__(self):
        return self.seconds

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.seconds += seconds

    def now(self):
        return BEGUN + timedelta(seconds=self.seconds)


@dataclass(frozen=True)
class Rough:
    """The second process."""

    url: str
    elsewhere: str
    http: httpx.Client

    @property
    def base_url(self):
        return f"{self.url}/v2"

    @property
    def token_url(self):
        return f"{self.url}/auth/realms/third-party/protocol/openid-connect/token"

    def meets(self, kind, path="/", times=1, **more):
        """What the next requests meet."""
        wish = {"kind": kind, "path": path, "times": times, **more}
        self.http.post(f"{self.url}/_rough", json=wish)

    def clear(self):
        self.http.delete(f"{self.url}/_rough")

    def arrived(self, path="/", where="requests"):
        """The requests that came."""
        seen = self.http.get(f"{self.url}/_rough").json()[where]
        return [each for each in seen if each["path"].startswith(path)]


@pytest.fixture(scope="session")
def emulator_ready():
    with emulating() as ready:
        yield ready


@pytest.fixture(scope="session")
def rough_process(emulator_ready):
    child = subprocess.Popen(
        [sys.executable, str(ROUGH), emulator_ready["base_url"]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    ready = json.loads(child.stdout.readline())
    with session(ready["url"], 10.0) as client:
        yield Rough(ready["url"], ready["elsewhere"], client)
    child.stdin.close()
    try:
        child.wait(5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    child.stdout.close()


@pytest.fixture
def rough(rough_process):
    rough_process.clear()
    yield rough_process
    rough_process.clear()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="session")
def few_contracts(tmp_path_factory):
    """The contracts with a few operations, which are read at once."""
    return Path(few(tmp_path_factory.mktemp("few") / "contracts", FEW))


@pytest.fixture(scope="session")
def asking(emulator_ready):
    """The control plane of the emulator behind the weather."""
    with session(emulator_ready["control_url"], 10.0) as client:

        def ask(verb, **wish):
            return client.post(f"{emulator_ready['control_url']}/{verb}", json=wish).json()

        yield ask


@dataclass(frozen=True)
class Live:
    """A judge over one live account, and its cases."""

    judge: object
    cases: dict

    @property
    def client(self):
        return self.judge.target.client

    def verdict(self, address):
        return self.judge.verdict(self.cases[address])


@pytest.fixture
def variables(emulator_ready, monkeypatch):
    """Put credentials of an account into the environment: a token id with its token, or others."""
    for name in [each for each in os.environ if each.startswith("SIPGATE_")]:
        monkeypatch.delenv(name)

    def put(profile="neo", **values):
        account = emulator_ready["accounts"][profile]
        values = values or {"TOKEN_ID": account["token_id"], "TOKEN": account["token"]}
        for name, value in values.items():
            monkeypatch.setenv(f"SIPGATE_COMPAT_{profile.upper()}_{name}", value)

    return put


@pytest.fixture
def make_live(rough, few_contracts, clock, variables, tmp_path):
    """A live run that has looked at its account and puts its first case next."""
    made = []

    def make(
        profile="neo", limits=NO_LIMITS, allow=(), timeout=10.0, contracts=few_contracts, **values
    ):
        variables(profile, **values)
        settings = Settings(
            target="live",
            base_url=rough.base_url,
            profiles=(profile,),
            allow=allow,
            token_url=rough.token_url,
            ledger=tmp_path / "ledger.jsonl",
        )
        book = prepare.book(contracts)
        target = prepare.target(settings, rough.base_url, book, Desk(limits, clock))
        manners = target.client.manners
        target.client.manners = replace(manners, sleep=clock.sleep, now=clock.now)
        target.client.http.extensions["timeout"] = httpx.Timeout(timeout).as_dict()
        made.append(target.client)
        judge = prepare.judge(settings, target, rough.base_url, book)
        return Live(judge, {case.address: case for case in cases(book, (profile,))})

    yield make
    for each in made:
        each.close()
