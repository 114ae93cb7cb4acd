"""vCards: as text (2.1 to 4.0 in, 4.0 out), and taken apart into properties as the API has them.

How the API names the parts of a property is known from a client's transcription of the Swagger of
2026: `value`, `types`, `family`, `given`, `po_box`, `street`, `city`, `post_code`, `unit`, ….
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .addressbook import ADDRESS, Contact
from .answers import refuse

Items = dict[str, list[dict[str, Any]]]
# A contact's field, the key of its entries, and the property that holds them.
SIMPLE = (("numbers", "number", "TEL"), ("emails", "email", "EMAIL"), ("websites", "url", "URL"))
PARTS = dict(
    zip(
        ADDRESS,
        ("po_box", "extended", "street", "city", "region", "post_code", "country"),
        strict=True,
    )
)


def items_of(contact: Contact) -> Items:
    """A contact as properties."""
    found: Items = {"FN": [{"value": contact.name}]}
    if contact.family or contact.given:
        found["N"] = [{"family": contact.family, "given": contact.given}]
    for name, key, prop in SIMPLE:
        listed = getattr(contact, name)
        if listed:
            found[prop] = [{"value": each[key], "types": each["type"]} for each in listed]
    if contact.addresses:
        found["ADR"] = [
            {part: each.get(name, "") for name, part in PARTS.items()} for each in contact.addresses
        ]
    if contact.organization:
        found["ORG"] = [{"name": (o or [""])[0], "unit": o[1:]} for o in contact.organization]
    if contact.note:
        found["NOTE"] = [{"value": contact.note}]
    return found


def fields_of(items: Any) -> dict[str, Any]:
    """The fields of a contact that properties speak of, or 400."""
    found = {str(name).upper(): _entries(each) for name, each in _mapping(items).items()}
    names = next(iter(found.get("N", [])), {})
    made: dict[str, Any] = {
        "family": _text(names, "family"),
        "given": _text(names, "given"),
        "name": _first(found, "FN"),
        "note": _first(found, "NOTE"),
    }
    if not made["name"]:
        made["name"] = f"{made['given']} {made['family']}".strip()
    for name, key, prop in SIMPLE:
        made[name] = [
            {key: _text(each, "value"), "type": _texts(each, "types")}
            for each in found.get(prop, [])
        ]
    made["addresses"] = [
        {name: _text(each, part) for name, part in PARTS.items()} for each in found.get("ADR", [])
    ]
    made["organization"] = [
        [_text(each, "name") or _text(each, "value"), *_texts(each, "unit")]
        for each in found.get("ORG", [])
    ]
    return made


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise refuse(400)
    return value


def _entries(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise refuse(400)
    return [_mapping(each) for each in value]


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    if value is not None and not isinstance(value, str):
        raise refuse(400)
    return value or ""


def _texts(entry: dict[str, Any], name: str) -> list[str]:
    value = entry.get(name)
    listed = [] if value is None else value
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise refuse(400)
    return listed


def _first(found: Items, prop: str) -> str:
    return next((_text(each, "value") for each in found.get(prop, [])), "")


# --- text


def written(contacts: Iterable[Contact]) -> str:
    """Contacts as the text of as many vCards."""
    text = "".join(f"{line}\r\n" for contact in contacts for line in _lines(contact))
    return text.encode("utf-8", "replace").decode()


def _lines(contact: Contact) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"UID:{contact.id}", f"FN:{_escaped(contact.name)}")
    if contact.family or contact.given:
        yield f"N:{_joined([contact.family, contact.given, '', '', ''])}"
    for name, key, prop in SIMPLE:
        for each in getattr(contact, name):
            types = "".join(f";TYPE={t}" for t in each["type"] if re.fullmatch(r"[\w-]+", t))
            yield f"{prop}{types}:{_escaped(each[key])}"
    for each in contact.addresses:
        yield f"ADR:{_joined([each.get(name, '') for name in ADDRESS])}"
    for parts in contact.organization:
        yield f"ORG:{_joined(parts)}"
    if contact.note:
        yield f"NOTE:{_escaped(contact.note)}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\r\n", "\\n").replace("\n", "\\n")


def _joined(parts: Iterable[str]) -> str:
    return ";".join(_escaped(part) for part in parts)


def parsed(text: str) -> list[Items]:
    """Each vCard of a text as properties, or 400 where it holds none or one has no end."""
    cards: list[Items] = []
    card: Items | None = None
    unfolded = re.sub(r"\r?\n[ \t]", "", text.lstrip("\ufeff"))
    for line in filter(None, (each.strip() for each in re.split(r"\r?\n", unfolded))):
        name, _, value = line.partition(":")
        prop, *parameters = name.split(";")
        prop = prop.rpartition(".")[2].upper()
        match prop, value.strip().upper(), card:
            case "BEGIN", "VCARD", None:
                card = {}
            case "END", "VCARD", dict():
                cards.append(card)
                card = None
            case ("BEGIN" | "END", _, _) | (_, _, None):
                raise refuse(400)
            case _:
                card.setdefault(prop, []).append(_entry(prop, value, _types(parameters)))
    if card is not None or not cards:
        raise refuse(400)
    return cards


def _types(parameters: list[str]) -> list[str]:
    """The types of a property: `TYPE=work,voice` of later vCards, bare words of 2.1."""
    words = [each.upper().removeprefix("TYPE=").strip('"') for each in parameters]
    bare = [word for word in words if "=" not in word]
    return [part.lower() for word in bare for part in word.split(",") if part]


def _entry(prop: str, value: str, types: list[str]) -> dict[str, Any]:
    parts = [_plain(part) for part in re.split(r"(?<!\\);", value)]
    match prop:
        case "N":
            return dict(zip(("family", "given"), parts, strict=False))
        case "ADR":
            return dict(zip(PARTS.values(), parts, strict=False)) | {"types": types}
        case "ORG":
            return {"name": parts[0], "unit": parts[1:]}
        case "TEL":
            return {"value": re.sub("^tel:", "", _plain(value), flags=re.I), "types": types}
        case _:
            return {"value": _plain(value), "types": types}


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text)
