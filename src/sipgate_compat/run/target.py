"""Where requests go: the emulator, whose control plane arranges situations, or the live API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from ..client import Answer, Client, Credentials
from ..contract.cases import Case
from ..contract.model import Actor, Operation, Profile
from ..desk import Counter
from ..errors import CompatError, NotTheApi, Refused
from ..manners import Manners
from ..redaction.forms import MEDIA
from .accounts import Watch

SANDBOX = "X-Sipgate-Compat-Sandbox"
USERS = {Actor.ADMIN: "w0", Actor.MEMBER: "w1", Actor.OUTSIDER: "w2"}
WRONG_TOKEN = "00000000-0000-4000-8000-000000000000"


class Skip(Exception):
    """A case that this target cannot put, with the reason."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A situation that is now the case: its values, and the headers that select it."""

    values: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)


class Target(Protocol):
    """What the judge needs to know of where requests go."""

    name: Literal["emulator", "live"]
    client: Client
    watch: Watch

    def stage(self, case: Case) -> Stage:
        """Make the case's situation true; raises Skip where that cannot be done."""

    def credentials(
        self, profile: Profile, actor: Actor, operation: Operation
    ) -> Credentials | None:
        """What the actor identifies itself with; raises Skip where there is none."""


class EmulatorTarget:
    """An emulator that already runs, seen through any proxy."""

    name: Literal["emulator", "live"] = "emulator"

    def __init__(self, base_url: str, desk: Counter | None = None) -> None:
        self.client, self.watch = Client(base_url, desk=desk), Watch()
        parts = urlsplit(self.client.base_url)
        self.control = f"{parts.scheme}://{parts.netloc}/_emulator"
        self.accounts = self._accounts()
        self.stages: dict[tuple[str, str], Stage] = {}
        self.limited: dict[tuple[str, tuple[str, ...]], Credentials] = {}

    def _accounts(self) -> dict[str, Any]:
        answer = self.client.json("GET", f"{self.control}/accounts")
        body = answer.body
        if answer.status != 200 or not isinstance(body, dict) or "accounts" not in body:
            raise NotTheApi(
                f"{self.control}/accounts: answers {answer.status} "
                f"{answer.content_type or 'nothing'}, not an emulator of sipgate-compat; "
                "start one with: sipgate-compat emulator"
            )
        accounts: dict[str, Any] = body["accounts"]
        return accounts

    def stage(self, case: Case) -> Stage:
        """Arrange the situation; cases that change nothing share one sandbox per situation."""
        key = (case.profile, case.given)
        if case.changes_nothing and key in self.stages:
            return self.stages[key]
        sandbox = f"read/{case.given}" if case.changes_nothing else case.name[:64]
        wish = {"account": case.profile, "situation": case.given, "sandbox": sandbox, "fresh": True}
        answer = self._ask("arrange", wish)
        stage = Stage(answer["values"], {SANDBOX: sandbox})
        if case.changes_nothing:
            self.stages[key] = stage
        return stage

    def credentials(
        self, profile: Profile, actor: Actor, operation: Operation
    ) -> Credentials | None:
        """Credentials of one of the account's users, or a token that lacks the scope."""
        match actor:
            case Actor.NOBODY:
                return None
            case Actor.STRANGER:
                user = self.accounts[profile]["users"]["w0"]
                return Credentials(_variable(profile), user["token_id"], WRONG_TOKEN)
            case Actor.WITHOUT_SCOPE:
                return self._without(profile, operation.scope)
            case _:
                user = self.accounts[profile]["users"][USERS[actor]]
                return Credentials(_variable(profile, actor), user["token_id"], user["token"])

    def _without(self, profile: Profile, scopes: tuple[str, ...]) -> Credentials:
        key = (profile, scopes)
        if key not in self.limited:
            wish = {"account": profile, "user": "w0", "without": [*scopes, "all"]}
            token = self._ask("tokens", wish)
            variable = _variable(profile, Actor.WITHOUT_SCOPE)
            self.limited[key] = Credentials(variable, token["token_id"], token["token"])
        return self.limited[key]

    def _ask(self, verb: str, wish: Mapping[str, Any]) -> dict[str, Any]:
        answer = self.client.json("POST", f"{self.control}/{verb}", wish)
        body = answer.body
        if answer.status >= 300 or not isinstance(body, dict):
            reason = body.get("error") if isinstance(body, dict) else answer.content_type
            raise CompatError(f"{self.control}/{verb}: answers {answer.status}: {reason}")
        return body


def _variable(profile: Profile, actor: Actor = Actor.ADMIN) -> str:
    middle = "" if actor is Actor.ADMIN else f"_{actor.name}"
    return f"SIPGATE_COMPAT_{profile.upper()}{middle}"


@dataclass(frozen=True, slots=True)
class Discovery:
    """How a value is found on a live account: a list, and the pointer of the first that fits."""

    path: str
    items: str
    type: str | None = None
    key: str = "id"


