"""One emulator for all of these tests; each test has sandboxes of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import httpx
import pytest

from sipgate_compat.emulator.server import emulating


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
