"""How a request of the API is sent and its answer read."""

from __future__ import annotations

import base64
import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from .compare import ABSENT, filled, pointed
from .contract.model import Operation, Request
from .desk import Counter, Desk
from .errors import Spent, Undecided, Unrenewed
from .grant import Grant
from .manners import GONE, REPEATED, SILENT, Manners, told_to_wait
from .web import FAILURES, Connection, Response, checked, reason

MAX_PAGES = 100
# What every account can read; it tells whether anybody is there.
LOOK = "/authorization/userinfo"
CONTROL = "the control plane"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A personal access token, a bearer token, or a grant of such; no value shows in a repr.

    Where there is a grant, `source` gives the token of the moment: another one than it is told.
    """

    variable: str
    token_id: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    access_token: str | None = field(default=None, repr=False)
    grant: Grant | None = None
    source: Callable[[str], str] | None = field(default=None, repr=False)

    def bearer(self, refused: str = "") -> str | None:
        """The bearer token of this moment, if it is one."""
        return self.source(refused) if self.source else self.access_token

    def header(self) -> str:
        """The value of the Authorization header."""
        bearer = self.bearer()
        if bearer:
            return f"Bearer {bearer}"
        pair = f"{self.token_id}:{self.token}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"

    def curl(self) -> str:
        """What curl is told, with the names of the variables instead of their values."""
        if self.access_token or self.grant:
            return f'-H "Authorization: Bearer ${self.variable}_ACCESS_TOKEN"'
        return f'-u "${self.variable}_TOKEN_ID:${self.variable}_TOKEN"'

    def secrets(self) -> tuple[str, ...]:
        """Values that may stand nowhere, as far as they are known before the run."""
        if self.grant:
            return self.grant.secrets()
        values = (self.token, self.access_token, self.token_id, self.header().split(" ", 1)[1])
        return tuple(each for each in values if each)


@dataclass(frozen=True, slots=True)
class Wire:
    """A request as it goes out; its repr shows nothing of an account."""

    method: str
    target: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    credentials: Credentials | None
    owed: bool = False
    """It undoes what was written, so that no budget keeps it back."""

    def curl(self, base_url: str) -> str:
        """A line that repeats the request by hand."""
        parts = ["curl -i"]
        if self.method != "GET":
            parts.append(f"-X {self.method}")
        if self.credentials:
            parts.append(self.credentials.curl())
        parts += [f"-H {shlex.quote(f'{k}: {v}')}" for k, v in self.headers.items()]
        if self.content is not None:
            parts.append(f"--data-raw {shlex.quote(self.content.decode(errors='replace'))}")
        return " ".join([*parts, shlex.quote(address(base_url, self.target))])


def address(base_url: str, target: str) -> str:
    """Where a request goes: what names the third version stands beside the second."""
    base = base_url.removesuffix("/v2") if target.startswith("/v3/") else base_url
    return f"{base}{target}"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came; its repr shows nothing of an account."""

    status: int
    content_type: str = field(repr=False)
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: Any = field(repr=False)
    """The JSON value, the text where it is no JSON, None where it is empty."""


def wire(
    operation: Operation,
    request: Request,
    values: Mapping[str, Any],
    credentials: Credentials | None,
) -> Wire:
    """A request with its path, query and body filled from a situation's values."""
    path = operation.path
    for name in operation.path_parameters:
        value = request.path.get(name, f"${name}")
        path = path.replace(f"{{{name}}}", quote(str(filled(value, values)), safe=""))
    query = filled(request.query, values)
    if query:
        path += f"?{urlencode(query, doseq=True, safe=',:/')}"
    headers = dict(request.headers)
    content = None
    if request.raw is not None:
        content = request.raw.encode()
    elif request.body is not None:
        content = json.dumps(filled(request.body, values)).encode()
    if content is not None:
        headers.setdefault("Content-Type", "application/json")
    return Wire(operation.method, path, headers, content, credentials)


