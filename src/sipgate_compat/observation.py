"""What was seen, redacted when it is made: the one place where secrets are taken out.

Judging comes first: a promise is compared with the answer as it came, and what is kept of either
passes here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from .compare import escaped
from .redaction import forms
from .redaction.pseudonyms import Pseudonyms
from .redaction.public import Public
from .redaction.secrets import Secrets
from .redaction.values import Values

NOTHING = Public()
# In a sentence of ours digits mean a number only where they are many.
NUMBER = re.compile(r"(?<![\w.:+-])(?:\+|00)?\d[\d /-]{6,}\d(?![\w.:-])")

# The parts of a JSON pointer that are no names; what has more digits is no place in a list.
PLACE = re.compile(r"\d{0,4}|\*")


class Redactor:
    """Replaces secrets and personal data by stable pseudonyms.

    Secrets are replaced wherever they stand. Personal data is replaced on live accounts only: what
    the emulator answers is invented.

    Args:
        secrets: values that may stand nowhere, however they are escaped.
        personal: whether answers are those of a live account.
        public: what the contracts write themselves, and what therefore stays.
        keys: for each account what its pseudonyms are made with, and nobody else knows.
        later: secrets that come during the run; a list that grows.
    """

    def __init__(
        self,
        secrets: Iterable[str] = (),
        personal: bool = False,
        public: Public = NOTHING,
        keys: Mapping[str, str] | None = None,
        later: Sequence[str] = (),
    ) -> None:
        self.secrets = Secrets(secrets, later)
        self.personal, self.public, self.keys = personal, public, keys or {}
        self.names = Pseudonyms("\0".join(self.secrets.values))
        self.values = Values(self.names, public)
        self.accounts: dict[str, Redactor] = {}

    def of(self, account: str) -> Redactor:
        """The redactor of one account, whose pseudonyms are its own."""
        if account not in self.keys:
            return self
        if account not in self.accounts:
            own = Redactor((), self.personal, self.public)
            own.secrets = self.secrets
            own.names = Pseudonyms(f"{account}\0{self.keys[account]}")
            own.values = Values(own.names, self.public)
            self.accounts[account] = own
        return self.accounts[account]

    def body(self, body: Any, text: str, content_type: str = "") -> Any:
        """What is kept of an answer's body.

        Args:
            body: its JSON value, or its text.
            text: the same as it came.
            content_type: as the answer called it.
        """
        if not self.personal and self.secrets.leave(text):
            return body
        if self.personal and isinstance(body, str):
            return self.values.prose(self.secrets.clean(body), content_type)
        return self.value(body)

    def value(self, value: Any, field: str = "") -> Any:
        """A JSON value without secrets and personal data; `field` names what holds it."""
        clean = self._clean(value)
        return self.values.json(clean, field) if self.personal else clean

    def _clean(self, value: Any) -> Any:
        match value:
            case str():
                return self.secrets.clean(value)
            case dict():
                return {self.secrets.clean(k): self._clean(each) for k, each in value.items()}
            case list():
                return [self._clean(each) for each in value]
            case _:
                return value

    def expected(self, value: Any, field: str, given: Collection[Any]) -> Any:
        """What was expected: our own words stay, what the account gave is replaced.

        Args:
            value: a JSON value.
            field: where it was expected.
            given: values of the account that stand in it.
        """
        match value:
            case dict():
                return {
                    k: self.expected(each, field if k.startswith("$") else k, given)
                    for k, each in value.items()
                }
            case list():
                return [self.expected(each, field, given) for each in value]
            case _ if value in given:
                return self.value(value, field)
            case _:
                return self._clean(value)

    def pointer(self, pointer: str) -> str:
        """A JSON pointer whose names are those of fields."""
        pointer = self.secrets.clean(pointer)
        if not self.personal:
            return pointer
        return "/".join(map(self._part, pointer.split("/")))

    def _part(self, part: str) -> str:
        if PLACE.fullmatch(part):
            return part
        return escaped(self.values.key(part.replace("~1", "/").replace("~0", "~")))

    def content_type(self, content_type: str) -> str:
        """A content type; one that nobody knows is replaced."""
        content_type = self.secrets.clean(content_type)
        if not self.personal or not content_type or forms.MEDIA.fullmatch(content_type):
            return content_type
        return self.names.named("text", content_type)

    def text(self, text: str) -> str:
        """A sentence of our own, in case it names what it should not."""
        text = self.secrets.clean(text)
        if not self.personal:
            return text
        text = forms.JWT.sub("[token]", text)
        text = forms.EMAIL.sub(lambda found: self.names.email(found[0]), text)
        return NUMBER.sub(self._number, text)

    def _number(self, found: re.Match[str]) -> str:
        return found[0] if forms.TIME.fullmatch(found[0]) else self.names.number(found[0])


def field_of(pointer: str) -> str:
    """The name of the field that a JSON pointer leads to; that of the list for an item of one."""
    names = [each for each in pointer.split("/") if each and not each.isdigit()]
    return names[-1] if names else ""
