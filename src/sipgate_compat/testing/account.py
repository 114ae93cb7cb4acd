"""An account of the emulator: its credentials, and what can be made to happen on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from .control import Control
from .seen import Delivery, Entry

if TYPE_CHECKING:
    from .emulator import Emulator

Profile = Literal["classic", "neo", "migrated"]


@dataclass(frozen=True, slots=True)
class User:
    """Somebody of an account, and what they identify themselves with."""

    id: str
    role: str
    token_id: str
    token: str = field(repr=False)
    access_token: str = field(repr=False)

    @property
    def auth(self) -> tuple[str, str]:
        """A personal access token, as `auth=` of httpx and of requests takes it."""
        return (self.token_id, self.token)

    @property
    def bearer(self) -> dict[str, str]:
        """An access token as a header, as `headers=` takes it."""
        return {"Authorization": f"Bearer {self.access_token}"}


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was placed, and what the people at its ends can do."""

    id: str
    profile: Profile
    control: Control = field(repr=False)

    def pick_up(self) -> None:
        """Somebody of the account picks up."""
        self._do("pickup")

    def hang_up(self) -> None:
        """It ends."""
        self._do("hangup")

    def press(self, digits: str) -> None:
        """The caller presses keys.

        Args:
            digits: of 0 to 9, A to D, * and #.
        """
        self._do("dtmf", digits=digits)

    def _do(self, action: str, **more: str) -> None:
        __tracebackhide__ = True
        self.control.post(f"calls/{self.id}", account=self.profile, action=action, **more)


class Account:
    """One account, as seeded when the test begins.

    Args:
        emulator: where it lives.
        profile: of its platform.
        users: by their ids, as the control plane lists them.
    """

    def __init__(self, emulator: Emulator, profile: Profile, users: Mapping[str, Any]) -> None:
        self.emulator, self.profile, self.control = emulator, profile, emulator.control
        self.base_url = emulator.base_url
        """Of the API, without a slash at its end."""
        people = [User(user, **each) for user, each in users.items()]
        self.administrator, self.member, self.outsider = people

    def __repr__(self) -> str:
        """Profile and address."""
        return f"<{self.profile} account of {self.base_url}>"

    def arrange(self, situation: str) -> dict[str, Any]:
        """Make a situation the case, and give its values: ids, numbers.

        Args:
            situation: a name such as an-established-call; `emulator.situations` has all.

        Raises:
            ControlError: there is none of that name; says the nearest.
        """
        __tracebackhide__ = True
        given = self.control.post("arrange", account=self.profile, situation=situation)
        values: dict[str, Any] = given["values"]
        return values

    def incoming_call(
        self,
        caller: str | None = None,
        called: str | None = None,
        *,
        user: str | None = None,
        channel: str | None = None,
    ) -> Call:
        """Let a telephone of the account ring; where webhooks are set, receivers have been asked.

        Args:
            caller: number in E.164; an invented one where nothing is said, likewise below.
            called: number of the account in E.164.
            user: whose telephone rings, such as w0.
            channel: id of the channel that is called, on Neo.

        Raises:
            ControlError: user or channel are not there.
        """
        __tracebackhide__ = True
        wish = {"from": caller, "to": called, "userId": user, "channelId": channel}
        return self._placed(**wish)

    def outgoing_call(self, called: str | None = None, *, user: str | None = None) -> Call:
        """Let somebody of the account dial a number on their telephone, without the API.

        Args:
            called: number in E.164.
            user: who dials, such as w0.
        """
        __tracebackhide__ = True
        return self._placed(direction="out", to=called, userId=user)

    def _placed(self, **wish: Any) -> Call:
        __tracebackhide__ = True
        placed = self.control.post("calls", account=self.profile, **wish)
        return Call(placed["callId"], self.profile, self.control)

    def receive_sms(self, text: str | None = None, *, sender: str | None = None) -> str:
        """Let a text message arrive, and give the id of its history entry."""
        wish = {"text": text, "from": sender}
        return str(self.control.post("sms", account=self.profile, **wish)["entryId"])

    def receive_fax(self, *, sender: str | None = None) -> str:
        """Let a fax arrive, and give the id of its history entry."""
        wish = {"from": sender}
        return str(self.control.post("faxes", account=self.profile, **wish)["entryId"])

    def push_to(
        self,
        incoming: str | None = None,
        outgoing: str | None = None,
        *,
        sources: Sequence[str] | None = None,
        ca: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Set webhooks, as the account's owner does in the web app; events are pushed for real.

        Args:
            incoming: URL of the receiver of incoming calls; on Neo https only. None: as it is.
            outgoing: likewise of outgoing calls.
            sources: extensions (Classic) or ids of channels (Neo) whose calls are pushed.
            ca: certificates to trust for the receivers, as PEM text.
            timeout: seconds that a receiver has for one event.

        Raises:
            ControlError: the platform does not take such a URL.
        """
        __tracebackhide__ = True
        self.control.post(
            "webhooks",
            account=self.profile,
            incomingUrl=incoming,
            outgoingUrl=outgoing,
            sources=None if sources is None else list(sources),
            ca=ca,
            timeout=timeout,
        )

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """Every event that was pushed in this test, oldest first; waits for those under way."""
        rows = self.control.get("deliveries", account=self.profile, wait="true")["deliveries"]
        return tuple(Delivery.of(row) for row in rows)

    def advance(self, seconds: float) -> None:
        """Let time pass at once, on all accounts of the emulator.

        Args:
            seconds: a call that was started through the API is picked up after one of them.
        """
        self.emulator.advance(seconds)

    def fault(self, operation: str, kind: str, *, times: int | None = None, **more: Any) -> None:
        """Let an operation go wrong on this account until the test ends.

        Args:
            operation: by the API's name, such as getCalls, or *.
            kind: status (`status=503`), delay (`seconds=2`), drop, malformed, remove-field
                (`field="/data/*/callId"`), rename-field (`field=…, to=…`) or set-field
                (`field=…, value=…`).
            times: for so many requests only.
            more: what the kind needs.

        Raises:
            ControlError: operation or kind are not known, or the kind needs something else.
        """
        __tracebackhide__ = True
        wish = {"operation": operation, "kind": kind, "times": times, **more}
        self.control.post("faults", profile=self.profile, **wish)

    @property
    def journal(self) -> tuple[Entry, ...]:
        """The requests that were put to this account in this test, oldest first.

        One with credentials that nobody has stands in the emulator's journal only.
        """
        return tuple(each for each in self.emulator.journal if each.profile == self.profile)
