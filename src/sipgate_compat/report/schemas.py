"""JSON Schemas of everything the tool writes as JSON, generated from the models."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from ..change.model import Changes
from ..edition.change import Diff
from ..edition.model import Edition
from ..edition.timeline import Timeline as EditionTimeline
from ..figures.model import Bench, Endurance, Fuzz, Peers
from ..gate.model import Gate
from ..history.model import Drift, History, HistoryMatrix, Timeline
from ..monitor.heartbeat import Heartbeat
from ..monitor.tracker import Plan
from ..proof.result import Noise, Sensitivity
from ..run.diff import RunDiff
from ..run.doctor import Doctor
from ..run.ledger import Line
from ..run.model import Footer, Header, Verdict
from ..run.plan import RunPlan
from ..run.sweep import Sweep
from ..spec.coverage import Coverage
from ..spec.diff import SpecDiff
from ..uses.model import Uses
from ..uses.recording import RecordingLine
from ..webhook.model import WebhookCheck
from .badge import Badge
from .matrix import Matrix

RunLine = Annotated[Header | Verdict | Footer, Field(discriminator="kind")]
OUTPUTS: dict[str, tuple[str, Any]] = {
    "run-1.json": ("One line of run.jsonl", RunLine),
    "matrix-1.json": ("matrix.json", Matrix),
    "shields-1.json": ("badge.json, for the endpoint badge of shields", Badge),
    "gate-1.json": ("What gate says", Gate),
    "uses-1.json": ("What gate --uses says", Uses),
    "recording-1.json": ("One line of a recording", RecordingLine),
    "history-1.json": ("What history show prints", History),
    "history-timeline-1.json": ("What history timeline prints", Timeline),
    "history-matrix-1.json": ("What history matrix prints", HistoryMatrix),
    "drift-1.json": ("What history drift prints", Drift),
    "edition-1.json": ("An edition of the help page", Edition),
    "edition-diff-1.json": ("What changed between two editions", Diff),
    "edition-timeline-1.json": ("The life of each row of the help page", EditionTimeline),
    "run-diff-1.json": ("What changed between two runs", RunDiff),
    "plan-1.json": ("What plan prints", RunPlan),
    "ledger-1.json": ("One line of a live run's ledger", Line),
    "doctor-1.json": ("What doctor prints", Doctor),
    "sweep-1.json": ("What sweep prints", Sweep),
    "changes-1.json": ("changes.json", Changes),
    "spec-diff-1.json": ("What changed between two OpenAPI documents", SpecDiff),
    "spec-coverage-1.json": ("An OpenAPI document held against the contracts", Coverage),
    "tracker-1.json": ("What a tracker's issues need after a night", Plan),
    "webhook-check-1.json": ("What webhook check prints", WebhookCheck),
    "heartbeat-1.json": ("heartbeat.json", Heartbeat),
    "bench-1.json": ("What make bench measured", Bench),
    "peers-1.json": ("What make peers measured", Peers),
    "endurance-1.json": ("What make endurance measured", Endurance),
    "fuzz-1.json": ("What make fuzz measured", Fuzz),
    "sensitivity-1.json": ("What make sensitivity keeps", Sensitivity),
    "noise-1.json": ("What make noise keeps", Noise),
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
