"""Broken providers are noticed, and a suite that looks away is seen to miss them."""

from dataclasses import replace

import pytest

from sipgate_compat.errors import UsageError
from sipgate_compat.proof import byhand, catalogue, pushes
from sipgate_compat.proof.bench import Noticed, put
from sipgate_compat.proof.catalogue import sample
from sipgate_compat.proof.result import Kind
from sipgate_compat.proof.score import is_alike, score
from sipgate_compat.proof.truth import Truth

from .conftest import FEW


@pytest.fixture(scope="module")
def listed():
    return byhand.providers()


@pytest.fixture(scope="module")
def made(few, listed):
    return catalogue.generated(few, listed)


def test_a_sample_of_each_kind_is_noticed(few, listed, made):
    own = [each for each in made if each.operation in FEW]
    chosen = sample(own, 200, seed=7)
    assert {each.kind for each in chosen} >= {Kind.STATUS, Kind.ENUM, Kind.PAGING, Kind.PLATFORM}
    unnoticed = [each for each in put(few, chosen) if each.case is None and not is_alike(each)]
    assert not [each.mutant.name for each in unnoticed]


def test_those_written_by_hand_are_noticed_by_the_cases_at_hand(few, listed):
    chosen = [each for each in catalogue.by_hand(few, listed) if each.operation in FEW]
    assert len(chosen) > 30
    assert not [each.mutant.name for each in put(few, chosen) if each.case is None]


def test_names_are_unique(few, listed, made):
    names = [each.name for each in (*made, *catalogue.by_hand(few, listed))]
    assert len(set(names)) == len(names)


def test_the_same_seed_chooses_the_same(made):
    assert sample(made, 50, seed=3) == sample(made, 50, seed=3) != sample(made, 50, seed=4)


def test_a_name_that_is_none_gets_the_nearest(made):
    with pytest.raises(UsageError, match="neo/setChannelName/not-stored"):
        catalogue.named(made, "neo/setChannelName/not-store")


def test_a_suite_that_reads_nothing_back_misses_a_lost_write(few, listed, made):
    mutant = catalogue.named(made, "neo/setChannelName/not-stored")
    blind = Truth(few.book, {a: _first_step(c) for a, c in few.cases.items()}, few.steps)
    (found,) = put(blind, [mutant])
    result = score(few, listed, [found], [], "2026-11-25")
    assert (found.case, result.rows[0].generated_noticed) == (None, 0)
    assert result.unnoticed[0].why.endswith("none looks at what is wrong with it")


def _first_step(case):
    return replace(case, steps=case.steps[:1])


def test_what_changes_no_answer_is_no_broken_provider(few, listed, made):
    mutant = catalogue.named(made, "neo/setChannelName/not-stored")
    result = score(few, listed, [Noticed(mutant, None, None, 0)], [], "2026-11-25")
    assert (result.alike, result.unnoticed, result.rows) == ((mutant.name,), (), ())


def test_whatever_is_called_unobservable_is(few, listed):
    mutants = catalogue.unneeded(few, listed)
    assert mutants
    assert not [each.mutant.name for each in put(few, mutants) if each.case]


def test_every_provider_by_hand_names_what_exists(book, listed):
    for each in listed.providers:
        assert each.operation in book.operations, each.provider
        assert each.source.page in book.sources, each.provider
        assert (
            each.request
            or each.answer
            or each.fault
            or each.needs
            or each.repeats
            or (each.adds_ringing_calls)
        ), each.provider
    assert len({each.provider for each in listed.providers}) == len(listed.providers)


def test_pushes_that_are_wrong_are_noticed(book):
    found = list(pushes.noticed(book))
    assert len(found) > 500
    assert not [each.mutant.name for each in found if each.case is None]
