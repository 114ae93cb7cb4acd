"""Every operation of a profile's document under generated requests: examples, coverage, fuzzing.

Not collected by name: it needs Schemathesis' plugin, which costs every process a second. ``make
fuzz`` and test_passes.py start it.
"""

import schemathesis

from tests.fuzz.arena import CONFIG, DOCUMENT

schema = schemathesis.openapi.from_path(DOCUMENT, config=CONFIG)


@schema.parametrize()
def test_operation(case, arena):
    case.validate_response(arena.send(case))
