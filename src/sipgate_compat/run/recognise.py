"""Which profile an account has, and how we know.

A bearer token says it in its claim ``featureScope``. A personal access token shows no claims, so
the groups are read: a Classic account lists them, a Neo account refuses with a sentence of its own.
A refusal without that sentence only means that the token lacks the scope. Whether a Neo account was
migrated shows in its call history, which is empty on an account that was always Neo.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from ..client import Answer, Credentials
from ..contract.model import Profile, ProfileData
from ..errors import Refused
from ..redaction.forms import CAPITALS

Get = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What an account turned out to be."""

    profiles: tuple[Profile, ...]
    how: str


def claims(token: str) -> dict[str, Any]:
    """What a token says of itself, read without verifying it; nothing where it is no JWT."""
    try:
        told = jwt.decode(token, options={"verify_signature": False, "verify_exp": False})
    except jwt.InvalidTokenError:
        return {}
    return dict(told)


def feature_scope(token: str) -> str | None:
    """The claim `featureScope` of a token; None where there is none."""
    value = claims(token).get("featureScope")
    return value if isinstance(value, str) else None


def recognise(
    get: Get, credentials: Credentials, profiles: Mapping[str, ProfileData]
) -> Recognised:
    """The profiles that an account can have after all that it shows.

    Raises:
        Refused: the token shows a featureScope nobody has documented, or nothing can be told.
    """
    bearer = credentials.bearer()
    scope = feature_scope(bearer) if bearer else None
    if scope is not None:
        fit = [p for p in profiles.values() if p.feature_scope == scope]
        shown = scope if CAPITALS.fullmatch(scope) else "no word in capitals"
        how = f"featureScope is {shown}"
        if not fit:
            known = sorted({p.feature_scope for p in profiles.values()})
            raise Refused(f"{how}, which is not documented; known: {', '.join(known)}")
    else:
        answer = get("/groups")
        fit = [p for p in profiles.values() if _answers_groups(p, answer)]
        how = f"GET /groups answers {answer.status}"
        if not fit:
            raise Refused(
                f"{how} without a sentence that is known, so the profile cannot be told; "
                "does the token have the scope groups:read?"
            )
    if len(fit) == 1:
        return Recognised((fit[0].profile,), how)
    return _by_history(get, fit, how)


def _answers_groups(profile: ProfileData, answer: Answer) -> bool:
    if answer.status != profile.groups_status:
        return False
    return profile.groups_text is None or _plain(answer.text) == _plain(profile.groups_text)


def _plain(text: str) -> str:
    return text.strip().removesuffix(".")


def _by_history(get: Get, fit: list[ProfileData], how: str) -> Recognised:
    answer = get("/history?types=CALL&limit=1")
    body: Any = answer.body
    if answer.status != 200 or not isinstance(body, dict):
        return Recognised(tuple(p.profile for p in fit), how)
    if body.get("items"):
        filled = tuple(p.profile for p in fit if p.call_history == "filled")
        return Recognised(filled, f"{how} and the call history is filled")
    # A migrated account that never had a call looks the same as a new one.
    return Recognised(tuple(p.profile for p in fit), f"{how} and the call history is empty")


def expect(profile: Profile, found: Recognised, variable: str, hint: str = "") -> None:
    """Stop a run whose account is not what it is called; `hint` ends the message.

    Raises:
        Refused: names the expected profile, the found one and how it is known.
    """
    if profile not in found.profiles:
        raise Refused(
            f"the account of {variable}_… is {' or '.join(found.profiles)}, "
            f"not {profile}: {found.how}{hint}"
        )
