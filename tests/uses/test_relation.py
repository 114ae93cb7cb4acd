"""What becomes of a request, from the answers before and after."""

import pytest

from sipgate_compat.uses.relation import Answer, relation

NOBODY_KNOWS = Answer((), "nobody has looked")


def ok(states="it is shown", body=None, status=200):
    return Answer((status,), states, body)


@pytest.mark.parametrize(
    "before, after, use, says",
    [
        (ok(), ok(), "works", "it is shown"),
        (ok(), NOBODY_KNOWS, "not-decided", "nobody has looked"),
        (NOBODY_KNOWS, NOBODY_KNOWS, "not-decided", "nobody has looked"),
        (NOBODY_KNOWS, ok(), "works", "it is shown"),
        (NOBODY_KNOWS, ok("no", status=403), "refused", "no"),
        (ok(), ok("no", status=403), "refused", "no"),
        (ok("no", status=403), ok("no", status=403), "works", "no"),
        (ok("no", status=403), ok("no", status=404), "works-differently", "404 in place of 403"),
        (ok("no", status=400), ok("taken", status=204), "works-differently", "on Classic, no"),
        (ok("all"), ok("some"), "works-differently", "some; on Classic, all"),
        (ok(), ok("it is shown as on Classic"), "works", "as on Classic"),
        (ok("all"), ok("all still"), "works", "still"),
        (ok(body={"a": 1, "b": 2}), ok(body={"a": 1}), "works-differently", "promised of /b any"),
        (ok(body=[]), ok(body=["x"]), "works-differently", "another thing"),
    ],
    ids=str,
)
def test_two_answers_say_what_becomes_of_a_request(before, after, use, says):
    found, sentence = relation(before, after, "classic")
    assert found == use
    assert says in sentence
