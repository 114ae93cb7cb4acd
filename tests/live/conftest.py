"""An emulator seen as a live API, whose accounts are compared before and after."""

from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest

from sipgate_compat.config import Settings
from sipgate_compat.contract.cases import cases
from sipgate_compat.contract.model import Effect
from sipgate_compat.emulator.server import emulating
from sipgate_compat.run import prepare
from sipgate_compat.run.ledger import Ledger

LISTS = (
    *("/w0/devices", "/v3/devices", "/contacts", "/blacklist/incoming", "/channels", "/users"),
    *("/users/w0", "/settings/sipgateio", "/authorization/oauth2/clients", "/w0/faxlines"),
    *("/w0/sms", "/w0/phonelines", "/w0/phonelines/p0/blockanonymous", "/numbers"),
)
# One for all: making a TLS context, which loopback does not need, takes longer than a request.
WEB = httpx.Client(verify=False, trust_env=False)
EVERYTHING = ("write", "destructive", "charges", "rings")


@dataclass(frozen=True)
class Account:
    """An account of the emulator as its owner sees it."""

    base_url: str
    control_url: str
    variables: dict[str, str]
    auth: tuple[str, str]

    def snapshot(self):
        origin = self.base_url.removesuffix("/v2")
        base = {True: origin, False: self.base_url}
        urls = {p: f"{base[p.startswith('/v3')]}{p}" for p in LISTS}
        return {p: WEB.get(url, auth=self.auth).text for p, url in urls.items()}

    def get(self, path):
        return WEB.get(f"{self.base_url}{path}", auth=self.auth).json()

    @contextmanager
    def wrong(self, **fault):
        WEB.post(f"{self.control_url}/faults", json=fault)
        try:
            yield
        finally:
            WEB.delete(f"{self.control_url}/faults")

    def journal(self):
        found = WEB.get(f"{self.control_url}/journal").json()["requests"]
        WEB.delete(f"{self.control_url}/journal")
        return [(each["method"], each["path"], each["status"]) for each in found]


@pytest.fixture
def nobody_waits(monkeypatch):
    """Commands in this process try again at once."""
    monkeypatch.setattr(prepare, "PAUSES", tuple(0.0 for _ in prepare.PAUSES))


@pytest.fixture(scope="session")
def live_emulator():
    with emulating() as ready:
        yield ready


@pytest.fixture(params=["neo"])
def account(request, live_emulator, monkeypatch):
    """An account at its seed; parametrise indirectly for another profile."""
    found, prefix = live_emulator["accounts"][request.param], request.param.upper()
    auth = (found["token_id"], found["token"])
    variables = {
        f"SIPGATE_COMPAT_{prefix}_TOKEN_ID": auth[0],
        f"SIPGATE_COMPAT_{prefix}_TOKEN": auth[1],
        "SIPGATE_COMPAT_BASE_URL": live_emulator["base_url"],
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    WEB.post(f"{live_emulator['control_url']}/reset")
    return Account(live_emulator["base_url"], live_emulator["control_url"], variables, auth)


@dataclass
class Live:
    """A judge over the account, and what it notes."""

    judge: object
    ledger: Ledger

    def put(self, *addresses):
        return [self.judge.verdict(CASES[each]) for each in addresses]


CASES = {case.address: case for case in cases(prepare.book())}


def setting(address, **body):
    """A case that changes something in place: the first step of another one with this body."""
    case = CASES[address]
    step = next(s for s in case.steps if s.operation.effect == "write")
    request = step.request.model_copy(update={"body": body, "path": {}})
    return replace(case, given="an-account", steps=(replace(step, request=request),))


BUSY = setting("neo/setBusyOnBusySetting/unknown-user-id", enabled=True)
URLS = setting(
    "classic/setSipgateIoUrls/valid",
    incomingUrl="https://hooks.example.com/a",
    outgoingUrl="https://hooks.example.com/b",
)


@pytest.fixture
def live(account, tmp_path):
    """Make a judge over the live account; every effect is allowed unless others are named."""
    made = []

    def make(profile="neo", allow=EVERYTHING, max_cost=None, ledger: Path | None = None):
        settings = Settings(
            target="live",
            base_url=account.base_url,
            profiles=(profile,),
            allow=tuple(Effect(each) for each in allow),
            ledger=ledger or tmp_path / "ledger.jsonl",
            max_cost=max_cost,
        )
        target = prepare.target(settings, account.base_url, prepare.book())
        made.append(target)
        judge = prepare.judge(settings, target, account.base_url, prepare.book())
        account.journal()
        return Live(judge, Ledger(settings.ledger))

    yield make
    for each in made:
        each.close()
