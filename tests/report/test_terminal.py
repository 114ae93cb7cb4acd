"""The summary fits a terminal of eighty columns, whatever stands in it."""

import unicodedata
from pathlib import Path

import pytest

from sipgate_compat.report.matrix import matrix
from sipgate_compat.report.terminal import summary

from .runs import deviating, make_operation, make_run, make_verdict


def lines(run):
    return summary(run, matrix(run), Path("reports/latest")).splitlines()


def columns(line):
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def test_what_deviates_names_its_claim_and_both_sides():
    shown = "\n".join(lines(make_run(deviating())))
    for part in (
        "✗ neo/sendCallDtmf/empty-body",
        "claims: dtmf-empty-body",
        "expected  204",
        "observed  400",
    ):
        assert part in shown


def test_an_operation_is_a_row_of_cells():
    row = next(line for line in lines(make_run()) if "/dtmf" in line)
    assert row.split() == ["POST", "/calls/{callId}/dtmf", "–", "✓", "–", "implemented"]


def test_where_the_reports_are():
    assert lines(make_run())[-1].startswith("reports in reports/latest: index.html")


@pytest.mark.parametrize(
    "bad", ["x" * 500, "漢字" * 100, "a\nb\tc\r" * 50, "\x1b[31m" * 40, "word " * 100]
)
def test_no_line_is_too_long(bad):
    verdict = deviating(states=bad, reason=bad)
    run = make_run(verdict, operations=[make_operation(path=f"/{bad}", tag=bad)])
    assert max(columns(line) for line in lines(run)) <= 80
    assert "\x1b" not in "".join(lines(run))


def test_many_operations_are_counted_by_tag():
    operations = [make_operation(f"o{i}", "rtcm", f"/path/{i}", status=None) for i in range(69)]
    operations.append(make_operation("o69", "rtcm", "/path/69", status="planned"))
    verdicts = [make_verdict(case="a", operation=f"o{i}") for i in range(70)]
    verdicts[3] = deviating(case="a", operation="o3")
    shown = lines(make_run(*verdicts, operations=operations))
    assert any(line.startswith("rtcm (70)") and "1✗ 69✓" in line for line in shown)
    listed = [line.split()[1] for line in shown if "/path/" in line and line.startswith("  POST")]
    assert listed == ["/path/3", "/path/69"], "what deviates, and what the page speaks of"
