"""Pure: what of an XML answer the contracts do not allow."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..contract.events import Attribute, Direction, Element, Known, PushApi
from ..contract.model import Profile
from ..report.words import plural
from .document import Node
from .model import Said, Weight

NUMBER = re.compile(r"[1-9][0-9]{1,14}")
PLUS = re.compile(r"\+[1-9][0-9]{1,14}")
COUNT = re.compile(r"[0-9]{1,9}")
ACCEPTED = {
    "url": "an absolute URL",
    "number": "a number in E.164 without a plus, such as 4930231250004",
    "count": "a whole number, 1 or more",
    "boolean": "true or false",
}


@dataclass(frozen=True)
class Grammar:
    """The contract of answers on one profile, for a call in one direction."""

    api: PushApi
    profile: Profile
    direction: Direction

    def complaints(self, root: Node) -> list[Said]:
        """What of an answer is not allowed, in the order of its lines."""
        if root.name != "Response":
            says = f"line {root.line}: the root element is {quoted(root.name)}"
            return [self._said("root", says, "Response", self.api.elements["Response"])]
        return [*self._element(root, self.api.elements["Response"]), *self._one_action(root)]

    def _element(self, node: Node, element: Element) -> Iterator[Said]:
        yield from self._attributes(node, element)
        yield from self._text(node, element)
        yield from self._needs(node, element)
        yield from self._children(node, element)

    def _attributes(self, node: Node, element: Element) -> Iterator[Said]:
        known = {each.attribute: each for each in element.attributes}
        for name, value in node.attributes.items():
            if name in known:
                yield from self._value(node, known[name], value, element)
            else:
                says = f"line {node.line}: {element.element} has an attribute {quoted(name)}"
                yield self._said("attribute", says, _one_of(known, name), element)
        for each in element.attributes:
            if each.required and each.attribute not in node.attributes:
                says = f"line {node.line}: {element.element} has no {each.attribute}"
                accepted = f"{each.attribute}, with {ACCEPTED[each.holds]}: {each.states}"
                yield self._said("attribute-missing", says, accepted, element)

    def _value(
        self, node: Node, attribute: Attribute, value: str, element: Element
    ) -> Iterator[Said]:
        where = f"line {node.line}: {attribute.attribute} of {element.element}"
        match attribute.holds:
            case "url":
                yield from self._url(where, value, element)
            case "number":
                yield from self._number(where, value, element)
            case "word" if value not in attribute.values:
                accepted = _listed(attribute.values)
                yield self._said("value", f"{where} is {quoted(value)}", accepted, element)
            case "boolean" if value not in ("true", "false"):
                accepted = ACCEPTED["boolean"]
                yield self._said("value", f"{where} is {quoted(value)}", accepted, element)
            case "count" if not (COUNT.fullmatch(value) and int(value) >= 1):
                says = f"{where} is {quoted(value)}"
                yield self._said("value", says, ACCEPTED["count"], element)
            case _:
                pass

    def _text(self, node: Node, element: Element) -> Iterator[Said]:
        text = node.text.strip()
        where = f"line {node.line}: the text of {element.element}"
        if element.holds == "url":
            yield from self._url(where, text, element)
        elif element.holds == "number":
            yield from self._number(where, text, element)
        elif text:
            says = f"line {node.line}: {element.element} holds text"
            accepted = "elements only" if element.holds == "elements" else "nothing"
            yield self._said("nesting", says, accepted, element)

    def _url(self, where: str, value: str, element: Element) -> Iterator[Said]:
        scheme = scheme_of(value)
        if scheme is None:
            says = f"{where} is no absolute URL: {_address(value)}"
            yield self._said("absolute-url", says, "an absolute URL, with https", element)
        elif scheme == "http" and self._https_only:
            rule = self.api.rule("https-only")
            yield Said(
                weight=Weight.FINDING,
                rule="https-only",
                says=f"{where} is plain http",
                accepted="an https address",
                known=rule.known(self.profile),
            )

    @property
    def _https_only(self) -> bool:
        return bool(self.api.rule("https-only").owed(self.profile).value)

    def _number(self, where: str, value: str, element: Element) -> Iterator[Said]:
        if NUMBER.fullmatch(value):
            return
        if PLUS.fullmatch(value):
            says = f"{where} has a plus; one witness prints it so, and another does not"
            yield self._said("number", says, ACCEPTED["number"], element, Weight.NOTE)
        else:
            says = f"{where} is no number in E.164: {masked(value)}"
            yield self._said("number", says, ACCEPTED["number"], element)

    def _needs(self, node: Node, element: Element) -> Iterator[Said]:
        found = {child.name for child in node.children}
        if element.needs and not found & set(element.needs):
            says = f"line {node.line}: {element.element} holds no {' or '.join(element.needs)}"
            accepted = f"{' or '.join(element.needs)} in it"
            yield self._said("element-missing", says, accepted, element)

    def _children(self, node: Node, element: Element) -> Iterator[Said]:
        allowed = {e.element: (e, place) for e, place in self.api.children(element.element)}
        counts = Counter(child.name for child in node.children)
        for name, (child, place) in allowed.items():
            most = place.at_most.get(self.direction)
            if most is not None and counts[name] > most:
                call = "comes in" if self.direction == "in" else "goes out"
                says = f"line {node.line}: {element.element} holds {plural(counts[name], name)}"
                yield self._said("count", says, f"{most} of a call that {call}", child)
        for each in node.children:
            if each.name in allowed:
                yield from self._element(each, allowed[each.name][0])
            else:
                yield self._misplaced(each, element, allowed)

    def _misplaced(self, node: Node, element: Element, allowed: Iterable[str]) -> Said:
        known = self.api.elements.get(node.name)
        if known is None:
            says = f"line {node.line}: there is no element {quoted(node.name)}"
            return self._said("element", says, _one_of(allowed, node.name), element)
        places = " or ".join(place.element for place in known.inside) or "no other element"
        says = f"line {node.line}: {node.name} stands in {element.element}"
        return self._said("nesting", says, f"{node.name} in {places}", known)

    def _one_action(self, root: Node) -> Iterator[Said]:
        allowed = {each.element for each, _ in self.api.children("Response")}
        found = [child.name for child in root.children if child.name in allowed]
        if len(set(found)) > 1:
            rule = self.api.rule("one-action")
            yield Said(
                weight=Weight.FINDING,
                rule=rule.rule,
                says=f"line {root.line}: the answer holds {' and '.join(dict.fromkeys(found))}",
                accepted="one action; which of several is done is not said",
                known=rule.known(self.profile),
            )

    def _said(
        self,
        rule: str,
        says: str,
        accepted: str,
        element: Element,
        weight: Weight = Weight.FINDING,
    ) -> Said:
        known: Known = element.known(self.profile)
        return Said(weight=weight, rule=rule, says=says, accepted=accepted, known=known)


def actions(root: Node) -> list[str]:
    """The names of the actions in an answer, as far as they are words."""
    return [quoted(child.name) for child in root.children][:5]


def scheme_of(url: str) -> str | None:
    """``http`` or ``https`` of an absolute URL; None where a text is none."""
    if not url or re.search(r"[\x00-\x20\x7f\\]", url):
        return None
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts.scheme if valid else None


def quoted(text: str, limit: int = 40) -> str:
    """A word of the receiver's, made harmless and short: one line without anything invisible."""
    flat = " ".join(text[: limit * 4].split())
    seen = "".join("\ufffd" if unicodedata.category(c).startswith("C") else c for c in flat)
    return seen if len(seen) <= limit else f"{seen[: limit - 1]}…"


def masked(number: str) -> str:
    """How a number is written, without the number: all but its first two characters are hidden."""
    return quoted(number[:2] + re.sub(r"[0-9]", "#", number[2:])) or "nothing"


def _address(value: str) -> str:
    """A URL without what may be secret in it."""
    return quoted(re.split(r"[?#]", value)[0].rpartition("@")[2]) or "nothing"


def _listed(words: Iterable[str]) -> str:
    return " or ".join(words) or "none"


def _one_of(words: Iterable[str], word: str) -> str:
    known = sorted(words)
    close = difflib.get_close_matches(word[:60], known, n=1)
    return f"{close[0]}, which is the nearest" if close else _listed(known)
