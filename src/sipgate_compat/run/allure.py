"""Allure results of a run, where they are asked for: labels of a case, and a lean writer."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import allure_commons
import pytest
from allure_commons.logger import AllureFileLogger
from allure_commons.model2 import Label, Link
from allure_commons.types import AttachmentType, LabelType, LinkType, Severity
from allure_pytest.listener import AllureListener
from pydantic_core import to_json

from ..contract.book import Book
from ..contract.cases import Case
from .model import Verdict

SEVERITY = {
    "implemented": Severity.CRITICAL,
    "in-progress": Severity.NORMAL,
    "under-review": Severity.MINOR,
    "planned": Severity.MINOR,
    "not-planned": Severity.TRIVIAL,
}


class Labels:
    """What people look for: section, operation, profile, effect, source.

    Args:
        book: all contracts.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sections = {each.claim: each.section for each in book.claims.claims}
        self.statuses = {f"{row.method} {row.path}": str(row.status) for row in book.newest.rows}
        self.listener = _registered(AllureListener)

    def put(self, case: Case, verdict: Verdict) -> None:
        """Say it of the running test.

        The functions of `allure.dynamic` would each go through all plugins of allure.
        """
        result, operation = self.listener.allure_logger.get_test(None), case.operation
        sections = sorted({self.sections[claim] for claim in case.claims})
        labels = [
            (LabelType.EPIC, "sipgate REST API"),
            *((LabelType.FEATURE, each) for each in sections or [operation.tag]),
            (LabelType.STORY, operation.label),
            # Profile and effect are marks of the test, which become tags by themselves.
            *((LabelType.TAG, each) for each in case.claims),
            (LabelType.SEVERITY, self.severity(case)),
        ]
        result.name = case.address
        result.labels += [Label(kind, value) for kind, value in labels]
        result.description = f"{verdict.states} [{verdict.evidence}]"
        if verdict.source and (link := self.book.sources[verdict.source.page].link):
            result.links.append(Link(LinkType.LINK, link, verdict.source.page))
        if verdict.observed:
            text = to_json(verdict.observed, indent=1)
            self.listener.attach_data(text, "observed", AttachmentType.JSON, None)

    def severity(self, case: Case) -> Severity:
        """From the status that the newest edition gives the operation; normal where it has none."""
        rows = self.book.rows_of(case.operation)
        status = next((self.statuses[row] for row in rows if row in self.statuses), "")
        return SEVERITY.get(status, Severity.NORMAL)


class LeanListener(AllureListener):  # type: ignore[misc]
    """allure-pytest's listener without what it keeps of fixtures.

    It notes every test of a fixture in one list, and looks through all of it for each test.
    """

    pytest_fixture_setup = None
    pytest_fixture_post_finalizer = None

    def _update_fixtures_children(self, item: Any) -> None:
        """Nothing is kept of fixtures."""


class LeanLogger(AllureFileLogger):
    """Writes results as allure-pytest does, in a fraction of its time.

    Containers only say how long fixtures took; two of them a case would be half of all files. A
    thread writes, for the file system takes longer than everything else about a result.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = str(folder)
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="allure")
        self.writing: list[Future[None]] = []

    @allure_commons.hookimpl
    def report_result(self, result: Any) -> None:
        """One file for each result; a reader is never shown half of one."""
        self._begin(self._result, result)

    def _result(self, result: Any) -> None:
        target = f"{self.folder}/{result.file_pattern.format(prefix=uuid.uuid4())}"
        half = f"{target}.tmp"
        _write(half, json.dumps(result, ensure_ascii=False, default=_filled).encode())
        os.replace(half, target)  # noqa: PTH105 - a Path costs as much as the file

    @allure_commons.hookimpl
    def report_attached_data(self, body: str | bytes, file_name: str) -> None:
        """It is there before the result that names it, so it may grow in its place."""
        data = body.encode() if isinstance(body, str) else body
        self._begin(_write, f"{self.folder}/{file_name}", data)

    def _begin(self, what: Callable[..., None], *of: Any) -> None:
        self.writing.append(self.thread.submit(what, *of))

    def close(self) -> None:
        """Wait until all is written; raises what went wrong."""
        self.thread.shutdown()
        for each in self.writing:
            each.result()

    @allure_commons.hookimpl
    def report_container(self, container: Any) -> None:
        """Nothing is kept of fixtures."""


def _filled(value: object) -> dict[str, Any]:
    """The fields of a part of a result that say something."""
    return {name: each for name, each in vars(value).items() if each or each is False}


def _registered(kind: type[Any]) -> Any:
    plugins = allure_commons.plugin_manager.get_plugins()
    return next(each for each in plugins if isinstance(each, kind))


def _write(path: str, data: bytes) -> None:
    with open(path, "wb", buffering=0) as stream:  # noqa: PTH123
        stream.write(data)


@contextmanager
def lean(config: pytest.Config, folder: Path) -> Iterator[None]:
    """Let lean stand-ins listen and write, and give allure-pytest's own their places back."""
    listeners, loggers = config.pluginmanager, allure_commons.plugin_manager
    logger, listener = _registered(AllureFileLogger), _registered(AllureListener)
    with (
        closing(LeanLogger(folder)) as writer,
        _instead(loggers, logger, writer),
        _instead(loggers, listener, made := LeanListener(config)),
        _instead(listeners, listener, made),
    ):
        yield


@contextmanager
def _instead(manager: Any, usual: object, stand_in: object) -> Iterator[None]:
    manager.unregister(usual)
    manager.register(stand_in)
    yield
    manager.unregister(stand_in)
    manager.register(usual)
