"""What a result of Allure says of its case: labels, links, the exchange, and how it ended."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from allure_commons import plugin_manager
from allure_commons.model2 import (
    ATTACHMENT_PATTERN,
    Attachment,
    Label,
    Link,
    Parameter,
    Status,
    StatusDetails,
    TestResult,
    TestStepResult,
)
from allure_commons.types import LabelType, LinkType, Severity
from allure_commons.utils import md5, now
from allure_pytest.listener import AllureListener
from pydantic_core import to_json

from ...contract.book import Book
from ...contract.cases import Case, cases
from ...contract.model import Operation
from ...report.markdown import escaped
from ...report.message import failure
from ...report.words import shown
from ..known import listed
from ..model import Answered, Outcome, Verdict
from .category import category, message
from .exchange import EXTENSION, TYPE, exchange
from .lean import registered

SEVERITY = {
    "implemented": Severity.CRITICAL,
    "in-progress": Severity.NORMAL,
    "under-review": Severity.MINOR,
    "planned": Severity.MINOR,
    "not-planned": Severity.TRIVIAL,
}
# What Allure calls broken says nothing of the API. Allure 3 takes a failed result that is known for
# accepted, and counts it apart; it looks at no other.
STATUS = {
    Outcome.DEVIATES: Status.FAILED,
    Outcome.ERRORED: Status.BROKEN,
    Outcome.KNOWN: Status.FAILED,
}


class Labels:
    """Writes into the results of the running tests.

    The functions of `allure.dynamic` would each go through all plugins of allure.

    Args:
        book: all contracts.
        target: what cases are put to.
        base_url: where requests go, as reports show it.
    """

    def __init__(self, book: Book, target: str, base_url: str) -> None:
        self.book, self.target, self.base_url = book, target, base_url
        self.sections = {each.claim: each.section for each in book.claims.claims}
        self.statuses = {f"{row.method} {row.path}": str(row.status) for row in book.newest.rows}
        self.severities = {name: self._severity(each) for name, each in book.operations.items()}
        self.listener = registered(AllureListener)

    def put(self, case: Case, verdict: Verdict) -> None:
        """Say of the running test what it is about, and attach what was sent and answered."""
        result, operation = self.listener.allure_logger.get_test(None), case.operation
        name = case.name
        result.name = case.address
        result.fullName, result.testCaseId = name, md5(name)
        result.titlePath = [operation.tag, operation.label]
        # These make the id by which Allure finds a case in other runs.
        result.parameters = [
            Parameter("profile", case.profile),
            Parameter("target", self.target),
        ]
        result.labels += self._labels(case, verdict)
        result.description = escaped(f"{verdict.states} ({verdict.evidence})")
        result.links += self._links(case, verdict)
        self._attach(case, verdict, result)

    def _labels(self, case: Case, verdict: Verdict) -> list[Label]:
        operation = case.operation
        sections = sorted({self.sections[claim] for claim in case.claims})
        # Profile, effect and tag are marks of the test, which become tags by themselves.
        tags = [*case.claims, *(["recorded"] if verdict.verdict is Outcome.RECORDED else [])]
        return [
            Label(LabelType.EPIC, "sipgate REST API"),
            *(Label(LabelType.FEATURE, each) for each in sections or [operation.tag]),
            Label(LabelType.STORY, operation.label),
            Label(LabelType.SEVERITY, self.severities[operation.operation]),
            Label("layer", "API"),
            Label(LabelType.PARENT_SUITE, case.profile),
            Label(LabelType.SUITE, operation.tag),
            Label(LabelType.SUB_SUITE, operation.operation),
            *(Label(LabelType.TAG, each) for each in tags),
        ]

    def _links(self, case: Case, verdict: Verdict) -> list[Link]:
        links = []
        if verdict.source and (link := self.book.sources[verdict.source.page].link):
            links.append(Link(LinkType.LINK, link, verdict.source.page))
        if self.book.deviations:
            for each in listed(self.book, self.target, case):
                links.append(Link(LinkType.ISSUE, each.link, each.case))
        return links

    def _attach(self, case: Case, verdict: Verdict, result: TestResult) -> None:
        """The last exchange is the one that was judged; those before it are steps of the result."""
        if not verdict.observed:
            return
        *before, last = verdict.observed
        result.steps += [_step(each) for each in before]
        step = case.steps[min(len(before), len(case.steps) - 1)]
        made = to_json(exchange(last, step, self.base_url, now()))
        # A name of its own would cost a call of the system, and the writer's thread runs meanwhile.
        file = ATTACHMENT_PATTERN.format(prefix=result.uuid, ext=EXTENSION)
        result.attachments.append(Attachment(name="HTTP exchange", source=file, type=TYPE))
        plugin_manager.hook.report_attached_data(body=made, file_name=file)

    def end(self, case: Case, verdict: Verdict) -> None:
        """Say how the test ended, once allure-pytest has said what pytest knows of it."""
        result = self.listener.allure_logger.get_test(None)
        if result is None:
            return
        if verdict.milliseconds is not None and result.stop:
            # Other processes may have put the case: what pytest waited for it means nothing.
            result.start = result.stop - round(verdict.milliseconds)
        found = category(verdict, self.target, self._elsewhere(case, verdict))
        if found is not None:
            result.status = STATUS.get(verdict.verdict, Status.PASSED)
            trace = failure(verdict) if verdict.verdict in STATUS else None
            said = StatusDetails(message=message(verdict, found), trace=trace)
            said.known = verdict.verdict is Outcome.KNOWN or None
            result.statusDetails = said

    def _elsewhere(self, case: Case, verdict: Verdict) -> set[int]:
        if verdict.verdict is not Outcome.DEVIATES:
            return set()
        every = self._promised[case.name]
        return set().union(*every.values()) - every.get(case.profile, set())

    @cached_property
    def _promised(self) -> dict[str, dict[str, set[int]]]:
        """Statuses by case and profile; whatever deviates asks for them, and nothing else does."""
        found: dict[str, dict[str, set[int]]] = {}
        for each in cases(self.book):
            statuses = set(each.promise.expectation.statuses)
            found.setdefault(each.name, {})[each.profile] = statuses
        return found

    def _severity(self, operation: Operation) -> Severity:
        """From the status that the newest edition gives the operation; normal where it has none."""
        rows = self.book.rows_of(operation)
        status = next((self.statuses[row] for row in rows if row in self.statuses), "")
        return SEVERITY.get(status, Severity.NORMAL)


def _step(answered: Answered) -> TestStepResult:
    said: dict[str, Any] = {"name": f"{answered.request} → {answered.status}"}
    if answered.body is not None:
        said["parameters"] = [Parameter("answer", shown(answered.body))]
    return TestStepResult(status=Status.PASSED, **said)
