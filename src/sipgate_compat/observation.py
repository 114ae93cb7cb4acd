"""What was seen, redacted when it is made: the one place where secrets are taken out."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from typing import Any

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NUMBER = re.compile(r"(?<![\w.:-])(?:\+|00)?\d[\d /-]{6,}\d(?![\w.:-])")
JWT = re.compile(r"eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*")
NAMES = {"firstname", "lastname", "alias", "tagline", "sourceAlias", "targetAlias", "note"}
# Of contacts and their addresses; `value` is what a vCard's property holds.
NAMES |= {"name", "family", "given", "picture", "organization", "value", "poBox", "locality"}
NAMES |= {"extendedAddress", "streetAddress", "region", "postalCode"}
SECRETS = {"password", "token", "access_token", "refresh_token", "client_secret", "pin", "puk"}
SECRETS |= {"puk1", "puk2", "iccid", "simId", "username", "ip", "smsContent", "transcription"}
NUMBERS = {"source", "target", "phoneNumber", "number", "from", "to", "callerId", "e164Number"}


class Redactor:
    """Replaces secrets and personal data by stable pseudonyms.

    Secrets are replaced wherever they stand. Personal data is replaced on live accounts only: what
    the emulator answers is invented.
    """

    def __init__(
        self, secrets: Iterable[str] = (), personal: bool = False, later: Sequence[str] = ()
    ) -> None:
        self.secrets = sorted({each for each in secrets if len(each) >= 6}, key=len, reverse=True)
        self.personal = personal
        # A list that grows: tokens that come during the run. They are no part of the key.
        self.later = later
        # Keyed by the account's own secret: stable from run to run, and not to be guessed back.
        self.key = hashlib.sha256("\0".join(self.secrets).encode()).digest()

    def text(self, text: str) -> str:
        """A text without secrets and personal data, which every file can hold."""
        if not text.isascii():
            text = text.encode("utf-8", "replace").decode()
        for secret in (*self.secrets, *self.later):
            if secret in text:
                text = text.replace(secret, "[secret]")
        if not self.personal:
            return text
        text = JWT.sub("[token]", text)
        text = EMAIL.sub(lambda found: self._email(found[0]), text)
        return NUMBER.sub(lambda found: self._number(found[0]), text)

    def value(self, value: Any, key: str = "") -> Any:
        """A JSON value without secrets and personal data."""
        match value:
            case str():
                return self._string(value, key)
            case dict():
                return {self.text(k): self.value(each, k) for k, each in value.items()}
            case list():
                return [self.value(each, key) for each in value]
            case int() if (
                self.personal and not isinstance(value, bool) and key in NUMBERS | SECRETS
            ):
                return 0
            case _:
                return value

    def _string(self, value: str, key: str) -> str:
        if self.personal and value:
            if key in SECRETS:
                return "[secret]"
            if key in NAMES:
                return f"name-{self._pseudonym('name', value)}"
            if key in NUMBERS and any(c.isdigit() for c in value):
                return self._number(value)
        return self.text(value)

    def _email(self, value: str) -> str:
        return f"person{self._pseudonym('email', value)}@example.invalid"

    def _number(self, value: str) -> str:
        plus = "+" if value.startswith("+") else ""
        digits = re.sub(r"\D", "", value)
        return f"{plus}4900000{self._pseudonym('number', digits):05d}"

    def _pseudonym(self, kind: str, value: str) -> int:
        digest = hmac.digest(self.key, f"{kind}:{value}".encode(), "sha256")
        return int.from_bytes(digest[:4], "big") % 100_000
