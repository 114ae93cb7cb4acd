"""An observation is reduced to facts, each at its place."""

import pytest

from sipgate_compat.history.facts import facts, pace, paced

from .make import answered, verdict

ITEMS = {"items": [{"id": "e0"}]}
FORM = {
    "/body": "object",
    "/body/items": "array",
    "/body/items/*": "object",
    "/body/items/*/id": "string",
}
JSON = {"/status": "200", "/content-type": "application/json"}


@pytest.mark.parametrize(
    "answer, found",
    [
        pytest.param(answered(204), {"/status": "204"}, id="empty"),
        pytest.param(answered(body=ITEMS), {**JSON, **FORM}, id="JSON"),
        pytest.param(
            answered(403, "no e12", "text/plain"),
            {
                "/status": "403",
                "/content-type": "text/plain",
                "/error": "no <id1>",
                "/body": "text",
            },
            id="error text",
        ),
        pytest.param(
            answered(body='{"items": […', form={"": "object"}),
            {**JSON, "/body": "object"},
            id="the form of a body that was cut",
        ),
        pytest.param(
            answered(body=ITEMS, form=None), {**JSON, **FORM}, id="a run before there were forms"
        ),
        pytest.param(
            answered(body='{"items": […', form=None),
            {**JSON, "/body": "unknown"},
            id="a cut body before there were forms",
        ),
    ],
)
def test_the_facts_of_an_answer(answer, found):
    assert facts(verdict(answer)) == found


def test_an_error_in_json_is_a_text_with_placeholders():
    found = facts(verdict(answered(400, {"message": "no g7", "id": "g7"})))
    assert found["/error"] == '{"id": "<id1>", "message": "no <id1>"}'


def test_each_step_has_its_places():
    found = facts(verdict(answered(204), answered(404)))
    assert found == {"/status": "204", "step 2 /status": "404"}


@pytest.mark.parametrize("outcome", ["skipped", "errored"])
def test_what_was_not_seen_has_no_facts(outcome):
    made = verdict(answered(503, milliseconds=3), outcome=outcome)
    assert (facts(made), pace(made)) == ({}, "")


@pytest.mark.parametrize(
    "milliseconds, sign, words",
    [
        (0.2, "0", "up to 50 ms"),
        (50, "0", "up to 50 ms"),
        (51, "1", "up to 100 ms"),
        (90_000, "9", "over 12800 ms"),
    ],
)
def test_latency_classes(milliseconds, sign, words):
    made = verdict(answered(204, milliseconds=milliseconds))
    assert pace(made) == sign
    assert paced(facts(made), sign)["/latency"] == words


def test_a_latency_that_nobody_took_is_no_fact():
    assert paced({"/status": "204"}, "-") == {"/status": "204"}
