"""deviations.yaml without some entries: everything else stays as it was written."""

from pathlib import Path

import pytest

from sipgate_compat.contract.prune import pruned
from sipgate_compat.errors import DataError

PATH = Path("deviations.yaml")
HEAD = "# Known deviations ☎\n"
END = "# the end\n"


def entry(case, more=""):
    return (
        f"  - case: {case}\n    target: live\n    reason: 'größer: so'  # quoted\n"
        f'    link: https://example.com\n    since: "2026-01-01"\n    expires: 2026-02-01\n{more}'
    )


A = "  # about a\n" + entry("a", "    # more about a\n")
B = "  # about b\n" + entry("b")
C = entry("c")
FILE = f"{HEAD}deviations:\n{A}\n{B}\n{C}\n{END}"
FLOW = (
    "{{case: {}, target: live, reason: 'ü, b: []', link: x, since: 2026-01-01, "
    "expires: 2026-01-01}}"
)


def without(text, gone):
    return pruned(text, PATH, lambda each: each.case in gone)


@pytest.mark.parametrize(
    "gone, left",
    [
        ("", FILE),
        ("a", f"{HEAD}deviations:\n{B}\n{C}\n{END}"),
        ("b", f"{HEAD}deviations:\n{A}\n{C}\n{END}"),
        ("c", f"{HEAD}deviations:\n{A}\n{B}\n{END}"),
        ("ac", f"{HEAD}deviations:\n{B}\n{END}"),
        ("abc", f"{HEAD}deviations: []\n{END}"),
    ],
    ids=["none", "first", "middle", "last", "two", "all"],
)
def test_the_others_stay_as_they_are(gone, left):
    assert without(FILE, gone) == left


@pytest.mark.parametrize("gone, left", [("a", "b"), ("b", "a")])
def test_a_list_in_brackets_is_cut_too(gone, left):
    text = f"# ☎ 😀\ndeviations: [{FLOW.format('a')}, {FLOW.format('b')}] # both\n"
    assert without(text, gone) == f"# ☎ 😀\ndeviations: [{FLOW.format(left)}] # both\n"
    assert without(text, "ab") == "# ☎ 😀\ndeviations: [] # both\n"


def test_entries_at_the_margin_and_folded_reasons():
    one = (
        "- case: {}\n  target: live\n  link: x\n  since: 2026-01-01\n"
        "  expires: 2026-01-01\n  reason: >\n    long\n    text\n"
    )
    text = "deviations:\n" + one.format("a") + one.format("b")
    assert without(text, "a") == "deviations:\n" + one.format("b")
    assert without(text, "b") == "deviations:\n" + one.format("a")


def test_what_cannot_be_cut_is_named():
    first = entry("a").replace("'größer: so'  # quoted", "&why so it is")
    text = f"deviations:\n{first}{entry('b').replace(chr(39) + 'größer: so' + chr(39), '*why')}"
    with pytest.raises(DataError, match=r"cannot be cut by itself; take out by hand: a"):
        without(text, "a")
