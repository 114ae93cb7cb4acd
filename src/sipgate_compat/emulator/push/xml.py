"""An answer to a push, read out of its XML; whoever wrote it is nobody to be trusted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .plan import MOST_TARGETS, Action, Dial, Gather, Hangup, NoAnswer, Plan, Play, Reject

NUMBER = re.compile(r"\+?[0-9]{3,20}")
COUNT = re.compile(r"[0-9]{1,6}")
ADDRESS = re.compile(r"https?://[!-~]{1,2000}")
# The second is understood since 2014, says a change log; later pages name the first alone.
KINDS = ("application/xml", "text/xml")
LONGEST = 600_000  # milliseconds to wait for keys; our choice


def read(content_type: str, body: bytes) -> Plan:
    """What an answer asks for; nothing at all asks for nothing.

    Raises:
        NoAnswer: it is none that is known to be followed.
    """
    if not body.strip():
        return Plan()
    if content_type.partition(";")[0].strip().lower() not in KINDS:
        raise NoAnswer("Response does not have content type application/xml")
    root = _root(body)
    given = _attributes(root, "onAnswer", "onHangup")
    action = _only(root, ACTIONS)
    return Plan(
        ACTIONS[action.tag](action) if action is not None else None,
        *(_address(given[name], name) for name in ("onAnswer", "onHangup")),
    )


def _root(body: bytes) -> Element:
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except DefusedXmlException:
        raise NoAnswer("a document type, entities and references are not read") from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise NoAnswer(f"no well-formed XML: {str(error)[:100]}") from None
    if root.tag != "Response":
        raise NoAnswer(f"the root is {_named(root)}, not Response")
    return root


def _dial(found: Element) -> Dial:
    given = _attributes(found, "callerId", "anonymous")
    numbers, voicemail = [], False
    for target in found:
        match target.tag:
            case "Number":
                numbers.append(_text(target, NUMBER).removeprefix("+"))
            case "Voicemail":
                voicemail = True
            case _:
                raise NoAnswer(f"Dial knows Number and Voicemail, not {_named(target)}")
    if not 1 <= len(found) <= MOST_TARGETS:
        raise NoAnswer(f"Dial has {len(found)} targets; one to {MOST_TARGETS} are allowed")
    caller, anonymous = given["callerId"], given["anonymous"] or "false"
    if caller is not None and not NUMBER.fullmatch(caller):
        raise NoAnswer("callerId of Dial is no number")
    if anonymous not in ("true", "false"):
        raise NoAnswer("anonymous of Dial is true or false")
    return Dial(tuple(numbers), voicemail, caller, anonymous == "true")


def _play(found: Element) -> Play:
    _attributes(found)
    url = _only(found, ("Url",))
    if url is None:
        raise NoAnswer("Play wants a Url")
    return Play(_text(url, ADDRESS))


def _gather(found: Element) -> Gather:
    given = _attributes(found, "onData", "maxDigits", "timeout", "type")
    if given["type"] not in (None, "dtmf"):
        raise NoAnswer("type of Gather is dtmf")
    on_data = _address(given["onData"], "onData")
    if on_data is None:
        raise NoAnswer("Gather wants onData")
    digits = _count(given["maxDigits"], "maxDigits", 1, 100) or 1
    timeout = _count(given["timeout"], "timeout", 1, LONGEST) or 2000
    play = _only(found, ("Play",))
    return Gather(
        on_data,
        digits,
        timeout,
        _play(play) if play is not None else None,
    )


def _reject(found: Element) -> Reject:
    reason = _attributes(found, "reason")["reason"] or "rejected"
    _only(found, ())
    if reason not in ("rejected", "busy"):
        raise NoAnswer("reason of Reject is rejected or busy")
    return Reject(reason)


def _hangup(found: Element) -> Hangup:
    _attributes(found)
    _only(found, ())
    return Hangup()


ACTIONS: dict[str, Callable[[Element], Action]] = {
    "Dial": _dial,
    "Play": _play,
    "Gather": _gather,
    "Reject": _reject,
    "Hangup": _hangup,
}


def _attributes(found: Element, *known: str) -> dict[str, str | None]:
    for name in found.keys():  # noqa: SIM118 - an element is no mapping
        if name not in known:
            raise NoAnswer(f"{found.tag} has no attribute {name[:50]!a}")
    return {name: found.get(name) for name in known}


def _only(found: Element, known: Iterable[str]) -> Element | None:
    """The one element inside, of a known name; more than one is not known to be followed."""
    for inside in found:
        if inside.tag not in known:
            raise NoAnswer(f"{found.tag} holds {_named(inside)}, which it does not know")
    if len(found) > 1:
        raise NoAnswer(f"{found.tag} holds {len(found)} elements; one is allowed")
    return found[0] if len(found) else None


def _text(found: Element, form: re.Pattern[str]) -> str:
    text = (found.text or "").strip()
    if len(found) or not form.fullmatch(text):
        raise NoAnswer(f"{found.tag} does not hold what it must: {text[:50]!a}")
    return text


def _count(value: str | None, name: str, least: int, most: int) -> int | None:
    if value is None:
        return None
    if not COUNT.fullmatch(value) or not least <= int(value) <= most:
        raise NoAnswer(f"{name} of Gather is a number from {least} to {most}")
    return int(value)


def _address(value: str | None, name: str) -> str | None:
    if not value:
        return None
    if not ADDRESS.fullmatch(value):
        raise NoAnswer(f"{name} is no http or https address")
    return value


def _named(found: Element) -> str:
    return ascii(str(found.tag)[:50])
