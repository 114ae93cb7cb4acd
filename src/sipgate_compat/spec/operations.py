"""What changed at one operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..change.model import Change, Origin, Severity, change
from . import kinds
from .document import ANY_TYPE, Body, Operation, Parameter, in_path
from .kinds import NOTICE, Side
from .node import Node
from .schemas import Comparison
from .security import changes as security_changes
from .words import digest, shown

SUCCESS = ("2", "3")


class Judge:
    """Compares operations of two documents; remembers the schemas that they share."""

    def __init__(self) -> None:
        self._sides = {side: Comparison(side) for side in Side}

    def changes(self, old: Operation, new: Operation) -> Iterator[Change]:
        """All changes from an operation to its successor."""
        here = Here(new)
        yield from _itself(here, old, new)
        for kind, severity, before, after in security_changes(old.security, new.security):
            yield here.change(kind, "", before, after, severity)
        yield from self._parameters(here, old, new)
        yield from self._request(here, old.body, new.body)
        yield from self._responses(here, old.responses, new.responses)

    def _parameters(self, here: Here, old: Operation, new: Operation) -> Iterator[Change]:
        before, after = _by_name(old), _by_name(new)
        moved = dict(_moved(before, after))
        for key, each in before.items():
            where = f"{each.place} {each.name}"
            other = after.get(moved.get(key, key))
            if other is None:
                yield here.change("parameter-removed", where)
                continue
            if key in moved:
                yield here.change("parameter-moved", where, each.place, other.place)
            yield from self._parameter(here, where, each, other)
        for key, each in after.items():
            if key not in before and key not in moved.values():
                kind = "required-parameter-added" if each.required else "parameter-added"
                yield here.change(kind, f"{each.place} {each.name}")

    def _parameter(
        self, here: Here, where: str, old: Parameter, new: Parameter
    ) -> Iterator[Change]:
        if old.name != new.name and old.place == "path":
            yield here.change("path-parameter-renamed", where, old.name, new.name)
        if old.required != new.required:
            kind = "parameter-required" if new.required else "parameter-optional"
            yield here.change(kind, where)
        if old.deprecated != new.deprecated:
            kind = "parameter-deprecated" if new.deprecated else "parameter-reinstated"
            yield here.change(kind, where)
        if old.style != new.style and old.place == new.place and self._is_long(old, new):
            yield here.change("parameter-style-changed", where, old.style, new.style)
        if old.description != new.description:
            yield here.described("parameter-described", where, old.description, new.description)
        yield from self._schemas(here, Side.PARAMETER, where, old.schema, new.schema)

    def _is_long(self, old: Parameter, new: Parameter) -> bool:
        """Only lists and objects can be written in more than one way."""
        shapes = self._sides[Side.PARAMETER].shapes
        return all(shapes.of(p.schema).types & {"array", "object"} for p in (old, new))

    def _request(self, here: Here, old: Body | None, new: Body | None) -> Iterator[Change]:
        if old is None and new is None:
            return
        if old is None or new is None:
            added = "required-request-body-added" if new and new.required else "request-body-added"
            yield here.change("request-body-removed" if new is None else added, "request")
            return
        if old.required != new.required:
            kind = "request-body-required" if new.required else "request-body-optional"
            yield here.change(kind, "request")
        yield from self._bodies(here, Side.REQUEST, "request", old, new)

    def _responses(
        self, here: Here, old: Mapping[str, Body], new: Mapping[str, Body]
    ) -> Iterator[Change]:
        lost = _successes(old)
        refused = lost and not _successes(new) and "default" not in new
        if refused:
            yield here.change("operation-refused", "", _listed(lost), _listed([*new]))
        for status, before in old.items():
            where = f"response {shown(status, 20)}"
            if status in new:
                yield from self._bodies(here, Side.RESPONSE, where, before, new[status])
            elif status not in lost:
                yield here.change("status-removed", where, severity=NOTICE)
            elif not refused:
                yield here.change("status-removed", where)
        for status in new:
            if status not in old:
                yield here.change("status-added", f"response {shown(status, 20)}")

    def _bodies(self, here: Here, side: Side, where: str, old: Body, new: Body) -> Iterator[Change]:
        before, after = dict(old.content), dict(new.content)
        for media in [each for each in before if each in after]:
            yield from self._schemas(here, side, where, before.pop(media), after.pop(media))
        if before and after and (ANY_TYPE in before or ANY_TYPE in after):
            # "Any type" says nothing about types; the schemas are compared all the same.
            yield from self._schemas(
                here, side, where, next(iter(before.values())), next(iter(after.values()))
            )
            return
        for media in before:
            yield here.change(f"{side}-content-type-removed", where, shown(media))
        for media in after:
            yield here.change(f"{side}-content-type-added", where, None, shown(media))

    def _schemas(
        self, here: Here, side: Side, where: str, old: Node | None, new: Node | None
    ) -> Iterator[Change]:
        for each in self._sides[side].differences(old, new):
            kind, severity = kinds.of_schema(side, each.what)
            place = f"{where} {each.pointer}" if each.pointer else where
            if each.what == "described":
                yield here.described(kind, place, each.old or "", each.new or "")
            else:
                yield here.change(kind, place, each.old, each.new, severity)


class Here:
    """The operation whose changes are told; it bears the names of the newer document."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation

    def change(
        self,
        kind: str,
        where: str,
        old: str | None = None,
        new: str | None = None,
        severity: Severity | None = None,
    ) -> Change:
        """A change at a place of this operation."""
        return change(
            Origin.SPECIFICATION,
            kind,
            severity or kinds.severity_of(kind),
            shown(f"{self.operation.label} {where}".strip(), 400),
            method=self.operation.method,
            path=self.operation.path,
            old=None if old is None else shown(old),
            new=None if new is None else shown(new),
        )

    def described(self, kind: str, where: str, old: str, new: str) -> Change:
        """A change of prose; a digest tells texts apart that begin alike."""
        before, after = shown(old) or None, shown(new) or None
        if before == after:
            before, after = digest(old), digest(new)
        return self.change(kind, where, before, after)


