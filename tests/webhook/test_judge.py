"""Status, time, content type and emptiness of an answer."""

import pytest

from sipgate_compat.webhook.judge import Judge
from sipgate_compat.webhook.wire import Received

XML = {"content-type": "application/xml; charset=utf-8"}


@pytest.fixture
def judged(api):
    def judge(event="newCall", status=200, headers=XML, body=b"<Response/>", seconds=0.1):
        came = Received(status, headers, body, seconds)
        found = Judge(api, "classic", 10).judged(event, "in", came)
        return [(each.rule, str(each.weight)) for each in found.said]

    return judge


@pytest.mark.parametrize(
    "came, said",
    [
        pytest.param({}, [], id="good"),
        pytest.param({"seconds": 10.0}, [], id="in-time"),
        pytest.param({"seconds": 10.1}, [("answer-time", "finding")], id="too-late"),
        pytest.param({"status": 201}, [("status", "finding")], id="created"),
        pytest.param({"status": 404}, [("status", "finding")], id="not-found"),
        pytest.param({"status": 307}, [("redirects", "finding")], id="redirect"),
        pytest.param(
            {"status": 403}, [("status", "finding"), ("signed", "note")], id="unsigned-pushes"
        ),
        pytest.param(
            {"body": b"<Error/>"}, [("root", "finding"), ("signed", "note")], id="unsigned-errors"
        ),
        pytest.param({"status": 204, "body": b""}, [("empty-answer", "note")], id="empty"),
        pytest.param(
            {"headers": {"content-type": "text/xml"}}, [("content-type", "note")], id="text-xml"
        ),
        pytest.param(
            {"headers": {"content-type": "text/html"}}, [("content-type", "finding")], id="html"
        ),
        pytest.param({"headers": {}}, [("content-type", "finding")], id="no-type"),
        pytest.param({"event": "hangup", "headers": {}, "body": b"OK"}, [], id="discarded"),
        pytest.param(
            {"event": "answer", "status": 500}, [("status", "finding")], id="discarded-and-broken"
        ),
        pytest.param({"event": "dtmf", "body": b"no"}, [("well-formed", "finding")], id="dtmf"),
        pytest.param(
            {"headers": {"content-type": "application/xml; charset='utf-8'"}}, [], id="quoted"
        ),
        pytest.param({"body": "\ufeff<Response/>".encode()}, [], id="byte-order-mark"),
        pytest.param(
            {"headers": {"content-type": "application/xml; charset=utf-16"},
             "body": "<Response/>".encode("utf-16")},
            [],
            id="utf-16",
        ),
        pytest.param(
            {"body": '<?xml version="1.0" encoding="iso-8859-1"?><Response/>'.encode("latin-1"),
             "headers": {"content-type": "application/xml"}},
            [],
            id="latin-1",
        ),
    ],
)  # fmt: skip
def test_an_answer_is_judged(judged, came, said):
    assert judged(**came) == said


def test_many_things_in_one_answer_are_counted(judged):
    said = judged(body=f"<Response>{'<Say/>' * 50}</Response>".encode())
    assert len(said) == 21
