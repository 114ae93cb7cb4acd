"""Allure labels of a case, where Allure results are asked for."""

from __future__ import annotations

import json

import allure

from ..contract.book import Book
from ..contract.cases import Case
from .model import Verdict

SEVERITY = {
    "implemented": allure.severity_level.CRITICAL,
    "in-progress": allure.severity_level.NORMAL,
    "under-review": allure.severity_level.MINOR,
    "planned": allure.severity_level.MINOR,
    "not-planned": allure.severity_level.TRIVIAL,
}


def label(book: Book, case: Case, verdict: Verdict) -> None:
    """Say of the running test what people look for: section, operation, profile, effect, source."""
    operation = case.operation
    sections = {c.section for c in book.claims.claims if c.claim in case.claims}
    allure.dynamic.title(case.address)
    allure.dynamic.epic("sipgate REST API")
    allure.dynamic.feature(*(sorted(sections) or [operation.tag]))
    allure.dynamic.story(operation.label)
    allure.dynamic.tag(case.profile, operation.effect.value, *case.claims)
    allure.dynamic.severity(severity(book, case))
    allure.dynamic.description(f"{verdict.states} [{verdict.evidence}]")
    if verdict.source and (link := book.sources[verdict.source.page].link):
        allure.dynamic.link(link, name=verdict.source.page)
    if verdict.observed:
        seen = [each.model_dump(mode="json") for each in verdict.observed]
        text = json.dumps(seen, ensure_ascii=False, indent=1)
        allure.attach(text, name="observed", attachment_type=allure.attachment_type.JSON)


def severity(book: Book, case: Case) -> allure.severity_level:
    """From the status that the newest edition gives the operation; normal where it has none."""
    rows = {f"{row.method} {row.path}": str(row.status) for row in book.newest.rows}
    for row in book.rows_of(case.operation):
        if row in rows:
            return SEVERITY.get(rows[row], allure.severity_level.NORMAL)
    return allure.severity_level.NORMAL
