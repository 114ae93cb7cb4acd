"""The Push API as OpenAPI's `webhooks`: forms that are posted, XML that is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..contract.events import (
    DIRECTIONS,
    Attribute,
    Element,
    Event,
    Known,
    Presence,
    PushApi,
    PushField,
    Ruling,
)
from ..contract.model import Dispute, Profile
from .provenance import known as provenance
from .schemas import reference

FORM = "application/x-www-form-urlencoded"
XML = "application/xml"
ANSWER = "PushResponse"
# What an attribute or an element's text holds, as JSON Schema.
TEXTS: dict[str, dict[str, Any]] = {
    "url": {"type": "string", "format": "uri"},
    "number": {"type": "string", "pattern": "^[1-9][0-9]{1,14}$"},
    "count": {"type": "integer", "minimum": 1},
    "boolean": {"type": "boolean"},
    "nothing": {"type": "object"},
}


def webhooks(api: PushApi, profile: Profile) -> dict[str, Any]:
    """Every event that a profile pushes, by its name."""
    return {event.event: {"post": _operation(api, event, profile)} for event in api.events.values()}


def schemas(api: PushApi, profile: Profile) -> dict[str, Any]:
    """The component schemas that the webhooks refer to."""
    forms = {form_name(event): _form(event, profile) for event in api.events.values()}
    return {**forms, ANSWER: {**_element(api, api.elements["Response"], profile)}}


def form_name(event: Event) -> str:
    """The component's name of an event's form."""
    return f"Push{event.event[0].upper()}{event.event[1:]}"


def _operation(api: PushApi, event: Event, profile: Profile) -> dict[str, Any]:
    owed = event.owed(profile)
    return {
        "operationId": f"push{event.event[0].upper()}{event.event[1:]}",
        "summary": event.summary,
        "description": owed.states or f"Unknown: {owed.unknown}",
        "requestBody": _body(event),
        "responses": _responses(api, event, profile),
        "x-sipgate-asked-by": event.asked_by,
        "x-sipgate-evidence": _known(event.known(profile)),
        **_disputes(owed.disputed, event.disputed),
        "x-sipgate-rules": _rules(api, profile, "push"),
    }


def _body(event: Event) -> dict[str, Any]:
    media = {
        "schema": reference(form_name(event)),
        "encoding": {f.key: {"style": "form", "explode": True} for f in event.fields if f.repeats},
        "example": {field.key: field.example for field in event.fields},
    }
    return {
        "required": True,
        "content": {FORM: {key: value for key, value in media.items() if value}},
    }


def _form(event: Event, profile: Profile) -> dict[str, Any]:
    there = [field for field in event.fields if not _is_absent(field, profile)]
    return {
        "type": "object",
        "required": [field.key for field in there if _is_required(field, profile)],
        "properties": {field.key: _property(event, field, profile) for field in there},
    }


def _presences(field: PushField, profile: Profile) -> set[Presence | None]:
    owed = field.owed(profile)
    return {owed.on(direction) for direction in DIRECTIONS}


def _is_absent(field: PushField, profile: Profile) -> bool:
    return _presences(field, profile) == {Presence.ABSENT}


def _is_required(field: PushField, profile: Profile) -> bool:
    return _presences(field, profile) == {Presence.REQUIRED}


def _property(event: Event, field: PushField, profile: Profile) -> dict[str, Any]:
    owed, one = field.owed(profile), field.schema_on(profile)
    schema = {"type": "array", "minItems": 1, "items": one} if field.repeats else dict(one)
    return {
        **schema,
        "description": "; ".join(_sentences(field, owed.states or owed.unknown)),
        "x-sipgate-evidence": _known(event.known(profile, field)),
        **_disputes(owed.disputed, field.disputed),
    }


def _sentences(field: PushField, more: str | None) -> Iterator[str]:
    yield field.states
    yield from (f"{value}: {meaning}" for value, meaning in field.values.items())
    if more:
        yield more


def _responses(api: PushApi, event: Event, profile: Profile) -> dict[str, Any]:
    if event.answer == "discarded":
        rule = api.rules["discarded"]
        said = rule.owed(profile).states or "The answer is discarded"
        return {"200": {"description": said, "x-sipgate-evidence": [_known(rule.known(profile))]}}
    response = api.elements["Response"]
    made = {
        "description": "What becomes of the call",
        "content": {XML: {"schema": reference(ANSWER), "examples": _examples(api)}},
        "x-sipgate-evidence": [_known(response.known(profile))],
        "x-sipgate-rules": _rules(api, profile, "answer"),
    }
    return {"200": made}


def _examples(api: PushApi) -> dict[str, Any]:
    return {
        each.element: {"summary": each.states, "value": each.example}
        for each in api.elements.values()
        if each.example
    }


def _element(api: PushApi, element: Element, profile: Profile) -> dict[str, Any]:
    """An element and all that may stand in it, as a schema with the words of XML."""
    schema: dict[str, Any] = dict(TEXTS.get(element.holds, {"type": "object"}))
    properties = {each.attribute: _attribute(each) for each in element.attributes}
    for child, place in api.children(element.element):
        properties[child.element] = _child(api, child, max(place.at_most.values()), profile)
    required = [each.attribute for each in element.attributes if each.required]
    needs = [{"required": [each]} for each in element.needs]
    schema |= {
        "xml": {"name": element.element},
        "description": _of_element(element, profile),
        "x-sipgate-evidence": _known(element.known(profile)),
        **_disputes(element.owed(profile).disputed, element.disputed),
    }
    said = {"properties": properties, "required": required, "anyOf": needs}
    return schema | {key: value for key, value in said.items() if value}


def _child(api: PushApi, child: Element, at_most: int, profile: Profile) -> dict[str, Any]:
    schema = _element(api, child, profile)
    return schema if at_most == 1 else {"type": "array", "maxItems": at_most, "items": schema}


def _of_element(element: Element, profile: Profile) -> str:
    owed = element.owed(profile)
    return f"{element.states}; {owed.states or f'unknown: {owed.unknown}'}"


def _attribute(attribute: Attribute) -> dict[str, Any]:
    if attribute.holds == "word":
        schema: dict[str, Any] = {"type": "string", "enum": list(attribute.values)}
    else:
        schema = dict(TEXTS[attribute.holds])
    if attribute.default is not None:
        count = attribute.holds == "count"
        schema["default"] = int(attribute.default) if count else attribute.default
    return {
        **schema,
        "description": attribute.states,
        "xml": {"attribute": True},
        **_disputes(attribute.disputed),
    }


def _rules(api: PushApi, profile: Profile, about: str) -> dict[str, Any]:
    return {
        rule.rule: _rule(rule.owed(profile), rule.known(profile))
        for rule in api.rules.values()
        if rule.about == about
    }


def _rule(owed: Ruling, known: Known) -> dict[str, Any]:
    if owed.unknown:
        return {"unknown": owed.unknown}
    value = {} if owed.value is None else {"value": owed.value}
    return {"states": owed.states, **value, **_known(known), **_disputes(owed.disputed)}


def _known(known: Known) -> dict[str, str]:
    return provenance(known.evidence, known.source)


def _disputes(*disputed: tuple[Dispute, ...]) -> dict[str, Any]:
    found = [
        {"states": each.states, **provenance(each.evidence, each.source)}
        for group in disputed
        for each in group
    ]
    return {"x-sipgate-disputed": found} if found else {}