class Client:
    """Sends requests to one base URL.

    Credentials go to no other host, nor over plain HTTP except to loopback. Redirects are answers
    and followed by nobody.

    Args:
        base_url: where requests go.
        timeout: seconds without a sign of life.
        desk: is asked before each request of the API.
        manners: how often and after what pauses a reading request is repeated.
    """

    def __init__(
        self,
        base_url: str,
        timeout: float = 30.0,
        desk: Counter | None = None,
        manners: Manners | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        checked(base_url)
        self.desk: Counter = desk or Desk()
        self.manners = manners or Manners()
        self.spent: Spent | None = None
        self.missed: dict[str, int] = {}
        """How often in a row each account was not answered, once anything had been."""
        self.gone = False
        """Whether an account was given up and no other was answered since."""
        self.timeout = timeout
        self.reconnect()

    def reconnect(self) -> None:
        """Begin with new connections, as a process has to that was forked."""
        self.http = Connection(self.base_url, self.timeout, self.manners.agent)

    def send(self, request: Wire, extra: Mapping[str, str] | None = None) -> Answer:
        """Put one request; what only reads is repeated where no answer of the API came.

        Raises:
            Undecided: no answer came.
            Spent: a budget does not allow it.
            Refused: there is no token to be had any more.
        """
        try:
            answer = self._tried(request, {**request.headers, **(extra or {})})
        except (Spent, Unrenewed):
            raise
        except Undecided:
            self._look_after(request.credentials)
            raise
        if answer.status in GONE:
            self._look_after(request.credentials)
        return answer

    def _tried(self, request: Wire, headers: dict[str, str]) -> Answer:
        pauses = self.manners.pauses if request.method == "GET" else ()
        for pause in pauses:
            try:
                answer = self._once(request, headers)
            except (Spent, Unrenewed):
                raise
            except Undecided:
                self.manners.sleep(pause)
                continue
            if answer.status not in REPEATED:
                return answer
            if told_to_wait(answer.headers, self.manners.now()) is None:
                self.manners.sleep(pause)
        return self._once(request, headers)

    def _once(self, request: Wire, headers: dict[str, str]) -> Answer:
        """One try; a token that was taken back early is renewed once, for what only reads."""
        answer = self._put(request, headers)
        own = request.credentials
        if answer.status == 401 and request.method == "GET" and own and own.source:
            refused = headers["Authorization"].removeprefix("Bearer ")
            if own.bearer(refused) != refused:
                return self._put(request, headers)
        return answer

    def _put(self, request: Wire, headers: dict[str, str]) -> Answer:
        account = _account(request.credentials)
        self._queue(account, request.owed)
        if request.credentials:
            headers["Authorization"] = request.credentials.header()
        try:
            response = self.http.send(
                request.method, address(self.base_url, request.target), headers, request.content
            )
        except FAILURES as error:
            self._count(account, answered=False)
            raise Undecided(f"{self.base_url}: no answer: {reason(error)}") from None
        except KeyboardInterrupt:
            # A full traceback would show the headers, and with them the credentials.
            raise KeyboardInterrupt from None
        answer = _answer(response)
        self._count(account, answered=answer.status not in GONE)
        if answer.status in REPEATED:
            seconds = told_to_wait(answer.headers, self.manners.now())
            if seconds is not None:
                self.desk.hold(account, seconds)
        return answer

    def _count(self, account: str, answered: bool) -> None:
        if answered:
            self.missed[account], self.gone = 0, False
        elif self.missed:
            self.missed[account] = self.missed.get(account, 0) + 1

    def _look_after(self, own: Credentials | None) -> None:
        """Give an account up that has not answered for long, if a look does not find it either."""
        account = _account(own)
        if not self.gone and (self.missed.get(account, 0) < SILENT or self._is_there(own)):
            return
        self.gone = True
        self.desk.give_up(account, f"{self.base_url}: does not answer any more")

    def _is_there(self, own: Credentials | None) -> bool:
        look = Wire("GET", LOOK, {}, None, own)
        for pause in self.manners.watches:
            if pause:
                self.manners.sleep(pause)
            try:
                if self._put(look, {}).status not in GONE:
                    return True
            except (Spent, Unrenewed):
                raise
            except Undecided:
                continue
        return False

    def _queue(self, account: str, owed: bool) -> None:
        """Wait for one's turn."""
        try:
            while wait := self.desk.wait(account, owed):
                self.manners.sleep(wait)
        except Spent as spent:
            self.spent = spent if spent.cause == "budget" else self.spent
            raise

    def json(self, method: str, url: str, value: Any = None) -> Answer:
        """Put a request of the control plane, which needs no credentials and has no budget.

        Raises:
            Undecided: no answer came, or no case could use it any more.
        """
        if self.spent:
            raise self.spent
        content = None if value is None else json.dumps(value).encode()
        try:
            response = self.http.send(method, url, {"content-type": "application/json"}, content)
        except FAILURES as error:
            self._count(CONTROL, answered=False)
            if self.missed.get(CONTROL, 0) >= SILENT:
                self.spent = Spent(f"{self.base_url}: does not answer any more", "network")
            raise Undecided(f"{url}: no answer: {reason(error)}") from None
        self._count(CONTROL, answered=True)
        return _answer(response)

    def close(self) -> None:
        """Let go of all connections."""
        self.http.close()


def _account(own: Credentials | None) -> str:
    return own.variable if own else ""


def _answer(response: Response) -> Answer:
    content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    text = response.text
    return Answer(
        response.status_code, content_type, text, response.headers, _body(text, content_type)
    )


def _body(text: str, content_type: str) -> Any:
    if not text:
        return None
    if content_type.endswith("json"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text


def joined(pages: list[Any], items: str) -> Any:
    """Several pages as one body, whose list holds the items of all."""
    if not pages:
        return None
    every = [each for page in pages for each in (page.get(items) or [])]
    return {**pages[-1], items: every}


def next_query(
    by: str, items: str, query: Mapping[str, Any], body: Any, seen: set[str]
) -> dict[str, Any] | None:
    """The query of the next page, or None at the end.

    How a list says that it ends is not documented for `position`: none, null, an empty page and a
    position that came before all count as the end.
    """
    found = pointed(body, f"/{items}")
    if not isinstance(found, list) or not found:
        return None
    if by == "offset":
        offset = int(query.get("offset", 0)) + len(found)
        return {**query, "offset": offset}
    position = pointed(body, "/position")
    if position in (ABSENT, None, "") or str(position) in seen:
        return None
    seen.add(str(position))
    return {**query, "position": position}
