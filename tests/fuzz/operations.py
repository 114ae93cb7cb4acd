"""Every operation of a profile's document under generated requests: examples, coverage, fuzzing.

Not collected by name: it needs Schemathesis' plugin, which costs every process a second. ``make
fuzz`` and test_passes.py start it.
"""

from tests.fuzz.arena import PROFILE, schema

document = schema()


@document.parametrize()
def test_operation(case, arena):
    case.validate_response(arena.send(case))


def test_the_accounts_are_intact_afterwards(arena):
    """The other accounts never noticed, and this one can be set back to what it was."""
    others = {key for key in arena.seeded if key[0] != PROFILE}
    now = arena.snapshot()
    assert {key: now[key] for key in others} == {key: arena.seeded[key] for key in others}
    arena.control("POST", "reset", json={"account": PROFILE})
    assert arena.snapshot() == arena.seeded
