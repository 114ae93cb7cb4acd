"""What the emulator pushes is held against contracts/events, on all three profiles.

The emulator knows nothing of the contracts: they judge it as they would judge any other provider.
"""

import re
from dataclasses import dataclass

import httpx
import pytest

from sipgate_compat.contract.model import PROFILES
from sipgate_compat.emulator.server import emulating
from sipgate_compat.webhook.push import complaints

from .receivers import CERTIFICATE, receiving, reply

AUTHORITY = re.search(r"-----BEGIN CERT.*", CERTIFICATE.read_text(), re.DOTALL).group()
FOLLOWED = '<Response onAnswer="{base}/answer" onHangup="{base}/hangup">{action}</Response>'
GATHER = '<Gather onData="{base}/keys" maxDigits="1"/>'


def following(push):
    """Asks for every event, and for a key."""
    if push.event == "newCall":
        action = GATHER.format(base=push.base)
        return reply(FOLLOWED.format(base=push.base, action=action))
    return reply("<Response/>")


@dataclass(frozen=True)
class Provider:
    """The emulator's control plane, for one account in a sandbox."""

    control: httpx.Client
    profile: str

    def tell(self, path, **wish):
        who = {"account": self.profile, "sandbox": "test/events"}
        answer = self.control.post(path, json={**who, **wish})
        assert answer.is_success, answer.text
        return answer.json() if answer.content else {}


@pytest.fixture(scope="module")
def control():
    with emulating() as ready, httpx.Client(base_url=f"{ready['control_url']}/") as client:
        if client.post("webhooks", json={"account": "classic"}).status_code == 404:
            pytest.skip("the emulator does not push")
        yield client


@pytest.fixture(scope="module", params=PROFILES)
def told(request, control):
    """What a receiver is told of three calls, in their order, with the profile that pushes."""
    provider = Provider(control, request.param)
    with receiving(following, tls=request.param != "classic") as server:
        urls = {"incomingUrl": f"{server.base}/in", "outgoingUrl": f"{server.base}/out"}
        provider.tell("webhooks", **urls, ca=AUTHORITY)
        for direction in ("in", "out", "in"):
            call = provider.tell("calls", direction=direction)["callId"]
            provider.tell(f"calls/{call}", action="dtmf", digits="7")
            if direction == "in":
                provider.tell(f"calls/{call}", action="pickup")
            provider.tell(f"calls/{call}", action="hangup")
        control.get("deliveries", params={"wait": "true"})
        yield request.param, list(server.pushes)


@pytest.mark.parametrize("event", ["newCall", "answer", "hangup", "dtmf"])
def test_every_event_is_pushed(told, event):
    _, pushes = told
    assert event in {each.event for each in pushes}


def test_every_push_keeps_its_contract(api, told):
    profile, pushes = told
    broken = {each.event: complaints(api, profile, each.headers, each.body) for each in pushes}
    assert not {event: found for event, found in broken.items() if found}


def test_a_push_is_signed_where_the_contract_says_so(api, told):
    profile, pushes = told
    header = api.rules["signed"].owed(profile).value
    assert header is None or all(header.lower() in each.headers for each in pushes)
