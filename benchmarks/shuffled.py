"""A plugin for pytest: tests in a random order, the same for the same SHUFFLED_SEED."""

import os
import random


def pytest_collection_modifyitems(items):
    """Shuffle what was collected; every worker of pytest-xdist does it alike."""
    random.Random(os.environ["SHUFFLED_SEED"]).shuffle(items)
