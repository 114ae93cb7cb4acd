"""Chains of requests that follow the document's links: what is created is read, changed, deleted.

Started like operations.py.
"""

from hypothesis import settings
from schemathesis.core.transport import Response

from tests.fuzz.arena import EXAMPLES, arena, schema


class Workflow(schema().as_state_machine()):
    """Requests one after another, each fed by what earlier ones were answered.

    Every scenario begins on the same account at the same moment, or it could not be repeated.
    """

    def setup(self):
        arena().control("POST", "reset")
        arena().control("POST", "clock", json={"freeze": True})

    def call(self, case, **kwargs):
        return Response.from_any(arena().send(case))


TestWorkflow = Workflow.TestCase
TestWorkflow.settings = settings(
    TestWorkflow.settings,
    max_examples=EXAMPLES * 5,
    stateful_step_count=8,
    derandomize=True,
    deadline=None,
    database=None,
)
