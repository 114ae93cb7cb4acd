"""HAR files: large ones, broken ones, and such as browsers and proxies write."""

import gzip
import io
import json
import random

import pytest

from sipgate_compat.errors import CompatError
from sipgate_compat.uses import slim
from sipgate_compat.uses.stream import Stream

URL = "https://api.sipgate.com/v2/calls/1/dtmf"


def entry(url=URL, method="POST", **request):
    return {"request": {"method": method, "url": url, **request}, "response": {"status": 204}}


def har(*entries, **more):
    return json.dumps({"log": {"version": "1.2", "entries": list(entries), **more}})


@pytest.mark.parametrize(
    "request_, use",
    [
        ({"bodySize": 0}, "works-differently"),
        (
            {"postData": {"text": "", "mimeType": "application/json"}, "bodySize": 0},
            "works-differently",
        ),
        ({"postData": {"text": '{"sequence": "1"}'}}, "works"),
        ({"bodySize": 17}, "works"),
        ({"bodySize": -1}, "works"),
    ],
    ids=["no-body", "an-empty-text", "a-body", "a-body-that-was-not-kept", "not-told"],
)
def test_a_body_is_empty_only_where_the_file_says_so(file_answered, request_, use):
    answer = file_answered(har(entry(**request_)))
    assert answer.uses.form == "har"
    assert answer.operations[0].use == use


def test_requests_are_counted_and_other_hosts_left_out(file_answered):
    mail = entry("https://crm.example.com/api/v2/users/5", "GET")
    blob = entry("data:text/html,x", "GET")
    answer = file_answered(har(entry(bodySize=0), entry(bodySize=0), mail, blob))
    assert (answer.operations[0].requests, answer.uses.elsewhere) == (2, 2)


def test_entries_that_are_none_are_counted(file_answered):
    text = har(entry(bodySize=0), {"request": {"method": 3, "url": []}}, "no entry", None, {})
    answer = file_answered(text)
    assert (answer.uses.read, answer.uses.not_understood) == (1, 4)
    assert answer.uses.first_not_understood == "entry 2"


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + har(entry(bodySize=0)).encode(),
        gzip.compress(har(entry(bodySize=0)).encode()),
        json.dumps(json.loads(har(entry(bodySize=0))), indent=2).encode(),
    ],
    ids=["a-byte-order-mark", "gzip", "indented"],
)
def test_forms_of_the_file(file_answered, content):
    assert file_answered(content).uses.read == 1


WHOLE = har(entry(bodySize=0), entry(bodySize=0)).encode()


@pytest.mark.parametrize(
    "content, complaint",
    [
        (WHOLE[:-20], "after entry 1, it ends in the middle"),
        (WHOLE.replace(b'"POST"', b"POST", 1), "not valid JSON"),
        (b'{"log": {"entries": {}}}', "`log.entries` is missing or no list"),
        (b'{"log": []}', "`log.entries` is missing or no list"),
        (b'{"log": {"entries": ' + b"[" * 100_000, "nested too deeply"),
        (gzip.compress(WHOLE)[:-12], "not a whole gzip file"),
        (har(entry("https://example.com/", "GET")).encode(), "names no request of the sipgate API"),
        (har().encode(), "names no request of the sipgate API"),
        (WHOLE.decode().encode("utf-16"), "UTF-16; save it as UTF-8"),
    ],
    ids=["cut", "spoiled", "no-list", "no-log", "deep", "gzip", "elsewhere", "empty", "utf-16"],
)
def test_a_broken_file_is_one_clear_line(file_answered, content, complaint):
    with pytest.raises(CompatError, match=complaint) as raised:
        file_answered(content)
    assert "\n" not in str(raised.value)
    assert "uses" in str(raised.value)


class Endless(io.RawIOBase):
    """A HAR file of so many bytes, most of them one download, made as it is read."""

    def __init__(self, size):
        self.parts = iter(
            [b'{"log":{"entries":[{"response":{"content":{"text":"']
            + [b"A\\n\\u00e4" * 8000] * (size // 64_000)
            + [b'"}},"request":{"method":"POST","bodySize":0,"url":"%s"}}]}}' % URL.encode()]
        )
        self.rest = b""

    def read(self, size=-1):
        self.rest = self.rest or next(self.parts, b"")
        piece, self.rest = self.rest[:size], self.rest[size:]
        return piece


def test_a_download_in_the_file_is_never_held(collector):
    import tracemalloc

    from sipgate_compat.uses.sources import _har

    tracemalloc.start()
    read = _har(Stream("big.har", Endless(20_000_000)), collector)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read.read == 1
    assert peak < 8_000_000


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_what_is_short_passes_through_whatever_the_chunks(size, monkeypatch):
    monkeypatch.setattr(slim, "CHUNK", size)
    text = json.dumps({"a": ['q"\\', "\u20ac", {"b": "\\\\", "c": ""}], "d": 1.5}).encode()
    reader = slim.Slim(io.BytesIO(text), "x")
    assert b"".join(iter(reader.read, b"")) == text


def test_long_strings_are_replaced_and_all_else_stays(monkeypatch):
    monkeypatch.setattr(slim, "LONGEST", 50)
    random_ = random.Random(7)
    for size in (5, 16, 1000):
        monkeypatch.setattr(slim, "CHUNK", size)
        texts = [
            "".join(random_.choices('ab"\\\u00e9\n', k=random_.randrange(90))) for _ in range(200)
        ]
        got = b"".join(iter(slim.Slim(io.BytesIO(json.dumps(texts).encode()), "x").read, b""))
        for was, now in zip(texts, json.loads(got), strict=True):
            kept = len(json.dumps(was)) - 2 <= 50
            assert now == (was if kept else slim.TOO_LONG)


def test_a_body_that_is_too_long_to_look_at_is_not_known(collector, tmp_path, monkeypatch):
    from sipgate_compat.uses.sources import read

    monkeypatch.setattr(slim, "LONGEST", 200)
    path = tmp_path / "x.har"
    path.write_text(har(entry(postData={"text": "1" * 400})))
    read(str(path), collector)
    assert next(iter(collector.seen)).unknown == {"body"}
