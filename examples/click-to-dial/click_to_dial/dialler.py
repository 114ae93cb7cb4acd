"""Start a call from somebody's telephone, follow it, hold, transfer, hang up.

What the platforms share stands in `Dialler`; where they part, one class says how Classic has it and
the other how Neo has it. The rest of an application need not know which of them it talks to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx

NEEDS_CLASSIC = "requires a sipgate Classic PBX Account"
MOST_PAGES = 20


class CannotDial(Exception):
    """Something cannot be done; the text is for the person who clicked."""


class State(StrEnum):
    """What is known of a call."""

    UNDER_WAY = "under way"
    ESTABLISHED = "established"
    HELD = "held"
    ENDED = "ended"


@dataclass(frozen=True)
class Phone:
    """A device that can start calls; `channel` is where its calls belong, on Neo."""

    id: str
    name: str
    channel: str | None = None


class Dialler:
    """One account, as one of its users.

    Args:
        http: with the API's base URL and the user's credentials.
    """

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def phones(self) -> list[Phone]:
        """The user's telephones that can start a call."""
        raise NotImplementedError

    def dial(self, phone: Phone, number: str) -> str:
        """Start a call to a number in E.164, and give its id."""
        raise NotImplementedError

    def has_ended(self, call: str) -> bool:
        """Is the call written down as one that has ended?"""
        raise NotImplementedError

    def state(self, call: str) -> State:
        """How a call is.

        Calls that ring are in no list, and on Neo the list of calls is not finished yet: a call
        that is not in it may still run, so only one that is written down has ended.
        """
        for each in self.ask("GET", "/calls")["data"]:
            if each["callId"] == call:
                return State.HELD if each["hold"] else State.ESTABLISHED
        return State.ENDED if self.has_ended(call) else State.UNDER_WAY

    def hold(self, call: str, value: bool = True) -> None:
        """Put a call on hold, or take it back."""
        self.ask("PUT", f"/calls/{call}/hold", json={"value": value})

    def transfer(self, call: str, number: str) -> None:
        """Hand a call over to a number, without asking there first."""
        self.ask("POST", f"/calls/{call}/transfer", json={"attended": False, "phoneNumber": number})

    def hang_up(self, call: str) -> None:
        """End a call, also one that still rings."""
        self.ask("DELETE", f"/calls/{call}")

    def user(self) -> str:
        """The id of the user that the credentials belong to, such as w0."""
        return str(self.ask("GET", "/authorization/userinfo")["sub"])

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """Ask the API, and say in plain words why it does not do it."""
        try:
            answer = self.http.request(method, path, **more)
        except httpx.TransportError as error:
            raise CannotDial(f"sipgate cannot be reached: {error}") from error
        if answer.is_success:
            return answer.json() if answer.content else None
        raise CannotDial(why(answer))


class Classic(Dialler):
    """Calls belong to phonelines, and are in the history when they have ended."""

    def phones(self) -> list[Phone]:
        """All of the user's devices: also a mobile and an external one can be rung first."""
        found = self.ask("GET", f"/{self.user()}/devices")["items"]
        return [Phone(each["id"], each["alias"]) for each in found]

    def dial(self, phone: Phone, number: str) -> str:
        """The device rings first; who picks up is connected."""
        wish = {"caller": phone.id, "callee": number, "deviceId": phone.id}
        return str(self.ask("POST", "/sessions/calls", json=wish)["sessionId"])

    def has_ended(self, call: str) -> bool:
        """The newest calls of the history hold it."""
        newest = self.ask("GET", "/history", params={"types": "CALL", "limit": 50})["items"]
        return any(each.get("callId") == call for each in newest)


class Neo(Dialler):
    """Calls belong to channels; also those of a migrated account, whose history goes on for now."""

    RING = ("REGISTER", "DESKTOP_APP")

    def phones(self) -> list[Phone]:
        """Desk telephones and the desktop app; any other device is refused.

        App devices are listed only where `type` asks for them.
        """
        user = self.user()
        found = self.ask("GET", f"/{user}/devices", params={"type": "all"})["items"]
        channels = self.ask("GET", "/channels")["items"]
        homes = {
            device: channel["id"]
            for channel in reversed(channels)
            for member in channel["users"]
            if member["id"] == user
            for device in member["deviceIds"]
        }
        fit = [each for each in found if each["type"] in self.RING]
        return [Phone(each["id"], each["alias"], homes.get(each["id"])) for each in fit]

    def dial(self, phone: Phone, number: str) -> str:
        """The number goes without its plus; without a channel the device's default one is taken."""
        wish = {"deviceId": phone.id, "targetNumber": re.sub(r"\D", "", number)}
        if phone.channel:
            wish["channelId"] = phone.channel
        return str(self.ask("POST", "/calls", json=wish)["callSid"])

    def has_ended(self, call: str) -> bool:
        """A channel's events hold it; the history of a new account has no calls."""
        return any(each["call"]["callSid"] == call for each in self.events())

    def events(self) -> Iterator[dict[str, Any]]:
        """The calls of all channels that the user may read."""
        for channel in self.ask("GET", "/channels")["items"]:
            position = None
            for _ in range(MOST_PAGES):
                params = {"position": position} if position else {}
                answer = self.http.get(f"/channels/{channel['id']}/events", params=params)
                if answer.status_code == 403:  # somebody's private channel: not for us
                    break
                page = answer.raise_for_status().json()
                yield from (each for each in page["events"] if each["type"] == "CALL")
                if page["position"] in (None, position):
                    break
                position = page["position"]


def dialler(http: httpx.Client) -> Dialler:
    """The dialler of an account's platform.

    A personal access token does not tell the platform, so something that Neo refuses is asked for.
    A token without the scope groups:read is refused as well, and then in other words.
    """
    answer = http.get("/groups")
    if answer.status_code == 403 and NEEDS_CLASSIC in answer.text:
        return Neo(http)
    if answer.is_success:
        return Classic(http)
    raise CannotDial(why(answer))


def why(answer: httpx.Response) -> str:
    """What a refusal means for the person who clicked; bodies may be JSON, text or empty."""
    match answer.status_code:
        case 401:
            return "the credentials are not accepted"
        case 403:
            return answer.text.strip() or "the token lacks a scope, or this is somebody else's"
        case 404:
            return "the call is not there any more"
        case 409:
            return "nobody has picked up yet"
        case 402:
            return "the account has no credit"
        case 501:
            return "sipgate Neo does not do this"
        case status if status >= 500:
            return f"sipgate has trouble ({status}), try again"
        case status:
            return f"refused ({status}): {answer.text.strip() or 'no reason is given'}"
