"""Where requests go: the emulator, whose control plane arranges situations, or the live API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from secrets import token_hex
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from ..client import Answer, Client, Credentials, Wire
from ..contract.cases import Case, Step
from ..contract.model import Actor, Availability, Effect, Operation, Profile
from ..desk import Counter
from ..errors import CompatError, NotTheApi, Refused
from ..manners import Manners
from ..redaction.forms import MEDIA
from .accounts import Watch
from .discovery import FILLERS, OF_SITUATIONS, Discovery, Unseen, discovered, how
from .failure import Unclear, of_status
from .guard import Guard
from .refusal import Skip, foreign, lacking, not_ours, refusal

SANDBOX = "X-Sipgate-Compat-Sandbox"
USERS = {Actor.ADMIN: "w0", Actor.MEMBER: "w1", Actor.OUTSIDER: "w2"}
WRONG_TOKEN = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class Stage:
    """A situation that is now the case: its values, and the headers that select it."""

    values: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    case: Case | None = None
    """The case as this target puts it, where it is not put as it stands."""


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

    def put(
        self, case: Case, step: Step, out: Wire, values: Mapping[str, Any], stage: Stage
    ) -> Answer:
        """Put a request of a case."""

    def settle(self) -> list[str]:
        """Undo what the case left behind; says what could not be undone."""

    def forked(self) -> None:
        """Go on in a process that was forked: share neither connections nor names."""

    def close(self) -> None:
        """Undo what is left, and let go of all connections."""


class EmulatorTarget:
    """An emulator that already runs, seen through any proxy."""

    name: Literal["emulator", "live"] = "emulator"

    def __init__(
        self, base_url: str, desk: Counter | None = None, client: Client | None = None
    ) -> None:
        self.client, self.watch = client or Client(base_url, desk=desk), Watch()
        parts = urlsplit(self.client.base_url)
        self.control = f"{parts.scheme}://{parts.netloc}/_emulator"
        self.accounts = self._accounts()
        self._numbered()
        self.stages: dict[tuple[str, str], Stage] = {}
        self.limited: dict[tuple[str, Actor, tuple[str, ...]], Credentials] = {}

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
        """A sandbox that begins in the situation; cases that change nothing share one."""
        key = (case.profile, case.given)
        if key not in self.stages:
            sandbox = self._sandbox(case.given)
            wish = {"account": case.profile, "situation": case.given, "sandbox": sandbox}
            values = self._ask("arrange", {**wish, "fresh": True})["values"]
            self.stages[key] = Stage(values, {SANDBOX: sandbox})
        stage = self.stages[key]
        if case.changes_nothing:
            return stage
        # Values are those of the situation, not of the sandbox, so nobody has to ask for them.
        return Stage(stage.values, {SANDBOX: self._sandbox(case.given)})

    def _numbered(self) -> None:
        self.run, self.numbers = token_hex(4), count(1)

    def _sandbox(self, situation: str) -> str:
        """A name of a sandbox that nobody has used; the emulator reads the situation from it."""
        return f"{situation}/{self.run}/{next(self.numbers)}"

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
                return self._limited(profile, actor, "without", (*operation.scope, "all"))
            case Actor.SCOPE_ALONE:
                return self._limited(profile, actor, "scopes", operation.scope[:1])
            case Actor.BEARER:
                user = self.accounts[profile]["users"]["w0"]
                return Credentials(_variable(profile, actor), access_token=user["access_token"])
            case _:
                user = self.accounts[profile]["users"][USERS[actor]]
                return Credentials(_variable(profile, actor), user["token_id"], user["token"])

    def _limited(
        self, profile: Profile, actor: Actor, word: str, scopes: tuple[str, ...]
    ) -> Credentials:
        """The administrator's token `without` some scopes, or with these `scopes` alone."""
        key = (profile, actor, scopes)
        if key not in self.limited:
            wish = {"account": profile, "user": "w0", word: list(scopes)}
            token = self._ask("tokens", wish)
            variable = _variable(profile, actor)
            self.limited[key] = Credentials(variable, token["token_id"], token["token"])
        return self.limited[key]

    def put(
        self, case: Case, step: Step, out: Wire, values: Mapping[str, Any], stage: Stage
    ) -> Answer:
        """Put a request as it is."""
        return self.client.send(out, stage.headers)

    def settle(self) -> list[str]:
        """Nothing: a sandbox is left as it is."""
        return []

    def forked(self) -> None:
        """Go on with connections and sandboxes of one's own."""
        self.client.close()
        self.client.reconnect()
        self._numbered()

    def close(self) -> None:
        """Let go of all connections."""
        self.client.close()

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
        self.guard: Guard | None = None
        """Without one nothing is written."""

    def stage(self, case: Case) -> Stage:
        """Find the situation on the account."""
        if moved := self.watch.moved.get(case.profile):
            raise Skip(moved.reason)
        if self.guard is None:
            if case.effects != {"read"}:
                raise Skip("nothing is written to a live account without a ledger")
            return Stage(self.values(case))
        why = refusal(case, self.allowed, self.situations, self.guard.effects)
        if why:
            raise Skip(why)
        self.guard.afford(case)
        return Stage(self.values(case), case=self.guard.named(case))

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
                raise Skip(foreign(actor, profile))

    def put(
        self, case: Case, step: Step, out: Wire, values: Mapping[str, Any], stage: Stage
    ) -> Answer:
        """Put a request; one that may change something only by way of the guard."""
        if step.operation.effect is Effect.READ and out.method == "GET":
            return self.client.send(out, stage.headers)
        if self.guard is None:
            raise Skip(not_ours(step.operation.method, step.operation.path))
        return self.guard.put(case, step, values, lambda: self.client.send(out, stage.headers))

    def settle(self) -> list[str]:
        """Undo what was written and is not undone yet."""
        return self.guard.settle() if self.guard else []

    def forked(self) -> None:
        """Go on with connections of one's own."""
        self.client.close()
        self.client.reconnect()

    def close(self) -> None:
        """Undo what is left, and let go of ledger and connections."""
        self.settle()
        if self.guard:
            self.guard.ledger.release()
        self.client.close()

    def get(self, profile: Profile, path: str) -> Answer:
        """Read something with the account's credentials."""
        return self.client.send(Wire("GET", path, {}, None, self.by_profile[profile]))

    def values(self, case: Case) -> Mapping[str, Any]:
        """The values of a case's situation, each looked up when it is asked for."""
        return _Found(self, case)

    def value(self, case: Case, name: str) -> Any:
        """A value of a case's situation, found once; raises Skip where it is not there."""
        profile, given = case.profile, case.given
        by = how(given, name)
        # A thing that only a situation asks for is another one than the same name's elsewhere.
        key = (profile, f"{given}/{name}" if (given, name) in OF_SITUATIONS else name)
        if key not in self.found:
            self.found[key] = self._discovered(case, name, by)
        found, unseen = self.found[key], None
        if isinstance(found, Unseen):
            found, unseen = None, str(found)
        available = case.operation.availability[profile] is Availability.AVAILABLE
        if found is None and not available:
            found = FILLERS.get(name)
        if found is None:
            raise Skip(lacking(profile, name, by is not None, self.situations[given], unseen))
        return found

    def _discovered(self, case: Case, name: str, by: Discovery | None) -> Any:
        if name == "userId":
            body = self.get(case.profile, "/authorization/userinfo").body
            return body.get("sub") if isinstance(body, dict) else None
        if by is None:
            return None
        get = partial(self.get, case.profile)
        try:
            return discovered(get, lambda other: self.value(case, other), by)
        except Unseen as unseen:
            # Who lacks the scope will lack it for the next case; all else may pass.
            if unseen.status == 403:
                return unseen
            raise Unclear(f"{name}: {unseen}", of_status(unseen.status)) from None


class _Found(dict[str, Any]):
    """Values of a live situation, looked up when a request asks for them."""

    def __init__(self, target: LiveTarget, case: Case) -> None:
        super().__init__()
        self.target, self.case = target, case

    def __missing__(self, name: str) -> Any:
        return self.target.value(self.case, name)

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