DISCOVERIES: dict[str, Discovery] = {
    "registerDeviceId": Discovery("/{userId}/devices", "items", "REGISTER"),
    "mobileDeviceId": Discovery("/{userId}/devices", "items", "MOBILE"),
    "externalDeviceId": Discovery("/{userId}/devices", "items", "EXTERNAL"),
    "appDeviceId": Discovery("/{userId}/devices?type=app", "items", "DESKTOP_APP"),
    "groupId": Discovery("/groups", "items"),
    "phonelineId": Discovery("/{userId}/phonelines", "items"),
    "faxlineId": Discovery("/{userId}/faxlines", "items"),
    "groupFaxlineId": Discovery("/groupfaxlines", "items"),
    "channelId": Discovery("/channels", "items"),
    "channelName": Discovery("/channels", "items", key="name"),
    "entryId": Discovery("/history?limit=1", "items"),
}
# Ids that nothing bears; they fill paths of operations that a profile refuses anyway.
FILLERS = {
    "groupId": "g0",
    "phonelineId": "p0",
    "groupFaxlineId": "f0",
    "callId": "00000000-0000-4000-8000-000000000000",
}
HISTORY = {"a-fax-in-history": "FAX", "an-sms-in-history": "SMS"}


class LiveTarget:
    """The live API: reads only unless allowed, situations as they are found."""

    name: Literal["emulator", "live"] = "live"

    def __init__(
        self,
        base_url: str,
        credentials: Mapping[Profile, Credentials],
        allowed: frozenset[str],
        situations: Mapping[str, Any],
        desk: Counter | None = None,
        manners: Manners | None = None,
    ) -> None:
        self.client, self.watch = Client(base_url, desk=desk, manners=manners), Watch()
        self.by_profile = credentials
        self.allowed = allowed | {"read"}
        self.situations = situations
        self.found: dict[tuple[Profile, str], Any] = {}

    def stage(self, case: Case) -> Stage:
        """Find the situation on the account."""
        if moved := self.watch.moved.get(case.profile):
            raise Skip(moved.reason)
        missing = sorted(case.effects - self.allowed)
        if missing:
            raise Skip(f"effect {missing[0]} is not allowed on a live account; see --allow")
        situation = self.situations[case.given]
        if situation.live == "arranged" and not case.is_convention:
            raise Skip(f"needs {case.given}: {situation.states}; only the emulator arranges that")
        return Stage(_Found(self, case))

    def credentials(
        self, profile: Profile, actor: Actor, operation: Operation
    ) -> Credentials | None:
        """The account's own credentials; a live account lends no others."""
        match actor:
            case Actor.NOBODY:
                return None
            case Actor.ADMIN:
                return self.by_profile[profile]
            case _:
                raise Skip(f"needs credentials of another kind ({actor}) for the {profile} account")

    def get(self, profile: Profile, path: str) -> Answer:
        """Read something with the account's credentials."""
        from ..client import Wire

        return self.client.send(Wire("GET", path, {}, None, self.by_profile[profile]))

    def value(self, profile: Profile, name: str, given: str) -> Any:
        """A value of a situation, found once."""
        key = (profile, f"{given}/{name}" if name == "entryId" else name)
        if key not in self.found:
            self.found[key] = self._discovered(profile, name, given)
        if self.found[key] is None:
            raise Skip(f"needs a {name}, and the {profile} account has none")
        return self.found[key]

    def _discovered(self, profile: Profile, name: str, given: str) -> Any:
        if name == "userId":
            body = self.get(profile, "/authorization/userinfo").body
            return body.get("sub") if isinstance(body, dict) else None
        how = DISCOVERIES.get(name)
        if how is None:
            return FILLERS.get(name)
        path = how.path.replace("{userId}", str(self.value(profile, "userId", given)))
        if name == "entryId" and given in HISTORY:
            path += f"&types={HISTORY[given]}"
        body = self.get(profile, path).body
        listed = body.get(how.items) if isinstance(body, dict) else None
        for each in listed or ():
            if how.type is None or each.get("type") == how.type:
                return each.get(how.key)
        return FILLERS.get(name)


class _Found(dict[str, Any]):
    """Values of a live situation, looked up when a request asks for them."""

    def __init__(self, target: LiveTarget, case: Case) -> None:
        super().__init__()
        self.target, self.case = target, case

    def __missing__(self, name: str) -> Any:
        return self.target.value(self.case.profile, name, self.case.given)

    def __contains__(self, name: object) -> bool:
        """Any name may be asked for; what the account does not have skips the case."""
        return True


def check_live(base_url: str, answer: Answer, variable: str) -> None:
    """Is this the API, and did it accept the credentials?

    Raises:
        Refused: 401 or 403.
        NotTheApi: anything but the JSON of a user's own data.
    """
    if answer.status in (401, 403):
        raise Refused(
            f"{base_url}: refuses the credentials of {variable}_… ({answer.status}); "
            "accepted are a token id with its token, or an access token that has not expired"
        )
    body = answer.body
    if answer.status != 200 or not isinstance(body, dict) or "sub" not in body:
        raise NotTheApi(
            f"{base_url}/authorization/userinfo: answers {answer.status} "
            f"{_called(answer)}, not the sipgate API; expected is JSON with `sub`"
        )


def _called(answer: Answer) -> str:
    """What an answer calls itself, where that is no message from anybody."""
    if not answer.content_type:
        return "nothing"
    known = MEDIA.fullmatch(answer.content_type)
    return answer.content_type if known else "something unknown"
