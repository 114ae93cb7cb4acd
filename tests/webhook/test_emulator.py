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

    def call(self, cause="normalClearing", **wish):
        """A call in which a key is pressed, and which is answered where its end needs that."""
        call = self.tell("calls", **wish)["callId"]
        self.tell(f"calls/{call}", action="dtmf", digits="7")
        if cause == "normalClearing":
            self.tell(f"calls/{call}", action="pickup")
        self.tell(f"calls/{call}", action="hangup", cause=cause)


@pytest.fixture(scope="module")
def control():
    with emulating() as ready, httpx.Client(base_url=f"{ready['control_url']}/") as client:
        yield client


@pytest.fixture(scope="module", params=PROFILES)
def told(request, control, api):
    """What a receiver is told of some calls, in their order, with the profile that pushes."""
    provider = Provider(control, request.param)
    with receiving(following, tls=request.param != "classic") as server:
        urls = {"incomingUrl": f"{server.base}/in", "outgoingUrl": f"{server.base}/out"}
        provider.tell("webhooks", **urls, ca=AUTHORITY)
        for wish in ({}, {"from": "anonymous"}, {"diversion": "+4930231250003"}):
            provider.call(direction="in", **wish)
        provider.call(direction="out")
        for cause in api.events["hangup"].field("cause").values:
            provider.call(cause=cause, direction="in")
        control.get("deliveries", params={"wait": "true"})
        yield request.param, list(server.pushes)


@pytest.mark.parametrize("event", ["newCall", "answer", "hangup", "dtmf"])
def test_every_event_is_pushed(told, event):
    _, pushes = told
    assert event in {each.event for each in pushes}


def test_every_cause_and_both_directions_are_pushed(api, told):
    _, pushes = told
    ends = [each.fields for each in pushes if each.event == "hangup"]
    assert {each["cause"][0] for each in ends} == set(api.events["hangup"].field("cause").values)
    answers = [each.fields for each in pushes if each.event == "answer"]
    assert {each["direction"][0] for each in answers} == {"in", "out"}


def test_every_push_keeps_its_contract(api, told):
    profile, pushes = told
    broken = [complaints(api, profile, each.headers, each.body) for each in pushes]
    assert not [found for found in broken if found]


def test_a_push_is_signed_where_the_contract_says_so(api, told):
    profile, pushes = told
    header = api.rules["signed"].owed(profile).value
    assert header is None or all(header.lower() in each.headers for each in pushes)
