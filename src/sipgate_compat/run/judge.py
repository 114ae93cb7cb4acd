"""A case put to a target, and the verdict over what came back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..client import MAX_PAGES, Answer, Client, Credentials, Wire, joined, next_query, wire
from ..compare import ABSENT, Mismatch, filled, mismatches, pointed
from ..contract.book import Book
from ..contract.cases import Case, Promise, Step
from ..contract.model import Deviation, Request
from ..errors import CompatError, Spent, place
from ..form import form
from ..observation import Redactor, field_of
from ..shapes import Shapes
from .failure import Unclear, classed, deviating, excuse, outage
from .guard import LEFT_BEHIND
from .known import end, expired, listed
from .model import Answered, Difference, Failure, Outcome, Verdict
from .refusal import OverBudget, Skip
from .target import Stage, Target

BODY_LIMIT = 4000


@dataclass(slots=True)
class Findings:
    """What has been seen of a case so far, and who redacts what is kept of it."""

    redactor: Redactor
    given: list[Any] = field(default_factory=list)
    """Values of the account that went into requests and expectations."""
    answered: list[Answered] = field(default_factory=list)
    mismatches: list[Mismatch] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    recorded: bool = False
    failed: Step | None = None
    curl: str = ""


class Judge:
    """Puts cases to a target.

    Args:
        book: all contracts.
        target: where requests go.
        redactor: takes secrets out of whatever is kept.
        today: the day, ISO; known deviations may have expired on it.
        clock: seconds, for durations only.
        shown_url: the base URL that `curl` lines name.
    """

    def __init__(
        self,
        book: Book,
        target: Target,
        redactor: Redactor,
        today: str,
        shown_url: str,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.book, self.target, self.redactor = book, target, redactor
        self.today, self.shown_url, self.clock = today, shown_url, clock
        self.shapes = Shapes(book.shapes)

    def verdict(self, case: Case) -> Verdict:
        """Put a case and say what became of it."""
        begun = self.clock()
        findings = Findings(self.redactor.of(case.profile))
        try:
            stage = self.target.stage(case)
            try:
                self._put(stage.case or case, stage, findings)
            finally:
                findings.notes += self.target.settle()
            outcome, reason = self._outcome(case, findings)
            failure = deviating(outcome, findings.answered)
            if outcome is Outcome.DEVIATES:
                self._is_still_its_account(case)
        except Skip as skip:
            notes = [each for each in findings.notes if each.startswith(LEFT_BEHIND)]
            outcome, reason = Outcome.SKIPPED, str(skip)
            failure = Failure.BUDGET if isinstance(skip, OverBudget) else None
            findings = Findings(findings.redactor, notes=notes)
        except Spent as spent:
            notes = [each for each in findings.notes if each.startswith(LEFT_BEHIND)]
            outcome, reason, failure = Outcome.SKIPPED, str(spent), classed(spent)
            findings = Findings(findings.redactor, notes=notes)
        except (Unclear, CompatError) as error:
            outcome, reason = Outcome.ERRORED, findings.redactor.text(str(error))
            failure = classed(error)
        except Exception as error:
            # What fails here is the suite. A traceback would show the answer to whoever reads it.
            outcome, reason = Outcome.ERRORED, f"the suite itself failed: {place(error)}"
            failure = None
        return self._written(case, findings, outcome, reason, failure, begun)

    def _is_still_its_account(self, case: Case) -> None:
        """An account that was migrated meanwhile owes its old profile nothing."""
        if moved := self.target.watch.again(case.profile):
            raise Skip(moved.reason)

    def _put(self, case: Case, stage: Stage, findings: Findings) -> None:
        values: dict[str, Any] = {}
        for step in case.steps:
            known = _Layered(values, stage.values, findings.given)
            credentials = self.target.credentials(case.profile, step.request.actor, step.operation)
            answer = self._answer(case, step, stage, known, credentials, findings)
            found = self._judged(step, known, answer, findings)
            if found:
                if self.target.name == "live" and (why := excuse(step, answer, credentials)):
                    raise why
                findings.mismatches, findings.failed = found, step
                return
            if answer.status >= 400:
                continue
            for name, pointer in step.save.items():
                values[name] = pointed(answer.body, pointer)
                if values[name] is ABSENT:
                    missing = Mismatch(f"/body{pointer}", {"$absent": False}, ABSENT)
                    findings.mismatches, findings.failed = [missing], step
                    return

    def _answer(
        self,
        case: Case,
        step: Step,
        stage: Stage,
        values: _Layered,
        credentials: Credentials | None,
        findings: Findings,
    ) -> Answer:
        out = wire(step.operation, step.request, values, credentials)
        shown = self._shown(step, values, out, findings)
        findings.curl = shown.curl(self.shown_url)
        begun = self.clock()
        pages = 1
        if step.request.paging:
            answer, pages = self._paged(step, stage, values, out)
        else:
            answer = self.target.put(case, step, out, values, stage)
        took = (self.clock() - begun) / pages
        findings.answered.append(self._observed(step, shown, answer, took, findings.redactor))
        if self.target.name == "live" and (why := outage(step, answer)):
            raise why
        return answer

    def _shown(self, step: Step, values: _Layered, out: Wire, findings: Findings) -> Wire:
        """The request as reports show it, with pseudonyms for what the account gave."""
        if not findings.redactor.personal:
            return out
        shown = _Shown(values, findings.redactor)
        return wire(step.operation, step.request, shown, out.credentials)

    def _paged(self, step: Step, stage: Stage, values: _Layered, first: Wire) -> tuple[Answer, int]:
        """All pages as one answer, and how many they are."""
        paging = step.request.paging
        assert paging is not None
        client: Client = self.target.client
        query, seen = dict(filled(step.request.query, values)), set[str]()
        pages: list[Any] = []
        out: Wire = first
        while True:
            answer = client.send(out, stage.headers)
            if answer.status != 200 or not isinstance(answer.body, dict):
                return answer, len(pages) + 1
            pages.append(answer.body)
            following = next_query(paging.by, paging.items, query, answer.body, seen)
            if following is None:
                break
            if len(pages) >= MAX_PAGES:
                raise Unclear(f"{step.operation.label}: no end after {MAX_PAGES} pages")
            query = following
            request: Request = step.request.model_copy(update={"query": query})
            out = wire(step.operation, request, values, first.credentials)
        return replace(answer, body=joined(pages, paging.items)), len(pages)

    def _judged(
        self, step: Step, values: _Layered, answer: Answer, findings: Findings
    ) -> list[Mismatch]:
        promise = step.promise
        expectation = promise.expectation
        if promise.is_unknown:
            findings.recorded = True
            findings.notes += agreements(promise, answer.status)
            return []
        if answer.status not in expectation.statuses:
            findings.notes += agreements(promise, answer.status)
            wanted = expectation.statuses
            return [
                Mismatch("/status", wanted[0] if len(wanted) == 1 else list(wanted), answer.status)
            ]
        return list(self._body(step, values, answer, findings))

    def _body(
        self, step: Step, values: _Layered, answer: Answer, findings: Findings
    ) -> Iterator[Mismatch]:
        expectation = step.promise.expectation
        shape = step.shape_of(answer.status)
        if shape:
            yield from self.shapes.mismatches(shape, answer.content_type, answer.body)
            unknown = self.shapes.unknown_fields(shape, answer.body)
            pointers = dict.fromkeys(findings.redactor.pointer(each) for each in unknown)
            findings.notes += [f"field unknown to {shape}: {each}" for each in pointers]
        for name, expected in expectation.headers.items():
            yield from mismatches(expected, answer.headers.get(name, ABSENT), f"/headers/{name}")
        if expectation.text is not None:
            text = answer.text.strip().removesuffix(".")
            yield from mismatches(expectation.text, text, "/text")
        if expectation.body is not None:
            yield from mismatches(filled(expectation.body, values), answer.body, "/body")

    def _outcome(self, case: Case, findings: Findings) -> tuple[Outcome, str | None]:
        known = listed(self.book, self.target.name, case)
        if findings.mismatches:
            return self._excused(case, known)
        if known:
            findings.notes.append(f"listed as a known deviation and not needed: {known[0].case}")
        return (Outcome.RECORDED if case.promise.is_unknown else Outcome.CONFORMS), None

    def _excused(self, case: Case, known: tuple[Deviation, ...]) -> tuple[Outcome, str | None]:
        for each in known:
            if not expired(each, case, self.book, self.today):
                return Outcome.KNOWN, each.reason
        for each in known:
            ended = f"{each.case}: {each.reason}; {end(each, self.book)}"
            return Outcome.DEVIATES, f"a known deviation is no longer accepted: {ended}"
        return Outcome.DEVIATES, None

    def _observed(
        self, step: Step, shown: Wire, answer: Answer, took: float, redactor: Redactor
    ) -> Answered:
        body = redactor.body(answer.body, answer.text, answer.content_type)
        seen = None
        if isinstance(body, dict | list):
            seen = form(body, self.shapes.declared(step.shape_of(answer.status)))
        if len(answer.text) > BODY_LIMIT:
            body = f"{_as_text(body)[:BODY_LIMIT]}…"
        return Answered(
            operation=step.operation.operation,
            request=redactor.secrets.clean(f"{shown.method} {shown.target}"),
            sent=_sent(shown, redactor),
            status=answer.status,
            content_type=redactor.content_type(answer.content_type),
            body=body,
            form=seen,
            milliseconds=round(took * 1000, 2),
        )

    def _written(
        self,
        case: Case,
        findings: Findings,
        outcome: Outcome,
        reason: str | None,
        failure: Failure | None,
        begun: float,
    ) -> Verdict:
        promise = (findings.failed or case.steps[0]).promise
        clean = findings.redactor.secrets.clean
        return Verdict(
            case=case.address,
            profile=case.profile,
            operation=case.operation.operation,
            given=case.given,
            verdict=outcome,
            states=promise.states,
            evidence=promise.evidence,
            source=promise.source,
            promised=promise.expectation.statuses,
            claims=case.claims,
            file=case.file,
            differences=tuple(_difference(each, findings) for each in findings.mismatches),
            observed=tuple(findings.answered),
            reason=reason,
            failure=failure,
            notes=tuple(clean(each) for each in dict.fromkeys(findings.notes)),
            curl=clean(findings.curl),
            milliseconds=round((self.clock() - begun) * 1000, 2),
        )


def _difference(mismatch: Mismatch, findings: Findings) -> Difference:
    expected, observed = mismatch.expected, mismatch.observed
    redactor, field = findings.redactor, field_of(mismatch.pointer)
    seen = None
    if mismatch.pointer == "/content-type":
        seen = redactor.content_type(observed)
    elif observed is not ABSENT:
        seen = redactor.value(observed, field)
    return Difference(
        pointer=redactor.pointer(mismatch.pointer),
        expected=None if expected is ABSENT else redactor.expected(expected, field, findings.given),
        observed=seen,
        absent="expected" if expected is ABSENT else "observed" if observed is ABSENT else None,
    )


def _sent(shown: Wire, redactor: Redactor) -> str | None:
    """The body of a request as reports show it."""
    if shown.content is None:
        return None
    text = redactor.secrets.clean(shown.content.decode(errors="replace"))
    return text if len(text) <= BODY_LIMIT else f"{text[:BODY_LIMIT]}…"


def _as_text(body: Any) -> str:
    return body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)


class _Layered(Mapping[str, Any]):
    """Values saved by earlier steps, over those of the situation; `used` gathers what is asked."""

    def __init__(self, saved: dict[str, Any], given: Mapping[str, Any], used: list[Any]) -> None:
        self.saved, self.given, self.used = saved, given, used

    def __getitem__(self, name: str) -> Any:
        value = self.saved[name] if name in self.saved else self.given[name]
        self.used.append(value)
        return value

    def __contains__(self, name: object) -> bool:
        return name in self.saved or name in self.given

    def __iter__(self) -> Iterator[str]:
        return iter({**self.given, **self.saved})

    def __len__(self) -> int:
        return len({**self.given, **self.saved})


class _Shown(Mapping[str, Any]):
    """The same values under pseudonyms."""

    def __init__(self, values: _Layered, redactor: Redactor) -> None:
        self.values_, self.redactor = values, redactor

    def __getitem__(self, name: str) -> Any:
        return self.redactor.value(self.values_[name], name)

    def __contains__(self, name: object) -> bool:
        return name in self.values_

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)


def agreements(promise: Promise, status: int) -> list[str]:
    """Notes on the witnesses that said what was seen."""
    return [
        f"agrees with {each.source.page} ({each.evidence}): {each.states}"
        for each in promise.expectation.disputed
        if each.status == status
    ]
