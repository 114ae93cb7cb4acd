"""Access tokens that are renewed: a refresh token, the client it was given to, and a token URL.

Each refresh token is used once, as a realm that rotates them wants it; what replaces it lives in
memory until the run ends.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import jwt

from .errors import CompatError, NotTheApi, Refused, Undecided, Unrenewed
from .web import Reply, checked, form

REALM = "third-party"
TOKEN_URL = "https://login.sipgate.com/auth/realms/{realm}/protocol/openid-connect/token"
MARGIN = 30.0
SHORT = 60.0
TIMEOUT = 30.0
TRIES = 3
CODE = re.compile(r"[a-z_]{1,40}")

Post = Callable[[str, Mapping[str, str], float], Reply]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token endpoint is shown; its values never stand in a repr."""

    variable: str
    url: str
    client_id: str
    refresh_token: str = field(repr=False)
    client_secret: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        checked(self.url)

    def secrets(self) -> tuple[str, ...]:
        """Values that may stand nowhere."""
        return tuple(each for each in (self.refresh_token, self.client_secret) if each)


class Keeper:
    """Holds the access token of one grant.

    Args:
        grant: how it began.
        clock: seconds that only ever grow.
        issued: told of every secret that comes.
        post: sends a form to the token URL.
    """

    def __init__(
        self,
        grant: Grant,
        clock: Callable[[], float] = time.monotonic,
        issued: Callable[[str], Any] = lambda secret: None,
        post: Post = form,
    ) -> None:
        self.grant, self.clock, self.issued, self.post = grant, clock, issued, post
        self.refresh_token = grant.refresh_token
        self.token = ""
        self.expires = 0.0
        self.renew_at = 0.0
        self.failed: CompatError | None = None
        self.missed = 0
        self.lock = Lock()

    def __repr__(self) -> str:
        return f"Keeper({self.grant!r})"

    @property
    def rotated(self) -> bool:
        """Whether the realm has given another refresh token for the first one."""
        return self.refresh_token != self.grant.refresh_token

    def access(self, refused: str = "") -> str:
        """A token that is accepted for a while yet.

        Args:
            refused: a token that the API did not accept; where it is still the one, it is renewed.

        Raises:
            Refused: the token URL does not accept the grant (any more).
            Unrenewed, NotTheApi: the token URL gave no token, and the last one has expired.
        """
        with self.lock:
            if not self.token or refused == self.token or self.clock() >= self.renew_at:
                self._renew(still_good=refused != self.token)
            return self.token

    def _renew(self, still_good: bool) -> None:
        if self.failed:
            raise self.failed
        try:
            self._take(self._asked())
        except Undecided as error:
            # The margin is there for this: the next request asks again.
            if still_good and self.token and self.clock() < self.expires:
                return
            self.missed += 1
            missed = Unrenewed(str(error))
            self.failed = missed if self.missed >= TRIES else None
            raise missed from None
        except CompatError as error:
            self.failed = error
            raise

    def _asked(self) -> dict[str, Any]:
        grant = self.grant
        wish = {"grant_type": "refresh_token", "client_id": grant.client_id}
        wish |= {"refresh_token": self.refresh_token}
        if grant.client_secret:
            wish["client_secret"] = grant.client_secret
        reply = self.post(grant.url, wish, TIMEOUT)
        body = reply.body if isinstance(reply.body, dict) else {}
        if reply.status in (400, 401, 403) and "error" in body:
            code = str(body["error"])
            said = f" {code}" if CODE.fullmatch(code) else ""
            raise Refused(
                f"{grant.url}: refuses {grant.variable}_REFRESH_TOKEN ({reply.status}{said}); "
                f"is it still valid, and are …_CLIENT_ID and …_CLIENT_SECRET those it was given to?"
            )
        if reply.status == 429 or reply.status >= 500:
            raise Undecided(f"{grant.url}: no token: answers {reply.status}")
        if reply.status != 200 or not _is_token(body.get("access_token")):
            raise NotTheApi(
                f"{grant.url}: answers {reply.status} without a token, not a token endpoint"
            )
        return body

    def _take(self, body: dict[str, Any]) -> None:
        self.missed = 0
        self.token = str(body["access_token"])
        self.issued(self.token)
        following = body.get("refresh_token")
        if _is_token(following) and following != self.refresh_token:
            self.refresh_token = str(following)
            self.issued(self.refresh_token)
        lives = lifetime(body)
        self.expires = self.clock() + lives
        self.renew_at = self.expires - min(MARGIN, lives / 2)


def _is_token(value: Any) -> bool:
    """What can stand in a header."""
    return isinstance(value, str) and bool(value) and value.isascii() and value.isprintable()


def lifetime(body: Mapping[str, Any]) -> float:
    """Seconds that a new access token lives, by `expires_in` or by its own claims."""
    told = body.get("expires_in")
    if isinstance(told, int | float) and not isinstance(told, bool) and 0 < told < 1e9:
        return float(told)
    try:
        claims = jwt.decode(
            str(body["access_token"]), options={"verify_signature": False, "verify_exp": False}
        )
        lives = float(claims["exp"]) - float(claims["iat"])
    except (jwt.InvalidTokenError, KeyError, TypeError, ValueError):
        return SHORT
    return lives if 0 < lives < 1e9 else SHORT
