"""The change log as an Atom feed (RFC 4287); the same log is always the same feed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from .model import Change
from .words import plain, sentence

SPACE = "http://www.w3.org/2005/Atom"
NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:sipgate-compat:changes")
"""Ids are made of fingerprints below this name, so they need no address of ours."""
TITLE = "sipgate-compat: changes of page, specification, behaviour and accounts"


def atom(changes: Sequence[Change], day: str) -> str:
    """The feed.

    Args:
        changes: dated, newest first.
        day: on which the feed was last updated where it has no entries, ISO.
    """
    feed = Xml.Element("feed", xmlns=SPACE)
    _text(feed, "id", NAMES.urn)
    _text(feed, "title", TITLE)
    _text(feed, "updated", _moment(max((each.seen or day for each in changes), default=day)))
    _text(Xml.SubElement(feed, "author"), "name", "sipgate-compat")
    Xml.SubElement(feed, "link", rel="self", type="application/atom+xml", href="changes.atom")
    for each in changes:
        _entry(feed, each, each.seen or day)
    Xml.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(feed, encoding="unicode")}\n'


def _entry(feed: Xml.Element, change: Change, day: str) -> None:
    entry = Xml.SubElement(feed, "entry")
    # What changes back and changes again is a new entry.
    _text(entry, "id", uuid.uuid5(NAMES, f"{change.fingerprint} {day}").urn)
    _text(entry, "title", f"{change.severity}: {sentence(change)}")
    _text(entry, "updated", _moment(day))
    for name in (change.severity, change.origin, change.kind):
        Xml.SubElement(entry, "category", term=plain(name))
    _text(entry, "content", "\n".join(_content(change)), type="text")


def _content(change: Change) -> list[str]:
    facts = {
        "origin": change.origin,
        "kind": change.kind,
        "profile": change.profile,
        "old": change.old,
        "new": change.new,
        "touches": ", ".join(change.touches),
        "fingerprint": change.fingerprint,
    }
    return [f"{name}: {plain(value)}" for name, value in facts.items() if value]


def _text(parent: Xml.Element, name: str, text: str, **attributes: str) -> None:
    Xml.SubElement(parent, name, attributes).text = plain(text) if name != "content" else text


def _moment(day: str) -> str:
    """Midnight UTC: of a change the day is known, and nothing more."""
    return f"{plain(day)}T00:00:00Z"
