"""Settings: command line, then environment, then ``[tool.sipgate-compat]``, then defaults.

Credentials come from the environment only, or from a file that it names.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from .client import Credentials
from .contract.model import PROFILES, Effect, Profile
from .desk import interval
from .errors import DataError, UsageError, nearest
from .grant import REALM, TOKEN_URL, Grant
from .model import Frozen
from .web import check_base_url, checked, user_agent

LIVE_URL = "https://api.sipgate.com/v2"
PREFIX = "SIPGATE_COMPAT"


class Settings(Frozen):
    """What a run is told."""

    target: Literal["emulator", "live"] = "emulator"
    base_url: str | None = None
    profiles: tuple[Profile, ...] = PROFILES
    allow: tuple[Effect, ...] = ()
    out: Path = Path("reports/latest")
    rate: str | None = None
    """Requests of one account, as 10/s; 5/s by default, and unlimited on this machine."""
    max_requests: int | None = Field(None, gt=0)
    max_time: float | None = Field(None, gt=0, allow_inf_nan=False)
    contact: str | None = None
    """Where whoever runs this is found; the API sees it."""
    realm: str = REALM
    token_url: str = TOKEN_URL.format(realm=REALM)
    """Where tokens are renewed; by default sipgate's own, of the realm."""
    history: Path | None = None
    """What earlier runs saw; it tells a migrated account from a wrong one."""
    max_cost: float | None = Field(None, ge=0, allow_inf_nan=False)
    """EUR that the cases of a live run together may be estimated to cost."""
    ledger: Path = Path("reports/ledger.jsonl")
    """Where a live run notes what it is about to write."""


def settings(
    given: Mapping[str, Any],
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
) -> Settings:
    """The settings in force.

    Args:
        given: what the command line says; None and empty values say nothing.
        environment: `SIPGATE_COMPAT_TARGET`, `…_BASE_URL`, `…_PROFILES`, `…_ALLOW`, `…_OUT`,
            `…_HISTORY`, `…_MAX_COST`, `…_LEDGER`, `…_RATE`, `…_MAX_REQUESTS`, `…_MAX_TIME`,
            `…_CONTACT`, `…_REALM`, `…_TOKEN_URL`.
        folder: where ``pyproject.toml`` is looked for; the present folder by default.

    Raises:
        UsageError: a value makes no sense; names the accepted ones.
    """
    merged: dict[str, Any] = dict(_from_file(folder or Path.cwd()))
    for name in Settings.model_fields:
        value = environment.get(f"{PREFIX}_{name.upper()}")
        if value:
            merged[name] = value
    merged |= {name: value for name, value in given.items() if value}
    for name in ("profiles", "allow"):
        if name in merged:
            merged[name] = words(name, merged[name])
    check_words("profile", merged.get("profiles", ()), PROFILES)
    if not merged.get("profiles", PROFILES):
        raise UsageError(f"profiles: none is named; known: {', '.join(sorted(PROFILES))}")
    check_words("effect", merged.get("allow", ()), [str(each) for each in Effect])
    check_words("target", [merged.get("target", "emulator")], ["emulator", "live"])
    _check_manners(merged)
    try:
        made = Settings.model_validate(merged)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    if made.base_url:
        check_base_url(made.base_url)
    return made


def _check_manners(merged: dict[str, Any]) -> None:
    """A pace, a contact and a realm that make sense; the token URL follows from the realm."""
    if merged.get("rate"):
        interval(str(merged["rate"]))
    user_agent(str(merged.get("contact") or ""))
    realm = str(merged.get("realm", REALM))
    if not re.fullmatch(r"[\w.-]{1,100}", realm, re.ASCII):
        raise UsageError(f"realm: {realm!r} is no name of a realm; known is {REALM}")
    merged["token_url"] = checked(
        str(merged.get("token_url") or TOKEN_URL.format(realm=realm))
    ).geturl()


def words(name: str, value: Any) -> list[str]:
    """A list of words from a list, or from text with commas."""
    if not isinstance(value, str | list | tuple):
        raise UsageError(f"{name}: {value!r} is neither a word nor a list of words")
    parts = value.split(",") if isinstance(value, str) else value
    flat = [word.strip() for part in parts for word in str(part).split(",")]
    return list(dict.fromkeys(word for word in flat if word))


def check_words(kind: str, given: Any, known: Any) -> None:
    """Every word is a known one, or a UsageError with the nearest."""
    for word in given:
        if word not in known:
            raise UsageError(f"{word}: no such {kind}; {nearest(word, known)}")


def _from_file(folder: Path) -> dict[str, Any]:
    path = folder / "pyproject.toml"
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: not valid TOML: {error}") from None
    tool = table.get("tool", {})
    own = tool.get("sipgate-compat", {}) if isinstance(tool, dict) else None
    if not isinstance(own, dict):
        raise DataError(f"{path}: [tool.sipgate-compat] is no table")
    found = {key.replace("-", "_"): value for key, value in own.items()}
    check_words(f"setting of [tool.sipgate-compat] in {path}", found, Settings.model_fields)
    return found


def credentials(
    profile: Profile,
    environment: Mapping[str, str] = os.environ,
    token_url: str = TOKEN_URL.format(realm=REALM),
) -> Credentials:
    """The credentials of one profile's account: what is renewed before what is not.

    Args:
        profile: whose account it is.
        environment: where they stand.
        token_url: where a refresh token is shown.

    Raises:
        UsageError: none are set; names the variables.
    """
    prefix = f"{PREFIX}_{profile.upper()}"
    refresh = _secret(f"{prefix}_REFRESH_TOKEN", environment)
    client = _secret(f"{prefix}_CLIENT_ID", environment)
    if refresh and not client:
        raise UsageError(f"{prefix}_REFRESH_TOKEN: goes with {prefix}_CLIENT_ID, and its secret")
    if refresh and client:
        secret = _secret(f"{prefix}_CLIENT_SECRET", environment) or ""
        return Credentials(prefix, grant=Grant(prefix, token_url, client, refresh, secret))
    access = _secret(f"{prefix}_ACCESS_TOKEN", environment)
    token_id, token = (
        _secret(f"{prefix}_TOKEN_ID", environment),
        _secret(f"{prefix}_TOKEN", environment),
    )
    if access:
        return Credentials(prefix, access_token=access)
    if token_id and token:
        return Credentials(prefix, token_id=token_id, token=token)
    raise UsageError(
        f"no credentials for {profile}: set {prefix}_TOKEN_ID and {prefix}_TOKEN, "
        f"or {prefix}_ACCESS_TOKEN, or {prefix}_REFRESH_TOKEN with …_CLIENT_ID and "
        "…_CLIENT_SECRET (or the same with _FILE), or choose others with --profile"
    )


def pseudonym_key(environment: Mapping[str, str] = os.environ) -> str | None:
    """What pseudonyms are made with where tokens change from run to run; None by default."""
    return _secret(f"{PREFIX}_PSEUDONYM_KEY", environment)


def _secret(name: str, environment: Mapping[str, str]) -> str | None:
    if environment.get(name):
        return environment[name].strip()
    path = environment.get(f"{name}_FILE")
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{name}_FILE: the file it names cannot be read") from None
