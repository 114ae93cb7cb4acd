"""A check of a receiver that behaves in one way."""

import pytest

from sipgate_compat.run.prepare import book as read_book
from sipgate_compat.webhook.check import check
from sipgate_compat.webhook.wire import Wire

from .receivers import receiving


@pytest.fixture(scope="session")
def book():
    return read_book()


@pytest.fixture(scope="session")
def api(book):
    return book.push


@pytest.fixture
def checked(book):
    """Check a receiver; what it found, and the pushes as they came."""

    def run(behave, profiles=("classic",), asked=(), timeout=5, tls=False, ca=None, path="/in"):
        with receiving(behave, tls) as server:
            wire = Wire(timeout, ca)
            return check(book, server.base + path, wire, profiles, asked), server.pushes

    return run


@pytest.fixture
def findings(checked):
    """The findings of a check, as pairs of rule and what is said; notes are left out."""

    def run(behave, **said):
        found, _ = checked(behave, **said)
        return {(each.rule, each.says) for each in found.findings if each.weight == "finding"}

    return run
