"""The Push API in the documents: forms that are posted, answers in XML, and how it is known."""

import jsonschema_rs
import pytest

from sipgate_compat.contract.events import EVENTS

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def pushed(openapi):
    """The operation of an event, and its form's schema."""

    def find(event):
        post = openapi["webhooks"][event]["post"]
        name = post["requestBody"]["content"][FORM]["schema"]["$ref"].rsplit("/", 1)[1]
        return post, openapi["components"]["schemas"][name]

    return find


def test_every_event_is_a_webhook(openapi):
    assert list(openapi["webhooks"]) == list(EVENTS)


@pytest.mark.parametrize("event", EVENTS)
def test_every_field_says_how_it_is_known(pushed, event):
    post, form = pushed(event)
    assert post["x-sipgate-evidence"].keys() >= {"evidence", "page", "read"}
    assert form["properties"]
    for field in form["properties"].values():
        assert field["x-sipgate-evidence"].keys() >= {"evidence", "page", "read"}


@pytest.mark.parametrize("event", EVENTS)
def test_the_example_holds_the_form(pushed, event):
    post, form = pushed(event)
    example = post["requestBody"]["content"][FORM]["example"]
    assert jsonschema_rs.Draft202012Validator(form).is_valid(example)


def test_a_key_with_brackets_is_a_list_that_repeats_it(pushed):
    post, form = pushed("newCall")
    media = post["requestBody"]["content"][FORM]
    assert form["properties"]["user[]"]["type"] == "array"
    assert media["encoding"]["user[]"] == {"style": "form", "explode": True}


def test_causes_are_an_enum(pushed):
    _, form = pushed("hangup")
    assert "normalClearing" in form["properties"]["cause"]["enum"]


def test_what_depends_on_the_direction_is_not_required(pushed):
    _, form = pushed("answer")
    assert "user" in form["properties"]
    assert "user" not in form["required"]


@pytest.mark.parametrize("event, answered", [("newCall", True), ("dtmf", True), ("hangup", False)])
def test_only_what_is_followed_has_an_answer_in_xml(pushed, event, answered):
    post, _ = pushed(event)
    assert ("content" in post["responses"]["200"]) == answered


def test_the_answer_has_the_words_of_xml(openapi):
    answer = openapi["components"]["schemas"]["PushResponse"]
    assert answer["xml"] == {"name": "Response"}
    assert answer["properties"]["onHangup"]["xml"] == {"attribute": True}
    dial, gather = answer["properties"]["Dial"], answer["properties"]["Gather"]
    assert dial["properties"]["Number"]["maxItems"] == 5
    assert gather["required"] == ["onData"]
    assert gather["properties"]["maxDigits"]["default"] == 1
    assert answer["properties"]["Reject"]["properties"]["reason"]["enum"] == ["rejected", "busy"]


@pytest.mark.parametrize(
    "profile, https", [("classic", False), ("neo", True), ("migrated", True)], indirect=["profile"]
)
def test_rules_say_what_differs(pushed, https):
    post, _ = pushed("newCall")
    assert post["x-sipgate-rules"]["https-only"]["value"] is https


def test_contradictions_are_kept(pushed):
    _, form = pushed("dtmf")
    (disputed,) = form["properties"]["dtmf"]["x-sipgate-disputed"]
    assert disputed["page"] == "sipgate-docs"
