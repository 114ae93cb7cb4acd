"""YAML with JSON's scalars only, read into models, with file and line in every complaint.

Plain YAML turns ``+4915799912345`` into a number, ``0211`` into an octal one, ``2026-11-23`` into a
date and ``no`` into a boolean. Here all of these stay strings.
"""

from __future__ import annotations

import re
import types
import typing
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from .errors import DataError, nearest

Model = TypeVar("Model", bound=BaseModel)
Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class JsonScalars(Base):  # type: ignore[misc]
    """A loader whose plain scalars are JSON's: null, true, false and plain numbers."""

    yaml_implicit_resolvers: typing.ClassVar[dict[str, Any]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key that stands twice: YAML would silently keep the last."""
        seen: dict[Any, int] = {}
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"key {key.value!r} stands twice, first in line {seen[key.value]}",
                    problem_mark=key.start_mark,
                )
            seen[key.value] = key.start_mark.line + 1
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


for tag, pattern, first in (
    ("tag:yaml.org,2002:null", r"null|~|", ["n", "~", ""]),
    ("tag:yaml.org,2002:bool", r"true|false", list("tf")),
    ("tag:yaml.org,2002:int", r"-?(0|[1-9][0-9]*)", list("-0123456789")),
    (
        "tag:yaml.org,2002:float",
        r"-?(0|[1-9][0-9]*)(\.[0-9]+)([eE][-+]?[0-9]+)?",
        list("-0123456789"),
    ),
):
    JsonScalars.add_implicit_resolver(tag, re.compile(rf"^(?:{pattern})$"), first)


def read(path: Path) -> Any:
    """The plain value in a file.

    Raises:
        DataError: the file cannot be read or is no YAML; names file and line.
    """
    return parse(text_of(path), path)


def text_of(path: Path) -> str:
    """The text of a file, or a DataError that names it."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DataError(f"{path}: cannot be read: {reason}") from None


def parse(text: str, path: Path) -> Any:
    """The plain value of YAML text; `path` is only named in complaints."""
    try:
        return yaml.load(text, JsonScalars)
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise DataError(f"{path}{line}: not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise DataError(f"{path}: not valid YAML: {str(error).splitlines()[0]}") from None


def read_as(model: type[Model], path: Path) -> Model:
    """A file as a model.

    Raises:
        DataError: with file, line, the reason and, for an unknown key, the nearest known one.
    """
    text = text_of(path)
    value = parse(text, path)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise DataError(complaint(error, model, text, path)) from None


def complaint(error: ValidationError, model: type[BaseModel], text: str, path: Path) -> str:
    """One line for the first of a model's complaints about a file.

    An unknown key goes before a missing one: mostly it is the missing one, misspelt.
    """
    errors = error.errors(include_url=False)
    first = next((each for each in errors if each["type"] == "extra_forbidden"), errors[0])
    where = first["loc"]
    line = line_of(text, where)
    dotted = ".".join(str(part) for part in where) or "the file"
    if first["type"] == "extra_forbidden":
        hint = nearest(str(where[-1]), known_keys(model, where[:-1]))
        return f"{path}:{line}: unknown key {dotted!r}; {hint}"
    message = first["msg"].removeprefix("Value error, ")
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{path}:{line}: {dotted}: {message}{more}"


def line_of(text: str, where: tuple[Any, ...]) -> int:
    """The line, counted from one, of the deepest part of a pointer that the text holds."""
    node = yaml.compose(text, JsonScalars)
    line = 1
    for part in where:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if found is None:
                continue
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


def known_keys(model: Any, where: tuple[Any, ...]) -> list[str]:
    """The keys that a model knows at a pointer; empty where it cannot tell."""
    for part in where:
        model = _inside(model, part)
    model = next((m for m in _alternatives(model) if _is_model(m)), None)
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _inside(model: Any, part: Any) -> Any:
    for each in _alternatives(model):
        if _is_model(each):
            for name, field in each.model_fields.items():
                if part in (name, field.alias):
                    return field.annotation
        elif arguments := typing.get_args(each):
            return arguments[-1] if typing.get_origin(each) is dict else arguments[0]
    return None


def _alternatives(model: Any) -> tuple[Any, ...]:
    if typing.get_origin(model) is typing.Annotated:
        return _alternatives(typing.get_args(model)[0])
    if typing.get_origin(model) in (typing.Union, types.UnionType):
        return typing.get_args(model)
    return (model,)


def _is_model(each: Any) -> bool:
    return isinstance(each, type) and issubclass(each, BaseModel)
