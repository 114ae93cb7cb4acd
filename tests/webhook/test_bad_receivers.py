"""Receivers that do harm: a clear line, bounded time and memory, no crash."""

import gzip
import itertools
import json
import threading
import tracemalloc
import zlib

import pytest

from sipgate_compat.webhook import wire
from sipgate_compat.webhook.check import check
from sipgate_compat.webhook.show import WRITERS
from sipgate_compat.webhook.wire import LARGEST

from .receivers import receiving, reply

MEGABYTE = b"x" * (1 << 20)
BOMB = (
    b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><Response>&c;</Response>'
)
FILE = b'<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]><Response>&f;</Response>'
PACKED = reply(gzip.compress(b"x" * (1 << 26)), Content_Encoding="gzip")
HTTP = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n"


def always(answer):
    """The same answer to every push."""
    return lambda push: answer


def endless(push):
    """A gigabyte of body."""
    yield f"{HTTP}Content-Length: {1 << 30}\r\n\r\n".encode()
    yield from itertools.repeat(MEGABYTE, 1024)


def chunked(push):
    """A gigabyte in chunks."""
    yield f"{HTTP}Transfer-Encoding: chunked\r\n\r\n".encode()
    yield from itertools.repeat(b"100000\r\n" + MEGABYTE + b"\r\n", 1024)


def talkative(push):
    """Headers without an end."""
    yield b"HTTP/1.1 200 OK\r\n"
    yield from itertools.repeat(b"X-More: " + b"x" * 1000 + b"\r\n", 100_000)


@pytest.mark.parametrize(
    "behave, rule, says",
    [
        pytest.param(always(reply(BOMB)), "well-formed", "document type", id="entity-bomb"),
        pytest.param(always(reply(FILE)), "well-formed", "document type", id="entity-of-a-file"),
        pytest.param(always(reply("<a>" * 100)), "well-formed", "deeper", id="deep"),
        pytest.param(
            always(reply(f"<Response>{'<b/>' * 9000}</Response>")),
            "well-formed",
            "more than 2000 elements",
            id="wide",
        ),
        pytest.param(endless, "size", "64 KiB", id="a-gigabyte"),
        pytest.param(chunked, "size", "64 KiB", id="a-gigabyte-in-chunks"),
        pytest.param(always(PACKED), "size", "64 KiB", id="compressed-bomb"),
        pytest.param(talkative, "status", "no whole HTTP answer", id="headers-without-end"),
        pytest.param(always(b""), "status", "hung up", id="hangs-up"),
        pytest.param(always(b"\x00" * 100), "status", "no whole HTTP answer", id="no-http"),
        pytest.param(
            always(f"{HTTP}Content-Length: 99\r\n\r\n<Re".encode()),
            "status",
            "no whole HTTP answer",
            id="half-a-body",
        ),
        pytest.param(
            always(b"HTTP/1.1 101 Other\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
            "status",
            "",
            id="another-protocol",
        ),
        pytest.param(
            always(reply(status="302 Found", Location="http://192.0.2.1/")),
            "redirects",
            "not followed",
            id="redirect",
        ),
        pytest.param(always(reply("<Response>\x00</Response>")), "well-formed", "", id="nul"),
        pytest.param(always(reply(b"<Response>\xff</Response>")), "well-formed", "", id="no-utf-8"),
        pytest.param(
            always(reply(b'<?xml version="1.0" encoding="klingon"?><Response/>')),
            "well-formed",
            "encoding",
            id="unknown-encoding",
        ),
        pytest.param(
            always(reply("<Response/>", content_type="application/xml; charset=klingon")),
            "well-formed",
            "charset",
            id="unknown-charset",
        ),
        pytest.param(
            always(reply("<Response/>", content_type="application/xml; charset=utf-16")),
            "well-formed",
            "",
            id="charset-that-lies",
        ),
        pytest.param(
            always(reply("no gzip", Content_Encoding="gzip")),
            "content-type",
            "not in gzip",
            id="coding-that-lies",
        ),
        pytest.param(
            always(reply("<Response/>", Content_Encoding="br")),
            "content-type",
            "not asked for",
            id="coding-not-asked-for",
        ),
        pytest.param(always(reply("{}")), "well-formed", "no XML", id="json"),
        pytest.param(always(reply("ouch", "500 Ouch")), "status", "status 500", id="status-500"),
    ],
)
def test_a_bad_receiver_is_a_finding(findings, behave, rule, says):
    found = findings(behave)
    assert [each for each in found if each[0] == rule and says in each[1]], found


@pytest.mark.parametrize("parts", [(), (b"HTTP/1.1 200 OK\r\n",)], ids=["silent", "half-a-head"])
def test_a_receiver_that_hangs_is_given_up(checked, parts):
    found, pushes = _checked_hanging(checked, parts)
    assert {each.rule for each in found.findings if each.weight == "finding"} == {"answer-time"}
    assert len(pushes) == 2  # then the rest is left out, and said to be


def _checked_hanging(checked, parts):
    closing = threading.Event()

    def behave(push):
        yield from parts
        closing.wait(5)

    try:
        return checked(behave, timeout=0.05)
    finally:
        closing.set()


def test_a_slow_drip_is_given_up_as_a_whole(book, monkeypatch):
    """Each byte comes in time, and each look at the clock finds it half a second later."""
    monkeypatch.setattr(wire, "CHUNK", 1)

    def drip(push):
        yield f"{HTTP}Content-Length: 1000\r\n\r\n".encode()
        yield from itertools.repeat(b"<", 1000)

    ticks = itertools.count(step=0.5)
    with receiving(drip) as server:
        found = check(book, server.base, wire.Wire(2, clock=lambda: next(ticks)), ["classic"])
    assert {each.rule for each in found.findings if each.weight == "finding"} == {"answer-time"}


@pytest.mark.parametrize("behave", [endless, always(PACKED)], ids=["sent", "compressed"])
def test_what_is_too_long_takes_no_memory(checked, behave):
    tracemalloc.start()
    try:
        checked(behave)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * LARGEST + (8 << 20)


CONTROL = reply(
    '<Response a="\x9b31m"><Reject reason="&#x9b;1m\u202e|`*_[x](y)&#10;::error::"/></Response>',
    content_type="application/xml; charset=utf-8",
)


@pytest.mark.parametrize("form", WRITERS)
def test_what_the_receiver_says_is_harmless_in_every_format(checked, form):
    found, _ = checked(always(CONTROL))
    text = WRITERS[form](found)
    assert "reason of Reject" in text.replace("\\", "")
    assert not [c for c in text if c in "\x9b\x1b\u202e\x00"]
    assert not [line for line in text.splitlines() if line.startswith("::error::")]
    if form == "md":
        assert "[x](y)" not in text


def test_numbers_of_the_answer_are_not_repeated(checked):
    number = "<Number>0171 3920012</Number>"
    found, _ = checked(always(reply(f"<Response><Dial>{number}</Dial></Response>")))
    text = json.dumps(found.model_dump(mode="json"))
    assert "01## #######" in text
    assert "3920012" not in text


def test_a_body_may_be_compressed(findings):
    body = gzip.compress(b"<Response/>")
    assert not findings(always(reply(body, Content_Encoding="gzip")))
    assert not findings(always(reply(zlib.compress(b"<Response/>"), Content_Encoding="deflate")))
