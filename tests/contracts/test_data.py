"""The data is the product: one small check per rule, whose message teaches the rule."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from sipgate_compat import paths
from sipgate_compat.contract.cases import CONVENTIONS, cases
from sipgate_compat.contract.conventional import applications
from sipgate_compat.contract.model import PROFILES
from sipgate_compat.run.prepare import book as read_book
from sipgate_compat.shapes import Shapes

BOOK = read_book()
CASES = cases(BOOK)
OPERATIONS = [pytest.param(each, id=each.operation) for each in BOOK.operations.values()]
SENTENCES = [
    *((c.address, s.promise.expectation.states) for c in CASES for s in c.steps),
    *((o.operation, o.summary) for o in BOOK.operations.values()),
    *((c.claim, c.states) for c in BOOK.claims.claims),
    *((s.situation, s.states) for s in BOOK.situations.values()),
]


def names_in(value):
    """Every ``$name`` in a value, without the words of expectations."""
    match value:
        case str() if value.startswith("$"):
            yield value[1:].partition("/")[0]
        case dict():
            for key, each in value.items():
                yield from () if key == "$matches" else names_in(each)
        case list() | tuple():
            for each in value:
                yield from names_in(each)


def refs_in(value):
    """Every shape that a schema refers to."""
    match value:
        case {"$ref": str(ref)}:
            yield ref.rsplit("/", 1)[1]
        case dict():
            for each in value.values():
                yield from refs_in(each)
        case list():
            for each in value:
                yield from refs_in(each)


def test_every_address_is_unique():
    twice = [address for address, n in Counter(c.address for c in CASES).items() if n > 1]
    assert not twice, (
        "two cases bear one name; ids are unique in an operation, conventions included"
    )


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_says_what_a_valid_request_gets(operation):
    assert "valid" in [case.id for case in operation.cases]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_case_answers_every_profile(operation):
    silent = {c.id: set(PROFILES) - set(c.expect) for c in operation.cases}
    assert not {k: v for k, v in silent.items() if v}, "say `unknown` where nothing is known"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_says_whether_each_profile_has_it(operation):
    assert set(operation.availability) == set(PROFILES)
    assert operation.evidence
    assert operation.source


def test_every_promise_has_a_source_with_a_date():
    bare = {c.address for c in CASES for s in c.steps if s.promise.source is None}
    assert not bare, "evidence and source stand on the case, or on one profile's expectation"


def test_every_source_is_listed():
    cited = {s.promise.source.page for c in CASES for s in c.steps if s.promise.source}
    cited |= {d.source.page for c in CASES for s in c.steps for d in s.promise.expectation.disputed}
    cited |= {each.source.page for each in BOOK.shapes.values() if each.source}
    cited |= {each.source.page for each in BOOK.operations.values()}
    assert cited <= set(BOOK.sources), "sources.yaml lists every witness"


def test_what_is_assumed_rests_on_our_reading_or_names_its_ground():
    firm = [
        c.address
        for c in CASES
        for s in c.steps
        if s.promise.source
        and s.promise.source.page == "our-reading"
        and s.promise.evidence != "assumed"
    ]
    assert not firm, "our own reading is `assumed`, never more"


def test_every_situation_is_listed():
    assert {c.given for c in CASES} <= set(BOOK.situations)


def test_every_value_is_given_by_the_situation_or_saved_before():
    missing = []
    for case in CASES:
        known = {*BOOK.base_values, *BOOK.situations[case.given].values}
        for step in case.steps:
            path = [step.request.path.get(p, f"${p}") for p in step.operation.path_parameters]
            used = (path, step.request.query, step.request.body, step.promise.expectation.body)
            wanted = {name for each in used for name in names_in(each)}
            missing += [
                f"{case.address}: ${name}" for name in sorted(wanted - known) if name not in WORDS
            ]
            known |= set(step.save)
    assert not missing


WORDS = {"contains", "lacks", "each", "unordered", "size", "one-of", "matches", "type", "absent"}


def test_every_promised_status_is_declared():
    undeclared = {
        f"{case.name} {status}"
        for case in CASES
        if case.file != CONVENTIONS
        for step in case.steps
        for status in step.promise.expectation.statuses
        if status not in step.operation.responses
    }
    assert not undeclared, "a status implies its declared shape: list it under `responses`"


def test_every_shape_that_is_named_exists_and_every_shape_is_used():
    named = {s for o in BOOK.operations.values() for s in o.responses.values() if s}
    named |= {o.request.body for o in BOOK.operations.values() if o.request.body}
    named |= {s.promise.expectation.shape for c in CASES for s in c.steps} - {None}
    named |= {ref for shape in BOOK.shapes.values() for ref in refs_in(shape.json_schema)}
    assert named == set(BOOK.shapes)


@pytest.mark.parametrize("name", sorted(BOOK.shapes))
def test_every_shape_is_a_valid_schema_with_a_source(name):
    shape = BOOK.shapes[name]
    Shapes(BOOK.shapes).validator(name)
    assert shape.evidence
    assert shape.source


@pytest.mark.parametrize(
    "path", sorted((paths.contracts() / "shapes").glob("*.yaml")), ids=lambda p: p.stem
)
def test_every_shape_file_is_named_after_its_shape(path):
    assert path.stem in BOOK.shapes


def test_sentences_state_facts():
    wishes = [
        f"{where}: {text}"
        for where, text in SENTENCES
        if text and re.search(r"\b(should|shall|test that|TODO)\b", text, re.IGNORECASE)
    ]
    assert not wishes, "the present tense: “the list is empty”, not “should return an empty list”"


def test_sentences_end_without_a_full_stop():
    assert not [f"{where}: {text}" for where, text in SENTENCES if text and text.endswith(".")]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_reading_is_what_get_does(operation):
    assert (operation.method == "GET") == (operation.effect == "read")


def test_conventions_have_no_stale_exceptions():
    open_to_all = [c.model_copy(update={"exceptions": ()}) for c in BOOK.conventions.conventions]
    conventions = BOOK.conventions.model_copy(update={"conventions": tuple(open_to_all)})
    free = replace(BOOK, conventions=conventions)
    needed = {
        (applied.convention.id, operation.operation)
        for operation in BOOK.operations.values()
        for applied in applications(free, operation)
    }
    listed = {(c.id, e.operation) for c in BOOK.conventions.conventions for e in c.exceptions}
    assert not listed - needed, "an exception that is no longer needed is an error"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_repeats_another_profile_is_a_mirror(operation):
    copies = [
        f"{case.id}: {one} and {other}"
        for case in operation.cases
        for one in PROFILES
        for other in PROFILES
        if one < other
        and case.expect[one].mirror is None
        and case.expect[one].unknown is None
        and case.expect[one] == case.expect[other]
    ]
    assert not copies, "say a thing once: `migrated: neo`"


def test_telephone_numbers_are_of_those_kept_free_for_stories():
    text = "\n".join(p.read_text() for p in sorted(paths.contracts().rglob("*.yaml")))
    numbers = re.findall(r"(?<![\w.-])\+?(?:49|0)[1-9]\d{7,}(?![\w-])", text)
    real = [n for n in numbers if not re.match(r"\+?(49|0)(30231250?|30ab|1713920)", n)]
    assert not [n for n in real if not re.match(r"\+?49(3023125|171392)", n)]


def test_known_deviations_match_a_case():
    from fnmatch import fnmatchcase

    addresses = [case.address for case in CASES]
    lost = [d.case for d in BOOK.deviations if not any(fnmatchcase(a, d.case) for a in addresses)]
    assert not lost, "an entry that matches nothing is taken out of deviations.yaml"
