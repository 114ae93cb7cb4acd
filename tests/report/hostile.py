"""Texts of a hostile provider, and what may be seen of none of them."""

import re

import pytest

LONG = "long " * 20_000
HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param('"><img src=x onerror=alert(1)>', id="attribute"),
    pytest.param("=cmd|' /C calc'!A0", id="formula"),
    pytest.param(" \t+1+1", id="formula after space"),
    pytest.param("＝1+1", id="wide formula"),
    pytest.param("[x](javascript:alert(1)) ![y](https://example.com/z)", id="link"),
    pytest.param("https://example.com www.example.com a@example.com", id="address"),
    pytest.param("@someone see #1 and GH-2", id="mention"),
    pytest.param("a | b\n# c\n```\n\n- d\n\n<h1>e</h1>", id="markdown"),
    pytest.param("\n::set-output name=a::b\r\n::error::c %0A::stop-commands::d", id="command"),
    pytest.param("x ##[set-output name=a]b", id="older command"),
    pytest.param("a\x00b\x07c\x7f\ufffe", id="control characters"),
    pytest.param("\x1b[31mred\x1b]8;;https://example.com\x07 \x9b31m", id="escapes"),
    pytest.param("gnp.\u202egepj \u2066a\u2069 \u200fb", id="right to left"),
    pytest.param("lone \ud800 surrogate", id="surrogate"),
    pytest.param("]]> & </failure> \"'", id="xml"),
    pytest.param("-->{{ 7 * 7 }}{% raw %}", id="template"),
    pytest.param('a"b\\c\\\n# HELP x\nsipgate_compat_up 1', id="metric"),
]
UNSEEN = re.compile(
    r"[^\t\n\r -\x7e\xa0-\U0010ffff]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
