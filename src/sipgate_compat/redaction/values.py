"""Values of a live account: what stays of each, and what stands for the rest."""

from __future__ import annotations

import json
import re
from typing import Any

from . import addresses, forms, texts
from .fields import Kind, kind_of
from .pseudonyms import Pseudonyms
from .public import Public
from .secrets import SECRET

BIG = 100_000
PREFIXES = {Kind.NAME: "name", Kind.ID: "id"}


class Values:
    """Replaces what is personal; secrets of the run are out already.

    Args:
        names: makes pseudonyms.
        public: what anybody may read.
    """

    def __init__(self, names: Pseudonyms, public: Public) -> None:
        self.names, self.public = names, public

    def string(self, value: str, field: str) -> str:
        """The text of a field."""
        kind = kind_of(field)
        if not value or (kind is not Kind.SECRET and self._stays(value, kind)):
            return value
        if kind is Kind.SECRET:
            return SECRET
        if kind is not Kind.ID and (known := self._by_form(value)):
            return known
        if kind is Kind.TEXT:
            return self.prose(value)
        return self.names.named(PREFIXES.get(kind, "text"), value)

    def number(self, value: float, field: str) -> float:
        """The number of a field: what is as long as a telephone number is taken for one."""
        kind = kind_of(field)
        if kind is Kind.SECRET or kind is Kind.PLACE:
            return type(value)(0)
        least = 1000 if kind is Kind.NUMBER else BIG
        if kind is Kind.MOMENT or not least <= abs(value) < 1e300:
            return value
        return type(value)(self.names.integer(int(value)))

    def key(self, key: str) -> str:
        """The name of a field; one that is data itself is replaced."""
        if key in self.public.fields:
            return key
        if forms.FIELD.fullmatch(key) and sum(map(str.isdigit, key)) < 4 and "@" not in key[1:]:
            return key
        return self._by_form(key) or self.names.named("key", key)

    def prose(self, text: str, content_type: str = "") -> str:
        """A text, of which only words stay that the contracts use too; tables by their fields."""
        if text in self.public.values:
            return text
        if texts.is_vcard(text):
            return texts.vcard(text, self.string, self._words)
        if (value := texts.parsed(text)) is not None:
            return json.dumps(self.json(value, ""), ensure_ascii=False)
        if (sign := texts.delimiter(text, content_type)) is not None:
            return texts.table(text, sign, self.string, self._heading)
        return self._words(text)

    def json(self, value: Any, field: str) -> Any:
        """A JSON value; `field` names what holds it."""
        match value:
            case str():
                return self.string(value, field)
            case dict():
                return {self.key(k): self.json(each, k) for k, each in value.items()}
            case list():
                return [self.json(each, field) for each in value]
            case bool():
                return value
            case int() | float():
                return self.number(value, field)
            case _:
                return value

    def _stays(self, value: str, kind: Kind) -> bool:
        """True where a value is nobody's, by its field and its form."""
        if kind is Kind.NAME:
            return False
        if value in self.public.values or forms.HARMLESS.fullmatch(value):
            return True
        match kind:
            case Kind.ID:
                return bool(forms.UUID.fullmatch(value))
            case Kind.WORD:
                capitals = forms.CAPITALS.fullmatch(value)
                return bool(capitals) and all(map(self._is_word, value.split("_")))
            case Kind.LANGUAGE:
                return bool(forms.LANGUAGE.fullmatch(value))
        return False

    def _by_form(self, value: str) -> str | None:
        """The pseudonym of a value that shows what it is."""
        if forms.NUMBER.fullmatch(value):
            return self.names.number(value)
        if forms.EMAIL.fullmatch(value):
            return self.names.email(value)
        return self._url(value) if forms.URL.fullmatch(value) else None

    def _url(self, url: str) -> str:
        return addresses.redacted(url, self.names, self._is_word)

    def _words(self, text: str) -> str:
        text = texts.SECRET_PAIR.sub(lambda found: found["name"] + SECRET, text)
        text = texts.JSON_PAIR.sub(self._pair, text)
        return texts.TOKEN.sub(self._token, text)

    def _heading(self, text: str) -> str:
        """What names the fields of a table: a name that we know, or common words."""
        return text if kind_of(text) is not Kind.OTHER else self._words(text)

    def _pair(self, found: re.Match[str]) -> str:
        value = self.string(found["value"], found["key"]).replace('"', "'")
        return f'"{self.key(found["key"])}"{found["colon"]}"{value}"'

    def _token(self, found: re.Match[str]) -> str:
        text = found[0]
        match found.lastgroup:
            case "pseudonym" | "time":
                return text
            case "url":
                return self._url(text)
            case "email":
                return self.names.email(text)
            case "number":
                few = sum(map(str.isdigit, text)) <= 3
                return text if few else self.names.number(text)
        known = all(self._is_word(each) for each in re.split(r"[+/_=.-]+", text) if each)
        return text if known else self.names.named("text", text)

    def _is_word(self, word: str) -> bool:
        return (
            word.lower() in self.public.words
            or word in self.public.fields
            or word in self.public.values
            or len(word) == 1
            or forms.HARMLESS.fullmatch(word) is not None
        )
