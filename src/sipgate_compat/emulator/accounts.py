"""Accounts, their users' credentials, and the sandboxes that keep parallel tests apart."""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

import jwt

from .clock import EPOCH, Clock
from .rules import RULES
from .seed import seeded
from .situations import SITUATIONS, arrange
from .state import NAMESPACE, State

KEY = "the emulator's own key; it protects nothing, tokens are only told apart by it"
REALM = "third-party"
FOREVER = 4_102_444_800  # 2100: the seeded access tokens are the same at every start
LIFETIME = 300
REFRESH_LIFETIME = 2_592_000
ISSUED = 2_000  # the newest are kept, so that whoever refreshes for days fills no memory
# More than a run has cases: what one of them arranged for all readers is asked for until its end.
SANDBOXES = 1024
SANDBOX_NAME = re.compile(r"[A-Za-z0-9._/-]{1,64}")
TOKEN_IDS = {
    ("classic", "w0"): "token-class1",
    ("classic", "w1"): "token-class2",
    ("classic", "w2"): "token-class3",
    ("neo", "w0"): "token-neoone",
    ("neo", "w1"): "token-neotwo",
    ("neo", "w2"): "token-neo3rd",
    ("migrated", "w0"): "token-migrat",
    ("migrated", "w1"): "token-migra2",
    ("migrated", "w2"): "token-migra3",
}
ROLES = {"w0": "admin", "w1": "member", "w2": "outsider"}


