"""Options and fixtures of the suite; wiring only."""

import gc

pytest_plugins = ["sipgate_compat.run.plugin", "sipgate_compat.pytest_plugin"]


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the collector need not look at it again and again."""
    gc.freeze()
