"""Options and fixtures of the suite; wiring only."""

import gc

pytest_plugins = ["sipgate_compat.run.plugin", "sipgate_compat.pytest_plugin"]

# Thousands of tests are made before the first one runs, and none of it is garbage: Python's usual
# thresholds spend a third of that time on looking.
gc.set_threshold(100_000, 50, 50)


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the collector need not look at it again and again."""
    gc.freeze()
