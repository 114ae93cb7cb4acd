"""What a case shows on demand, packed: scripts unfold it, and nothing in it can end an element."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from ...run.model import Answered, Verdict
from ..site import CaseRow, Site
from ..words import printable, shown

LONGEST = 2000
"""Of a longer body the beginning is shown; the whole of what was kept stands in run.jsonl."""


def packed(site: Site) -> str:
    """All cases by their names as JSON, deflated, in the letters of base64."""
    cases = {
        case.name: _case(case)
        for pages in site.tags.values()
        for page in pages
        for case in page.cases
    }
    names = {each.source: each.title for each in site.run.header.sources}
    whole = {"profiles": site.matrix.profiles, "sources": names, "cases": cases}
    text = printable(_compact(whole))
    return base64.b64encode(zlib.compress(text.encode(), 6)).decode()


def _case(case: CaseRow) -> dict[str, Any]:
    return {"told": case.sentence, "answers": [each and _answer(each) for each in case.answers]}


def _answer(verdict: Verdict) -> dict[str, Any]:
    source = verdict.source
    made = {
        "verdict": verdict.verdict.value,
        "states": verdict.states,
        "promised": verdict.promised,
        "given": verdict.given,
        "evidence": verdict.evidence.value,
        "source": source and [source.page, source.section or "", source.read],
        "file": verdict.file,
        "reason": verdict.reason,
        "notes": verdict.notes,
        "claims": verdict.claims,
        "differences": [
            [
                each.pointer or "/",
                shown(each.expected, each.absent == "expected"),
                shown(each.observed, each.absent == "observed"),
            ]
            for each in verdict.differences
        ],
        "seen": [_seen(each) for each in verdict.observed],
        "curl": verdict.curl,
    }
    return {name: value for name, value in made.items() if value}


def _seen(answer: Answered) -> list[Any]:
    body = answer.body
    text = "" if body is None else body if isinstance(body, str) else _compact(body)
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return [answer.request, answer.status, answer.content_type, cut]


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
