"""One emulator for all of these tests; each test has sandboxes of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import httpx
import pytest
import trustme

from sipgate_compat.emulator.server import emulating

from .receiver import Pushed, Receiver, receiving


@dataclass(frozen=True)
class Api:
    """An account as a client sees it, in a sandbox."""

    http: httpx.Client
    control: httpx.Client
    profile: str
    sandbox: str

    def __call__(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self.http.request(method, path.lstrip("/"), **more)

    def arrange(self, situation: str) -> dict[str, Any]:
        wish = {"account": self.profile, "situation": situation, "sandbox": self.sandbox}
        answer = self.control.post("arrange", json=wish)
        assert answer.status_code == 200, answer.text
        return answer.json()["values"]


@dataclass(frozen=True)
class Line:
    """An account whose calls are pushed, and who receives them."""

    account: Api
    receiver: Receiver

    def tell(self, path: str, **wish: Any) -> Any:
        who = {"account": self.account.profile, "sandbox": self.account.sandbox}
        answer = self.account.control.post(path, json={**who, **wish})
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def call(self, **wish: Any) -> str:
        """A call comes in; its id."""
        return str(self.tell("calls", **wish)["callId"])

    def see(self, path: str, **query: str) -> list[dict[str, Any]]:
        """A list of the control plane."""
        who = {"account": self.account.profile, "sandbox": self.account.sandbox}
        return list(self.account.control.get(path, params=who | query).json()[path])

    def state(self, call: str) -> dict[str, Any]:
        return next(each for each in self.see("calls") if each["callId"] == call)

    @property
    def delivery(self) -> dict[str, Any]:
        return self.see("deliveries", wait="true")[-1]

    @property
    def last(self) -> Pushed:
        return self.receiver.got[-1]


@pytest.fixture(scope="session")
def ready():
    with emulating() as line:
        yield line


@pytest.fixture(scope="session")
def control(ready):
    with httpx.Client(base_url=f"{ready['control_url']}/") as client:
        yield client


@pytest.fixture
def api(ready, control, request) -> Callable[..., Api]:
    """An account of a profile, as one of its users."""
    users = control.get("accounts").json()["accounts"]
    opened = []

    def make_api(profile: str, user: str = "w0") -> Api:
        name = f"test/{crc32(request.node.nodeid.encode())}"
        token = users[profile]["users"][user]["access_token"]
        headers = {"Authorization": f"Bearer {token}", "X-Sipgate-Compat-Sandbox": name}
        opened.append(httpx.Client(base_url=f"{ready['base_url']}/", headers=headers))
        return Api(opened[-1], control, profile, name)

    yield make_api
    for client in opened:
        client.close()


@pytest.fixture
def fault(control):
    """Inject faults that end with the test."""

    def inject(**wish: Any) -> None:
        answer = control.post("faults", json=wish)
        assert answer.status_code == 201, answer.text

    yield inject
    control.delete("faults")


@pytest.fixture
def receiver():
    with receiving() as made:
        yield made


@pytest.fixture(scope="session")
def authority():
    return trustme.CA()


@pytest.fixture
def secure(authority):
    with receiving(authority) as made:
        yield made


@pytest.fixture
def hooked(api, authority, request) -> Callable[..., Line]:
    """An account whose calls are pushed to a receiver, on Neo to one that speaks TLS."""

    def hook(profile: str = "classic", **wish: Any) -> Line:
        account = api(profile)
        found = request.getfixturevalue("receiver" if profile == "classic" else "secure")
        line = Line(account, found)
        urls = {"incomingUrl": f"{found.url}/in", "outgoingUrl": f"{found.url}/out"}
        line.tell("webhooks", **{**urls, "ca": authority.cert_pem.bytes().decode(), **wish})
        return line

    return hook


@pytest.fixture
def stopped(control):
    """The clock stands until the test is over."""
    control.post("clock", json={"freeze": True})
    yield
    control.post("clock", json={"freeze": False})
