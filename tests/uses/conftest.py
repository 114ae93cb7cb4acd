"""What an integration uses, as it is read and judged."""

import pytest

from sipgate_compat.run import prepare
from sipgate_compat.uses.collect import Collector
from sipgate_compat.uses.decide import decide
from sipgate_compat.uses.model import Read
from sipgate_compat.uses.sources import read

TODAY = "2026-12-03"


@pytest.fixture(scope="session")
def book():
    return prepare.book()


@pytest.fixture
def collector(book):
    return Collector(book)


@pytest.fixture
def answered(book, collector):
    """The answer for requests: method, address, body."""

    def answer(*requests, profile="neo", moves_from="classic", run=None, today=TODAY):
        for method, address, body in requests:
            collector.request(method, address, body, "entry 1")
        given = Read(name="x.har", form="har", unit="entries", read=len(requests))
        return decide(
            given, collector, book, profile=profile, moves_from=moves_from, today=today, run=run
        )

    return answer


@pytest.fixture
def file_answered(book, collector, tmp_path):
    """The answer for a file of some content."""

    def answer(content, name="uses", profile="neo", moves_from="classic"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        given = read(str(path), collector)
        return decide(given, collector, book, profile=profile, moves_from=moves_from, today=TODAY)

    return answer
