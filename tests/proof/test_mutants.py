"""Broken providers are noticed, and a suite that looks away is seen to miss them."""

from dataclasses import replace

import pytest

from sipgate_compat.contract.cases import cases
from sipgate_compat.contract.model import PROFILES
from sipgate_compat.errors import UsageError
from sipgate_compat.proof import byhand, catalogue, fields, pushes
from sipgate_compat.proof.bench import Noticed, put
from sipgate_compat.proof.catalogue import sample
from sipgate_compat.proof.result import Kind, Unobservable
from sipgate_compat.proof.score import is_alike, score
from sipgate_compat.proof.truth import Truth, truth

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


def test_a_field_that_nothing_reads_back_is_unread_unless_it_is_excused(few, listed):
    none = listed.model_copy(update={"unobservable": ()})
    assert "announcement" in catalogue.unread(few, none)["setCallRecording"]
    assert "setChannelName" not in catalogue.unread(few, none)
    for named in ((), ("announcement", "value")):
        excused = excusing(listed, "setCallRecording", named)
        assert "setCallRecording" not in catalogue.unread(few, excused)


def test_of_two_booleans_the_one_that_shows_is_read_back(few):
    written = fields.written(few)["classic", "setCallRecording"]
    assert written == {"announcement": False, "value": True}


def test_a_moment_is_read_back_in_another_form(book):
    chosen = [case for case in cases(book) if case.address == "neo/sendWebSms/later"]
    assert fields.written(truth(book, chosen))["neo", "sendWebSms"]["sendAt"]


def test_a_field_is_excused_on_the_profiles_that_are_named_alone(few, listed):
    on_neo = excusing(listed, "setCallRecording", ("announcement",), profiles=("neo",))
    assert "announcement" in catalogue.unread(few, on_neo)["setCallRecording"]


def test_a_field_is_excused_without_its_operation(few, listed):
    excused = catalogue.generated(few, excusing(listed, "setChannelName", ("name",)))
    names = {each.name for each in excused if each.operation == "setChannelName"}
    assert "neo/setChannelName/not-stored" in names
    assert "neo/setChannelName/name-not-stored" not in names


def test_a_field_that_a_case_reads_back_is_not_unobservable(few, listed):
    mutants = catalogue.unneeded(few, excusing(listed, "setChannelName", ("name",)))
    found = [each.mutant.name for each in put(few, mutants) if each.case]
    assert found == [f"{p}/setChannelName/name-not-stored" for p in ("neo", "migrated")]


def test_a_field_that_nothing_writes_is_not_unobservable(few, listed):
    entry = excusing(listed, "setChannelName", ("name", "nmae"))
    assert catalogue.unwritten(few, entry) == ["setChannelName/nmae"]


def excusing(listed, operation, named, profiles=PROFILES):
    entry = Unobservable(operation=operation, fields=named, profiles=profiles, reason="so it is")
    return listed.model_copy(update={"unobservable": (entry,)})


@pytest.mark.parametrize(
    "name",
    [
        "changeCallerDisplayOfDevice/incomingCallDisplay",
        "addQuickDialNumber/userId",
        "createClient/redirectUris",
        "putContactsVcard/data",
    ],
    ids=["an enum", "an id", "a list", "items"],
)
def test_a_required_field_is_lost_to_something_else_that_is_accepted(book, listed, name):
    operation = name.partition("/")[0]
    known = truth(book, [case for case in cases(book) if case.operation.operation == operation])
    mutant = catalogue.named(catalogue.generated(known, listed), f"neo/{name}-not-stored")
    (found,) = put(known, [mutant])
    assert found.altered
    assert found.case


def test_whatever_fields_are_called_unobservable_are(book, listed):
    named = {each.operation for each in listed.unobservable if each.fields}
    known = truth(book, [case for case in cases(book) if case.operation.operation in named])
    assert not catalogue.unwritten(known, listed)
    lost = [each for each in catalogue.unneeded(known, listed) if each.kind is Kind.FIELD]
    assert not [each.mutant.name for each in put(known, lost) if each.case]


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
