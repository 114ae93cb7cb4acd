"""All contracts, read once: the book that everything else looks things up in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..edition.endpoint import Key, key
from ..edition.model import Edition
from ..edition.store import editions
from ..errors import DataError, nearest
from ..yamlfile import read_as
from . import model
from .effects import Costs, Effects
from .events import EVENTS, Elements, Event, PushApi, Rules
from .kinds import Kinds


@dataclass(frozen=True, eq=False)
class Book:
    """Everything under ``contracts/``, validated; one book is equal to itself alone."""

    root: Path
    operations: dict[str, model.Operation]
    files: dict[str, Path]
    lifecycles: tuple[model.Lifecycle, ...]
    shapes: dict[str, model.Shape]
    conventions: model.Conventions
    profiles: dict[str, model.ProfileData]
    situations: dict[str, model.Situation]
    base_values: tuple[str, ...]
    sources: dict[str, model.SourceData]
    documented: model.DocumentedOperations
    claims: model.Claims
    deviations: tuple[model.Deviation, ...]
    editions: tuple[Edition, ...]

    @property
    def newest(self) -> Edition:
        """The help page as last read."""
        return self.editions[-1]

    @cached_property
    def digest(self) -> str:
        """Twelve hex digits that name this state of the data."""
        return digest(self.root)

    @cached_property
    def effects(self) -> Effects:
        """What a live run may write, and how it is undone."""
        return read_as(Effects, self.root / "effects.yaml")

    @cached_property
    def costs(self) -> Costs:
        """What requests may cost, estimated."""
        return read_as(Costs, self.root / "costs.yaml")

    @cached_property
    def kinds(self) -> Kinds:
        """The kinds of values by which requests are told apart."""
        return read_as(Kinds, self.root / "kinds.yaml")

    @cached_property
    def push(self) -> PushApi:
        """What is pushed to receivers, and what they may answer."""
        folder = self.root / "events"
        events = {name: read_as(Event, folder / f"{name}.yaml") for name in EVENTS}
        for name, event in events.items():
            if event.event != name:
                raise DataError(
                    f"{folder / name}.yaml: holds {event.event}; its name is the event's"
                )
        rules = read_as(Rules, folder / "delivery.yaml").rules
        elements = read_as(Elements, folder / "response.yaml").elements
        return PushApi(
            events=events,
            rules={each.rule: each for each in rules},
            elements={each.element: each for each in elements},
        )

    def operation(self, name: str, others: Iterable[str] = ()) -> model.Operation:
        """An operation by its id, or by ``METHOD /path``; `others` are names one may have meant."""
        if name in self.operations:
            return self.operations[name]
        by_label = {each.label: each for each in self.operations.values()}
        if name in by_label:
            return by_label[name]
        raise DataError(
            f"{name}: no such operation; {nearest(name, [*self.operations, *by_label, *others])}"
        )

    def rows_of(self, operation: model.Operation) -> tuple[str, ...]:
        """The rows of the page that speak of an operation, as ``METHOD /path``."""
        return operation.rows or (operation.label,)

    def row_keys(self, operation: model.Operation) -> tuple[Key, ...]:
        """The same rows whatever their parameters are called."""
        return tuple(key(*label.split(" ", 1)) for label in self.rows_of(operation))


def digest(root: Path) -> str:
    """Twelve hex digits over all YAML files below a folder."""
    sha = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        sha.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sha.hexdigest()[:12]


def load(root: Path) -> Book:
    """Read and validate all files under ``contracts/``.

    Raises:
        DataError: the first file that does not hold, with file, line and reason.
    """
    operations, files = {}, {}
    for path in sorted((root / "operations").rglob("*.yaml")):
        operation = read_as(model.Operation, path)
        if path.stem != operation.operation or path.parent.name != operation.tag:
            wanted = f"operations/{operation.tag}/{operation.operation}.yaml"
            raise DataError(
                f"{path}: holds {operation.operation} of tag {operation.tag}: move it to {wanted}"
            )
        operations[operation.operation] = operation
        files[operation.operation] = path
    if not operations:
        raise DataError(f"{root / 'operations'}: holds no operation files")
    situations = [
        read_as(model.Situations, path) for path in sorted((root / "situations").glob("*.yaml"))
    ]
    shapes = [read_as(model.Shape, path) for path in sorted((root / "shapes").glob("*.yaml"))]
    return Book(
        root=root,
        operations=operations,
        files=files,
        lifecycles=tuple(
            read_as(model.Lifecycle, path) for path in sorted((root / "lifecycles").glob("*.yaml"))
        ),
        shapes={each.shape: each for each in shapes},
        conventions=read_as(model.Conventions, root / "conventions.yaml"),
        profiles={p.profile: p for p in read_as(model.Profiles, root / "profiles.yaml").profiles},
        situations={s.situation: s for file in situations for s in file.situations},
        base_values=tuple(name for file in situations for name in file.base_values),
        sources={s.source: s for s in read_as(model.Sources, root / "sources.yaml").sources},
        documented=read_as(model.DocumentedOperations, root / "documented.yaml"),
        claims=read_as(model.Claims, root / "claims.yaml"),
        deviations=read_as(model.Deviations, root / "deviations.yaml").deviations,
        editions=tuple(editions(root / "editions")),
    )
