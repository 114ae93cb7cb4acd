"""JSON Schemas of everything the tool writes as JSON, generated from the models."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from ..edition.model import Edition
from ..gate.model import Gate
from ..run.model import Footer, Header, Verdict
from ..spec.coverage import Coverage
from ..spec.diff import SpecDiff
from .matrix import Matrix

RunLine = Annotated[Header | Verdict | Footer, Field(discriminator="kind")]
OUTPUTS: dict[str, tuple[str, Any]] = {
    "run-1.json": ("One line of run.jsonl", RunLine),
    "matrix-1.json": ("matrix.json", Matrix),
    "gate-1.json": ("What gate says", Gate),
    "edition-1.json": ("An edition of the help page", Edition),
    "spec-diff-1.json": ("What changed between two OpenAPI documents", SpecDiff),
    "spec-coverage-1.json": ("An OpenAPI document held against the contracts", Coverage),
}


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema by its file name."""
    return {name: _schema(name, title, model) for name, (title, model) in OUTPUTS.items()}


def _schema(name: str, title: str, model: Any) -> dict[str, Any]:
    made = TypeAdapter(model).json_schema(mode="serialization", by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"schemas/{name}",
        **made,
        "title": title,
    }
