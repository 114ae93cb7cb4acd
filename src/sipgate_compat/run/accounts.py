"""The accounts of a live run: what each was at first, and which of them were migrated since.

Only a Classic account can be migrated. That it was Classic is known from this very run or from the
history of earlier ones; an account of another profile that nobody has seen as Classic is a wrong
account, and no migrated one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..change.model import Change, Origin, Severity, change
from ..contract.model import Profile
from ..errors import Refused
from .model import Account
from .recognise import Recognised

OLD: Profile = "classic"
KIND = "account-migrated"


@dataclass(frozen=True, slots=True)
class Past:
    """What a history knows of an account: the days it was last Classic and first Neo since."""

    classic: str
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A Classic account that answers as Neo."""

    profile: Profile
    account: str | None
    how: str
    classic: str
    """The day on which it was last seen as Classic."""
    since: str
    """The day on which it was first seen as Neo."""

    @property
    def reason(self) -> str:
        """Why its cases are not put any more."""
        return (
            f"the {self.profile} account was migrated: it was Classic on {self.classic} and "
            f"answers as Neo since {self.since}; {self.how}"
        )

    @property
    def change(self) -> Change:
        """The same in the vocabulary of changes."""
        return change(
            Origin.ACCOUNTS,
            KIND,
            Severity.BREAKING,
            f"{self.profile} account {self.account or 'without a number'}",
            profile=self.profile,
            old="Classic",
            new="Neo",
            seen=self.since,
        )


@dataclass(slots=True)
class Watch:
    """What the accounts of a run are.

    Args:
        look: recognises the account of a profile by its answers, now.
        today: the day, ISO.
    """

    look: Callable[[Profile], Recognised] | None = None
    today: str = ""
    known: dict[Profile, Account] = field(default_factory=dict)
    moved: dict[Profile, Moved] = field(default_factory=dict)

    def begin(self, profile: Profile, account: str | None, found: Recognised) -> None:
        """An account as the run finds it."""
        self.known[profile] = Account(account=account, profiles=found.profiles, how=found.how)

    def migrated(self, profile: Profile, found: Recognised, past: Past | None) -> bool:
        """Whether an account that is not of its profile was Classic once; it is noted then."""
        if past is None or profile != OLD or OLD in found.profiles:
            return False
        self._note(profile, found.how, past.classic, past.since or self.today)
        return True

    def again(self, profile: Profile) -> Moved | None:
        """Look once more, before the API is blamed for what a migrated account answers.

        Raises:
            Undecided: no answer came.
        """
        if profile == OLD and profile not in self.moved and self.look is not None:
            try:
                found = self.look(profile)
            except Refused:
                return None  # it cannot be told what it is, so it is still what it was
            if OLD not in found.profiles:
                self._note(profile, found.how, self.today, self.today)
        return self.moved.get(profile)

    def _note(self, profile: Profile, how: str, classic: str, since: str) -> None:
        account = self.known[profile].account if profile in self.known else None
        self.moved[profile] = Moved(profile, account, how, classic, since)


def pseudonym(userinfo: Any, key: str | None = None) -> str | None:
    """A name for the account that stays the same; None where it has no number.

    An account's number has few digits: without a key it is only made slow to guess it back.

    Args:
        userinfo: what ``GET /authorization/userinfo`` answers.
        key: `SIPGATE_COMPAT_PSEUDONYM_KEY`, with which nobody can.
    """
    number = userinfo.get("masterSipId") if isinstance(userinfo, Mapping) else None
    if not isinstance(number, str) or not number:
        return None
    text = f"sipgate-compat account {userinfo.get('domain')} {number}"
    salt = (key or "sipgate-compat").encode()
    return hashlib.scrypt(text.encode(), salt=salt, n=2**14, r=8, p=1, dklen=6).hex()
