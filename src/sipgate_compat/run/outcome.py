"""The exit code of a run."""

from __future__ import annotations

from ..errors import Exit
from .model import Outcome, Run, Verdict

PYTEST_FAILED = 1


def exit_code(
    run: Run | None, verdicts: list[Verdict], pytest_code: int, interrupted: bool = False
) -> Exit:
    """What a run ends with.

    Args:
        run: the complete run, or None where it was cut short.
        verdicts: what was reached.
        pytest_code: how pytest ended.
        interrupted: whether a person ended it.
    """
    found = {each.verdict for each in verdicts}
    if run is not None and run.footer.changes:
        return Exit.FINDING
    if run is None and interrupted and Outcome.DEVIATES not in found:
        return Exit.INTERRUPTED
    if Outcome.DEVIATES in found or (run is not None and run.footer.stale):
        return Exit.FINDING
    if Outcome.ERRORED in found or any(each.left_out for each in verdicts):
        return Exit.UNDECIDED
    if run is None or found <= {Outcome.SKIPPED}:
        return Exit.FAILED
    return Exit.FINDING if pytest_code == PYTEST_FAILED else Exit.FINE
