"""Recordings: whole lines at any moment, gone on with, and read back."""

import json

import pytest

from sipgate_compat.errors import CompatError
from sipgate_compat.uses.collect import Collector
from sipgate_compat.uses.recording import Recorder
from sipgate_compat.uses.seen import Body
from sipgate_compat.uses.sources import read


@pytest.fixture
def path(tmp_path):
    return tmp_path / "uses.jsonl"


@pytest.fixture
def recorder(book, path):
    made = Recorder(path, Collector(book))
    made.begin("https://api.sipgate.com", "2026-11-25T10:00:00Z")
    return made


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def back(path, book):
    collector = Collector(book)
    read(str(path), collector)
    return {seen.operation: times for seen, times in collector.seen.items()}, collector.strangers


def test_a_request_is_in_the_file_before_the_next_one(recorder, path):
    recorder.request("POST", "/v2/calls/1/dtmf", Body.ABSENT)
    assert lines(path)[-1]["values"]["body"] == ["absent"]
    recorder.close()
    assert len(lines(path)) == 2


def test_the_same_request_again_is_counted_and_not_written_each_time(recorder, path, book):
    for _ in range(25):
        recorder.request("GET", "/v2/account", Body.ABSENT)
    assert [line.get("requests") for line in lines(path)] == [None, 1, 10]
    recorder.close()
    assert back(path, book)[0] == {"getAccount": 25}


def test_a_recording_that_was_killed_while_it_wrote_is_gone_on_with(recorder, path, book):
    recorder.request("GET", "/v2/account", Body.ABSENT)
    path.write_text(path.read_text() + '{"kind": "request", "oper')
    again = Recorder(path, Collector(book))
    again.begin("https://api.sipgate.com", "2026-11-25T11:00:00Z")
    again.request("GET", "/v2/account", Body.ABSENT)
    again.request("GET", "/v2/nowhere/at/all", Body.ABSENT)
    again.close()
    seen, strangers = back(path, book)
    assert seen == {"getAccount": 2}
    assert len(strangers) == 1


def test_another_file_is_left_alone(path, book):
    path.write_text("my notes")
    with pytest.raises(CompatError, match="is another file, not a recording"):
        Recorder(path, Collector(book))
    assert path.read_text() == "my notes"


def test_what_is_read_back_is_judged_like_the_requests_themselves(recorder, path, book):
    recorder.request("GET", "/v2/history?types=CALL&connectionIds=e0,e1&limit=3", Body.ABSENT)
    recorder.request("PUT", "/v2/calls/1/recording", {"value": True, "announcement": False})
    recorder.request("POST", "/v2/sessions/fax", Body.UNKNOWN)
    recorder.close()
    collector = Collector(book)
    read(str(path), collector)
    assert set(collector.seen) == set(recorder.collector.seen)


def test_an_operation_that_is_gone_since_is_a_stranger(recorder, path, book):
    recorder.request("GET", "/v2/account", Body.ABSENT)
    path.write_text(path.read_text().replace("getAccount", "getAccounts"))
    seen, strangers = back(path, book)
    assert seen == {}
    assert next(iter(strangers.values())).nearest == "getAccount"
