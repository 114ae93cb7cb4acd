"""Which calls are pushed, and where to."""

from __future__ import annotations

import ipaddress
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from ..state import Call, State
from .form import is_emergency


def address(state: State, call: Call) -> str:
    """The address for a call of this direction, or nothing where its source is not chosen."""
    name = "incomingUrl" if call.direction == "INCOMING" else "outgoingUrl"
    chosen = state.webhooks["whitelist"]
    if is_emergency(call) or (chosen is not None and not sources(state, call) & set(chosen)):
        return ""
    return str(state.webhooks[name])


def sources(state: State, call: Call) -> set[str]:
    """What can be chosen for a call to be pushed: its channel on Neo, else its extensions.

    That the list holds channel ids on Neo is our choice; there they are chosen in the web app.
    """
    if state.rules.has_channels:
        return {call.channel} if call.channel in state.channels else set()
    called = state.numbered(call.local) if call.direction == "INCOMING" else None
    if called and called.endpoint:
        return {called.endpoint}
    return {line.id for line in state.phonelines.values() if call.owner in line.users}


def known(state: State) -> list[str]:
    """Everything that can be chosen on an account."""
    if state.rules.has_channels:
        return list(state.channels)
    return [*state.phonelines, *state.groups]


def refused(state: State, url: str, hosts: frozenset[str]) -> str | None:
    """Why nothing is pushed to an address, in one line; None where it may be.

    Only this machine by default: accounts here are anybody's who reaches the emulator, and it is
    not to knock at doors of a network in their name.
    """
    try:
        url.encode()
        parts = urlsplit(url)
        name, _ = parts.hostname or "", parts.port
    except ValueError:
        return "the address cannot be read"
    if parts.scheme not in ("http", "https") or not name:
        return "the address is none of http or https"
    if state.rules.https_only and parts.scheme != "https":
        return "Neo pushes to https only"
    if not (is_loopback(name) or name in hosts):
        return f"{name[:80]} is not this machine; start the emulator with --push-to {name[:80]}"
    return None


def host(url: str) -> str:
    """The host of an address; nothing where it cannot be read."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_loopback(name: str) -> bool:
    """True for this machine, by its address or by the one name that means nothing else."""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def shown(url: str) -> str:
    """An address without what may be secret in it: user, password, values of the query."""
    try:
        parts = urlsplit(url)
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return "…"
    place = f"[{name}]" if ":" in name else name
    query = "&".join(f"{key}=…" for key, _ in parse_qsl(parts.query, keep_blank_values=True))
    where = f"{place}:{port}" if port else place
    plain = urlunsplit((parts.scheme, where, parts.path, query, ""))
    return plain.encode(errors="replace").decode()
