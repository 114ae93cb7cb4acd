"""What pushing costs when nobody is pushed to, and what happens by itself."""

import asyncio
import subprocess
import sys
import threading

from click.testing import CliRunner

from sipgate_compat.cli.emulator import emulator
from sipgate_compat.emulator import server
from sipgate_compat.emulator.clock import Clock
from sipgate_compat.emulator.push import pusher, sending
from sipgate_compat.emulator.push.options import Options
from sipgate_compat.emulator.push.plan import Reply
from sipgate_compat.emulator.push.pusher import Pusher
from sipgate_compat.emulator.seed import seeded
from sipgate_compat.emulator.state import Call


def test_a_start_loads_nothing_that_only_pushes_need():
    code = "import sys, sipgate_compat.emulator.server; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    loaded = set(done.stdout.split())
    assert "sipgate_compat.emulator.push.pusher" in loaded
    assert not {"httpx", "defusedxml", "sipgate_compat.emulator.push.key"} & loaded


def test_without_a_clock_that_stands_time_passes_by_itself(hooked):
    line = hooked("classic")
    came = threading.Event()
    line.receiver.says('<Response><Gather onData="{url}/data" timeout="10"/></Response>')
    line.receiver.answers["/data"] = lambda handler: came.set()
    line.call()
    assert came.wait(20)


def test_what_falls_due_comes_in_its_order_and_the_same_each_time(hooked, control, stopped):
    def two_calls():
        line = hooked("classic")
        line.receiver.says('<Response onAnswer="{url}/answer"/>', "/out")
        body = {"caller": "p0", "callee": "+4930231250001"}
        for _ in range(2):
            line.account("POST", "/sessions/calls", json=body)
            line.see("deliveries", wait="true")
            control.post("clock", json={"advance": 0.5})
        control.post("clock", json={"advance": 3600})
        rows = line.see("deliveries")
        control.delete("deliveries")
        return [(each["event"], each["fields"]) for each in rows]

    wish = {"account": "classic", "situation": "an-account", "fresh": True}
    name = hooked("classic").account.sandbox
    first = two_calls()
    control.post("arrange", json=wish | {"sandbox": name})
    second = two_calls()
    assert [event for event, _ in first] == ["newCall", "newCall", "answer", "answer"]
    assert first == second
    assert first[2][1]["callId"] == first[0][1]["callId"]


def a_call(state, number):
    made = Call(str(number), "w0", "e0", "INCOMING", "+491", "+4930231250100", Clock().now())
    state.calls[made.id] = made
    state.tell("newCall", made)


def test_hanging_receivers_take_only_so_many_sockets(monkeypatch):
    """Each delivery notes how many are under way, and lets the others come before it ends."""
    under_way, most = [], []

    async def post(*_):
        under_way.append(1)
        most.append(len(under_way))
        for _ in range(5):
            await asyncio.sleep(0)
        under_way.pop()
        return Reply(204)

    async def flood():
        state, pushes = seeded("classic"), Pusher(Clock(), Options())
        state.webhooks["incomingUrl"] = "http://127.0.0.1:9/"
        for number in range(200):
            a_call(state, number)
        pushes.take("classic", None, state)
        await pushes.settle()
        return [each["callId"] for each in pushes.deliveries.chosen()]

    monkeypatch.setattr(sending, "post", post)
    assert asyncio.run(flood()) == [str(number) for number in range(200)]
    assert max(most) == pusher.AT_ONCE


def test_the_options_of_the_command(monkeypatch):
    given = {}
    monkeypatch.setattr(server, "serve", lambda **more: given.update(more))
    words = ["--push-to", "hooks.example.com", "--push-to", "[::9]", "--push-timeout", "0.5"]
    assert CliRunner().invoke(emulator, words).exit_code == 0
    assert given["push"] == Options(frozenset({"hooks.example.com", "::9"}), "", 0.5)
