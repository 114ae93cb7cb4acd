"""What tests of every part may ask for."""

import pytest

from .warm import warm as warmed


@pytest.fixture(scope="session")
def warm():
    """Programs that start at once, each in a process of its own."""
    with warmed() as warm:
        yield warm
