"""A shard is stable, and all shards together are complete."""

import pytest

from sipgate_compat.contract.cases import cases
from sipgate_compat.errors import UsageError
from sipgate_compat.run.model import Shard
from sipgate_compat.run.prepare import book
from sipgate_compat.run.shard import index_of, part, shard

CASES = cases(book())


@pytest.mark.parametrize("of", [1, 2, 4, 7])
def test_shards_are_complete_and_meet_nowhere(of):
    parts = [part(CASES, Shard(index=i, of=of)) for i in range(1, of + 1)]
    found = [case.address for each in parts for case in each]
    assert sorted(found) == sorted(case.address for case in CASES)


def test_an_operation_stays_together_on_all_profiles():
    found = {index_of(c.operation.operation, 4) for c in CASES if c.operation.tag == "rtcm"}
    assert len(found) > 1
    by_operation = {c.operation.operation: set() for c in CASES}
    for i in range(1, 5):
        for case in part(CASES, Shard(index=i, of=4)):
            by_operation[case.operation.operation].add(i)
    assert {len(each) for each in by_operation.values()} == {1}


def test_a_shard_depends_on_the_name_alone():
    assert [index_of(each, 4) for each in ("sendCallDtmf", "getCalls", "getHistory")] == [3, 1, 2]


@pytest.mark.parametrize("of", [2, 3, 4])
def test_shards_are_of_like_size(of):
    sizes = [len(part(CASES, Shard(index=i, of=of))) for i in range(1, of + 1)]
    assert max(sizes) < 1.3 * len(CASES) / of


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("", "not a shard"),
        ("2", "write the second of four as 2/4"),
        ("two/four", "not a shard"),
        ("2/4/8", "not a shard"),
        ("-1/4", "not a shard"),
        ("٢/٤", "not a shard"),
        ("0/4", "there is no shard 0 of 4; known: 1 to 4"),
        ("5/4", "there is no shard 5 of 4; known: 1 to 4"),
        ("1/0", "0 shards make no sense"),
        ("1/1000", "1000 shards make no sense; known: 1 to 999"),
    ],
)
def test_what_is_no_shard(text, complaint):
    with pytest.raises(UsageError, match=complaint):
        shard(text)


def test_a_shard_is_read_as_it_is_written():
    assert str(shard("2/4")) == "2/4"
