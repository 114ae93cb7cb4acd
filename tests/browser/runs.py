"""Runs whose pages are looked at: a small one with everything in it, and one of all contracts."""

from sipgate_compat.change.model import Origin, Severity, change
from sipgate_compat.config import Settings
from sipgate_compat.contract.cases import cases
from sipgate_compat.contract.model import Deviation, Dispute, Effect, Source, SourceData
from sipgate_compat.edition.timeline import Life, Stretch
from sipgate_compat.run import prepare
from sipgate_compat.run.file import footer
from sipgate_compat.run.model import Answered, Disputed, ProfileInfo, Run, Verdict
from sipgate_compat.run.record import header

from ..report.runs import PROFILES, SOURCE, deviating, make_operation, make_run, make_verdict

SEEN = Source(page="payload-plugins", read="2026-08-30")
STARTED, FINISHED = "2026-11-25T16:30:00Z", "2026-11-25T16:30:12Z"


def small(bad=""):
    """A page with each kind of cell and section; `bad` stands in what comes from outside."""
    run = make_run(*_verdicts(bad), operations=_operations(bad), started=STARTED, **_said(bad))
    return run.model_copy(update={"footer": footer(run.verdicts, FINISHED)})


def _operations(bad):
    dtmf = make_operation()
    listed = make_operation("getHistory", "history", "/history", None)
    reads = {"method": "GET", "effect": Effect.READ, "scope": ("history:read",)}
    refused = ProfileInfo(availability="refused", evidence="observed", source=SEEN)
    known = {**dtmf.profiles, "neo": refused, "migrated": refused}
    sms = make_operation("sendSms", "sms", "/sessions/sms", None, instead=f"the web app {bad}")
    more = {"profiles": known, "effect": Effect.CHARGES, "summary": f"Sends a text {bad}"}
    return [dtmf, listed.model_copy(update=reads), sms.model_copy(update=more)]


def _verdicts(bad):
    answered = {"status": 400, "body": {"error": f"no body {bad}"}, "content_type": "text/json"}
    answer = Answered(operation="sendCallDtmf", request=f"POST /dtmf {bad}", **answered)
    refused = {"promised": (400,), "states": f"an empty body is refused {bad}"}
    return [
        make_verdict("classic", observed=(answer,), **refused),
        deviating(reason=f"so it is {bad}" if bad else None),
        make_verdict("migrated", verdict="known", reason=f"it is listed {bad}"),
        *(make_verdict(each, "valid", states="the keys are sent") for each in PROFILES),
        *(make_verdict(each, "valid", operation="getHistory", **_unsure()) for each in PROFILES),
        make_verdict("neo", "empty", "recorded", operation="getHistory", promised=()),
        make_verdict("classic", "valid", operation="sendSms"),
        make_verdict("neo", "valid", "skipped", operation="sendSms", reason=f"it costs {bad}"),
        make_verdict("migrated", "valid", "errored", operation="sendSms", reason=f"lost {bad}"),
    ]


def _unsure():
    return {"evidence": "assumed", "states": "the events are listed"}


def _said(bad):
    named = {"subject": f"GET /history {bad}", "method": "GET", "path": "/history"}
    moved = {"old": "planned", "new": f"in-progress {bad}", "seen": "2026-11-23"}
    stretches = (
        Stretch(since="2025-11-27", edition="2025-11-27-de", status="planned"),
        Stretch(since="2026-11-23", edition="2026-11-23-en", status="implemented"),
    )
    life = {"path": f"/calls/{{callId}}/dtmf{bad}", "status": "implemented", "since": "2026-11-23"}
    return {
        "editions": ("2025-11-27-de", "2026-11-23-en"),
        "lives": (Life(method="POST", stretches=stretches, **life),),
        "log": (change(Origin.PAGE, "status-changed", Severity.NOTICE, **named, **moved),),
        "disputes": (_dispute(bad),),
        "known": (_known(bad),),
        "sources": (
            _witness("what-changes-with-neo", f"Help article {bad}", "https://help.example/neo"),
            _witness("payload-plugins", "A client", None),
        ),
    }


def _dispute(bad):
    against = Dispute(
        states=f"a filter is needed {bad}", status=400, evidence="observed", source=SEEN
    )
    return Disputed(
        case="getHistory/valid",
        operation="getHistory",
        profiles=PROFILES,
        states="the events are listed",
        promised=(200,),
        evidence="documented",
        source=SOURCE,
        against=against,
    )


def _known(bad):
    return Deviation(
        case="migrated/sendCallDtmf/*",
        target="emulator",
        reason=f"reported {bad}",
        link="https://tracker.example/1",
        since="2026-10-01",
        until="implemented",
    )


def _witness(source, title, link):
    return SourceData(source=source, title=title, kind="article", link=link)


def whole():
    """All contracts, each case answered with what is promised; no request is sent."""
    book = prepare.book()
    every = cases(book)
    verdicts = tuple(_kept(each) for each in every)
    head = header(book, Settings(), "http://127.0.0.1:8080/v2", len(verdicts), STARTED)
    return Run(header=head, verdicts=verdicts, footer=footer(verdicts, FINISHED))


def _kept(case):
    promise, operation = case.promise, case.operation.operation
    statuses = promise.expectation.statuses
    path = f"{case.operation.method} {case.operation.path}"
    return Verdict(
        case=case.address,
        profile=case.profile,
        operation=operation,
        given=case.given,
        verdict="conforms" if statuses else "recorded",
        states=promise.states,
        evidence=promise.evidence,
        source=promise.source,
        promised=statuses,
        claims=case.claims,
        file=case.file,
        observed=(Answered(operation=operation, request=path, status=(*statuses, 200)[0]),),
        curl=f"curl -i http://127.0.0.1:8080/v2{case.operation.path}",
    )
