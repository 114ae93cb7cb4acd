"""The page's vocabulary in English and German; a new word is a new entry here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .model import Lang, Status

STATUSES: dict[Status, dict[Lang, tuple[str, ...]]] = {
    Status.PLANNED: {
        Lang.EN: ("planned", "is planned"),
        Lang.DE: ("geplant", "ist geplant", "in Planung"),
    },
    Status.IN_PROGRESS: {
        Lang.EN: ("in progress", "work in progress", "in development", "in implementation"),
        Lang.DE: ("in Arbeit", "in Bearbeitung", "in Entwicklung", "in Umsetzung"),
    },
    Status.IMPLEMENTED: {
        Lang.EN: ("implemented", "fully implemented"),
        Lang.DE: ("umgesetzt", "implementiert", "ist umgesetzt", "vollständig umgesetzt"),
    },
    Status.UNDER_REVIEW: {
        Lang.EN: ("under review", "in review", "being reviewed"),
        Lang.DE: ("in Prüfung", "wird geprüft", "in Überprüfung", "in Klärung"),
    },
    Status.NOT_PLANNED: {
        Lang.EN: ("not planned", "no implementation", "no implementation planned"),
        Lang.DE: (
            "nicht geplant",
            "keine Implementierung",
            "keine Umsetzung",
            "keine Implementierung geplant",
            "keine Umsetzung geplant",
            "wird nicht umgesetzt",
        ),
    },
}

# What heads a column, as the beginning of its words.
COLUMNS: dict[str, tuple[str, ...]] = {
    "endpoint": ("endpoint", "endpunkt", "method", "methode", "path", "pfad"),
    "status": ("status", "stand", "state", "umsetzungsstand", "implementation", "umsetzung"),
    "description": ("description", "beschreibung"),
    "note": ("info", "note", "hinweis", "bemerkung", "anmerkung", "detail", "comment", "kommentar"),
}

# What heads a section of the article; two of them make a page ours.
SECTIONS: dict[str, tuple[str, ...]] = {
    "account": ("account type", "accounttyp", "kontotyp", "art des accounts"),
    "history": ("history", "historie", "verlauf"),
    "push": ("push api",),
    "devices": ("devices", "geräte", "endgeräte"),
    "rtcm": ("rtcm", "real time call manipulation"),
    "channels": ("channels", "kanäle", "channel"),
    "fax": ("fax",),
}

COMMON: dict[Lang, str] = {
    Lang.EN: "the and of is are for with not to by this endpoint description",
    Lang.DE: "der die das und ist sind für mit nicht wird ein eine von endpunkt beschreibung",
}

# Lines that change by themselves or stand around the article.
CHROME = re.compile(
    r"last (updated|modified)\b|zuletzt (aktualisiert|geändert)\b|was this (helpful|page)"
    r"|war (das|dies|dieser)\b.{0,20}\bhilfreich|(previous|next|zurück|weiter)$",
    re.IGNORECASE,
)

# Characters that nobody sees: soft hyphens, zero-width and direction marks, control codes.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe0e\ufe0f\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)
DASHES = re.compile("[\u2010\u2011\u2012\u2212]")
WORD = re.compile(r"[^\W\d_]+")


def clean(text: str) -> str:
    """A text as a reader sees it: one space between words, nothing invisible."""
    visible = DASHES.sub("-", INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def folded(text: str) -> str:
    """A text by its letters alone: case, spaces, hyphens, signs and umlauts do not count."""
    text = text.casefold()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        text = text.replace(umlaut, letters)
    return "".join(WORD.findall(text))


BY_LETTERS: dict[str, tuple[Status, Lang]] = {
    folded(words): (status, lang)
    for status, languages in STATUSES.items()
    for lang, spellings in languages.items()
    for words in spellings
}


def status_of(text: str) -> Status:
    """The status that a cell speaks of; what stands in brackets after it does not count."""
    return _known(text)[0]


def column_of(text: str) -> str | None:
    """The column that a cell heads, by one of its first words; a sentence heads none."""
    if len(text) > 60 or text.endswith((".", "!", "?", ":")):
        return None
    for word in WORD.findall(text.casefold())[:2]:
        for column, beginnings in COLUMNS.items():
            if word.startswith(beginnings):
                return column
    return None


def section_of(heading: str) -> str | None:
    """The section of the article that a heading opens."""
    if len(heading) > 60:
        return None
    words = " ".join(WORD.findall(heading.casefold()))
    for section, names in SECTIONS.items():
        if any(re.search(rf"\b{re.escape(name)}\b", words) for name in names):
            return section
    return None


def lang_of(texts: Iterable[str], statuses: Iterable[str]) -> Lang:
    """The language of a page, from its common words; statuses weigh most. English in doubt."""
    score = dict.fromkeys(Lang, 0)
    words = {lang: frozenset(common.split()) for lang, common in COMMON.items()}
    for status in statuses:
        if lang := _known(status)[1]:
            score[lang] += 10
    for text in texts:
        for word in WORD.findall(text.casefold()):
            for lang, common in words.items():
                score[lang] += word in common
    return Lang.DE if score[Lang.DE] > score[Lang.EN] else Lang.EN


def _known(text: str) -> tuple[Status, Lang | None]:
    for spelling in (text, text.partition("(")[0]):
        if found := BY_LETTERS.get(folded(spelling)):
            return found
    return Status.UNKNOWN, None
