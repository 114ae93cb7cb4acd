"""What an issue says: one rendering of a contradiction, or of a night that went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..change.model import Change
from ..report.words import plural, printable, shown
from ..run.model import Difference
from .contradiction import Contradiction
from .tracker import Mark

SHOWN = 5
DRIFTS = 50
KEPT = "The monitor keeps this text; what people have to say belongs into comments."


def title(found: Contradiction) -> str:
    """One line to search for."""
    return f"{found.profile}: {found.operation} parts from its promise at {found.place}"[:200]


def body(found: Contradiction, since: str) -> str:
    """The text of a contradiction's issue; the same facts make the same text."""
    first = found.first
    source = first.source
    cited = f", {source.page}, read {source.read}" if source else ""
    return _joined(
        f"On a live {found.profile} account `{found.operation}` is not what is promised: "
        f"{printable(first.states)} ({first.evidence}{cited}; `{first.file}`).",
        fenced(difference for each in first.differences[:SHOWN] for difference in _lines(each)),
        *([fenced([first.curl])] if first.curl else []),
        f"Seen since {since} in {plural(len(found.cases), 'case')}:",
        "\n".join(f"- `{case}`" for case in found.cases),
        KEPT,
        _mark(Mark(fingerprint=found.fingerprint, since=since, cases=found.cases)),
    )


def drift_title(profile: str) -> str:
    """One line about an account that no longer answers as it did."""
    return f"{profile}: the live account does not answer as its baseline says"


def drift_body(fingerprint: str, since: str, profile: str, changes: tuple[Change, ...]) -> str:
    """What is otherwise, worst first, and how it becomes the baseline."""
    rows = [_change(each) for each in changes[:DRIFTS]]
    if len(changes) > DRIFTS:
        rows.append(f"… and {len(changes) - DRIFTS} more, in the log of the night")
    return _joined(
        f"{plural(len(changes), 'change')} of behaviour on the live {profile} account, whatever is "
        f"promised, since {since}:",
        fenced(rows),
        "If it is to stay so, commit the night's `baselines` (artifact `night`) as "
        "`reports/baselines`, and this issue is closed by the next night.",
        KEPT,
        _mark(Mark(fingerprint=fingerprint, since=since)),
    )


def _change(each: Change) -> str:
    values = f": {each.old or 'nothing'} → {each.new or 'nothing'}" if each.old or each.new else ""
    return f"{each.severity:<8}  {each.kind}  {each.subject}{values}"


def trouble_title(since: str) -> str:
    """One line about a monitor that does not run."""
    return f"The monitor has not run well since {since}"


def trouble_body(fingerprint: str, since: str, troubles: Iterable[str], last_well: str) -> str:
    """What went wrong, and when it last did not."""
    return _joined(
        f"The monitor last ran well: {last_well}. Until then nobody knows what changed.",
        fenced(troubles),
        KEPT,
        _mark(Mark(fingerprint=fingerprint, since=since)),
    )


def fenced(lines: Iterable[str]) -> str:
    """Lines as they are: longer than any row of backticks in them is the fence."""
    text = "\n".join(printable(each) for each in lines)
    longest = max((len(row) for row in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _lines(each: Difference) -> tuple[str, ...]:
    return (
        each.pointer or "/",
        f"  expected  {shown(each.expected, each.absent == 'expected')}",
        f"  observed  {shown(each.observed, each.absent == 'observed')}",
    )


def _mark(found: Mark) -> str:
    return f"<!-- sipgate-compat {found.model_dump_json()} -->"


def _joined(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"
