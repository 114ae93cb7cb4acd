"""What the emulator's own options say of pushes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...errors import UsageError

SECONDS = 10.0  # what sipgate said of it in 2015; later pages name no time


@dataclass(frozen=True, slots=True)
class Options:
    """How pushes are sent where an account wishes nothing else.

    Args:
        hosts: where to push besides this machine.
        ca: certificates to trust besides the system's, as PEM.
        seconds: how long one delivery may take.
    """

    hosts: frozenset[str] = frozenset()
    ca: str = ""
    seconds: float = SECONDS


def options(hosts: Iterable[str], ca: str | None, seconds: float) -> Options:
    """Options from a command line, with the certificates read.

    Args:
        hosts: names or addresses, as they stand in the addresses of receivers.
        ca: the file of the certificates.
        seconds: how long one delivery may take.

    Raises:
        UsageError: the file holds no certificates.
    """
    if not 0.01 <= seconds <= 30:
        raise UsageError(f"--push-timeout {seconds:g}: 0.01 to 30 seconds")
    text = _read(ca) if ca else ""
    return Options(frozenset(each.lower().strip("[]") for each in hosts), text, seconds)


def _read(ca: str) -> str:
    try:
        text = Path(ca).read_text("ascii")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no text of certificates in PEM"
        raise UsageError(f"--push-ca {ca}: {reason}") from None
    if not is_pem(text):
        raise UsageError(f"--push-ca {ca}: no certificates in PEM")
    return text


def is_pem(text: str) -> bool:
    """True for the text of certificates that can be trusted."""
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=text)
    except (ssl.SSLError, ValueError):
        return False
    return True