def begins_in(sandbox: str) -> str | None:
    """The situation that a sandbox's name speaks of; all sandboxes of one get the same ids."""
    situation, slash, _ = sandbox.partition("/")
    return situation if slash and situation in SITUATIONS else None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who stands behind credentials, and what they may do."""

    profile: str
    user: str
    scopes: frozenset[str]
    expires: float = float(FOREVER)


@dataclass(frozen=True, slots=True)
class Token:
    """Everything a user can identify itself with."""

    identity: Identity
    token_id: str
    token: str
    access_token: str
    refresh_token: str = ""

    def shown(self) -> dict[str, str]:
        """As the control plane shows it."""
        return {"token_id": self.token_id, "token": self.token, "access_token": self.access_token}


@dataclass(slots=True)
class Accounts:
    """All accounts of an emulator.

    Args:
        clock: the emulator's time.
        scopes: every scope there is.
    """

    clock: Clock
    scopes: frozenset[str]
    by_header: dict[str, Identity] = field(default_factory=dict)
    tokens: dict[tuple[str, str], Token] = field(default_factory=dict)
    refresh: dict[str, Identity] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    sandboxes: OrderedDict[tuple[str, str], State] = field(default_factory=OrderedDict)
    issued: deque[tuple[str, str]] = field(default_factory=deque)
    count: int = 0

    def __post_init__(self) -> None:
        for profile, user in TOKEN_IDS:
            identity = Identity(profile, user, self.scopes | {"all"})
            token_id = TOKEN_IDS[profile, user]
            self.tokens[profile, user] = self._register(identity, token_id, f"{profile}/{user}")
        self.reset()

    def reset(self, profile: str | None = None) -> None:
        """Back to the seeded state: one account, or all."""
        for each in [profile] if profile else list(RULES):
            self.states[each] = seeded(each)
            for key in [key for key in self.sandboxes if key[0] == each]:
                del self.sandboxes[key]

    def state(self, profile: str, sandbox: str | None = None) -> State:
        """An account's state, or its private copy in a sandbox.

        A sandbox whose name begins with a situation and a slash begins in it.
        """
        if sandbox is None:
            return self.states[profile]
        key = (profile, sandbox)
        if key not in self.sandboxes:
            state = self.fresh(profile, sandbox)
            if situation := begins_in(sandbox):
                arrange(state, situation, self.clock.now())
            return state
        self.sandboxes.move_to_end(key)
        return self.sandboxes[key]

    def fresh(self, profile: str, sandbox: str) -> State:
        """A sandbox as it is after the seed; the one least used makes room."""
        seed = begins_in(sandbox) or sandbox
        state = self.sandboxes[profile, sandbox] = seeded(profile, seed)
        self.sandboxes.move_to_end((profile, sandbox))
        if len(self.sandboxes) > SANDBOXES:
            self.sandboxes.popitem(last=False)
        return state

    def limited(self, profile: str, user: str, scopes: Iterable[str]) -> Token:
        """A token with these scopes and no others; the same wish gives the same token."""
        chosen = frozenset(scopes)
        name = f"{profile}/{user}/{' '.join(sorted(chosen))}"
        token_id = f"token-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
        return self._register(Identity(profile, user, chosen), token_id, name)

    def _register(self, identity: Identity, token_id: str, name: str) -> Token:
        digest = hashlib.sha256(f"token {name}".encode()).digest()[:16]
        secret = str(uuid.UUID(bytes=digest, version=4))
        access = self.signed(identity, int(EPOCH.timestamp()), FOREVER, name)
        refresh = self.signed(identity, int(EPOCH.timestamp()), FOREVER, f"refresh {name}")
        pair = base64.b64encode(f"{token_id}:{secret}".encode()).decode()
        self.by_header[f"basic {pair}"] = identity
        self.by_header[f"bearer {access}"] = identity
        self.refresh[refresh] = identity
        return Token(identity, token_id, secret, access, refresh)

    def signed(self, identity: Identity, issued: int, expires: int, name: str) -> str:
        """An access token whose claims are those the platform's tokens carry."""
        subject = uuid.uuid5(NAMESPACE, f"{identity.profile}/{identity.user}")
        claims = {
            "jti": str(uuid.uuid5(NAMESPACE, f"jti {name} {issued}")),
            "exp": expires,
            "nbf": 0,
            "iat": issued,
            "iss": f"https://login.sipgate.com/auth/realms/{REALM}",
            "aud": "sipgate-compat",
            "sub": f"f:{subject}:{int(subject) % 10_000_000}",
            "typ": "Bearer",
            "azp": "sipgate-compat",
            "featureScope": RULES[identity.profile].feature_scope,
            "scope": " ".join(sorted(identity.scopes)),
        }
        return jwt.encode(claims, KEY, algorithm="HS256")

    def issue(self, identity: Identity) -> dict[str, object]:
        """What a token endpoint answers: tokens that live as long as the real ones."""
        now = int(self.clock.now().timestamp())
        self.count += 1
        name = f"{identity.profile}/{identity.user}/{self.count}"
        access = self.signed(identity, now, now + LIFETIME, name)
        refresh = self.signed(identity, now, now + REFRESH_LIFETIME, f"refresh {name}")
        lived = Identity(identity.profile, identity.user, identity.scopes, now + LIFETIME)
        self.by_header[f"bearer {access}"] = lived
        self.refresh[refresh] = Identity(
            identity.profile, identity.user, identity.scopes, now + REFRESH_LIFETIME
        )
        self._keep(f"bearer {access}", refresh)
        return {
            "access_token": access,
            "expires_in": LIFETIME,
            "refresh_expires_in": REFRESH_LIFETIME,
            "refresh_token": refresh,
            "token_type": "bearer",
            "scope": " ".join(sorted(identity.scopes)),
        }

    def _keep(self, header: str, refresh: str) -> None:
        """Of the tokens that were issued, the oldest make room."""
        self.issued.append((header, refresh))
        if len(self.issued) > ISSUED:
            old_header, old_refresh = self.issued.popleft()
            self.by_header.pop(old_header, None)
            self.refresh.pop(old_refresh, None)

    def identify(self, header: str) -> Identity | None:
        """Who stands behind an Authorization header; None where nobody does, or not any more."""
        scheme, _, value = header.partition(" ")
        identity = self.by_header.get(f"{scheme.lower()} {value.strip()}")
        if identity and identity.expires > self.clock.now().timestamp():
            return identity
        return None
