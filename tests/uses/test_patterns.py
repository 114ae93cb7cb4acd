"""Requests are told from each other by rules that hold for every contract."""

import re

import pytest

from sipgate_compat.contract.cases import cases
from sipgate_compat.contract.model import Request
from sipgate_compat.uses.patterns import NEVER, CaseReducer, Fit, Patterns
from sipgate_compat.uses.seen import Body, Reducer, body_of

SAMPLES = {
    "device": "e12",
    "mobile-device": "y3",
    "external-device": "x3",
    "phoneline": "p1",
    "group": "g1",
    "faxline": "f1",
    "user": "w1",
    "sms-extension": "s1",
    "voicemail": "v1",
    "uuid": "11111111-2222-4333-8444-555555555555",
    "number-with-plus": "+4915735990009",
}


def filled(value, kinds):
    """A value of a case as an integration would send it."""
    if isinstance(value, str) and value.startswith("$"):
        return SAMPLES.get(kinds.standing_for(value[1:].partition("/")[0]), "thing")
    if isinstance(value, dict):
        return {name: filled(each, kinds) for name, each in value.items()}
    return [filled(each, kinds) for each in value] if isinstance(value, list) else value


def query_of(request: Request, kinds) -> str:
    pairs = []
    for name, value in request.query.items():
        for each in value if isinstance(value, list) else [value]:
            text = str(filled(each, kinds))
            pairs.append(f"{name}={text.lower() if isinstance(each, bool) else text}")
    return "&".join(pairs).replace("+", "%2B")


def test_the_request_of_every_case_is_recognised_as_that_case(book):
    reducer, case_reducer = Reducer(book), CaseReducer(book)
    missed = []
    patterns = {o.operation: Patterns(o, book, case_reducer) for o in book.operations.values()}
    own = [c for c in cases(book, ["neo"]) if c.file.startswith("contracts/operations/")]
    for case in own:
        request, kinds = case.steps[0].request, book.kinds
        body = body_of(request.raw) if request.raw else filled(request.body, kinds)
        seen = reducer.reduce(
            case.operation,
            filled(request.path, kinds),
            query_of(request, kinds),
            Body.ABSENT if body is None else body,
        )
        marks = patterns[case.operation.operation].of(case).marks
        named = any(NEVER in each for _, each in marks)
        if not named and patterns[case.operation.operation].fit(marks, seen) is not Fit.YES:
            missed.append((case.name, marks, seen.values))
    assert len(own) > 500
    assert missed == []


def use(answer):
    return answer.operations[0].use


@pytest.mark.parametrize(
    "method, path, body, expected",
    [
        ("POST", "/v2/calls/1/dtmf", {"sequence": "1"}, "works"),
        ("POST", "/v2/calls/1/dtmf", Body.ABSENT, "works-differently"),
        ("PUT", "/v2/calls/1/recording", {"value": True, "announcement": False}, "not-decided"),
        ("PUT", "/v2/calls/1/recording", {"value": True}, "not-decided"),
        (
            "PUT",
            "/v2/calls/1/recording",
            {"value": True, "announcement": True},
            "works-differently",
        ),
        ("GET", "/v2/history?connectionIds=e7&types=FAX", Body.ABSENT, "refused"),
        ("GET", "/v2/history?connectionIds=y7&types=FAX", Body.ABSENT, "refused"),
        ("GET", "/v2/history?connectionIds=f7&types=FAX", Body.ABSENT, "works"),
        ("GET", "/v2/history?types=FAX&types=SMS", Body.ABSENT, "works"),
        ("GET", "/v2/history?types=FAX,SMS", Body.ABSENT, "works"),
        ("GET", "/v2/history?types=CALL,SMS", Body.ABSENT, "works-differently"),
        ("GET", "/v2/history", Body.ABSENT, "works-differently"),
        ("GET", "/v2/history?directions=MISSED_INCOMING", Body.ABSENT, "works-differently"),
        ("POST", "/v2/sessions/calls", {"caller": "y1", "callee": "+4930231250001"}, "refused"),
        ("POST", "/v2/calls", {"deviceId": "y1", "targetNumber": "4930231250001"}, "refused"),
        ("POST", "/v2/calls", {"deviceId": "x1", "targetNumber": "4930231250001"}, "refused"),
        ("POST", "/v2/calls", {"deviceId": "e1", "targetNumber": "4930231250001"}, "works"),
        ("POST", "/v2/calls", {"deviceId": "e1", "targetNumber": "+4930231250001"}, "not-decided"),
        ("PUT", "/v2/numbers/1", {"endpointId": "p0"}, "refused"),
        ("GET", "/v2/w0/phonelines", Body.ABSENT, "refused"),
        ("POST", "/v2/calls/1/announcements", {"url": "https://x.example"}, "discontinued"),
        ("PUT", "/v2/calls/1/muted", {"value": True}, "not-decided"),
        ("GET", "/v2/history/123", Body.ABSENT, "works-differently"),
        ("GET", "/v2/calls", Body.ABSENT, "not-decided"),
        ("DELETE", "/v2/calls/1", Body.ABSENT, "works"),
        (
            "POST",
            "/v2/calls",
            {"targetNumber": "4930231250001", "channelId": SAMPLES["uuid"]},
            "refused",
        ),
        ("GET", "/v2/account", Body.ABSENT, "works"),
    ],
    ids=lambda value: re.sub(r"\W+", "-", str(value))[:60],
)
def test_parameters_and_bodies_count(answered, method, path, body, expected):
    assert use(answered((method, path, body))) == expected


def test_a_migrated_account_is_judged_by_its_own_promises(answered):
    calls = ("GET", "/v2/history?types=CALL", Body.ABSENT)
    assert use(answered(calls, profile="migrated")) == "works"


def test_nothing_changes_for_who_does_not_move(answered):
    recording = ("PUT", "/v2/calls/1/recording", {"value": True, "announcement": True})
    assert use(answered(recording, moves_from="neo")) == "works"
