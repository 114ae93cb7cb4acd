"""The documents of all profiles, made once."""

import pytest

from sipgate_compat.contract.model import PROFILES
from sipgate_compat.openapi.document import document
from sipgate_compat.run.prepare import book as read_book


@pytest.fixture(scope="session")
def book():
    return read_book()


@pytest.fixture(scope="session")
def made(book):
    """Every profile's document."""
    return {profile: document(book, profile) for profile in PROFILES}


@pytest.fixture(params=PROFILES)
def profile(request):
    return request.param


@pytest.fixture
def openapi(made, profile):
    """The document of each profile in turn."""
    return made[profile]


@pytest.fixture(scope="session")
def operation(made):
    """An operation of a profile's document by its id."""

    def find(profile, name):
        return next(each for each in operations(made[profile]) if each["operationId"] == name)

    return find


def operations(openapi):
    """All operations of a document."""
    for item in openapi["paths"].values():
        yield from (each for method, each in item.items() if method != "servers")


def walked(value):
    """A value and everything below it."""
    yield value
    if isinstance(value, dict):
        for each in value.values():
            yield from walked(each)
    elif isinstance(value, list):
        for each in value:
            yield from walked(each)
