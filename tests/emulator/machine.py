"""An emulator compared with a plain model of what an account owns, step by step.

`machine` makes a state machine for Hypothesis; the short pass stands in test_model.py, the long one
in the benchmarks. Each run of the machine begins in a sandbox that nobody has used.
"""

from __future__ import annotations

from itertools import count
from typing import Any, Protocol

import httpx
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

BROKEN = 599  # no answer of the emulator's own
NUMBERS = st.integers(0, 5).map("+49302312502{:02}".format)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=9)
SCOPES = st.sampled_from(["PRIVATE", "SHARED"])
MARKS = st.sampled_from(["read", "archived", "starred"])
FLAGS = ("hold", "muted", "recording")
PICK = st.integers(0, 99)


class Wire(Protocol):
    """How an account of an emulator is reached."""

    profile: str

    def __call__(self, sandbox: str, method: str, path: str, body: Any = None) -> httpx.Response:
        """Put a request of the API."""

    def control(self, method: str, path: str, wish: dict[str, Any]) -> httpx.Response:
        """Ask the control plane."""


def machine(wire: Wire, prefix: str) -> type[Machine]:
    """A state machine over one account, in sandboxes whose names begin so."""
    return type("Machine", (Machine,), {"wire": wire, "prefix": prefix, "numbers": count()})


