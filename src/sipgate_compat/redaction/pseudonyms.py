"""Names that stand for values: the same for the same value, and never to be guessed back."""

from __future__ import annotations

import hashlib
import hmac
import re

COUNTRY = "49"
DIGITS = 7


class Pseudonyms:
    """Pseudonyms under one key.

    Args:
        key: something secret that stays the same from run to run; whoever lacks it can neither
            guess a value back nor tell whether two accounts share one.
    """

    def __init__(self, key: str) -> None:
        self.key = hashlib.sha256(key.encode("utf-8", "replace")).digest()

    def named(self, kind: str, value: str) -> str:
        """``name-3f2a1b``: the kind for the reader, the rest for the value alone."""
        return f"{kind}-{self._digest(value)[:6]}"

    def email(self, value: str) -> str:
        """An address that nobody has."""
        return f"{self.named('name', value.lower())}@example.invalid"

    def number(self, value: str) -> str:
        """A telephone number that nobody has, written as the value is: +49…, 0049…, 0… or 49…

        However a number is written, its last digits here are the same.
        """
        stripped = value.lstrip(" (")
        national = canonical(value)
        digits = f"{int(self._digest(national), 16) % 10**DIGITS:0{DIGITS}d}"
        if stripped.startswith("+"):
            return f"+{COUNTRY}00000{digits}"
        if stripped.startswith("00"):
            return f"00{COUNTRY}00000{digits}"
        return f"000000{digits}" if stripped.startswith("0") else f"{COUNTRY}00000{digits}"

    def integer(self, value: int) -> int:
        """The same for a number that is one in JSON too."""
        return int(self.number(str(abs(value))))

    def host(self, value: str) -> str:
        """A host that does not exist."""
        return f"{self.named('host', value.lower())}.invalid"

    def _digest(self, value: str) -> str:
        return hmac.new(self.key, value.encode("utf-8", "replace"), "sha256").hexdigest()


def canonical(number: str) -> str:
    """A telephone number's digits with its country; a national one is taken for German."""
    digits = re.sub(r"\D", "", number)
    if digits.startswith("00"):
        return digits[2:]
    return COUNTRY + digits[1:] if digits.startswith("0") else digits
