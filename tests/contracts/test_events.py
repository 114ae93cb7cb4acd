"""The data of the Push API: one small check per rule, whose message teaches the rule."""

import re

import jsonschema_rs
import pytest

from sipgate_compat import paths
from sipgate_compat.contract.events import DIRECTIONS, EVENTS, Event, Known
from sipgate_compat.contract.model import PROFILES
from sipgate_compat.errors import DataError
from sipgate_compat.run.prepare import book as read_book
from sipgate_compat.webhook.document import read
from sipgate_compat.webhook.grammar import Grammar
from sipgate_compat.yamlfile import read_as

BOOK = read_book()
API = BOOK.push
FIELDS = [
    pytest.param(event, field, id=f"{event.event}-{field.key.replace('[]', '-each')}")
    for event in API.events.values()
    for field in event.fields
]
EXAMPLES = [each for each in API.elements.values() if each.example]
OWED = {
    **{f"{e.event} {p}": (e.availability.get(p), e) for e in API.events.values() for p in PROFILES},
    **{
        f"{e.event} {f.key} {p}": (f.expect.get(p), f, e)
        for e in API.events.values()
        for f in e.fields
        for p in PROFILES
    },
    **{f"{r.rule} {p}": (r.expect.get(p), r) for r in API.rules.values() for p in PROFILES},
    **{f"{e.element} {p}": (e.expect.get(p), e) for e in API.elements.values() for p in PROFILES},
}
EVENTS_OWED = [(e.event, owed) for e in API.events.values() for owed in e.availability.values()]
DISPUTED = [
    *((name, d) for name, owed in EVENTS_OWED for d in owed.disputed),
    *((f"{e.event} {f.key}", d) for e in API.events.values() for f in e.fields for d in f.disputed),
    *((r.rule, d) for r in API.rules.values() for o in r.expect.values() for d in o.disputed),
    *((e.element, d) for e in API.elements.values() for d in e.disputed),
    *((e.element, d) for e in API.elements.values() for a in e.attributes for d in a.disputed),
]  # fmt: skip


def sentences():
    for event in API.events.values():
        yield event.summary
        for field in event.fields:
            yield from (field.states, *field.values.values())
    for element in API.elements.values():
        yield from (element.states, *(each.states for each in element.attributes))
    for owed, *_ in OWED.values():
        yield from filter(None, (owed.states, owed.unknown))
    yield from (each.states for _, each in DISPUTED)


def test_every_profile_is_answered():
    assert not [name for name, (owed, *_) in OWED.items() if owed is None], (
        "say `unknown` where nothing is known"
    )


def test_every_promise_has_evidence_a_source_and_a_date():
    promises = {k: v for k, v in OWED.items() if not (v[0].mirror or v[0].unknown)}
    assert not [name for name, chain in promises.items() if Known.of(*chain).source is None]
    assert not [k for k, (owed, *w) in promises.items() if not any(s.evidence for s in (owed, *w))]


def test_every_source_is_listed():
    cited = {s.source.page for chain in OWED.values() for s in chain if s.source}
    assert cited | {d.source.page for _, d in DISPUTED} <= set(BOOK.sources)


def test_our_own_reading_is_assumed_and_never_more():
    known = {name: Known.of(*chain) for name, chain in OWED.items() if not chain[0].mirror}
    ours = {k: v for k, v in known.items() if v.source and v.source.page == "our-reading"}
    assert ours
    assert {each.evidence for each in ours.values()} == {"assumed"}


def test_nothing_of_neo_is_borrowed_from_a_witness_of_classic():
    """Evidence of Classic says nothing of Neo: it has a source of its own, or is assumed."""
    firm = [
        name
        for name, (owed, *wholes) in OWED.items()
        if name.endswith(" neo")
        and Known.of(owed, *wholes).evidence != "assumed"
        and Known.of(owed, *wholes).source.page in ("sipgate-docs", "sipgateio-node")
    ]
    assert not firm