def _successes(responses: Mapping[str, Body]) -> list[str]:
    return [status for status in responses if status.startswith(SUCCESS)]


def _listed(statuses: list[str]) -> str | None:
    return ", ".join(sorted(statuses)) or None


def _itself(here: Here, old: Operation, new: Operation) -> Iterator[Change]:
    if old.deprecated != new.deprecated:
        yield here.change("operation-deprecated" if new.deprecated else "operation-reinstated", "")
    if old.operation_id != new.operation_id:
        yield here.change(
            "operation-id-changed", "", old.operation_id or None, new.operation_id or None
        )
    if old.tags != new.tags:
        yield here.change("tags-changed", "", ", ".join(old.tags), ", ".join(new.tags))
    if old.description != new.description:
        yield here.described("operation-described", "", old.description, new.description)


def _by_name(operation: Operation) -> dict[tuple[str, str], Parameter]:
    """Parameters by place and name; those of the path by their position in it."""
    positions = {name: str(i) for i, name in enumerate(in_path(operation.path))}
    found: dict[tuple[str, str], Parameter] = {}
    for each in operation.parameters:
        name = each.name.lower() if each.place == "header" else each.name
        if each.place == "path":
            name = positions.get(name, name)
        found[each.place, name] = each
    return found


def _moved(
    before: dict[tuple[str, str], Parameter], after: dict[tuple[str, str], Parameter]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Parameters of the same name that stand somewhere else."""
    gone = [key for key in before if key not in after]
    come = {after[key].name.lower(): key for key in after if key not in before}
    for key in gone:
        if before[key].name.lower() in come:
            yield key, come[before[key].name.lower()]
