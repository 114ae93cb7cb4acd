"""The data under test, read once."""

import pytest

from sipgate_compat.contract.cases import cases
from sipgate_compat.run.prepare import book as read_book


@pytest.fixture(scope="session")
def book():
    return read_book()


@pytest.fixture(scope="session")
def every_case(book):
    return cases(book)
