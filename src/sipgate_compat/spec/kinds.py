"""Every kind of change of a specification, and what it means for a client.

A request and a response are judged from opposite ends: what a client may send must not become
narrower, what it may receive must not become wider or lose anything. An enumeration in a response
may grow, for clients have to be ready for that; a request's may not shrink.
"""

from __future__ import annotations

from enum import StrEnum

from ..change.model import Severity

BREAKING, NOTICE, INFO = Severity.BREAKING, Severity.NOTICE, Severity.INFO


class Side(StrEnum):
    """Where a schema stands; the first half of a kind's name."""

    PARAMETER = "parameter"
    REQUEST = "request"
    RESPONSE = "response"


# What can happen to a schema: severity where the client sends it, severity where it receives it.
OF_SCHEMAS: dict[str, tuple[Severity, Severity]] = {
    "field-added": (NOTICE, NOTICE),
    "required-field-added": (BREAKING, NOTICE),
    "field-removed": (BREAKING, BREAKING),
    "field-required": (BREAKING, NOTICE),
    "field-optional": (NOTICE, BREAKING),
    "nullable": (NOTICE, BREAKING),
    "not-nullable": (BREAKING, NOTICE),
    "retyped": (BREAKING, BREAKING),
    "type-widened": (NOTICE, BREAKING),
    "type-narrowed": (BREAKING, NOTICE),
    "enum-value-added": (NOTICE, NOTICE),
    "enum-value-removed": (BREAKING, NOTICE),
    "values-listed": (BREAKING, NOTICE),
    "values-unlisted": (NOTICE, NOTICE),
    "variant-added": (NOTICE, NOTICE),
    "variant-removed": (BREAKING, NOTICE),
    "limit-tightened": (BREAKING, INFO),
    "limit-loosened": (NOTICE, NOTICE),
    "format-changed": (BREAKING, BREAKING),
    "format-added": (BREAKING, INFO),
    "format-removed": (NOTICE, NOTICE),
    "closed": (BREAKING, INFO),
    "opened": (NOTICE, NOTICE),
    "default-changed": (NOTICE, INFO),
    "field-deprecated": (NOTICE, NOTICE),
    "field-reinstated": (INFO, INFO),
    "described": (INFO, INFO),
}

# What can happen to the rest; the worst stands here where the severity hangs on more.
OTHERS: dict[str, Severity] = {
    "operation-removed": BREAKING,
    "operation-moved": BREAKING,
    "operation-refused": BREAKING,
    "operation-added": NOTICE,
    "operation-deprecated": NOTICE,
    "operation-reinstated": INFO,
    "operation-id-changed": INFO,
    "operation-described": INFO,
    "tags-changed": INFO,
    "path-parameter-renamed": INFO,
    "parameter-added": NOTICE,
    "required-parameter-added": BREAKING,
    "parameter-removed": BREAKING,
    "parameter-moved": BREAKING,
    "parameter-required": BREAKING,
    "parameter-optional": NOTICE,
    "parameter-deprecated": NOTICE,
    "parameter-reinstated": INFO,
    "parameter-style-changed": BREAKING,
    "scope-added": BREAKING,
    "scope-removed": BREAKING,
    "sign-in-added": BREAKING,
    "sign-in-removed": BREAKING,
    "sign-in-changed": BREAKING,
    "request-body-added": NOTICE,
    "required-request-body-added": BREAKING,
    "request-body-removed": BREAKING,
    "request-body-required": BREAKING,
    "request-body-optional": NOTICE,
    "request-content-type-added": NOTICE,
    "request-content-type-removed": BREAKING,
    "response-content-type-added": NOTICE,
    "response-content-type-removed": BREAKING,
    "status-added": NOTICE,
    "status-removed": BREAKING,
    "server-added": NOTICE,
    "server-removed": NOTICE,
    "title-changed": INFO,
    "version-changed": INFO,
}

# Kinds whose name does not read well behind the place of a change.
SAID = {
    "operation-refused": "no success is left",
    "described": "description changed",
    "retyped": "type changed",
    "closed": "other fields are refused",
    "opened": "other fields are admitted",
    "values-listed": "any value, now only listed ones",
    "values-unlisted": "listed values, now any",
    "enum-value-added": "value added",
    "enum-value-removed": "value removed",
    "field-required": "now required",
    "field-optional": "no longer required",
    "field-deprecated": "deprecated",
    "field-reinstated": "no longer deprecated",
    "nullable": "may be null",
    "not-nullable": "no longer null",
    "operation-reinstated": "no longer deprecated",
    "parameter-required": "now required",
    "parameter-optional": "no longer required",
    "parameter-deprecated": "deprecated",
    "parameter-reinstated": "no longer deprecated",
    "request-body-added": "body added",
    "required-request-body-added": "required body added",
    "request-body-removed": "body removed",
    "request-body-required": "body now required",
    "request-body-optional": "body no longer required",
    "request-content-type-added": "content type added",
    "request-content-type-removed": "content type removed",
    "response-content-type-added": "content type added",
    "response-content-type-removed": "content type removed",
}


def of_schema(side: Side, what: str) -> tuple[str, Severity]:
    """Kind and severity of what happened to a schema on one side."""
    sent, received = OF_SCHEMAS[what]
    return f"{side}-{what}", received if side is Side.RESPONSE else sent


def severity_of(kind: str) -> Severity:
    """The severity of a kind of change, its worst where it hangs on more."""
    if kind in OTHERS:
        return OTHERS[kind]
    side, _, what = kind.partition("-")
    return of_schema(Side(side), what)[1]


def all_kinds() -> list[str]:
    """Every kind there is."""
    return [*OTHERS, *(f"{side}-{what}" for side in Side for what in OF_SCHEMAS)]


def words(kind: str) -> str:
    """A kind as people say it."""
    what = kind.partition("-")[2]
    if kind not in OTHERS or what == "described":
        kind = what
    return SAID.get(kind, kind.replace("-", " "))