@pytest.mark.parametrize("text", sorted(set(sentences())))
def test_sentences_state_facts_without_a_full_stop(text):
    assert not re.search(r"\b(should|shall|TODO)\b", text)
    assert not text.endswith(".")


@pytest.mark.parametrize("event, field", FIELDS)
@pytest.mark.parametrize("profile", PROFILES)
def test_an_example_holds_its_schema(event, field, profile):
    validator = jsonschema_rs.Draft202012Validator(field.schema_on(profile))
    values = [field.example] if isinstance(field.example, str) else field.example
    assert all(validator.is_valid(value) for value in values)
    assert field.repeats == (not isinstance(field.example, str)), "a list where the key repeats"


@pytest.mark.parametrize("event, field", FIELDS)
def test_a_key_stands_once_in_its_event(event, field):
    assert [each.key for each in event.fields].count(field.key) == 1


def test_every_event_is_asked_for_by_something_that_exists():
    attributes = {a.attribute for e in API.elements.values() for a in e.attributes}
    assert {each.asked_by for each in API.events.values()} <= {"url", *attributes}


@pytest.mark.parametrize("element", EXAMPLES, ids=lambda each: each.element)
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("profile", PROFILES)
def test_an_example_is_allowed(element, direction, profile):
    assert Grammar(API, profile, direction).complaints(read(element.example.encode())) == []


def test_every_hangup_cause_of_the_facts_is_there():
    causes = "normalClearing busy cancel noAnswer congestion notFound forwarded"
    assert list(API.events["hangup"].field("cause").values) == causes.split()


@pytest.mark.parametrize(
    "where, witness",
    [
        ("newCall", "zammad-docs"),
        ("newCall from", "sipgate-labs-skill"),
        ("newCall origCallId", "sipgate-labs-skill"),
        ("newCall origCallId", "sipgate-docs"),
        ("newCall user[]", "sipgate-docs"),
        ("newCall xcid", "sipgate-docs"),
        ("newCall diversion", "sipgate-labs-skill"),
        ("answer event", "sipgate-labs-skill"),
        ("answer answeringNumber", "sipgate-docs"),
        ("hangup event", "sipgate-labs-skill"),
        ("hangup cause", "sipgate-io-repo"),
        ("hangup answeringNumber", "sipgate-labs-skill"),
        ("dtmf event", "sipgate-labs-skill"),
        ("dtmf dtmf", "sipgate-docs"),
        ("signed", "home-assistant"),
        ("source-addresses", "sipgate-docs"),
        ("source-addresses", "sipgateio-node"),
        ("trusted-certificate", "sipgate-io-repo"),
        ("content-type", "sipgate-io-repo"),
        ("answer-time", "sipgate-labs-skill"),
        ("Response", "sipgateio-node"),
        ("Number", "sipgate-labs-skill"),
    ],
)
def test_a_contradiction_is_not_decided_silently(where, witness):
    assert witness in {each.source.page for name, each in DISPUTED if name == where}


def test_the_files_are_those_that_are_read():
    found = {path.name for path in (paths.contracts() / "events").iterdir()}
    assert found == {*(f"{name}.yaml" for name in EVENTS), "delivery.yaml", "response.yaml"}


@pytest.mark.parametrize(
    "old, new, says",
    [
        pytest.param("asked_by:", "askedby:", r":3: unknown key 'askedby'; did you mean", id="key"),
        pytest.param("expect:", "expects:", r"unknown key 'fields.0.expects'", id="nested"),
        pytest.param("migrated: neo", "migrated: migrated", "mirrors lead nowhere", id="mirror"),
        pytest.param("classic: required", "classic: always", "fields.0.expect.classic", id="word"),
        pytest.param("values: {dtmf: ", "schemas: {dtmf: ", "unknown key", id="schema"),
        pytest.param("in, out]", "in, up]", ":4: directions.1", id="direction"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(tmp_path, old, new, says):
    text = (paths.contracts() / "events" / "dtmf.yaml").read_text()
    assert old in text
    path = tmp_path / "dtmf.yaml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(DataError, match=rf"dtmf\.yaml.*{says}"):
        read_as(Event, path)