class Machine(RuleBasedStateMachine):
    """What is done to the emulator is done to the model; then both show the same."""

    wire: Wire
    prefix: str
    numbers: count[int]
    steps = 0

    @initialize()
    def begin(self) -> None:
        """Take over what every account begins with."""
        # All sandboxes of one situation give the same ids, so that a walk can be walked again.
        self.sandbox = f"an-account/{self.prefix}/{next(self.numbers)}"
        self.blocked = self.seen_blocked()
        self.contacts = self.seen_contacts()
        self.devices = self.seen_devices()
        self.history = self.seen_history()
        self.calls: dict[str, dict[str, Any]] = {}

    # --- what the emulator shows

    def ask(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """Put a request."""
        return self.wire(self.sandbox, method, path, body)

    def answers(self, status: int, method: str, path: str, body: Any = None) -> Any:
        """Put a request that has to be answered so; the body of the answer."""
        found = self.ask(method, path, body)
        assert found.status_code == status, f"{method} {path}: {found.status_code}, not {status}"
        return found.json() if found.content[:1] in (b"{", b"[") else None

    def tell(self, path: str, **wish: Any) -> Any:
        """Let something happen that no client does."""
        who = {"account": self.wire.profile, "sandbox": self.sandbox}
        found = self.wire.control("POST", path, {**who, **wish})
        assert found.is_success, found.text
        return found.json() if found.content else None

    def seen(self, path: str, key: str, *fields: str, items: str = "items") -> dict[str, Any]:
        """A list as the emulator shows it: some fields by a key."""
        rows = self.answers(200, "GET", path)[items]
        found = {each[key]: tuple(each[f] for f in fields) for each in rows}
        assert len(found) == len(rows), f"{path}: shows one thing twice"
        return found

    def seen_contacts(self) -> dict[str, Any]:
        """What people wrote down."""
        rows = self.answers(200, "GET", "/contacts?scopes=PRIVATE,SHARED")["items"]
        return {
            each["id"]: (each["name"], each["scope"], [row["number"] for row in each["numbers"]])
            for each in rows
        }

    def seen_devices(self) -> dict[str, Any]:
        """The administrator's devices."""
        return self.seen("/w0/devices", "id", "alias", "type", "dnd")

    def seen_history(self) -> dict[str, Any]:
        """All events, with what they are marked with."""
        fields = ("read", "archived", "starred", "note", "type")
        return self.seen("/history?limit=1000", "id", *fields)

    def seen_calls(self) -> dict[str, Any]:
        """Calls that somebody has picked up."""
        return self.seen("/calls", "callId", *FLAGS, items="data")

    def same(self, what: str) -> None:
        """The emulator shows what the model holds."""
        type(self).steps += 1
        seen = getattr(self, f"seen_{what}")()
        owned = self.owned_calls() if what == "calls" else getattr(self, what)
        assert seen == owned, f"{what}: {seen} is shown, {owned} is owned"

    def seen_blocked(self) -> dict[str, Any]:
        """Numbers that are not put through."""
        return self.seen("/blacklist/incoming", "phoneNumber", "isBlock")

    def owned_calls(self) -> dict[str, Any]:
        """Of the model's calls those that the list shows."""
        return {
            call: tuple(each[flag] for flag in FLAGS)
            for call, each in self.calls.items()
            if each["established"]
        }

    def chosen(self, things: dict[str, Any], pick: int) -> str:
        """One of some things, the oldest first."""
        return list(things)[pick % len(things)]

    # --- blacklist

    @rule(number=NUMBERS, block=st.booleans())
    def block(self, number: str, block: bool) -> None:
        """A number is blocked once."""
        body = {"phoneNumber": number, "isBlock": block}
        status = 409 if number in self.blocked else 201
        self.answers(status, "POST", "/blacklist/incoming", body)
        self.blocked.setdefault(number, (block,))
        self.same("blocked")

    @rule(number=NUMBERS)
    def unblock(self, number: str) -> None:
        """A number that is not blocked is not found."""
        status = 204 if self.blocked.pop(number, None) else 404
        self.answers(status, "DELETE", f"/blacklist/incoming/{number}")
        self.same("blocked")

    # --- contacts

    @rule(name=NAMES, scope=SCOPES, number=NUMBERS)
    def write_down(self, name: str, scope: str, number: str) -> None:
        """A contact's id is not told, so the list tells it."""
        body = {"name": name, "scope": scope, "numbers": [{"number": number, "type": ["work"]}]}
        self.answers(204, "POST", "/contacts", body)
        new = {k: v for k, v in self.seen_contacts().items() if k not in self.contacts}
        assert list(new.values()) == [(name, scope, [number])]
        self.contacts |= new
        self.same("contacts")

    @precondition(lambda self: self.contacts)
    @rule(pick=PICK, name=NAMES, number=NUMBERS)
    def rewrite(self, pick: int, name: str, number: str) -> None:
        """A contact is replaced and keeps its scope."""
        contact = self.chosen(self.contacts, pick)
        body = {"name": name, "numbers": [{"number": number, "type": []}]}
        self.answers(204, "PUT", f"/contacts/{contact}", body)
        self.contacts[contact] = (name, self.contacts[contact][1], [number])
        self.same("contacts")

    @precondition(lambda self: self.contacts)
    @rule(pick=PICK)
    def strike_out(self, pick: int) -> None:
        """A contact that is gone is not found."""
        contact = self.chosen(self.contacts, pick)
        self.answers(204, "DELETE", f"/contacts/{contact}")
        self.answers(404, "GET", f"/contacts/{contact}")
        del self.contacts[contact]
        self.same("contacts")

    @rule(scope=SCOPES)
    def strike_out_all(self, scope: str) -> None:
        """All contacts of a scope go, and no others."""
        self.answers(204, "DELETE", "/contacts", {"scope": [scope]})
        self.contacts = {k: v for k, v in self.contacts.items() if v[1] != scope}
        self.same("contacts")

    # --- devices

    @rule(kind=st.sampled_from(["REGISTER", "EXTERNAL"]), alias=NAMES)
    def plug_in(self, kind: str, alias: str) -> None:
        """A new device has an id that none had."""
        made = self.answers(200, "POST", "/w0/devices", {"type": kind, "alias": alias})
        assert made["id"] not in self.devices
        self.devices[made["id"]] = (alias, kind, False)
        self.same("devices")

    @precondition(lambda self: self.devices)
    @rule(pick=PICK, alias=NAMES)
    def rename(self, pick: int, alias: str) -> None:
        """A device bears its new name."""
        device = self.chosen(self.devices, pick)
        self.answers(204, "PUT", f"/devices/{device}/alias", {"value": alias})
        self.devices[device] = (alias, *self.devices[device][1:])
        self.same("devices")

    @precondition(lambda self: self.devices)
    @rule(pick=PICK, dnd=st.booleans())
    def disturb(self, pick: int, dnd: bool) -> None:
        """A device may be disturbed or not."""
        device = self.chosen(self.devices, pick)
        self.answers(204, "PUT", f"/devices/{device}", {"dnd": dnd})
        self.devices[device] = (*self.devices[device][:2], dnd)
        self.same("devices")

    @precondition(lambda self: self.devices)
    @rule(pick=PICK)
    def unplug(self, pick: int) -> None:
        """A device that is gone is not found."""
        device = self.chosen(self.devices, pick)
        self.answers(204, "DELETE", f"/devices/{device}")
        self.answers(404, "GET", f"/devices/{device}")
        del self.devices[device]
        self.same("devices")

    # --- calls

    @rule(picked_up=st.booleans())
    def ring(self, picked_up: bool) -> None:
        """A call comes in, and perhaps somebody picks it up."""
        call = self.tell("calls")["callId"]
        assert call not in self.calls
        if picked_up:
            self.tell(f"calls/{call}", action="pickup")
        self.calls[call] = {"established": picked_up} | dict.fromkeys(FLAGS, False)
        self.same("calls")

    @precondition(lambda self: self.calls)
    @rule(pick=PICK, flag=st.sampled_from(FLAGS), value=st.booleans())
    def flag(self, pick: int, flag: str, value: bool) -> None:
        """What is set is shown; while it rings, nothing can be set."""
        call = self.chosen(self.calls, pick)
        body = {"value": value, "announcement": True}
        status = 204 if self.calls[call]["established"] else 409
        if status == 204 and flag == "muted" and self.wire.profile != "classic":
            status = 501
        self.answers(status, "PUT", f"/calls/{call}/{flag}", body)
        if status == 204:
            self.calls[call][flag] = value
        self.same("calls")

    @precondition(lambda self: self.calls)
    @rule(pick=PICK)
    def hang_up(self, pick: int) -> None:
        """A call ends once, and is an event where the platform keeps calls there."""
        call = self.chosen(self.calls, pick)
        self.answers(204, "DELETE", f"/calls/{call}")
        self.answers(404, "DELETE", f"/calls/{call}")
        del self.calls[call]
        self.new_events("CALL", 0 if self.wire.profile == "neo" else 1)
        self.same("calls")

    # --- history

    def new_events(self, kind: str, number: int) -> None:
        """So many more are listed, of one type; the model takes them over."""
        seen = self.seen_history()
        new = {k: v for k, v in seen.items() if k not in self.history}
        assert [each[-1] for each in new.values()] == [kind] * number
        self.history |= new

    @rule(text=NAMES)
    def text(self, text: str) -> None:
        """A text message comes in."""
        entry = self.tell("sms", text=text)["entryId"]
        self.new_events("SMS", 1)
        assert self.answers(200, "GET", f"/history/{entry}")["smsContent"] == text
        self.same("history")

    @precondition(lambda self: self.history)
    @rule(pick=PICK, mark=MARKS, value=st.booleans(), note=NAMES)
    def mark(self, pick: int, mark: str, value: bool, note: str) -> None:
        """An event keeps what it is marked with."""
        entry = self.chosen(self.history, pick)
        self.answers(204, "PUT", f"/history/{entry}", {mark: value, "note": note})
        names = ("read", "archived", "starred", "note", "type")
        kept = dict(zip(names, self.history[entry], strict=True)) | {mark: value, "note": note}
        self.history[entry] = tuple(kept.values())
        self.same("history")

    @precondition(lambda self: self.history)
    @rule(pick=PICK)
    def forget(self, pick: int) -> None:
        """An event that is gone is not found."""
        entry = self.chosen(self.history, pick)
        self.answers(204, "DELETE", f"/history/{entry}")
        self.answers(404, "GET", f"/history/{entry}")
        del self.history[entry]
        self.same("history")

    @rule()
    def forget_all(self) -> None:
        """Without an id all events go."""
        self.answers(204, "DELETE", "/history")
        self.history = {}
        self.same("history")

    # --- faults

    @rule(
        write=st.sampled_from(
            [
                ("addIncomingEntry", "POST", "/blacklist/incoming", "blocked"),
                ("createContact", "POST", "/contacts", "contacts"),
                ("deleteAllContacts", "DELETE", "/contacts", "contacts"),
                ("createDevice", "POST", "/w0/devices", "devices"),
                ("deleteHistoryEntries", "DELETE", "/history", "history"),
            ]
        )
    )
    def fail(self, write: tuple[str, str, str, str]) -> None:
        """What an injected fault answers has changed nothing, and the fault is used up."""
        operation, method, path, what = write
        fault = {"kind": "status", "status": BROKEN, "times": 1, "profile": self.wire.profile}
        found = self.wire.control("POST", "faults", {"operation": operation, **fault})
        assert found.status_code == 201
        body = {"phoneNumber": "+4930231250299", "type": "REGISTER", "name": "Nobody"}
        self.answers(BROKEN, method, path, body if method == "POST" else None)
        self.same(what)

    def teardown(self) -> None:
        """In the end all is as the model has it."""
        if hasattr(self, "calls"):
            for what in ("blocked", "contacts", "devices", "history", "calls"):
                self.same(what)
