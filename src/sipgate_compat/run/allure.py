"""Allure results of a run, where they are asked for: labels of a case, and a lean writer."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import allure
import allure_commons
from allure_commons.logger import AllureFileLogger
from attr import asdict

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
    # Profile and effect are marks of the test, which become tags by themselves.
    allure.dynamic.tag(*case.claims)
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


class LeanLogger(AllureFileLogger):
    """Writes results as allure-pytest does, in a fraction of its time.

    Containers only say how long fixtures took; two of them a case would be half of all files.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    @allure_commons.hookimpl
    def report_result(self, result: Any) -> None:
        """One file for each result; a reader is never shown half of one."""
        data = asdict(result, filter=lambda _, value: value or value is False)
        target = self.folder / result.file_pattern.format(prefix=uuid.uuid4())
        half = target.with_suffix(".tmp")
        half.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        half.replace(target)

    @allure_commons.hookimpl
    def report_container(self, container: Any) -> None:
        """Nothing is kept of fixtures."""


@contextmanager
def lean(folder: Path) -> Iterator[None]:
    """Let the lean writer stand in for allure-pytest's own, and give its place back at the end."""
    manager = allure_commons.plugin_manager
    usual = next(p for p in manager.get_plugins() if isinstance(p, AllureFileLogger))
    stand_in = LeanLogger(folder)
    manager.unregister(usual)
    manager.register(stand_in)
    yield
    manager.unregister(stand_in)
    manager.register(usual)
